import type { Box, Point } from "../diagram.ts";
import { type Child, GAP, type PlacedPort } from "./place.ts";
import { type End, endId, type Piece, type Port } from "./wiring.ts";

/** Distance of parallel edges, and of the first of them from a place. */
const TRACK = 10;
const MARGIN = 14;

/** Width to height of what a picture with several places is seen on, and the height of what usually stands above them. */
const ASPECT = 1.9;
const ABOVE_PLACES = 400;
/** How much worse the rows of before must be than others before an edit may move whole places. */
const WORTH_MOVING = 1.5;

/** The places of a block, row by row. */
export type BlockRows = readonly (readonly string[])[];

/**
 * The data centers or zones of a container, side by side in rows and ready to be placed as if they were one card. Edges
 * enter it from above and leave it below; those that go to a lower row, or from an upper one, run along its sides, those
 * from place to place below their row.
 */
export interface Block {
	readonly width: number;
	readonly height: number;
	readonly places: ReadonlyMap<string, Box>;
	readonly rows: BlockRows;
	readonly ports: readonly PlacedPort[];
	/** Corners inside the block, by piece, in the direction of the piece. */
	readonly inner: ReadonlyMap<string, readonly Point[]>;
	/** The pieces that are left for the outside: their ends at places are now ends at the block. */
	readonly outer: readonly Piece[];
}

interface Terminal extends Point {
	readonly place: string;
	readonly row: number;
}

/** `before`: as they stood before an edit, where there was anything. */
export function buildBlock(
	id: string,
	places: readonly Child[],
	pieces: readonly Piece[],
	before: BlockRows | undefined,
): Block {
	const byId = new Map(places.map((place) => [place.id, place]));
	const rows = rowsOf(places, before);
	const rowOf = new Map(rows.flatMap((row, at) => row.map((place) => [place.id, at] as const)));
	const lastRow = rows.length - 1;
	const placeOf = (end: End) => (end.port && byId.has(end.port.container) ? end.port.container : undefined);

	// Ports of the block, one for each port of a place that something outside leads to or comes from.
	const ports = new Map<string, Port>();
	const outward = (end: End): End => {
		if (!end.port || placeOf(end) === undefined) return end;
		const port = { ...end.port, id: `${id} ${end.port.id}`, container: id };
		ports.set(end.port.id, port);
		return { port };
	};
	const outer: Piece[] = [];
	const buses: Piece[] = [];
	for (const piece of pieces) {
		if (piece.bus) buses.push(piece);
		else outer.push({ ...piece, from: outward(piece.from), to: outward(piece.to) });
	}

	// Who needs which track. Columns are counted from left to right, tracks from top to bottom.
	const left = new Tracks();
	const right = new Tracks();
	const above = rows.map(() => new Tracks());
	const below = rows.map(() => new Tracks());
	const xs = columnsOf(rows);
	const terminal = (port: Port): Terminal => {
		const place = byId.get(port.container)!;
		const { x, y } = place.ports.find((other) => other.id === port.id)!;
		return { place: place.id, row: rowOf.get(place.id)!, x: xs.get(place.id)! + x, y };
	};
	// Of two of which one spans the other, the longer one runs below the shorter one, so that they do not cross.
	const spans = buses
		.map((piece) => ({ piece, from: terminal(piece.from.port!), to: terminal(piece.to.port!) }))
		.sort((a, b) => Math.abs(a.from.x - a.to.x) - Math.abs(b.from.x - b.to.x));
	const busPlans = spans.map(({ piece, from, to }) => {
		const trunk = endId(piece.from);
		if (from.row === to.row) {
			return { piece, from, to, start: below[from.row]!.take(trunk, from.x, to.x), end: 0, column: -1 };
		}
		return {
			piece,
			from,
			to,
			start: below[from.row]!.take(trunk, from.x, Infinity),
			end: below[to.row]!.take(`${trunk} > ${to.place}`, to.x, Infinity),
			column: right.take(trunk, from.row, to.row),
		};
	});
	const portPlans = places
		.flatMap((place) => place.ports)
		.flatMap((port) => {
			const outside = ports.get(port.id);
			if (!outside) return [];
			const at = terminal(port);
			if (port.side === "north") {
				const isDirect = at.row === 0;
				const track = isDirect ? 0 : above[at.row]!.take(port.id, -Infinity, at.x);
				return [{ outside, port, at, isDirect, track, column: isDirect ? 0 : left.take(port.id, 0, at.row) }];
			}
			const isDirect = at.row === lastRow;
			const track = isDirect ? 0 : below[at.row]!.take(port.id, at.x, Infinity);
			return [{ outside, port, at, isDirect, track, column: isDirect ? 0 : right.take(port.id, at.row, lastRow + 1) }];
		});

	// Now that the tracks are counted, everything has its place.
	const strip = (tracks: Tracks) => (tracks.count === 0 ? 0 : 2 * MARGIN + (tracks.count - 1) * TRACK);
	const tops: number[] = [];
	const bottoms: number[] = [];
	let y = 0;
	rows.forEach((row, at) => {
		if (at > 0) y += Math.max(GAP.layers, strip(below[at - 1]!) + strip(above[at]!));
		tops.push(y);
		y += Math.max(...row.map((place) => place.height));
		bottoms.push(y);
	});
	const height = y + (below[lastRow]!.count === 0 ? 0 : strip(below[lastRow]!) - MARGIN);
	const margin = strip(left);
	const inside = margin + Math.max(...rows.map((row) => xs.get(row.at(-1)!.id)! + row.at(-1)!.width));
	const width = inside + (right.count === 0 ? 0 : strip(right) - MARGIN);
	const columnX = (side: Tracks, column: number) => (side === left ? 0 : inside) + MARGIN + column * TRACK;
	const belowY = (row: number, track: number) => bottoms[row]! + MARGIN + track * TRACK;
	const aboveY = (row: number, track: number) => tops[row]! - MARGIN - track * TRACK;
	const absolute = ({ x, y, row }: Terminal): Point => ({ x: margin + x, y: tops[row]! + y });

	const placedPorts = new Map<string, PlacedPort>();
	const ways = new Map<string, readonly Point[]>();
	for (const { outside, port, at, isDirect, track, column } of portPlans) {
		const end = absolute(at);
		const isNorth = port.side === "north";
		const border = isNorth ? 0 : height;
		const x = isDirect ? end.x : columnX(isNorth ? left : right, column);
		const across = isNorth ? aboveY(at.row, track) : belowY(at.row, track);
		placedPorts.set(outside.id, { ...outside, x, y: border });
		ways.set(
			outside.id,
			isDirect ? [{ x, y: border }, end] : [{ x, y: border }, { x, y: across }, { x: end.x, y: across }, end],
		);
	}
	const inner = new Map<string, readonly Point[]>();
	for (const piece of outer) {
		// The way from the border to the place, for a piece that comes from there the other way round.
		const [from, to] = [piece.from.port && ways.get(piece.from.port.id), piece.to.port && ways.get(piece.to.port.id)];
		if (from) inner.set(piece.id, [...from].reverse());
		else if (to) inner.set(piece.id, to);
	}
	for (const { piece, from, to, start, end, column } of busPlans) {
		const [a, b] = [absolute(from), absolute(to)];
		const [startY, endY] = [belowY(from.row, start), belowY(to.row, end)];
		const x = columnX(right, column);
		inner.set(
			piece.id,
			column < 0
				? [a, { x: a.x, y: startY }, { x: b.x, y: startY }, b]
				: [a, { x: a.x, y: startY }, { x, y: startY }, { x, y: endY }, { x: b.x, y: endY }, b],
		);
	}

	return {
		width,
		height,
		places: new Map(
			places.map(({ id, width, height }) => [id, { x: margin + xs.get(id)!, y: tops[rowOf.get(id)!]!, width, height }]),
		),
		rows: rows.map((row) => row.map((place) => place.id)),
		ports: [...placedPorts.values()],
		inner,
		outer,
	};
}

