import type { Component } from "../../model/architecture.ts";
import { type Latency, longestLatency, meanLatency } from "../models/latency.ts";

/** The time of a request on its way (model M5): its distribution, and what must be stable for it to have one. */
export interface Path {
	readonly latency: Latency;
	readonly mean: number;
	/** Components on the way whose line grows without end. */
	readonly unstable: readonly Component[];
	/** Levels of `latency`. */
	readonly depth: number;
}

export const NO_TIME: Path = { latency: { kind: "constant", seconds: 0 }, mean: 0, unstable: [], depth: 0 };

export function constant(seconds: number): Path {
	return seconds > 0 ? { ...NO_TIME, latency: { kind: "constant", seconds }, mean: seconds } : NO_TIME;
}

/** One after the other. */
export function inSequence(paths: readonly Path[]): Path {
	const parts = paths.filter((path) => path !== NO_TIME);
	if (parts.length < 2) return parts[0] ?? NO_TIME;
	return shallow({
		latency: { kind: "series", parts: parts.map(({ latency }) => latency) },
		mean: parts.reduce((sum, { mean }) => sum + mean, 0),
		...together(parts),
	});
}

/** One of several; what the probabilities leave takes no time. */
export function oneOf(options: readonly { readonly probability: number; readonly path: Path }[]): Path {
	const possible = options.filter(({ probability }) => probability > 0);
	const total = possible.reduce((sum, { probability }) => sum + probability, 0);
	if (total < 1 - 1e-12) possible.push({ probability: 1 - total, path: NO_TIME });
	if (possible.length < 2) return possible[0]?.path ?? NO_TIME;
	if (possible.every(({ path }) => path === NO_TIME)) return NO_TIME;
	return shallow({
		latency: {
			kind: "choice",
			options: possible.map(({ probability, path }) => ({ probability, latency: path.latency })),
		},
		mean: possible.reduce((sum, { probability, path }) => sum + probability * path.mean, 0) / Math.max(1, total),
		...together(possible.map(({ path }) => path)),
	});
}

/** All at the same time, until the last has answered. */
export function atOnce(paths: readonly Path[]): Path {
	const parts = paths.filter((path) => path !== NO_TIME);
	if (parts.length < 2) return parts[0] ?? NO_TIME;
	const latency: Latency = { kind: "parallel", parts: parts.map((part) => part.latency) };
	const common = together(parts);
	return shallow({ latency, mean: common.unstable.length > 0 ? 0 : meanLatency(latency), ...common });
}

/** Given up after `seconds`. What has no steady state has none for those either who wait for it so long. */
export function limited(path: Path, seconds: number): Path {
	if (path.unstable.length > 0 || longestLatency(path.latency) <= seconds) return path;
	const latency: Latency = { kind: "limited", latency: path.latency, seconds };
	return shallow({ ...path, latency, mean: meanLatency(latency), depth: path.depth + 1 });
}

/** `count` times, one after the other; of a fraction, one more with that probability. */
export function repeated(path: Path, count: number): Path {
	const whole = Math.min(MOST_REPETITIONS, Math.floor(count + 1e-9));
	const rest = count - whole;
	const times = (turns: number): Path => {
		if (turns === 0 || path === NO_TIME) return NO_TIME;
		if (turns === 1) return path;
		const latency: Latency = { kind: "turns", part: path.latency, count: turns, seconds: path.mean };
		// Expanded, each level becomes a choice of series.
		return shallow({ latency, mean: turns * path.mean, unstable: path.unstable, depth: path.depth + TURNS });
	};
	if (!(rest > 1e-9 && rest < 1)) return times(whole);
	return oneOf([
		{ probability: rest, path: times(whole + 1) },
		{ probability: 1 - rest, path: times(whole) },
	]);
}

/** `count` times at once, until the last has answered; of a fraction, one more with that probability. */
export function repeatedAtOnce(path: Path, count: number): Path {
	if (!(count > 0) || path === NO_TIME) return NO_TIME;
	const whole = Math.min(MOST_REPETITIONS, Math.floor(count + 1e-9));
	const rest = count - whole;
	const parts: Path[] = rest > 1e-9 && rest < 1 ? [oneOf([{ probability: rest, path }])] : [];
	// Two, four, eight of them: a thousand repetitions are ten steps.
	for (let left = whole, power = path; left > 0; left = Math.floor(left / 2)) {
		if (left % 2 === 1) parts.push(power);
		if (left > 1) power = atOnce([power, power]);
	}
	return atOnce(parts);
}

const MOST_REPETITIONS = 1e9;

/** Levels that turns add to those of what is repeated. */
const TURNS = 6;

function together(parts: readonly Path[]): Pick<Path, "unstable" | "depth"> {
	let unstable: readonly Component[] = [];
	let depth = 0;
	for (const part of parts) {
		depth = Math.max(depth, part.depth);
		if (unstable.length === 0) unstable = part.unstable;
		else if (part.unstable.length > 0 && part.unstable !== unstable)
			unstable = [...new Set([...unstable, ...part.unstable])];
	}
	return { unstable, depth: depth + 1 };
}

const DEEPEST = 300;

/** What lies so deep is counted with its mean: the sum of hundreds of visits varies little against that. */
function shallow(path: Path): Path {
	return path.depth > DEEPEST ? { ...constant(path.mean), unstable: path.unstable } : path;
}
