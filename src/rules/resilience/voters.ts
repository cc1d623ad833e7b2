import { numberOf } from "../../model/properties.ts";
import { votersOf } from "../../model/voters.ts";
import type { Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";

/** So many nodes vote, as `voters` or `replicas` say, whichever is declared. */
export function vote(id: string, voters: number): Step {
	return ({ architecture }) => {
		const found = architecture.elements.get(id);
		if (found?.type !== "component") return undefined;
		if (!found.properties.has("voters")) return [set(found, "replicas", String(voters - 1))];
		const replicas = numberOf(found, "replicas");
		const all = replicas === votersOf(found) - 1;
		return [set(found, "voters", String(voters)), ...(all ? [set(found, "replicas", String(voters - 1))] : [])];
	};
}