/** Rows in the order of the text that show the whole picture as large as they can and leave little of it empty. */
function rowsOf(places: readonly Child[], before: BlockRows | undefined): readonly (readonly Child[])[] {
	let best: readonly (readonly Child[])[] = [places];
	for (let first = 0; first < places.length; first++) {
		for (let last = first; last < places.length; last++) {
			const rows = fill(places, rowWidth(places.slice(first, last + 1)));
			if (costOf(rows) < costOf(best)) best = rows;
		}
	}
	const kept = before && keep(places, before);
	return kept && costOf(kept) <= WORTH_MOVING * costOf(best) ? kept : best;
}

/** As many places in each row as `width` has room for. */
function fill(places: readonly Child[], width: number): Child[][] {
	const rows: Child[][] = [];
	for (const place of places) {
		const row = rows.at(-1);
		if (row && rowWidth([...row, place]) <= width) row.push(place);
		else rows.push([place]);
	}
	return rows;
}

/** The rows of before; what is new stands in the row of what it follows in the text. */
function keep(places: readonly Child[], before: BlockRows): readonly (readonly Child[])[] {
	const rowOf = new Map(before.flatMap((row, at) => row.map((id) => [id, at] as const)));
	const rows: Child[][] = before.map(() => []);
	let at = 0;
	for (const place of places) {
		at = rowOf.get(place.id) ?? at;
		rows[at]?.push(place);
	}
	return rows.filter((row) => row.length > 0);
}

function rowWidth(row: readonly Child[]): number {
	return row.reduce((sum, { width }) => sum + width + GAP.cards, -GAP.cards);
}

/** How high a screen must be for the whole picture at its size, and more where rows end far before the longest one. */
function costOf(rows: readonly (readonly Child[])[]): number {
	const widths = rows.map(rowWidth);
	const heights = rows.map((row) => Math.max(...row.map((place) => place.height)) + GAP.layers);
	const width = Math.max(...widths);
	const height = heights.reduce((sum, one) => sum + one, ABOVE_PLACES);
	const empty = heights.reduce((sum, one, at) => sum + one * (width - widths[at]!), 0);
	return Math.max(width / ASPECT, height) * (1 + empty / (width * height));
}

/** How far to the right each place of a row stands. */
function columnsOf(rows: readonly (readonly Child[])[]): ReadonlyMap<string, number> {
	const xs = new Map<string, number>();
	for (const row of rows) {
		let x = 0;
		for (const place of row) {
			xs.set(place.id, x);
			x += place.width + GAP.cards;
		}
	}
	return xs;
}

/** Parallel lines; what would overlap on one of them gets another. Pieces of one trunk share theirs. */
class Tracks {
	readonly #spans: { readonly trunk: string; readonly from: number; readonly to: number }[][] = [];

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
