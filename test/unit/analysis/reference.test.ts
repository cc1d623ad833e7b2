import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { jsonOf, valueAt } from "../../support/json.ts";

/**
 * Small architectures, one a line, whose numbers were computed apart from this project in Python with SciPy: queues from
 * Poisson tails, percentiles by root finding, caches by summing over the items, availability by enumeration of all states.
 */
interface Reference {
	/** M1 to M17; `limits` for zero, one and very many. */
	readonly model: string;
	readonly name: string;
	readonly source: string;
	readonly users?: number;
	readonly down?: readonly string[];
	readonly expected: Readonly<Record<string, Expected>>;
}

type Expected =
	| { readonly absent: true }
	/** A number with its relative tolerance, or exactly that. */
	| { readonly is: number; readonly within: number }
	| { readonly is: unknown; readonly within?: undefined };

const references = readFileSync(new URL("../../fixtures/reference-cases.jsonl", import.meta.url), "utf8")
	.split("\n")
	.filter((line) => line !== "")
	.map((line): Reference => JSON.parse(line));

describe("reference values computed apart", () => {
	for (const { model, name, source, users, down, expected } of references) {
		it(`${model} ${name}`, () => {
			const json = jsonOf(source, { users, down });
			for (const [path, value] of Object.entries(expected)) {
				const found = valueAt(json, path);
				if ("absent" in value) assert.equal(found, undefined, path);
				else if (value.within === undefined) assert.deepEqual(found, value.is, path);
				else assertNear(found, Number(value.is), value.within, path);
			}
		});
	}
});

function assertNear(found: unknown, is: number, within: number, path: string): void {
	const near = typeof found === "number" && Math.abs(found - is) <= (is === 0 ? 1e-9 : within * Math.abs(is));
	assert.ok(near, `${path}: ${found}, not ${is}`);
}
