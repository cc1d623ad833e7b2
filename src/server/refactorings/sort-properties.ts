import type * as tree from "../../language/tree.ts";
import { propertiesOf } from "../../language/vocabulary/index.ts";
import { bodyOf, itemsAt } from "../syntax.ts";
import { permuted } from "./permuted.ts";
import { textOf } from "./pieces.ts";
import type { Refactoring } from "./refactoring.ts";
import { named } from "./titles.ts";

/** The properties of one body in the order of the vocabulary, what it reads and writes behind them. */
export const sortProperties: Refactoring = {
	kind: "refactor.rewrite.sort.properties",
	offer({ file, span }) {
		const holder = itemsAt(file.tree, span.start).findLast((item) => bodyOf(item) !== undefined);
		const body = holder && bodyOf(holder);
		if (!holder || !body) return undefined;
		const kind = holder.type === "declaration" ? holder.kind.text : "link";
		const ranks = new Map([...propertiesOf(kind).keys()].map((name, index) => [name, index]));
		const rank = (item: tree.Item): number =>
			item.type === "property" ? (ranks.get(item.name.text) ?? ranks.size) : ranks.size + 1;
		const items = body.items.filter(({ type }) => type === "property" || type === "access");
		const pieces = permuted(
			file,
			[...items].sort((a, b) => rank(a) - rank(b)),
		);
		if (!pieces) return undefined;
		const name = holder.type === "declaration" ? (holder.name ?? holder.title ?? holder.kind).text : undefined;
		return {
			title: name === undefined ? texts.link : named(texts.title, { elements: [{ name }] }),
			attempt: () => ({ texts: new Map([[file, textOf(pieces)]]), select: undefined, allows: () => false }),
		};
	},
};

const texts = {
	title: { en: "Sort the properties of {elements}", ko: "{elements}의 속성 정렬" },
	link: { en: "Sort the properties of this link", ko: "이 연결의 속성 정렬" },
} as const;
