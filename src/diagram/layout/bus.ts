import type { Box, Point } from "../diagram.ts";
import type { Placed, PlacedPort } from "./place.ts";
import type { End, Piece } from "./wiring.ts";

const TRACK = 10;
const MARGIN = 14;

/**
 * Adds the pieces that run on a bus: down from one place, along below the row of places, up into the other. The bus
 * gets its own strip, everything below it moves down.
 */
export function addBuses(
	placed: Placed,
	pieces: readonly Piece[],
	portsOf: (child: string) => readonly PlacedPort[],
): Placed {
	const buses = pieces.filter((piece) => piece.bus);
	if (buses.length === 0) return placed;

	const ends = buses.map((piece) => ({
		piece,
		from: locate(piece.from, placed, portsOf),
		to: locate(piece.to, placed, portsOf),
	}));
	const rows = rowBottoms(
		[...new Set(ends.flatMap(({ from, to }) => [from.box, to.box]))],
		[...placed.children.values()],
	);
	const rowOf = (box: Box) => rows.findIndex((bottom) => box.y + box.height <= bottom + 0.5);

	// Tracks of each row, and of the gutter on the right that joins rows.
	const tracks = rows.map(() => new Tracks());
	const gutter = new Tracks();
	const plans = ends.map(({ piece, from, to }) => {
		const [a, b] = [rowOf(from.box), rowOf(to.box)];
		const trunk = piece.from.port!.id;
		if (a === b) return { piece, from, to, a, b, trackA: tracks[a]!.take(trunk, from.x, to.x), trackB: 0, column: 0 };
		return {
			piece,
			from,
			to,
			a,
			b,
			trackA: tracks[a]!.take(trunk, from.x, Infinity),
			trackB: tracks[b]!.take(`${trunk} to ${piece.to.port!.id}`, to.x, Infinity),
			column: gutter.take(trunk, a, b),
		};
	});

	const strips = tracks.map(({ count }) => (count === 0 ? 0 : MARGIN + count * TRACK));
	// How far something moves down that stood at this height.
	const lower = (y: number) => {
		let by = 0;
		rows.forEach((bottom, at) => {
			if (y > bottom + 0.5) by += strips[at]!;
		});
		return y + by;
	};
	const move = <P extends Point>(point: P): P => ({ ...point, y: lower(point.y) });
	const children = new Map([...placed.children].map(([id, box]) => [id, move(box)]));
	const moved = new Map([...placed.pieces].map(([id, points]) => [id, points.map(move)]));
	const trackY = (row: number, track: number) => lower(rows[row]!) + MARGIN + track * TRACK;
	const right = Math.max(placed.width, ...[...placed.children.values()].map((box) => box.x + box.width));
	for (const { piece, from, to, a, b, trackA, trackB, column } of plans) {
		const start = { x: from.x, y: lower(from.y) };
		const end = { x: to.x, y: lower(to.y) };
		const y = trackY(a, trackA);
		const middle =
			a === b
				? [
						{ x: start.x, y },
						{ x: end.x, y },
					]
				: [
						{ x: start.x, y },
						{ x: right + MARGIN + column * TRACK, y },
						{ x: right + MARGIN + column * TRACK, y: trackY(b, trackB) },
						{ x: end.x, y: trackY(b, trackB) },
					];
		moved.set(piece.id, [start, ...middle, end]);
	}

	// A strip below everything must be inside, too.
	const lowest = Math.max(0, ...rows.map((_, at) => (strips[at]! > 0 ? trackY(at, tracks[at]!.count) : 0)));
	return {
		width: gutter.count > 0 ? right + MARGIN + gutter.count * TRACK : placed.width,
		height: Math.max(lower(placed.height), lowest),
		ports: placed.ports.map((port) => (port.side === "south" ? { ...port, y: Math.max(lower(port.y), lowest) } : port)),
		children,
		pieces: extendToBorder(moved, placed, Math.max(lower(placed.height), lowest)),
	};
}

/** Pieces that ended at the bottom border follow it down. */
function extendToBorder(
	pieces: ReadonlyMap<string, readonly Point[]>,
	before: Placed,
	bottom: number,
): ReadonlyMap<string, readonly Point[]> {
	const south = before.ports.filter((port) => port.side === "south");
	if (south.length === 0 || bottom <= before.height) return pieces;
	const result = new Map(pieces);
	for (const [id, points] of before.pieces) {
		const last = points.at(-1);
		if (!last || !south.some((port) => Math.abs(port.x - last.x) < 0.5 && Math.abs(port.y - last.y) < 0.5)) continue;
		const moved = result.get(id)!;
		result.set(id, [...moved.slice(0, -1), { ...moved.at(-1)!, y: bottom }]);
	}
	return result;
}

function locate(
	end: End,
	placed: Placed,
	portsOf: (child: string) => readonly PlacedPort[],
): { readonly x: number; readonly y: number; readonly box: Box } {
	const port = end.port!;
	const box = placed.children.get(port.container)!;
	const at = portsOf(port.container).find(({ id }) => id === port.id)!;
	return { x: box.x + at.x, y: box.y + at.y, box };
}

/** Below each row of `places`: the bottom of everything that stands beside one of them. */
function rowBottoms(places: readonly Box[], all: readonly Box[]): number[] {
	const bottoms: number[] = [];
	for (const { y, height } of [...places].sort((a, b) => a.y - b.y)) {
		const last = bottoms.at(-1);
		if (last === undefined || y >= last) bottoms.push(y + height);
		else bottoms[bottoms.length - 1] = Math.max(last, y + height);
	}
	return bottoms.map((bottom) => {
		const beside = all.filter((box) => box.y < bottom && box.y + box.height > bottom);
		return Math.max(bottom, ...beside.map((box) => box.y + box.height));
	});
}

/** Parallel lines; what would overlap on one of them gets another. Pieces of one trunk share theirs. */
class Tracks {
	readonly #spans: { readonly trunk: string; from: number; to: number }[][] = [];

	get count(): number {
		return this.#spans.length;
	}

	take(trunk: string, a: number, b: number): number {
		const [from, to] = [Math.min(a, b), Math.max(a, b)];
		const free = this.#spans.findIndex((spans) =>
			spans.every((span) => span.trunk === trunk || to < span.from - TRACK || from > span.to + TRACK),
		);
		const at = free < 0 ? this.#spans.push([]) - 1 : free;
		this.#spans[at]!.push({ trunk, from, to });
		return at;
	}
}
