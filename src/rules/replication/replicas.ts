import type { RoleAnalysis } from "../../analysis/analysis.ts";
import { capacityOf, rolesOf } from "../../analysis/capacity/capacity.ts";
import { Facts } from "../../analysis/facts.ts";
import { dataRatesOf } from "../../analysis/stores/shards.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import { heldBy } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/** What the nodes of a database would have to do under its present load with other replicas, or without its reads. */
export function rolesWith(
	{ analysis }: RuleContext,
	database: Component,
	{ replicas, reads }: { readonly replicas?: number; readonly reads?: number },
): readonly RoleAnalysis[] | undefined {
	const numbers = analysis.components.get(database);
	if (!numbers) return undefined;
	const overrides =
		replicas === undefined ? {} : { overrides: new Map([[database, new Map([["replicas", replicas]])]]) };
	const facts = new Facts(overrides);
	const repeated = numbers.roles.find(({ role }) => role === "replica")?.writesPerSecond ?? numbers.writes;
	return rolesOf(
		database,
		{
			requests: 0,
			reads: reads ?? numbers.reads,
			writes: numbers.writes,
			replayed: Math.max(0, repeated - numbers.writes),
			byData: dataRatesOf(numbers),
		},
		capacityOf(database, facts),
		facts,
		1,
	);
}

/** Data that it holds and somebody reads, whose readers have to see the last write, or their own. */
export function mustBeCurrent({ architecture, analysis }: RuleContext, database: Component): readonly DataSet[] {
	const readers = analysis.components.get(database)?.readsByData;
	return heldBy(database).filter((data) => {
		const consistency = wordOf(data, "consistency");
		if (consistency !== "strong" && consistency !== "read-your-writes") return false;
		return (
			(readers?.get(data) ?? 0) > 0 ||
			architecture.components.some(({ accesses }) =>
				accesses.some((access) => access.data === data && access.operation === "read"),
			)
		);
	});
}
