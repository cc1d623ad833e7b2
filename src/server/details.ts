import type { Analysis, ComponentAnalysis } from "../analysis/analysis.ts";
import type { ComponentDetails } from "../analysis/details.ts";
import type {
	Availability,
	CacheReport,
	ConsistencyReport,
	QueueingReport,
	QueueReport,
	RetriesReport,
	ShardsReport,
	StorageReport,
} from "../analysis/reports.ts";
import { fill, type Locale } from "../language/locale.ts";
import {
	formatAvailability,
	formatBits,
	formatBytes,
	formatCount,
	formatDuration,
	formatPercent,
	formatRate,
} from "../language/numbers.ts";
import type { Component, Link, System } from "../model/architecture.ts";
import { numberOf } from "../model/properties.ts";
import { techniqueTexts } from "../rules/limits.ts";
import { detailTexts } from "./detail-texts.ts";
import { rungsOf } from "./ladder.ts";
import { nameLink } from "./links.ts";

/** The sections of a hover beyond load and capacity, as Markdown; a section is there if something is known for it. */
export function detailSections(component: Component, analysis: Analysis, locale: Locale): readonly string[] {
	return new DetailWords(analysis, locale).sections(component);
}

/** Those of the whole: availability and response time beside their targets, cost, and what breaks first. */
export function systemSections(system: System, analysis: Analysis, locale: Locale): readonly string[] {
	return new DetailWords(analysis, locale).system(system);
}

/** The availability of a component alone, of a client with everything that it needs. */
export function availabilityOf(component: Component, { details }: Analysis): Availability | undefined {
	const availabilities = details.availabilities();
	return component.kind === "client" ? availabilities.clients.get(component) : availabilities.components.get(component);
}

class DetailWords {
	readonly #analysis: Analysis;
	readonly #locale: Locale;

	constructor(analysis: Analysis, locale: Locale) {
		this.#analysis = analysis;
		this.#locale = locale;
	}

