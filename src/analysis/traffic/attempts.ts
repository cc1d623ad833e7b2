import type { Link } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { attempts } from "../models/retries.ts";

/** Calls over a link for each one that is wanted: those that fail are tried again (model M17). */
export function attemptsOver(link: Link): number {
	const retries = numberOf(link, "retries") ?? numberOf(link.from, "retries") ?? 0;
	const failed = retries > 0 ? (numberOf(link.to, "error-rate") ?? 0) : 0;
	return failed > 0 ? attempts(failed, retries + 1) : 1;
}
