/**
 * Users at which something is full where its load does not grow in proportion to them (model M3): caches with a time to live hit more
 * often the more is asked, write-back coalesces more, data sets grow.
 */
export type Saturation =
	| { readonly kind: "users"; readonly users: number }
	/** Not even a trillion users fill it. */
	| { readonly kind: "unbounded" };

const FEWEST = 1;
const MOST = 1e12;

/**
 * The users at which `utilizationAt` reaches `target`, from 1 to 1e12, to `tolerance` of themselves; the utilisation must not fall with
 * users. On logarithmic scales it is nearly a straight line, so the secant method takes few evaluations from somewhere `near`; the
 * interval that holds the answer is halved where that leads astray.
 */
export function usersAt(
	utilizationAt: (users: number) => number,
	{
		target = 1,
		tolerance = 1e-6,
		near = 1e6,
	}: { readonly target?: number; readonly tolerance?: number; readonly near?: number } = {},
): Saturation {
	/** Logarithms of users, and of utilisation over target. */
	interface Point {
		readonly x: number;
		readonly excess: number;
	}
	const at = (x: number): Point => ({ x, excess: Math.log(utilizationAt(Math.exp(x)) / target) });
	const [fewest, most] = [Math.log(FEWEST), Math.log(MOST)];
	let low: Point | undefined;
	let high: Point | undefined;
	let last: Point | undefined;
	let x = Math.min(most, Math.max(fewest, Math.log(near)));
	for (let i = 1; i < 200; i++) {
		const point = at(x);
		if (Math.abs(point.excess) <= tolerance / 10) return { kind: "users", users: Math.exp(x) };
		if (point.excess >= 0) high = point;
		else low = point;
		if (high && high.x <= fewest) return { kind: "users", users: FEWEST };
		if (low && !high && low.x >= most) return { kind: "unbounded" };
		if (low && high && high.x - low.x <= tolerance) break;
		const slope = last ? (point.excess - last.excess) / (point.x - last.x) : 1;
		const next = point.x - point.excess / slope;
		last = point;
		const [from, to] = [low?.x ?? fewest, high?.x ?? most];
		// Nothing at all, a leap, or no end in sight: the end that is not known yet, or the middle.
		if (next > from && next < to && (i % 4 !== 0 || !low || !high)) x = next;
		else x = !high ? most : !low ? fewest : (from + to) / 2;
	}
	return { kind: "users", users: Math.exp(high?.x ?? most) };
}
