import { kinds } from "../language/vocabulary/index.ts";
import type { Family } from "../language/vocabulary/types.ts";

/** The family of a kind; a kind that the vocabulary does not know is drawn and counted as a service. */
export function familyOf(kind: string): Family {
	return kinds.get(kind)?.family ?? "compute";
}

/** Requests of users and components go through it or end in it. */
export function takesTraffic(kind: string): boolean {
	const family = familyOf(kind);
	return family !== "setting" && family !== "data" && family !== "place" && family !== "operations";
}
