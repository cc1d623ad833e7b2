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
 * users. On logarithmic scales it is nearly a straight line, so regula falsi (Illinois) takes few evaluations, and in proportion to users
 * three.
 */
export function usersAt(
	utilizationAt: (users: number) => number,
	{ target = 1, tolerance = 1e-6 }: { readonly target?: number; readonly tolerance?: number } = {},
): Saturation {
	/** ln(rho / target) at ln(users). */
	const excess = (x: number): number => Math.log(utilizationAt(Math.exp(x)) / target);
	let [low, high] = [Math.log(FEWEST), Math.log(MOST)];
	let atHigh = excess(high);
	if (!(atHigh >= 0)) return { kind: "unbounded" };
	let atLow = excess(low);
	if (atLow >= 0) return { kind: "users", users: FEWEST };
	for (let i = 1; i < 200 && high - low > tolerance; i++) {
		const straight = high - (atHigh * (high - low)) / (atHigh - atLow);
		// Nothing at all, or a leap: the middle.
		const x = i % 4 === 0 || !(straight > low && straight < high) ? (low + high) / 2 : straight;
		const at = excess(x);
		if (Math.abs(at) <= tolerance / 10) return { kind: "users", users: Math.exp(x) };
		if (at < 0) {
			low = x;
			atLow = at;
			atHigh /= 2;
		} else {
			high = x;
			atHigh = at;
			atLow /= 2;
		}
	}
	return { kind: "users", users: Math.exp(high) };
}
