import type { Architecture, Place } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import type { Counterpart, Named, NewElement, Value } from "./operations.ts";

/** The first of `wanted` that names nothing yet anywhere, so that it is clear from every place; else the last with a number. */
export function freeName(architecture: Architecture, ...wanted: readonly [string, ...string[]]): string {
	const taken = namesOf(architecture);
	const free = wanted.find((name) => !taken.has(name));
	if (free !== undefined) return free;
	const stem = wanted.at(-1)!;
	for (let number = 2; ; number++) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

/** The shortest name that leads from the body of `scope` to `target`. Names are looked up from the inside out. */
export function referenceTo(
	target: Named | Counterpart,
	scope: Place | NewElement | undefined,
	{ elements }: Architecture,
): string {
	const path = pathOf(target);
	const from = scope ? pathOf(scope) : [];
	let shared = 0;
	while (shared < from.length && shared < path.length - 1 && from[shared] === path[shared]) shared++;
	const hidden = (depth: number): boolean => elements.has([...from.slice(0, depth), path[shared]!].join("."));
	for (; shared > 0; shared--) {
		let clear = true;
		for (let depth = shared + 1; depth <= from.length; depth++) clear &&= !hidden(depth);
		if (clear) break;
	}
	return path.slice(shared).join(".");
}

/** A value as it is written in the body of something in `scope`. */
export function written(value: Value, scope: Place | NewElement | undefined, architecture: Architecture): string {
	if (typeof value === "string") return value;
	if (!isList(value)) return referenceTo(value, scope, architecture);
	const names = value.map((element) => referenceTo(element, scope, architecture));
	return names.length === 1 ? names[0]! : `[${names.join(", ")}]`;
}

function isList(value: Named | readonly Named[]): value is readonly Named[] {
	return Array.isArray(value);
}

/** What has only a quoted title cannot be named in a text. */
export function canBeNamed(target: Named | Counterpart): boolean {
	return pathOf(target).every((name) => /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(name));
}

/** The names from the top level down to it. */
export function pathOf(target: Named | Counterpart): readonly string[] {
	if (target.type !== "counterpart") return [...(target.parent ? pathOf(target.parent) : []), target.name];
	return [...pathOf(target.copy), ...pathOf(target.of).slice(pathOf(target.original).length)];
}

const namesOf = oncePer(
	({ elements }: Architecture): ReadonlySet<string> => new Set([...elements.values()].map(({ name }) => name)),
);
