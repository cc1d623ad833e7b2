import type { Problem, Repair } from "./problem.ts";
import type { ProblemCode } from "./problem-texts.ts";
import { suggestEntry } from "./suggest-entry.ts";
import type { Edit, Span } from "./text.ts";
import type * as tree from "./tree.ts";
import { type Fault, faultOf } from "./validate-value.ts";
import { isComponentKind, isPlaceKind, kinds, properties, propertiesOf } from "./vocabulary/index.ts";
import type { PropertyEntry } from "./vocabulary/types.ts";

/** What the vocabulary does not allow: kinds, properties, units, ranges and values of one file. Names are not looked up. */
export function validate(tree: tree.Tree): Problem[] {
	return [...new Validation(tree).problems.values()].flat().sort((a, b) => a.start - b.start);
}

/** The same by statement: what stands in the file or in a place and not in another component. */
export class Validation {
	readonly problems = new Map<tree.Item, Problem[]>();
	readonly #routers: ReadonlySet<string>;

	constructor(tree: tree.Tree) {
		this.#routers = namesOfRouters(tree.items);
		this.check(tree.text, tree.items, undefined);
	}

	/** Look at items anew, in a file whose components have the same names and kinds as before. */
	check(text: string, items: readonly tree.Item[], holder: tree.Declaration | undefined): void {
		const checks = new Checks(text, this.#routers, (statement, problem) => {
			const known = this.problems.get(statement);
			if (known) known.push(problem);
			else this.problems.set(statement, [problem]);
		});
		checks.items(items, holder && ownerOf(holder));
	}
}

interface Owner {
	/** As written, or what it most likely means; undefined where neither is known. */
	readonly kind: string | undefined;
	readonly name: string;
	readonly declaration: tree.Declaration;
}

class Checks {
	readonly #source: string;
	readonly #routers: ReadonlySet<string>;
	readonly #emit: (statement: tree.Item, problem: Problem) => void;
	#statement: tree.Item | undefined;

	constructor(source: string, routers: ReadonlySet<string>, emit: (statement: tree.Item, problem: Problem) => void) {
		this.#source = source;
		this.#routers = routers;
		this.#emit = emit;
	}

	items(items: readonly tree.Item[], owner: Owner | undefined): void {
		const given = new Map<string, tree.Property>();
		const areStatements = !owner || isPlaceKind(owner.kind);
		for (const item of items) {
			if (areStatements) this.#statement = item;
			switch (item.type) {
				case "declaration":
					this.#declaration(item, owner);
					break;
				case "link":
					this.#link(item, owner);
					break;
				case "property":
					if (owner) this.#property(item, owner.kind, given, owner.declaration);
					else this.#report(item.name, "property-outside", { property: item.name.text });
					break;
				case "access":
					break; // The model says where an access may stand.
			}
		}
	}

