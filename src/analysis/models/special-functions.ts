/**
 * Functions that several models need and JavaScript does not have. Accuracy is stated for the arguments that occur here;
 * none of them returns NaN or Infinity for finite arguments in its range.
 */

/** ln Gamma(x), x > 0: Stirling's series after shifting x to at least 10 (Abramowitz & Stegun 6.1.41; error < 1e-14 relative). */
export function logGamma(x: number): number {
	let shift = 0;
	let y = x;
	for (; y < 10; y++) shift += Math.log(y);
	const square = 1 / (y * y);
	const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / y;
	return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** Regularised lower incomplete gamma function P(a, x), a > 0: series or continued fraction (Abramowitz & Stegun 6.5.29, 6.5.31). */
export function gammaP(a: number, x: number): number {
	return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

/** Its complement Q(a, x) = 1 - P(a, x), exact also where it is small. */
export function gammaQ(a: number, x: number): number {
	return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}

function gammaSeries(a: number, x: number): number {
	if (x <= 0) return 0;
	let term = 1 / a;
	let sum = term;
	for (let n = a + 1; term > sum * 1e-17; n++) {
		term *= x / n;
		sum += term;
	}
	return Math.min(1, sum * Math.exp(a * Math.log(x) - x - logGamma(a)));
}

function gammaFraction(a: number, x: number): number {
	const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
	if (factor === 0) return 0;
	let b = x + 1 - a;
	let c = Number.MAX_VALUE;
	let d = 1 / b;
	let h = d;
	for (let i = 1; i < 100_000; i++) {
		const an = -i * (i - a);
		b += 2;
		d = 1 / notZero(an * d + b);
		c = notZero(b + an / c);
		h *= d * c;
		if (Math.abs(d * c - 1) < 1e-15) break;
	}
	return factor * h;
}

/** Regularised incomplete beta function I_x(a, b), a, b > 0: continued fraction (Abramowitz & Stegun 26.5.8), by Lentz's method. */
export function betaRegularized(x: number, a: number, b: number): number {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	// The fraction converges quickly on this side of the mean; on the other one its mirror image does.
	if (x > (a + 1) / (a + b + 2)) return 1 - betaFraction(1 - x, b, a);
	return betaFraction(x, a, b);
}

function betaFraction(x: number, a: number, b: number): number {
	const logFactor = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
	let c = 1;
	let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
	let h = d;
	for (let m = 1; m < 100_000; m++) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / notZero(1 + even * d);
		c = notZero(1 + even / c);
		h *= d * c;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / notZero(1 + odd * d);
		c = notZero(1 + odd / c);
		h *= d * c;
		if (Math.abs(d * c - 1) < 1e-15) break;
	}
	return Math.min(1, (Math.exp(logFactor) * h) / a);
}

const notZero = (x: number): number => (Math.abs(x) < 1e-300 ? 1e-300 : x);

/** Distribution function of the standard normal, exact also in the lower tail. */
export function normalCdf(x: number): number {
	const half = 0.5 * gammaQ(0.5, (x * x) / 2);
	return x < 0 ? half : 1 - half;
}

/**
 * Mean of the largest of `n` independent values with the distribution function `cdf`:
 * E[max] = low + integral from `low` to `high` of 1 - F(x)^n, where F(low) is 0 and F(high) is 1 to double precision.
 * Trapezoids; for smooth F that vanish at both ends their error falls faster than any power of the width.
 */
export function expectedMaximum(
	n: number,
	cdf: (x: number) => number,
	{ low, high, intervals = 400 }: { readonly low: number; readonly high: number; readonly intervals?: number },
): number {
	const width = (high - low) / intervals;
	let sum = 0;
	for (let i = 0; i <= intervals; i++) {
		const below = cdf(low + i * width);
		// F^n as exp(n ln F): with a million values the difference 1 - F matters, not F.
		const missed = below <= 0 ? 1 : below >= 1 ? 0 : -Math.expm1(n * Math.log(below));
		sum += i === 0 || i === intervals ? missed / 2 : missed;
	}
	return low + sum * width;
}

/** The x between `low` and `high` at which an increasing function passes 0, by bisection. */
export function rootOfIncreasing(f: (x: number) => number, low: number, high: number): number {
	let [lo, hi] = [low, high];
	for (let i = 0; i < 200; i++) {
		const middle = lo + (hi - lo) / 2;
		if (middle <= lo || middle >= hi) break;
		if (f(middle) < 0) lo = middle;
		else hi = middle;
	}
	return lo + (hi - lo) / 2;
}
