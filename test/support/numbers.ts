import assert from "node:assert/strict";
import fc from "fast-check";

/** Every number in `value`, however deep, is finite: neither NaN nor Infinity. */
export function assertFinite(value: unknown, path = "result"): void {
	if (typeof value === "number") assert.ok(Number.isFinite(value), `${path} is ${value}`);
	else if (value instanceof Float64Array) for (const [i, one] of value.entries()) assertFinite(one, `${path}[${i}]`);
	else if (typeof value === "object" && value !== null) {
		for (const [key, one] of Object.entries(value)) assertFinite(one, `${path}.${key}`);
	}
}

/** |actual - expected| <= tolerance |expected|. */
export function assertNear(actual: number, expected: number, tolerance: number, message = ""): void {
	const off = Math.abs(actual - expected);
	assert.ok(off <= tolerance * Math.abs(expected), `${message} ${actual} is not within ${tolerance} of ${expected}`);
}

/** A number of any size from 0 on, with the corner cases more often than by chance. */
export const anySize: fc.Arbitrary<number> = fc.oneof(
	fc.constantFrom(0, 1, 1e-12, 1e-9, 0.5, 1e6, 1e9, 1e12),
	fc.double({ min: -9, max: 9, noNaN: true }).map((exponent) => 10 ** exponent),
);

export const share: fc.Arbitrary<number> = fc.oneof(
	fc.constantFrom(0, 1, 1e-12, 1 - 1e-12, 0.5),
	fc.double({ min: 0, max: 1, noNaN: true }),
);