	#declaration(declaration: tree.Declaration, owner: Owner | undefined): void {
		const kind = this.#kind(declaration.kind);
		if (kind !== undefined) {
			this.#nesting(declaration, kind, owner);
			if (declaration.times && !kinds.get(kind)!.counted) this.#notCounted(declaration, declaration.times, kind);
		}
		if (declaration.body) this.items(declaration.body.items, { kind, name: nameOf(declaration), declaration });
	}

	/** The kind as written, or the one that is meant, so that one misspelled word does not hide what stands in the braces. */
	#kind(word: tree.Word): string | undefined {
		if (kinds.has(word.text)) return word.text;
		const suggestion = suggestEntry(word.text, kinds.values());
		if (suggestion === undefined) {
			const names = [...kinds.keys()].map((name) => `\`${name}\``).join(", ");
			this.#report(word, "unknown-kind", { word: word.text, kinds: names });
		} else {
			const data = { word: word.text, suggestion };
			this.#report(word, "unknown-kind-suggestion", data, { repairs: [replacement(word, suggestion)] });
		}
		return suggestion;
	}

	#nesting(declaration: tree.Declaration, kind: string, owner: Owner | undefined): void {
		if (!owner?.kind) return;
		const data = { kind, owner: owner.name, ownerKind: owner.kind };
		const outer = kinds.get(owner.kind)?.family;
		if (outer !== "place") this.#report(declaration.kind, "nested-declaration", data);
		else if (kind === "system") this.#report(declaration.kind, "nested-system", data);
		else if (tooLarge(kind, owner.kind)) this.#report(declaration.kind, "nested-place", data);
	}

	#notCounted(declaration: tree.Declaration, times: tree.Times, kind: string): void {
		const start = this.#source.slice(0, times.start).trimEnd().length;
		const without: Edit = { span: { start, end: times.end }, text: "" };
		const data = { kind, times: this.#source.slice(times.start, times.end) };
		if (kind === "database" && times.min > 1 && !has(declaration.body, "replicas")) {
			const text = `replicas: ${times.min - 1}`;
			const edits = [without, this.#insertion(declaration, text)];
			this.#report(
				times,
				"counted-database",
				{ ...data, replicas: times.min - 1 },
				{ repairs: [{ kind: "replace", data: { text }, edits }] },
			);
			return;
		}
		const code = NOT_COUNTED[kind] ?? (isPlaceKind(kind) ? "counted-place" : "not-counted");
		this.#report(times, code, data, { repairs: [{ kind: "remove", data: { text: data.times }, edits: [without] }] });
	}

	/** Puts a property first into the braces of a declaration, which it gets if it has none. */
	#insertion({ end, body }: tree.Declaration, property: string): Edit {
		if (!body) return { span: { start: end, end }, text: ` { ${property} }` };
		const at = { start: body.start + 1, end: body.start + 1 };
		const [first] = body.items;
		if (!first) return { span: at, text: ` ${property} ` };
		const gap = this.#source.slice(body.start + 1, first.start);
		const indent = /\n([ \t]*)$/.exec(gap);
		return { span: at, text: indent ? `\n${indent[1]}${property}` : ` ${property},` };
	}

	#property(
		property: tree.Property,
		kind: string | undefined,
		given: Map<string, tree.Property>,
		owner?: tree.Declaration,
	): void {
		const name = property.name.text;
		const first = given.get(name);
		if (first) {
			this.#report(
				property,
				"property-twice",
				{ property: name },
				{
					repairs: [
						{ kind: "remove", data: { text: name }, edits: [{ span: removable(this.#source, property), text: "" }] },
					],
					related: [{ start: first.start, end: first.end, code: "given-here", data: { property: name } }],
				},
			);
			return;
		}
		given.set(name, property);
		if (kind === undefined) return;
		const entry = propertiesOf(kind).get(name);
		if (!entry) this.#unknownProperty(property, kind, owner);
		else if (property.value) this.#fault(faultOf(property.value, entry, this.#source));
	}

	#unknownProperty(property: tree.Property, kind: string, owner: tree.Declaration | undefined): void {
		const word = property.name;
		const data = { property: word.text, kind };
		if (owner && COUNTS.has(word.text) && kinds.get(kind)?.counted && property.value?.type === "quantity") {
			this.#countAsProperty(property, property.value, kind, owner);
			return;
		}
		const others = takersOf(word.text);
		if (others.includes("component")) {
			this.#report(word, "component-property", data);
			return;
		}
		if (others.length > 0) {
			this.#report(word, "foreign-property", { ...data, kinds: others.map((name) => `\`${name}\``).join(", ") });
			return;
		}
		const own = propertiesOf(kind);
		const suggestion = suggestEntry(word.text, own.values());
		if (suggestion === undefined) {
			const names = [...own.values()].filter(({ kinds }) => !kinds.includes("component"));
			this.#report(word, "unknown-property", {
				...data,
				properties: names.map(({ name }) => `\`${name}\``).join(", "),
			});
			return;
		}
		const repairs = [replacement(word, suggestion)];
		this.#report(word, "unknown-property-suggestion", { ...data, suggestion }, { repairs });
	}

	/** `instances: 3`, which one writes as `x3` behind the name. */
	#countAsProperty(property: tree.Property, value: tree.Quantity, kind: string, owner: tree.Declaration): void {
		const times = `x${Math.max(1, Math.round(value.number))}`;
		const name = owner.name ?? owner.title ?? owner.kind;
		const data = { property: property.name.text, kind, name: name.text, times };
		const at = (owner.title ?? name).end;
		const edits = [
			{ span: { start: at, end: at }, text: ` ${times}` },
			{ span: removable(this.#source, property), text: "" },
		];
		const repairs: Repair[] = owner.times ? [] : [{ kind: "replace", data: { text: times }, edits }];
		this.#report(property.name, "count-as-property", data, { repairs });
	}

	#fault(fault: Fault | undefined): void {
		if (!fault) return;
		const repairs = (fault.replacements ?? []).map((text) => replacement(fault.node, text));
		this.#report(fault.node, fault.code, fault.data, repairs.length > 0 ? { repairs } : {});
	}

	#link(link: tree.Link, owner: Owner | undefined): void {
		if (owner?.kind !== undefined && kinds.get(owner.kind)?.family !== "place") {
			this.#report(link, "link-inside", { owner: owner.name });
		}
		let sources = link.sources;
		for (const { targets } of link.hops) {
			this.#shares(sources, targets);
			sources = targets.map(({ ref }) => ref);
		}
		const given = new Map<string, tree.Property>();
		for (const item of link.body?.items ?? []) if (item.type === "property") this.#property(item, "link", given);
	}

	/** A router has no more than the whole to split. */
	#shares(sources: readonly tree.Reference[], targets: readonly tree.Target[]): void {
		const sum = targets.reduce((total, { share }) => total + (share?.percent ? share.factor : 0), 0);
		if (sum <= 1 + 1e-9) return;
		const router = sources.find((ref) => this.#routers.has(ref.path.at(-1)?.text ?? ""));
		if (!router) return;
		const name = router.path.map(({ text }) => text).join(".");
		const span = { start: targets[0]!.start, end: targets.at(-1)!.end };
		this.#report(span, "shares-above-whole", { name, percent: `${Math.round(sum * 1e4) / 100}%` });
	}

	#report(
		{ start, end }: Span,
		code: ProblemCode,
		data: Problem["data"],
		more: Pick<Problem, "repairs" | "related"> = {},
	): void {
		this.#emit(this.#statement!, { start, end, code, severity: "error", data, ...more });
	}
}

