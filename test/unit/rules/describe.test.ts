import assert from "node:assert/strict";
import { availability, downtime, listed, names } from "../../../src/rules/describe.ts";

describe("pieces of sentences", () => {
	it("list up to four things, and count the rest", () => {
		const of = (...ids: string[]) => names(ids.map((id) => ({ id })));
		assert.deepEqual(of(), { en: "", ko: "" });
		assert.deepEqual(of("a"), { en: "`a`", ko: "`a`" });
		assert.deepEqual(of("a", "b"), { en: "`a` and `b`", ko: "`a`, `b`" });
		assert.deepEqual(of("a", "b", "c", "d"), { en: "`a`, `b`, `c` and `d`", ko: "`a`, `b`, `c`, `d`" });
		assert.deepEqual(of("a", "b", "c", "d", "e"), { en: "`a`, `b`, `c` and 2 more", ko: "`a`, `b`, `c` 외 2개" });
		assert.deepEqual(listed([{ en: "reads", ko: "읽기" }]), { en: "reads", ko: "읽기" });
	});

	it("show as many nines as there are", () => {
		assert.deepEqual([0.9, 0.99, 0.995, 0.9995, 0.99999, 0.999975, 1].map(availability), [
			"90 %",
			"99 %",
			"99.5 %",
			"99.95 %",
			"99.999 %",
			"99.9975 %",
			"100 %",
		]);
	});

	it("show the time a year for which something is down", () => {
		assert.deepEqual(downtime(0.9999), { en: "53 min", ko: "53분" });
		assert.deepEqual(downtime(0.99), { en: "3.7 d", ko: "3.7일" });
	});
});
