import assert from "node:assert/strict";
import fc from "fast-check";
import { usersAt } from "../../../../src/analysis/models/saturation.ts";
import { assertNear } from "../../../support/numbers.ts";

describe("users at which something is full", () => {
	it("in proportion to users: U target / rho, in two evaluations", () => {
		let evaluations = 0;
		const result = usersAt(
			(users) => {
				evaluations++;
				return users / 3.2e6;
			},
			{ target: 0.7 },
		);
		assert.ok(result.kind === "users");
		assertNear(result.users, 2.24e6, 1e-9);
		assert.equal(evaluations, 2);
	});

	it("a cache with a time to live hits more often the more is asked: its store fills later than in proportion, or never", () => {
		// 100,000 keys alike for 60 s: misses lambda / (1 + lambda T / N), never more than N / T = 1,667 a second.
		const misses = (users: number): number => {
			const reads = users / 4320;
			return reads / (1 + (reads * 60) / 100_000);
		};
		const result = usersAt((users) => misses(users) / 1000);
		assert.ok(result.kind === "users");
		assertNear(result.users, 4320 * (1000 / (1 - (1000 * 60) / 100_000)), 1e-6);
		assert.deepEqual(
			usersAt((users) => misses(users) / 1700),
			{ kind: "unbounded" },
		);
	});

	it("nothing at first, leaps, full from the first user on", () => {
		const leap = usersAt((users) => (users > 5e6 ? 2 : 0));
		assert.ok(leap.kind === "users");
		assertNear(leap.users, 5e6, 1e-5);
		assert.deepEqual(
			usersAt(() => 3),
			{ kind: "users", users: 1 },
		);
		assert.deepEqual(
			usersAt(() => 0),
			{ kind: "unbounded" },
		);
		assert.deepEqual(
			usersAt(() => Number.MAX_VALUE),
			{ kind: "users", users: 1 },
		);
	});

	it("finds the place of any power of users", () => {
		fc.assert(
			fc.property(
				fc.double({ min: 1, max: 11, noNaN: true }),
				fc.double({ min: 0.1, max: 3, noNaN: true }),
				(exponent, power) => {
					const full = 10 ** exponent;
					const result = usersAt((users) => (users / full) ** power);
					assert.ok(result.kind === "users");
					assertNear(result.users, full, 1e-5);
				},
			),
		);
	});
});
