import { analyze } from "../../analysis/analyze.ts";
import { fill, type Locale, type Localized } from "../../language/locale.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import type { Access, Architecture, Component, DataSet } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { elementsOf } from "../../model/properties.ts";
import { freeName } from "../../rules/edit/names.ts";
import { connect, declare, type End, type NewElement, type Operation } from "../../rules/edit/operations.ts";
import { compiled } from "../picture/edits/compiled.ts";
import { elementFact, factsOf, isAboutCopy, linkFact } from "../picture/edits/facts.ts";
import { rebuilt } from "../picture/edits/rebuilt.ts";
import { refuse } from "../picture/edits/refusals.ts";
import type { Refactoring } from "./refactoring.ts";
import { declarationAt, elementOf } from "./selection.ts";

/**
 * What a service does with some of its data becomes a service of its own, which the first calls once for each of its
 * requests. As many operations as before reach the stores.
 */
export const splitService: Refactoring = {
	kind: "refactor.rewrite.split",
	offer({ architecture, file, span }) {
		const declaration = declarationAt(file, span.start);
		const service = declaration && elementOf(architecture, declaration);
		if (service?.type !== "component" || familyOf(service.kind) !== "compute") return undefined;
		const own = service.accesses.filter(
			({ at, store }) =>
				!store && at.file === file && declaration!.start <= at.span.start && at.span.end <= declaration!.end,
		);
		if (own.length === 0) return undefined;
		const selected = own.filter(({ at }) => at.span.start <= span.end && span.start <= at.span.end);
		const data = selected.length > 0 ? new Set(selected.map((access) => access.data)) : new Set([own.at(-1)!.data]);
		const moved = own.filter((access) => data.has(access.data));
		const [first] = data;
		const name = freeName(architecture, `${service.name}-${first!.name}`);
		const texted = (text: Localized, store = ""): Localized => {
			const inLocale = (locale: Locale): string =>
				fill(text[locale], {
					store,
					service: service.name,
					data: [...data].map((one) => `\`${one.name}\``).join(", "),
					name,
				});
			return { en: inLocale("en"), ko: inLocale("ko") };
		};
		const title = texted(texts.title);
		if (moved.length === service.accesses.filter(({ store }) => !store).length) {
			return { title, refused: texted(texts.only) };
		}
		return {
			title,
			attempt({ architecture: now }) {
				const part: NewElement = {
					type: "new",
					kind: service.kind === "worker" ? "service" : service.kind,
					name,
					times: service.instances.max,
					parent: service.parent,
					beside: { element: service, side: "after" },
					properties: [...service.properties.values()].flatMap(({ name: property, at, node }) =>
						KEPT.has(property) && node.value && at.file === file
							? [[property, at.file.text.slice(node.value.start, node.value.end)] as const]
							: [],
					),
				};
				const operations = split(now, service, part, { moved, data });
				const halves = operations && compiled(now, operations);
				if (!halves) return refuse("text");
				const id = service.parent ? `${service.parent.id}.${name}` : name;
				const between = rebuilt(now, halves);
				const added = between.elements.get(id);
				if (added?.type !== "component") return refuse("text");
				const accesses = moved.flatMap(({ operation, data: set, at }): readonly Operation[] => {
					const known = between.elements.get(set.id);
					const share = /^\S+\s+\S+\s*([\s\S]*)$/.exec(at.file.text.slice(at.span.start, at.span.end))?.[1] ?? "";
					const word = operation === "read" ? "reads" : "writes";
					return known?.type === "data"
						? [{ type: "access", component: added, operation: word, data: known, share }]
						: [];
				});
				const changed = compiled(between, accesses);
				if (!changed) return refuse("text");
				const whole = new Map(halves);
				for (const [own, text] of changed) {
					const old = now.files.find(({ uri }) => uri === own.uri);
					if (old) whole.set(old, text);
				}
				const wrong = otherLoad(now, rebuilt(now, whole));
				if (wrong) return { refused: texted(texts.load, wrong.id) };
				const isNew = (one: string, after: Architecture): boolean => {
					for (let at = after.elements.get(one); at; at = at.inherits) if (at.id === id) return true;
					return false;
				};
				const isOld = (one: string, after: Architecture): boolean => {
					for (let at = after.elements.get(one); at; at = at.inherits) if (at.id === service.id) return true;
					return false;
				};
				return {
					texts: whole,
					select: id,
					coined: id,
					needs: [elementFact(id), linkFact({ from: service.id, to: id })],
					expected: (before) => factsOf(before),
					allows: (fact, after, before) =>
						[...after.elements.keys()].some((one) => isNew(one, after) && elementFact(one) === fact) ||
						isAboutCopy(fact, service.id, after) ||
						[...after.links, ...before.links].some(
							({ from, to }) =>
								(isNew(from.id, after) || isOld(from.id, after)) && linkFact({ from: from.id, to: to.id }) === fact,
						),
				};
			},
		};
	},
};

