import type { Layout, Point } from "../diagram.ts";

/**
 * How far the cards of both layouts have moved on average, in px, once the view has followed the move that most of them
 * made; see `webview/picture.ts`.
 */
export function displacement(before: Layout, after: Layout, concerned: ReadonlySet<string> = new Set()): number {
	const moves: Point[] = [];
	for (const [id, old] of Object.entries(before.cards)) {
		const now = after.cards[id];
		if (now && !concerned.has(id)) moves.push({ x: now.x - old.x, y: now.y - old.y });
	}
	if (moves.length === 0) return 0;
	const counts = new Map<string, number>();
	const keyOf = ({ x, y }: Point) => `${Math.round(x)} ${Math.round(y)}`;
	for (const move of moves) counts.set(keyOf(move), (counts.get(keyOf(move)) ?? 0) + 1);
	const most = Math.max(...counts.values());
	const shift = moves.find((move) => counts.get(keyOf(move)) === most)!;
	const sum = moves.reduce((sum, move) => sum + Math.hypot(move.x - shift.x, move.y - shift.y), 0);
	return sum / moves.length;
}

/** The containers whose children have moved against each other. */
export function disturbed(
	before: Layout,
	after: Layout,
	children: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
	const boxIn = (layout: Layout, id: string) => layout.cards[id] ?? layout.groups[id];
	return [...children].flatMap(([container, ids]) => {
		const moves = new Set<string>();
		for (const id of ids) {
			const [old, now] = [boxIn(before, id), boxIn(after, id)];
			if (old && now) moves.add(`${Math.round(now.x - old.x)} ${Math.round(now.y - old.y)}`);
		}
		return moves.size > 1 ? [container] : [];
	});
}
