import type { Component, Link, Place } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { freeName } from "../../rules/edit/names.ts";
import { connect, declare, type NewElement, type Operation } from "../../rules/edit/operations.ts";
import { compiled } from "../picture/edits/compiled.ts";
import { elementFact, linkFact } from "../picture/edits/facts.ts";
import { originalOf } from "../picture/edits/original-of.ts";
import { refuse } from "../picture/edits/refusals.ts";
import type { Refactoring } from "./refactoring.ts";
import { elementOf, headerAt } from "./selection.ts";
import { named } from "./titles.ts";

/**
 * The same data center again: the routers that lead to the first lead to it too, it calls what the first calls, and has
 * copies of the data.
 */
export const duplicateDataCenter: Refactoring = {
	kind: "refactor.rewrite.duplicate",
	offer({ architecture, file, span }) {
		const declaration = headerAt(file, span.start);
		const place = declaration && elementOf(architecture, declaration);
		if (place?.type !== "place" || place.kind !== "datacenter") return undefined;
		const name = nameOf(place, (wanted) => freeName(architecture, wanted));
		const title = named(texts.title, { elements: [place], copy: name });
		if (place.parent?.kind === "group" && originalOf(place)) {
			return { title, refused: named(texts.copied, { elements: [place] }) };
		}
		return {
			title,
			attempt({ architecture: now }) {
				const copy: NewElement = {
					type: "new",
					kind: place.kind,
					name,
					like: place,
					parent: place.parent,
					beside: { element: place, side: "after" },
					properties: [],
				};
				const counterpart = (of: Component) => ({ type: "counterpart", of, original: place, copy }) as const;
				const operations = now.links.flatMap((link): readonly Operation[] => {
					if (!isOwn(link)) return [];
					const [from, to] = [isInside(link.from, place), isInside(link.to, place)];
					if (from === to || (from && link.replication)) return [];
					// Only what splits its requests has no more of them for having one target more.
					if (to && !link.replication && familyOf(link.from.kind) !== "router") return [];
					return [{ type: "twin", link, ...(from ? { from: counterpart(link.from) } : { to: counterpart(link.to) }) }];
				});
				const stores = now.components.filter(
					(store) =>
						isInside(store, place) &&
						(store.kind === "database" || (store.kind === "storage" && store.properties.has("holds"))) &&
						!store.incoming.some(({ replication }) => replication),
				);
				const replication = stores.map((store) => connect(store, counterpart(store)));
				const changed = compiled(now, [declare(copy), ...operations, ...replication]);
				if (!changed) return refuse("text");
				const id = place.parent ? `${place.parent.id}.${name}` : name;
				const isNew = (one: string): boolean => one === id || one.startsWith(`${id}.`);
				return {
					texts: changed,
					select: id,
					coined: id,
					needs: [elementFact(id)],
					allows: (fact, after) =>
						[...after.elements.keys()].some((one) => isNew(one) && elementFact(one) === fact) ||
						after.links.some(
							({ from, to }) => (isNew(from.id) || isNew(to.id)) && linkFact({ from: from.id, to: to.id }) === fact,
						),
				};
			},
		};
	},
};

function isOwn(link: Link): boolean {
	return link.statement !== undefined && !link.copied && !link.implied;
}

function isInside(element: Component, place: Place): boolean {
	for (let at = element.parent; at; at = at.parent) if (at === place) return true;
	return false;
}

function nameOf({ name }: Place, free: (wanted: string) => string): string {
	const pairs: Readonly<Record<string, string>> = { us: "eu", eu: "us", dc1: "dc2" };
	return free(pairs[name] ?? `${name}-2`);
}

const texts = {
	title: {
		en: "Duplicate {elements} to another data center `{copy}`",
		ko: "{elements}을(를) 다른 데이터 센터 `{copy}`(으)로 복제",
	},
	copied: {
		en: "{elements} comes with the copy of a place around it.",
		ko: "{elements}은(는) 바깥 장소를 복사하면서 온 것입니다.",
	},
} as const;
