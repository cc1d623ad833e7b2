import { predictedHitRatio } from "../../analysis/caches/predicted-hit-ratio.ts";
import { Facts } from "../../analysis/facts.ts";
import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { connect, declare, type NewElement, type Operation, set } from "../edit/operations.ts";
import { heldBy, isSynchronous, ofKind } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/** Content delivery networks that users ask. */
export function edgesOf(architecture: Architecture): readonly Component[] {
	return ofKind(architecture, "cdn").filter(({ incoming }) => incoming.some(({ from }) => isUser(from)));
}

/** Who asks it first. */
export function usersOf(cdn: Component): readonly Component[] {
	return cdn.incoming.map(({ from }) => from).filter(isUser);
}

function isUser({ kind }: Component): boolean {
	return kind === "client" || kind === "dns";
}

/** Where it fetches what it misses. */
export function originsOf(cdn: Component): readonly Component[] {
	return cdn.outgoing.filter(isSynchronous).map(({ to }) => to);
}

/** Share of the reads of each data set that it answers itself, as declared or predicted; absent where neither is known. */
export function hitRatiosOf({ analysis }: RuleContext, cdn: Component): ReadonlyMap<DataSet, number> {
	const reads = analysis.components.get(cdn)?.readsByData ?? new Map<DataSet, number>();
	const declared = numberOf(cdn, "hit-ratio");
	if (declared !== undefined) return new Map([...reads.keys()].map((data) => [data, declared]));
	return predictedHitRatio(cdn, reads, new Map(), new Facts())?.byData ?? new Map();
}

/** Users get these data sets elsewhere from now on: from the origin itself. */
export function takeOff(cdnId: string, dataIds: readonly string[]): Step {
	return ({ architecture }) => {
		const cdn = architecture.elements.get(cdnId);
		if (cdn?.type !== "component") return undefined;
		const left = heldBy(cdn).filter(({ id }) => !dataIds.includes(id));
		const taken = heldBy(cdn).filter(({ id }) => dataIds.includes(id));
		const origins = originsOf(cdn).filter((origin) => heldBy(origin).some((data) => taken.includes(data)));
		if (left.length === 0 || origins.length === 0) return undefined;
		const readers = usersOf(cdn).filter(({ accesses }) => accesses.some(({ data }) => taken.includes(data)));
		const links = readers.flatMap((reader) =>
			origins
				.filter((origin) => !reader.outgoing.some(({ to }) => to === origin))
				.map((origin): Operation => connect(reader, origin)),
		);
		return [set(cdn, "holds", left), ...links];
	};
}

/** A second network, of another provider, that users turn to when the first one fails. */
export function secondNetwork(cdnId: string): Step {
	return ({ architecture }) => {
		const cdn = architecture.elements.get(cdnId);
		if (cdn?.type !== "component") return undefined;
		const ttl = cdn.properties.get("ttl");
		const value = ttl?.node.value;
		const second: NewElement = {
			type: "new",
			kind: "cdn",
			name: secondName(architecture, cdn),
			parent: cdn.parent,
			beside: { element: cdn, side: "after" },
			properties: [
				...(cdn.properties.has("holds") ? ([["holds", heldBy(cdn)]] as const) : []),
				...(ttl && value ? ([["ttl", ttl.at.file.text.slice(value.start, value.end)]] as const) : []),
			],
		};
		return [declare(second), ...originsOf(cdn).map((origin) => connect(second, origin)), set(cdn, "fallback", second)];
	};
}

export function secondName(architecture: Architecture, { name }: Component): string {
	return freeName(architecture, `${name}-2`, "second-cdn");
}
