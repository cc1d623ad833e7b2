import type { Component, Link } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { attempts, failedCalls } from "../models/retries.ts";

/** Calls over a link for each one that is wanted: those that fail are tried again (model M17). */
export function attemptsOver(link: Link, failures: ReadonlyMap<Component, number>): number {
	const failed = failures.get(link.to) ?? 0;
	return failed > 0 ? attempts(failed, attemptsAtMost(link)) : 1;
}

/** Share of the calls over a link that fail in all attempts. */
export function failedOver(link: Link, failures: ReadonlyMap<Component, number>): number {
	const failed = failures.get(link.to) ?? 0;
	return failed > 0 ? failedCalls(failed, attemptsAtMost(link)) : 0;
}

/** Attempts of one call over a link: what it says of retries, or its source. */
export function attemptsAtMost(link: Link): number {
	return 1 + (numberOf(link, "retries") ?? numberOf(link.from, "retries") ?? 0);
}
