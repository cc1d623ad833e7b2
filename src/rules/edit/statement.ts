import type { Span } from "../../language/text.ts";
import type * as tree from "../../language/tree.ts";

/** One arrow of a link statement, in the words of the text. */
export interface Arrow {
	readonly from: string;
	readonly to: string;
	/** `x3`, `5%` or nothing. */
	readonly share: string;
	/** `"resize"` or nothing; each arrow of a statement has its label and its body. */
	readonly label: string;
	readonly body: string;
	/** Where its ends stand; absent for an arrow that is new. */
	readonly ends?: { readonly from: Span; readonly to: Span };
}

/** `a, b -> c x3 -> d` as arrows: a c, b c, c d. */
export function arrowsOf(text: string, statement: tree.Link): readonly Arrow[] {
	const slice = (span: Span | undefined): string => (span ? text.slice(span.start, span.end) : "");
	const label = slice(statement.label);
	const body = slice(statement.body);
	const arrows: Arrow[] = [];
	let sources: readonly tree.Reference[] = statement.sources;
	for (const { targets } of statement.hops) {
		for (const from of sources) {
			for (const { ref, share } of targets) {
				const ends = { from, to: ref };
				arrows.push({ from: slice(from), to: slice(ref), share: slice(share), label, body, ends });
			}
		}
		sources = targets.map(({ ref }) => ref);
	}
	return arrows;
}

/** The fewest statements that say the same, in the order of the arrows. */
export function statementsOf(arrows: readonly Arrow[]): readonly string[] {
	const fans: Fan[] = [];
	for (const { from, to, share, label, body } of arrows) {
		const fan = fans.find((other) => other.sources[0] === from && sameTail(other, { label, body }));
		if (!fan) fans.push({ sources: [from], targets: [{ to, share }], label, body });
		else if (!fan.targets.some((target) => target.to === to)) fan.targets.push({ to, share });
	}
	const merged: Fan[] = [];
	for (const fan of fans) {
		const same = merged.find((other) => sameTail(other, fan) && hopText(other.targets) === hopText(fan.targets));
		if (same) same.sources.push(...fan.sources);
		else merged.push(fan);
	}
	const chains: { fans: Fan[] }[] = [];
	for (const fan of merged) {
		const chain = chains.find(({ fans }) => {
			const last = fans.at(-1)!;
			return sameTail(last, fan) && sameNames(fan.sources, last.targets);
		});
		if (chain) chain.fans.push(fan);
		else chains.push({ fans: [fan] });
	}
	return chains.map(({ fans }) => {
		const { sources, label, body } = fans[0]!;
		const hops = fans.map(({ targets }) => `-> ${hopText(targets)}`);
		return [sources.join(", "), ...hops, label, body].filter((part) => part !== "").join(" ");
	});
}

interface Fan {
	readonly sources: string[];
	readonly targets: { readonly to: string; readonly share: string }[];
	readonly label: string;
	readonly body: string;
}

/** A lone share at the end would belong to all targets of the hop, so one that does not goes to the front. */
function hopText(targets: Fan["targets"]): string {
	const shares = new Set(targets.map(({ share }) => share));
	const last = targets.at(-1)!.share;
	if (shares.size === 1) return `${targets.map(({ to }) => to).join(", ")} ${last}`.trimEnd();
	const lone = last !== "" && targets.filter(({ share }) => share !== "").length === 1;
	const ordered = lone ? [targets.at(-1)!, ...targets.slice(0, -1)] : targets;
	return ordered.map(({ to, share }) => `${to} ${share}`.trimEnd()).join(", ");
}

function sameTail(a: Pick<Fan, "label" | "body">, b: Pick<Fan, "label" | "body">): boolean {
	return a.label === b.label && a.body === b.body;
}

function sameNames(sources: readonly string[], targets: Fan["targets"]): boolean {
	return sources.length === targets.length && targets.every(({ to }) => sources.includes(to));
}
