import { present } from "../../analysis/models/storage.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { isSynchronous } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/** Part of the threads that may be held on average: the rest is for what comes at once. */
export const USABLE = 0.8;

/** A dependency that does not answer, and the threads that it holds then. */
export interface Hang {
	readonly link: Link;
	/** That call it. One that makes its calls one after the other gives up at the first. */
	readonly requestsPerSecond: number;
	readonly timeout: number;
	readonly held: number;
	/** Where the timeout is declared. */
	readonly of: Component | Link;
}

export interface HeldThreads {
	readonly eachInstance: number;
	/** By calls that are answered; undefined where something that is called never has an end, which is told there. */
	readonly busy: number | undefined;
	/** The worst; undefined where a breaker ends it. */
	readonly hang: Hang | undefined;
}

/** Threads of all instances that calls hold; undefined where code does not block, or does not say so. */
export function heldThreads(context: RuleContext, component: Component): HeldThreads | undefined {
	const eachInstance = numberOf(component, "threads");
	if (eachInstance === undefined || (component.kind !== "service" && component.kind !== "worker")) return undefined;
	return {
		eachInstance,
		busy: waitsForEver(context, component) ? undefined : context.analysis.details.of(component).threads?.busy,
		hang: flagOf(component, "circuit-breaker") === true ? undefined : worstHang(context, component),
	};
}

/** So many that their threads are enough. */
export function instancesWithThreads(context: RuleContext, component: Component): number {
	const threads = heldThreads(context, component);
	if (!threads) return 0;
	const { eachInstance, busy = 0, hang } = threads;
	return Math.ceil(Math.max(busy / USABLE, hang?.held ?? 0) / eachInstance - 1e-9);
}

function worstHang({ analysis }: RuleContext, component: Component): Hang | undefined {
	const arriving = analysis.components.get(component)?.requestsPerSecond ?? 0;
	let worst: Hang | undefined;
	for (const link of component.outgoing.filter(isSynchronous)) {
		const own = numberOf(link, "timeout");
		const timeout = own ?? numberOf(component, "timeout");
		if (timeout === undefined) continue;
		const requestsPerSecond = Math.min(arriving, analysis.links.get(link)?.requestsPerSecond ?? 0);
		const held = present(requestsPerSecond, timeout);
		if (!worst || held > worst.held)
			worst = { link, requestsPerSecond, timeout, held, of: own === undefined ? component : link };
	}
	return worst;
}

/** What it calls has no steady state. */
function waitsForEver({ analysis }: RuleContext, component: Component): boolean {
	const seen = new Set([component]);
	for (const one of seen) {
		if (one !== component && (analysis.components.get(one)?.utilization ?? 0) >= 1) return true;
		for (const link of one.outgoing) if (isSynchronous(link)) seen.add(link.to);
	}
	return false;
}
