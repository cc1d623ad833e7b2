import type { Body, Declaration, Item, Link, Share, Times, Tree, Value } from "../../../src/language/tree.ts";

/** The tree in one canonical notation, so that a test can say at a glance what was understood. */
export function outline({ imports, items }: Pick<Tree, "imports" | "items">): string {
	return [...imports.map(({ path }) => `import "${path.text}"`), ...items.map(itemOutline)].join("; ");
}

function itemOutline(item: Item): string {
	switch (item.type) {
		case "declaration":
			return declarationOutline(item);
		case "link":
			return linkOutline(item);
		case "property":
			return `${item.name.text}: ${item.value ? valueOutline(item.value) : "?"}`;
		case "access":
			return `${item.operation.text} ${item.data ? valueOutline(item.data) : "?"}${shareOutline(item.share)}`;
	}
}

function declarationOutline({ kind, name, title, times, like, body }: Declaration): string {
	return [
		kind.text,
		name?.text ?? "?",
		...(title ? [`"${title.text}"`] : []),
		...(times ? [timesOutline(times)] : []),
		...(like ? [`like ${valueOutline(like)}`] : []),
		...(body ? [bodyOutline(body)] : []),
	].join(" ");
}

const bodyOutline = ({ items, closed }: Body): string => `{${items.map(itemOutline).join("; ")}${closed ? "}" : ""}`;
const timesOutline = ({ min, max }: Times): string => (min === max ? `x${min}` : `x${min}..${max}`);

function linkOutline({ sources, hops, label, body }: Link): string {
	const ends = hops.map(
		({ targets }) => `-> ${targets.map(({ ref, share }) => valueOutline(ref) + shareOutline(share)).join(", ")}`,
	);
	const start = sources.map(valueOutline).join(", ");
	return [start, ...ends, ...(label ? [`"${label.text}"`] : []), ...(body ? [bodyOutline(body)] : [])].join(" ");
}

const shareOutline = (share: Share | undefined): string =>
	share ? ` ${share.percent ? `${Number((share.factor * 100).toFixed(9))}%` : `x${share.factor}`}` : "";

function valueOutline(value: Value): string {
	switch (value.type) {
		case "quantity":
			return `${value.number}${value.unit}`;
		case "reference":
			return value.path.map(({ text }) => text).join(".");
		case "text":
			return `"${value.text}"`;
		case "list":
			return `[${value.items.map(valueOutline).join(", ")}]`;
	}
}