/** What the part does about its own work; sessions, entrance and limits stay with the service that users call. */
const KEPT: ReadonlySet<string> = new Set([
	"capacity",
	"service-time",
	"concurrency",
	"variability",
	"availability",
	"mtbf",
	"mttr",
	"zones",
	"timeout",
	"retries",
	"backoff",
	"circuit-breaker",
	"threads",
	"cost",
]);

/** The part and its links to the stores. Links that only the moved operations take are its own from now on. */
function split(
	architecture: Architecture,
	service: Component,
	part: NewElement,
	{ moved, data }: { readonly moved: readonly Access[]; readonly data: ReadonlySet<DataSet> },
): readonly Operation[] | undefined {
	const kept = service.accesses.filter((access) => !moved.includes(access));
	const keptData = kept.map((access) => access.data);
	const ways: Operation[] = [];
	const gone: Operation[] = [];
	// A copy of the service has copies of its links, and may have some of its own.
	for (const one of architecture.components) {
		if (one !== service && one.inherits !== service) continue;
		const isCopy = one !== service;
		if (isCopy && !(one.parent && service.parent && one.parent.inherits === service.parent)) return undefined;
		const from: End = isCopy ? { type: "counterpart", of: part, original: service.parent!, copy: one.parent! } : part;
		for (const link of one.outgoing) {
			const leads = (sets: Iterable<DataSet>): boolean => [...sets].some((set) => reaches(link.to, set, one));
			if (link.replication || !leads(data) || (isCopy && link.copied)) continue;
			if (link.implied || link.copied || !link.statement) return undefined;
			ways.push({ type: "twin", link, from });
			const isShared = leads(keptData) || kept.some(({ store }) => store === link.to);
			if (!isShared) gone.push({ type: "disconnect", link });
		}
	}
	if (ways.length === 0) return undefined;
	const written = service.outgoing.filter(({ statement, copied }) => statement && !copied);
	const beside = written.findLast((link) => [...data].some((set) => reaches(link.to, set, service))) ?? written.at(-1);
	return [
		declare(part),
		...moved.map((access): Operation => ({ type: "drop-access", component: service, access })),
		connect(service, part, { ...(beside && { behind: beside }) }),
		...ways,
		...gone,
	];
}

/** A component that is no service and gets another load than before. */
function otherLoad(before: Architecture, after: Architecture): Component | undefined {
	const [was, is] = [analyze(before).components, analyze(after).components];
	return before.components.find((component) => {
		const now = after.elements.get(component.id);
		const [old, next] = [was.get(component), now?.type === "component" ? is.get(now) : undefined];
		if (!old || !next) return old !== next;
		const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
		return !near(old.reads, next.reads) || !near(old.writes, next.writes);
	});
}

/** Whether an operation on the data set that takes a link to `from` finds it there or further on, past routers and caches. */
function reaches(from: Component, data: DataSet, service: Component, seen = new Set<Component>([service])): boolean {
	if (seen.has(from)) return false;
	seen.add(from);
	if (elementsOf(from, "holds").includes(data)) return true;
	const family = kinds.get(from.kind)?.family;
	if (family !== "router" && family !== "store") return false;
	return from.outgoing.some((link) => !link.replication && reaches(link.to, data, service, seen));
}

const texts = {
	title: {
		en: "Split the work on {data} off `{service}` into a service `{name}`",
		ko: "`{service}`에서 {data}에 대한 일을 서비스 `{name}`(으)로 나누기",
	},
	load: {
		en: "`{store}` would get another load than now: it is reached on ways that cannot be split here.",
		ko: "`{store}`의 부하가 지금과 달라집니다. 여기에서 나눌 수 없는 경로로 접근하기 때문입니다.",
	},
	only: {
		en: "`{service}` works on nothing else.",
		ko: "`{service}`은(는) 다른 데이터를 다루지 않습니다.",
	},
} as const;