const nameOf = ({ name, title, kind }: tree.Declaration): string => name?.text ?? title?.text ?? kind.text;

const ownerOf = (declaration: tree.Declaration): Owner => ({
	kind: declaration.kind.text,
	name: nameOf(declaration),
	declaration,
});

const NOT_COUNTED: Readonly<Record<string, ProblemCode>> = {
	client: "counted-client",
	data: "counted-data",
	database: "counted-database-with-replicas",
};

/** Words by which other tools say how many instances there are. */
const COUNTS: ReadonlySet<string> = new Set(["instances", "count", "nodes", "servers", "replicas", "copies", "scale"]);

function replacement({ start, end }: Span, text: string): Repair {
	return { kind: "replace", data: { text }, edits: [{ span: { start, end }, text }] };
}

const has = (body: tree.Body | undefined, property: string): boolean =>
	body?.items.some((item) => item.type === "property" && item.name.text === property) ?? false;

/** A data center may hold zones, not the other way round, and neither holds its like. */
function tooLarge(kind: string, owner: string): boolean {
	if (owner === "zone") return kind === "zone" || kind === "datacenter";
	return owner === "datacenter" && kind === "datacenter";
}

/** The kinds that take the property, `component` where every component does. */
function takersOf(property: string): string[] {
	return [...new Set(properties.filter(({ name }) => name === property).flatMap(({ kinds }: PropertyEntry) => kinds))];
}

/** Last parts of names that stand for routers and for nothing else in these items. */
function namesOfRouters(items: readonly tree.Item[]): ReadonlySet<string> {
	const routers = new Set<string>();
	const others = new Set<string>();
	const collect = (inside: readonly tree.Item[]): void => {
		for (const item of inside) {
			if (item.type !== "declaration") continue;
			const family = kinds.get(item.kind.text)?.family;
			if (item.name) (family === "router" ? routers : others).add(item.name.text);
			if (item.body && !isComponentKind(item.kind.text)) collect(item.body.items);
		}
	};
	collect(items);
	return new Set([...routers].filter((name) => !others.has(name)));
}

/** The property with one separator; its line too where nothing else stands on it. */
function removable(source: string, { start, end }: Span): Span {
	const before = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
	const after = /^[ \t]*[,;]?[ \t]*(\r?\n)?/.exec(source.slice(end))!;
	if (before.trim() === "" && after[1] !== undefined)
		return { start: start - before.length, end: end + after[0].length };
	const separator = /[ \t]*[,;]?[ \t]*$/.exec(before)![0];
	if (before.length > separator.length) return { start: start - separator.length, end };
	return { start, end: end + after[0].length };
}
