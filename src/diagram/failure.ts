import type { Analysis, FailedOperation } from "../analysis/analysis.ts";
import { analyze } from "../analysis/analyze.ts";
import { inside } from "../analysis/state.ts";
import { type WhatIf, whatIf } from "../analysis/what-if.ts";
import { fill, type Locale, type Localized } from "../language/locale.ts";
import type { Architecture, Component, Place } from "../model/architecture.ts";
import type { CardState, FailureSummary } from "./scene.ts";

/** What the loss of parts does to a design. */
export interface Failure {
	readonly result: WhatIf;
	/** The loads of the survivors before any of them breaks down, as `archscale analyze --down` gives them. */
	readonly analysis: Analysis;
	readonly states: ReadonlyMap<Component, CardState>;
}

/** The last one asked about for each analysis: another measure of heat, or a fold, must not compute it again. */
const known = new WeakMap<Analysis, { readonly down: string; readonly failure: Failure }>();

/** What happens to what `normal` is of when `down` fails at the same number of users. */
export function failureOf(normal: Analysis, down: readonly string[]): Failure {
	const key = JSON.stringify(down);
	const before = known.get(normal);
	if (before?.down === key) return before.failure;
	const { architecture, users } = normal;
	const result = whatIf(architecture, down, users);
	const analysis = analyze(architecture, { users, state: result.taken });
	const states = new Map<Component, CardState>([
		...result.degraded.map((component) => [component, "degraded"] as const),
		...result.components.map((component) => [component, "failed"] as const),
		...result.overloaded.map((component) => [component, "overloaded"] as const),
	]);
	const failure = { result, analysis, states };
	known.set(normal, { down: key, failure });
	return failure;
}

/** A place of which nothing is left. */
export function isPlaceDown(place: Place, { result }: Failure): boolean {
	const components = inside(place);
	return components.length > 0 && components.every((component) => result.taken.down.has(component));
}

/** What is down and what follows from it, in words. */
export function failureSummary(
	{ result }: Failure,
	down: readonly string[],
	nameOf: (component: Component) => string,
	{ architecture, locale }: { readonly architecture: Architecture; readonly locale: Locale },
): FailureSummary {
	const say: Say = (key, data = {}) => fill(TEXTS[key][locale], data);
	const parts = down
		.filter((part) => !result.unknown.includes(part))
		.map((name) => ({ name, text: partText(name, architecture, nameOf, say) }));
	const unknown = [...new Set(down.filter((part) => result.unknown.includes(part)))];
	const { failed, overloaded } = result;
	// What clients lose is said already.
	const degraded = result.degraded.filter(({ kind }) => kind !== "client");
	const some = (components: readonly Component[]): string => {
		const names = components.slice(0, NAMED).map(nameOf).join(", ");
		return components.length > NAMED ? say("more", { names, count: components.length - NAMED }) : names;
	};
	const sentences = [
		...(failed.length > 0 ? failedSentences(failed, nameOf, say) : [say("answered")]),
		...(overloaded.length > 0
			? [say(overloaded.length === 1 ? "overloads" : "overload", { names: some(overloaded) })]
			: []),
		...(degraded.length > 0
			? [say(degraded.length === 1 ? "degrades" : "degrade", { count: degraded.length, names: some(degraded) })]
			: []),
	];
	return {
		parts,
		unknown,
		downText: parts.length > 0 ? say("down", { parts: parts.map(({ text }) => text).join(", ") }) : "",
		verdict: parts.length > 0 ? sentences.join(" ") : "",
		severity: failed.length > 0 ? "error" : overloaded.length > 0 ? "warning" : "info",
	};
}

type Say = (key: keyof typeof TEXTS, data?: Readonly<Record<string, string | number>>) => string;

/** Clients of which every request fails in one sentence, what else fails in one sentence a client. */
function failedSentences(
	failed: readonly FailedOperation[],
	nameOf: (component: Component) => string,
	say: Say,
): string[] {
	const whole = new Set(failed.filter(({ operation }) => operation === "request").map(({ client }) => client));
	const partly = new Map<Component, string[]>();
	for (const { client, operation, data } of failed) {
		if (whole.has(client) || operation === "request") continue;
		const operations = partly.get(client) ?? [];
		operations.push(say(operation, { data: data?.title ?? "–" }));
		partly.set(client, operations);
	}
	return [
		...(whole.size > 0 ? [say("fails", { clients: [...whole].map(nameOf).join(", ") })] : []),
		...[...partly].map(([client, all]) => {
			const names = all.slice(0, NAMED).join(", ");
			const operations = all.length > NAMED ? say("more", { names, count: all.length - NAMED }) : names;
			return say("fails-partly", { client: nameOf(client), operations });
		}),
	];
}

function partText(
	name: string,
	architecture: Architecture,
	nameOf: (component: Component) => string,
	say: Say,
): string {
	const [id = "", part] = name.split("#");
	const element =
		architecture.elements.get(id) ?? [...architecture.elements.values()].find((other) => other.name === id);
	const title = element?.type === "component" ? nameOf(element) : (element?.title ?? id);
	if (part === undefined) return title;
	if (part === "primary" || part === "replica") return `${title} · ${say(part)}`;
	return `${title} · ${part.startsWith("shard") ? say("shard", { number: part.slice(5) }) : say("instance", { number: part })}`;
}

/** More names than this make no sentence. */
const NAMED = 3;

const TEXTS = {
	down: { en: "Down: {parts}", ko: "중단: {parts}" },
	answered: { en: "Every client is still answered.", ko: "모든 클라이언트에 계속 응답합니다." },
	fails: { en: "Requests of {clients} fail.", ko: "{clients}의 요청이 실패합니다." },
	"fails-partly": { en: "{client}: {operations} fail.", ko: "{client}의 작업 실패: {operations}." },
	read: { en: "reads of {data}", ko: "{data} 읽기" },
	write: { en: "writes of {data}", ko: "{data} 쓰기" },
	overloads: { en: "{names} breaks down under the load.", ko: "부하로 무너지는 컴포넌트: {names}." },
	overload: { en: "{names} break down under the load.", ko: "부하로 무너지는 컴포넌트: {names}." },
	degrades: { en: "{names} goes on with less.", ko: "성능이 떨어지는 컴포넌트: {names}." },
	degrade: { en: "{count} go on with less: {names}.", ko: "성능이 떨어지는 컴포넌트 {count}개: {names}." },
	more: { en: "{names} and {count} more", ko: "{names} 외 {count}개" },
	instance: { en: "instance {number}", ko: "인스턴스 {number}" },
	shard: { en: "shard {number}", ko: "샤드 {number}" },
	primary: { en: "primary", ko: "프라이머리" },
	replica: { en: "one replica", ko: "복제본 하나" },
} satisfies Record<string, Localized>;