	sections(component: Component): readonly string[] {
		const numbers = this.#analysis.components.get(component);
		if (!numbers) return [];
		const details: ComponentDetails = this.#analysis.details.of(component);
		const availability = availabilityOf(component, this.#analysis);
		return [
			component.kind === "client" ? this.#clientLatency(component) : this.#responseTime(details),
			this.#queueing(details.queueing),
			availability && this.#availability(availability, component.kind === "client"),
			details.cache && this.#cache(details.cache, numbers),
			this.#copies(details.consistency, numbers),
			details.shards && this.#shards(details.shards),
			details.queue && this.#queue(details.queue),
			details.storage && this.#storage(details.storage, details.shards !== undefined),
			details.retries && this.#retries(details.retries),
			this.#limits(details),
			details.bandwidthBitsPerSecond !== undefined &&
				this.#section("bandwidth", [formatBits(details.bandwidthBitsPerSecond)]),
			details.cost !== undefined &&
				this.#section("cost", [this.#say("per-month", { cost: `$${formatCount(details.cost)}` })]),
		].filter((section): section is string => typeof section === "string" && section !== "");
	}

	system(system: System): readonly string[] {
		const { details } = this.#analysis;
		const { system: availability } = details.availabilities();
		const target = numberOf(system, "availability");
		const cost = details.cost();
		return [
			availability &&
				this.#section("availability", [
					...this.#downtime(availability),
					target !== undefined &&
						this.#say("target-downtime", {
							target: formatAvailability(1 - target),
							time: this.#time((1 - target) * SECONDS_PER_YEAR),
						}),
				]),
			this.#slowest(system),
			cost !== undefined && this.#section("cost", [this.#say("per-month", { cost: `$${formatCount(cost)}` })]),
			this.#ladder(),
		].filter((section): section is string => typeof section === "string" && section !== "");
	}

	/** The client that waits longest, and the targets of the design. */
	#slowest(system: System): string {
		const latencies = [...this.#analysis.details.latencies()];
		const endless = latencies.flatMap(([name, latency]) => (latency.kind === "unstable" ? [`\`${name}\``] : []));
		if (endless.length > 0)
			return this.#section("response-time", [this.#say("endless", { names: endless.join(", ") })]);
		const stable = latencies.flatMap(([name, latency]) => (latency.kind === "stable" ? [{ name, latency }] : []));
		const [slowest] = stable.sort((a, b) => b.latency.p99 - a.latency.p99);
		const targets = (["latency-p95", "latency-p99"] as const).flatMap((property) => {
			const target = numberOf(system, property);
			return target === undefined ? [] : this.#say("target", { target: `${property.slice(-3)} ${this.#time(target)}` });
		});
		if (!slowest) return "";
		return this.#section("response-time", [`\`${slowest.name}\``, ...this.#percentiles(slowest.latency), ...targets]);
	}

	#ladder(): string {
		const rungs = rungsOf(this.#analysis).slice(0, STEPS_SHOWN);
		if (rungs.length < 2) return "";
		const rows = rungs.map(({ components, users, technique }) =>
			this.#say("ladder-step", {
				name: components.map(nameLink).join(", "),
				users: formatCount(users),
				technique: techniqueTexts[technique][this.#locale],
			}),
		);
		return list(`**${this.#say("ladder")}**`, rows);
	}

	#responseTime({ responseTime, queueing }: ComponentDetails): string {
		if (responseTime) return this.#section("response-time", this.#percentiles(responseTime));
		// Without a line there is nothing that could be waited for.
		return queueing?.stable ? this.#section("response-time", [this.#say("no-response-time")]) : "";
	}

	#clientLatency(client: Component): string {
		const latency = this.#analysis.details.latencies().get(client.id);
		if (!latency) return "";
		if (latency.kind === "stable") {
			const spent = this.#timeSpent(client, latency.mean);
			return this.#section("response-time", [...this.#percentiles(latency), spent]);
		}
		const names = latency.at.map(({ id }) => `\`${id}\``).join(", ");
		return this.#section("response-time", [this.#say("unstable-client", { names })]);
	}

	/** Where most of the mean goes. */
	#timeSpent(client: Component, mean: number): string | false {
		const spent = this.#analysis.details.timeSpentFor(client).filter(({ seconds }) => seconds >= SHOWN_PART * mean);
		if (spent.length === 0) return false;
		const parts = spent
			.slice(0, STEPS_SHOWN)
			.map(({ at, seconds }) => `${this.#whereSpent(at)} ${formatPercent(Math.min(1, seconds / mean))}`);
		return this.#say("time-spent", { parts: parts.join(", ") });
	}

	#whereSpent(at: Component | Link): string {
		return "from" in at ? this.#say("network", { from: `\`${at.from.id}\``, to: `\`${at.to.id}\`` }) : `\`${at.id}\``;
	}

	#percentiles({ mean, p50, p95, p99 }: { mean: number; p50: number; p95: number; p99: number }): string[] {
		return [
			this.#say("mean", { time: this.#time(mean) }),
			`p50 ${this.#time(p50)}`,
			`p95 ${this.#time(p95)}`,
			`p99 **${this.#time(p99)}**`,
		];
	}

	#queueing(queueing: QueueingReport | undefined): string {
		if (!queueing) return "";
		const { stable, servers, backlogPerSecond = 0, waitProbability = 0, meanWait = 0 } = queueing;
		if (!stable) return this.#say("unstable", { servers: formatCount(servers), backlog: formatRate(backlogPerSecond) });
		if (meanWait < NOTICEABLE) return this.#section("queueing", [this.#say("no-wait")]);
		const { waitP99 = 0, meanQueueLength = 0, exact } = queueing;
		return this.#section("queueing", [
			this.#say("waits", { share: formatPercent(waitProbability) }),
			this.#say("mean", { time: this.#time(meanWait) }),
			waitP99 > 0 && `p99 ${this.#time(waitP99)}`,
			this.#say("waiting", { count: formatCount(meanQueueLength) }),
			!exact && this.#say("approximate"),
		]);
	}

	#availability(availability: Availability, isClient: boolean): string {
		const { plusMinus } = availability;
		return this.#section("availability", [
			...this.#downtime(availability),
			isClient && this.#say("whole-path"),
			plusMinus !== undefined && this.#say("interval", { error: formatPercent(plusMinus) }),
		]);
	}

	#downtime({ unavailability, downtimeSecondsPerYear }: Availability): string[] {
		return [
			`**${formatAvailability(unavailability)}**`,
			downtimeSecondsPerYear >= 1
				? this.#say("downtime", { time: this.#time(downtimeSecondsPerYear) })
				: this.#say(downtimeSecondsPerYear > 0 ? "hardly-down" : "never-down"),
		];
	}

	#cache(cache: CacheReport, { reads }: ComponentAnalysis): string {
		const { hitRatio, origin, predicted, limitedBy, staleReadRatio, coldStartLoad, coldStart, memoryForHitRatio } =
			cache;
		const disagrees =
			origin === "declared" && predicted !== undefined && formatPercent(predicted) !== formatPercent(hitRatio);
		const heading = this.#section("cache", [
			this.#say(`hit-${origin}`, { ratio: formatPercent(hitRatio) }),
			disagrees && this.#say("hit-disagrees", { ratio: formatPercent(predicted) }),
			limitedBy && this.#say(`limited-${limitedBy}`),
			staleReadRatio !== undefined && this.#stale(staleReadRatio),
		]);
		const ratios = coldStart?.map(({ seconds, hitRatio: ratio }) =>
			this.#say("ratio-after", { ratio: formatPercent(ratio), time: this.#time(seconds) }),
		);
		const memory = Object.entries(memoryForHitRatio ?? {}).map(([ratio, bytes]) =>
			this.#say("memory-each", { ratio: formatPercent(Number(ratio)), bytes: formatBytes(bytes) }),
		);
		return list(heading, [
			reads > 0 && this.#say("without-cache", { with: formatRate(reads * (1 - hitRatio)), without: formatRate(reads) }),
			coldStartLoad !== undefined &&
				coldStartLoad > 0 &&
				(ratios && ratios.length > 0
					? this.#say("cold-start", { load: formatRate(coldStartLoad), ratios: ratios.join(", ") })
					: this.#say("cold-load", { load: formatRate(coldStartLoad) })),
			memory.length > 0 && this.#say("memory-for", { list: memory.join(", ") }),
			cache.lostUpdates &&
				this.#say("lost-updates", {
					mean: formatCount(cache.lostUpdates.mean),
					max: formatCount(cache.lostUpdates.max),
				}),
			cache.stampede && this.#say("stampede", { count: formatCount(cache.stampede.concurrentRecomputes) }),
		]);
	}

	#copies(consistency: ConsistencyReport | undefined, { roles }: ComponentAnalysis): string {
		const hasRoles = roles.some(({ role }) => role !== "instance");
		const parts = hasRoles
			? roles.map(({ role, nodes, readsPerSecond, writesPerSecond, utilization }) =>
					this.#say(utilization === undefined ? "role-unknown" : "role", {
						role: this.#say(role),
						count: nodes,
						load: formatRate((readsPerSecond + writesPerSecond) / Math.max(1, nodes)),
						percent: formatPercent(utilization ?? 0),
					}),
				)
			: [];
		const { rpo, staleReadRatio, quorum } = consistency ?? {};
		if (rpo && rpo.seconds > 0)
			parts.push(this.#say("rpo", { time: this.#time(rpo.seconds), writes: formatCount(rpo.writes) }));
		if (rpo?.seconds === 0) parts.push(this.#say("rpo-none"));
		if (staleReadRatio !== undefined) parts.push(this.#stale(staleReadRatio));
		if (quorum) {
			const { voters, read, write, readsLastWrite } = quorum;
			const promise = this.#say(readsLastWrite ? "reads-last" : "reads-older");
			parts.push(this.#say("quorum", { voters, read, write, promise }));
		}
		return this.#section("copies", parts);
	}

	#shards({
		count,
		maxShare,
		hottestKeyShare,
		daysToFull,
		movedByAddingOne,
		saltNeeded,
		needed,
	}: ShardsReport): string {
		return this.#section("shards", [
			this.#say("shard-max", { count: formatCount(count), share: formatPercent(maxShare) }),
			this.#say("hottest-key", { share: formatPercent(hottestKeyShare) }),
			this.#full(daysToFull),
			this.#say("moved-by-adding", { share: formatPercent(movedByAddingOne) }),
			needed !== undefined && needed > count && this.#say("shards-needed", { count: formatCount(needed) }),
			saltNeeded !== undefined && saltNeeded > 1 && this.#say("salt-needed", { count: formatCount(saltNeeded) }),
		]);
	}

	#queue(queue: QueueReport): string {
		const { backlogPerSecond, meanBacklog, peakBacklog, drainSeconds } = queue;
		const { consumersNeeded, activeConsumers, longestWait, lostMessages } = queue;
		return this.#section("queue", [
			backlogPerSecond > 0
				? this.#say("queue-grows", { load: formatRate(backlogPerSecond) })
				: this.#say("queue-steady"),
			meanBacklog !== undefined && this.#say("mean-backlog", { count: formatCount(meanBacklog) }),
			peakBacklog !== undefined && this.#say("peak-backlog", { count: formatCount(peakBacklog) }),
			peakBacklog !== undefined &&
				(drainSeconds === undefined
					? this.#say("never-drains")
					: this.#say("drains", { time: this.#time(drainSeconds) })),
			consumersNeeded !== undefined && this.#say("consumers-needed", { count: formatCount(consumersNeeded) }),
			activeConsumers !== undefined && this.#say("consumers-active", { count: formatCount(activeConsumers) }),
			longestWait !== undefined && this.#say("longest-wait", { time: this.#time(longestWait) }),
			lostMessages !== undefined &&
				lostMessages > 0 &&
				this.#say("lost-messages", { count: formatCount(lostMessages) }),
		]);
	}

	#storage({ bytes, capacity, daysToFull }: StorageReport, isSharded: boolean): string {
		return this.#section("storage", [
			capacity === undefined
				? formatBytes(bytes)
				: this.#say("stored-of", { bytes: formatBytes(bytes), capacity: formatBytes(capacity) }),
			!isSharded && this.#full(daysToFull),
		]);
	}

	#retries({ amplification, state, recoversBelow }: RetriesReport): string {
		if (amplification <= 1) return "";
		return this.#section("retries", [
			this.#say("amplification", { factor: formatCount(amplification) }),
			state === "metastable" && this.#say("metastable"),
			state === "metastable" &&
				recoversBelow !== undefined &&
				this.#say("recovers-below", { load: formatRate(recoversBelow) }),
		]);
	}

	#limits({ scaling, threads }: ComponentDetails): string {
		const parts = [
			scaling && Number.isFinite(scaling.maxThroughput)
				? this.#section("scaling", [
						this.#say("max-throughput", { load: formatRate(scaling.maxThroughput) }),
						scaling.peakInstances !== "unbounded" &&
							this.#say("peak-instances", { count: formatCount(scaling.peakInstances) }),
					])
				: "",
			threads
				? this.#section("threads", [
						this.#say("threads-busy", { busy: formatCount(threads.busy), count: formatCount(threads.count) }),
					])
				: "",
		];
		return parts.filter(Boolean).join("\n\n");
	}

	#stale(ratio: number): string {
		return ratio === 0 ? this.#say("no-stale-reads") : this.#say("stale-reads", { ratio: formatPercent(ratio) });
	}

	#full(days: number | "never" | undefined): string | false {
		if (days === undefined) return false;
		return days === "never"
			? this.#say("never-full")
			: days === 0
				? this.#say("full")
				: this.#say("full-in", { time: formatDuration(days * DAY, this.#locale) });
	}

	#section(title: keyof typeof detailTexts, parts: readonly (string | false | undefined)[]): string {
		const known = parts.filter(Boolean);
		return known.length > 0 ? `**${this.#say(title)}** ${known.join(" · ")}` : "";
	}

	#time(seconds: number): string {
		return seconds > 0 && seconds < NOTICEABLE ? `< ${NOTICEABLE * 1e6} µs` : formatDuration(seconds, this.#locale);
	}

	#say(key: keyof typeof detailTexts, data: Readonly<Record<string, string | number>> = {}): string {
		return fill(detailTexts[key][this.#locale], data);
	}
}

const DAY = 86_400;
const SECONDS_PER_YEAR = 365 * DAY;
const STEPS_SHOWN = 5;
/** A part of less than this is not worth a word. */
const SHOWN_PART = 0.05;

/** Shorter times matter to nobody. */
const NOTICEABLE = 1e-6;

function list(heading: string, rows: readonly (string | false | undefined)[]): string {
	return [heading, ...rows.filter(Boolean).map((row) => `- ${row}`)].join("\n");
}
