import assert from "node:assert/strict";
import { parse } from "../../../src/language/parser.ts";
import { isUnit, quantityIn, unitsOf } from "../../../src/language/units.ts";
import type { Dimension } from "../../../src/language/vocabulary/types.ts";

const MONTH = (365 / 12) * 86_400;

/** What is written, its dimension, and its value in SI units. */
const values: readonly (readonly [string, Dimension, number])[] = [
	["7", "count", 7],
	["3k", "count", 3000],
	["3K", "count", 3000],
	["2M", "count", 2e6],
	["1.5bn", "count", 1.5e9],
	["1_000_000", "count", 1e6],
	["90%", "ratio", 0.9],
	["99.9%", "ratio", 0.999],
	["99.99%", "ratio", 0.9999],
	["0.3", "ratio", 0.3],
	["3x", "factor", 3],
	["2.5", "factor", 2.5],
	["0B", "bytes", 0],
	["2KB", "bytes", 2000],
	["2kB", "bytes", 2000],
	["1.5MB", "bytes", 1.5e6],
	["16GB", "bytes", 16e9],
	["1TB", "bytes", 1e12],
	["1PB", "bytes", 1e15],
	["1KiB", "bytes", 1024],
	["16GiB", "bytes", 16 * 1024 ** 3],
	["400ms", "time", 0.4],
	["50us", "time", 50e-6],
	["2s", "time", 2],
	["30min", "time", 1800],
	["24h", "time", 86_400],
	["7d", "time", 604_800],
	["2w", "time", 1_209_600],
	["1month", "time", 2_628_000],
	["1y", "time", 31_536_000],
	["500rps", "rate", 500],
	["10krps", "rate", 10_000],
	["1Mrps", "rate", 1e6],
	["50/s", "rate", 50],
	["50k/s", "rate", 50_000],
	["120/min", "rate", 2],
	["7200/h", "rate", 2],
	["20/day", "rate", 20 / 86_400],
	["500M/day", "rate", 500e6 / 86_400],
	["1M/month", "rate", 1e6 / MONTH],
	["1bn/year", "rate", 1e9 / 31_536_000],
	["56Kbps", "bits", 56_000],
	["100Mbps", "bits", 1e8],
	["10Gbps", "bits", 1e10],
	["$12/month", "money", 12],
	["$0.10/h", "money", 73],
	["$1/day", "money", 365 / 12],
	["$1200/year", "money", 100],
	["$0.085/GB", "money-per-byte", 0.085e-9],
	["$90/TB", "money-per-byte", 90e-12],
	["$0.1/GB/month", "money-per-byte-month", 1e-10],
	["$0.2/1M", "money-per-count", 0.2e-6],
	["1M/day", "growth-count", 1e6 / 86_400],
	["50GB/day", "growth-bytes", 50e9 / 86_400],
	["1TiB/month", "growth-bytes", 1024 ** 4 / MONTH],
	["5%/month", "growth-ratio", 0.05 / MONTH],
	["30%/year", "growth-ratio", 0.3 / 31_536_000],
];

function read(written: string): { number: number; unit: string } {
	const [declaration] = parse(`a b { c: ${written} }`).items;
	const property = declaration?.type === "declaration" ? declaration.body?.items[0] : undefined;
	assert(property?.type === "property" && property.value?.type === "quantity", written);
	return property.value;
}

describe("units", () => {
	for (const [written, dimension, value] of values) {
		it(`${written} is ${value} as ${dimension}`, () => {
			const found = quantityIn(read(written), [dimension]);
			assert.equal(found?.dimension, dimension);
			assert(Math.abs(found.value - value) <= 1e-14 * Math.abs(value), `${found.value}`);
		});
	}

	it("keeps decimal fractions exact where they can be", () => {
		const exact = (written: string, dimension: Dimension) => quantityIn(read(written), [dimension])?.value;
		assert.equal(exact("99.9%", "ratio"), 0.999);
		assert.equal(exact("99.99%", "ratio"), 0.9999);
		assert.equal(exact("5%", "ratio"), 0.05);
		assert.equal(exact("400ms", "time"), 0.4);
		assert.equal(exact("1.5KB", "bytes"), 1500);
	});

	it("takes the first dimension that fits", () => {
		assert.deepEqual(quantityIn({ number: 5, unit: "%" }, ["count", "ratio"]), { value: 0.05, dimension: "ratio" });
		assert.deepEqual(quantityIn({ number: 5, unit: "" }, ["count", "ratio"]), { value: 5, dimension: "count" });
		assert.deepEqual(quantityIn({ number: 3, unit: "GB" }, ["time", "bytes"]), { value: 3e9, dimension: "bytes" });
	});

	it("refuses what does not fit", () => {
		for (const [unit, dimension] of [
			["", "time"],
			["", "bytes"],
			["", "rate"],
			["m", "time"],
			["GB", "time"],
			["B", "count"],
			["rps", "bits"],
			["Rps", "rate"],
			["$", "money"],
			["$/GB", "money"],
			["/day", "growth-bytes"],
		] as const) {
			assert.equal(quantityIn({ number: 1, unit }, [dimension]), undefined, `${unit} ${dimension}`);
		}
		assert.equal(quantityIn({ number: 1, unit: "constructor" }, ["count", "time"]), undefined);
		assert.equal(quantityIn({ number: 1, unit: "s" }, []), undefined);
	});

	it("lists only units that it takes itself", () => {
		for (const dimension of new Set(values.map(([, dimension]) => dimension))) {
			assert(unitsOf(dimension).length > 0);
			for (const unit of unitsOf(dimension)) {
				assert(isUnit(unit), unit);
				assert(quantityIn({ number: 1, unit }, [dimension]), `${unit} ${dimension}`);
				const written = unit.startsWith("$") ? `$1${unit.slice(1)}` : `1${unit}`;
				assert.equal(read(written).unit, unit);
				assert.equal(read(written.replace(/^(\$?1)/, "$1 ")).unit, unit);
			}
		}
		assert(!isUnit("") && !isUnit("x4") && !isUnit("service"));
	});
});
