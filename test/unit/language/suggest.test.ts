import assert from "node:assert/strict";
import fc from "fast-check";
import { editDistance, suggest } from "../../../src/language/suggest.ts";

const kinds = [
	"system",
	"data",
	"client",
	"dns",
	"cdn",
	"gateway",
	"loadbalancer",
	"service",
	"cache",
	"database",
	"queue",
];

describe("suggest", () => {
	for (const [word, meant] of [
		["databse", "database"],
		["dtabaase", "database"],
		["load-balancer", "loadbalancer"],
		["LoadBalancer", "loadbalancer"],
		["sevrice", "service"],
		["qeue", "queue"],
		["cahce", "cache"],
		["dn", "dns"],
		["cdns", "cdn"],
		["", undefined],
		["x", undefined],
		["zebra", undefined],
		["kubernetes", undefined],
	] as const) {
		it(`${word || "nothing"} means ${meant ?? "none"}`, () => assert.equal(suggest(word, kinds), meant));
	}

	it("takes the first of equally near words", () => {
		assert.equal(suggest("wab", ["web", "war"]), "web");
		assert.equal(suggest("wab", ["war", "web"]), "war");
	});

	it("does not offer a word that would be replaced wholly", () => {
		assert.equal(suggest("a", ["b", "c"]), undefined);
	});

	it("counts letters to insert, remove, replace or swap", () => {
		assert.equal(editDistance("", "abc"), 3);
		assert.equal(editDistance("kitten", "sitting"), 3);
		assert.equal(editDistance("ca", "ac"), 1);
		assert.equal(editDistance("서버", "서비스"), 2);
	});

	it("is a distance", () => {
		const word = fc.string({ maxLength: 8, unit: fc.constantFrom("a", "b", "c") });
		fc.assert(
			fc.property(word, word, (a, b) => {
				assert.equal(editDistance(a, b), editDistance(b, a));
				assert.equal(editDistance(a, b) === 0, a === b);
				assert(editDistance(a, b) <= Math.max(a.length, b.length));
				assert(editDistance(a, b) >= Math.abs(a.length - b.length));
			}),
		);
	});
});
