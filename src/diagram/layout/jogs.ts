import type { Box, Point } from "../diagram.ts";

/** What an edge may be moved aside to become straight. */
const LARGEST = 14;
/** Distance to keep from corners of cards and from other edges. */
const CORNER = 14;
const APART = 7;

export interface Line {
	readonly points: readonly Point[];
	/** The card at which it begins or ends; undefined for a port, which cannot be moved. */
	readonly from: Box | undefined;
	readonly to: Box | undefined;
}

/** Takes small steps aside out of lines that run from top to bottom, where an end or a bend has room to give way. */
export function straightenJogs(lines: readonly Line[]): (readonly Point[])[] {
	const all = lines.map((line) => [...line.points]);
	all.forEach((points, index) => {
		const line = lines[index]!;
		for (let at = 1; at + 2 < points.length; at++) {
			const [a, b] = [points[at]!, points[at + 1]!];
			const isJog =
				a.y === b.y &&
				a.x !== b.x &&
				Math.abs(a.x - b.x) <= LARGEST &&
				points[at - 1]!.x === a.x &&
				points[at + 2]!.x === b.x;
			if (!isJog) continue;
			// The part below goes where the part above is, or the other way round.
			const last = points.length - 1;
			const canMove = (from: number, to: number, x: number): boolean => {
				if (from === 0 && !hasRoom(line.from, x)) return false;
				if (to === last && !hasRoom(line.to, x)) return false;
				return isFree(all, index, x, points[from]!.y, points[to]!.y);
			};
			if (canMove(at + 1, at + 2, a.x)) {
				points[at + 1] = { x: a.x, y: b.y };
				points[at + 2] = { x: a.x, y: points[at + 2]!.y };
			} else if (canMove(at - 1, at, b.x)) {
				points[at - 1] = { x: b.x, y: points[at - 1]!.y };
				points[at] = { x: b.x, y: a.y };
			}
		}
	});
	return all;
}

function hasRoom(card: Box | undefined, x: number): boolean {
	return card !== undefined && x >= card.x + CORNER && x <= card.x + card.width - CORNER;
}

/** No other line runs down beside `x` between these heights. */
function isFree(all: readonly (readonly Point[])[], own: number, x: number, a: number, b: number): boolean {
	const [top, bottom] = [Math.min(a, b), Math.max(a, b)];
	return all.every(
		(points, index) =>
			index === own ||
			points.every((end, at) => {
				const start = points[at - 1];
				if (!start || start.x !== end.x || Math.abs(end.x - x) >= APART) return true;
				return Math.max(start.y, end.y) < top || Math.min(start.y, end.y) > bottom;
			}),
	);
}
