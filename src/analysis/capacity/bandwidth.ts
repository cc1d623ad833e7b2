import type { Component, DataSet, Link } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { numberOf } from "../../model/properties.ts";
import type { AnalysisContext } from "../context.ts";
import { bitsPerSecond } from "../models/bandwidth.ts";
import type { LineReport } from "../reports.ts";
import { callLinks } from "../traffic/routing.ts";
import { isRead } from "../traffic/traffic.ts";

/** Answers of one size that go back over a link. */
export interface Answers {
	readonly link: Link;
	readonly perSecond: number;
	readonly bytes: number;
	readonly data: DataSet | undefined;
}

/** Bits per second that a component sends to its callers (model M16); undefined where no answer has a size that is known. */
export function bandwidthOf(component: Component, context: AnalysisContext): number | undefined {
	return bitsOf(answersOf(component, context));
}

/** What a component answers to its callers, as far as sizes are known. */
export function answersOf(component: Component, context: AnalysisContext): readonly Answers[] {
	// What clients send to the fallback of a CDN that is down goes over its links, and not through it.
	if (!context.routing.isUp(component)) return [];
	return component.incoming.filter(({ replication }) => !replication).flatMap((link) => answersOver(link, context));
}

export function bandwidthOverLink(link: Link, context: AnalysisContext): number | undefined {
	return bitsOf(answersOver(link, context));
}

function bitsOf(answers: readonly Answers[]): number | undefined {
	if (answers.length === 0) return undefined;
	return Math.min(
		Number.MAX_VALUE,
		answers.reduce((sum, { perSecond, bytes }) => sum + bitsPerSecond(perSecond, bytes), 0),
	);
}

/**
 * The answers that go back over a link. An answer is as large as the link says; else a read brings the data that it asked for,
 * and a router passes on what it gets. A write is only acknowledged.
 */
function answersOver(link: Link, context: AnalysisContext): readonly Answers[] {
	const flow = context.traffic.links.get(link);
	if (!flow || familyOf(link.to.kind) === "queue") return [];
	const declared = numberOf(link, "size");
	const answers: Answers[] = [];
	const add = (perSecond: number, bytes: number | undefined, data?: DataSet): void => {
		if (bytes !== undefined) answers.push({ link, perSecond, bytes, data });
	};
	for (const { verb, data, rate } of flow.operations) {
		if (!isRead(verb)) continue;
		add(rate, declared ?? (data && context.facts.of(data, "size")?.value), data);
	}
	if (flow.requests > 0 || (declared !== undefined && flow.operations.length === 0)) {
		add(flow.requests, declared ?? bytesBehind(link.to, context, new Set()));
	}
	return answers;
}

/**
 * Bits per second on a line, and the share of its `bandwidth` that they take: answers; messages into and out of a queue;
 * on a replication link the writes that are passed on.
 */
export function lineOf(link: Link, context: AnalysisContext): LineReport {
	const bits = bitsOver(link, context);
	const bandwidth = numberOf(link, "bandwidth");
	if (bits === undefined) return {};
	if (bandwidth === undefined) return { bandwidthBitsPerSecond: bits };
	return { bandwidthBitsPerSecond: bits, utilization: Math.min(Number.MAX_VALUE, bits / bandwidth) };
}

function bitsOver(link: Link, context: AnalysisContext): number | undefined {
	const { facts, links, traffic } = context;
	const declared = numberOf(link, "size");
	if (link.replication) {
		let bits: number | undefined;
		for (const [data, rate] of traffic.replicated.get(link.to) ?? []) {
			const bytes = declared ?? (data && facts.of(data, "size")?.value);
			if (bytes !== undefined) bits = Math.min(Number.MAX_VALUE, (bits ?? 0) + bitsPerSecond(rate, bytes));
		}
		return bits;
	}
	const queue = [link.to, link.from].find(({ kind }) => familyOf(kind) === "queue");
	if (!queue) return bandwidthOverLink(link, context);
	const bytes = declared ?? facts.of(queue, "message-size")?.value;
	const messages = links.get(link)?.requestsPerSecond;
	return bytes === undefined || messages === undefined ? undefined : bitsPerSecond(messages, bytes);
}

/** Mean size of the answers to plain requests that a router gets from its targets. */
function bytesBehind(router: Component, context: AnalysisContext, seen: Set<Component>): number | undefined {
	if (familyOf(router.kind) !== "router" || seen.has(router)) return undefined;
	seen.add(router);
	let bytes = 0;
	let total = 0;
	for (const link of callLinks(router)) {
		const requests = context.traffic.links.get(link)?.requests ?? 0;
		const each = numberOf(link, "size") ?? bytesBehind(link.to, context, seen);
		if (requests === 0 || each === undefined) continue;
		bytes += requests * each;
		total += requests;
	}
	return total > 0 ? bytes / total : undefined;
}
