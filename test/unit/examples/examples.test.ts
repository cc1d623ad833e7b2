import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { format } from "../../../src/language/format.ts";
import type { Severity } from "../../../src/language/problem.ts";
import { problemMessage } from "../../../src/language/problem-texts.ts";
import { kinds } from "../../../src/language/vocabulary/index.ts";
import type { SourceFile } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { importsFrom } from "../../../src/model/load.ts";
import { type Inspection, inspect } from "../../../src/rules/inspect.ts";

const root = fileURLToPath(new URL("../../../examples", import.meta.url));
const examples = readdirSync(root, { recursive: true, encoding: "utf8" })
	.filter((file) => file.endsWith(".arch"))
	.sort();
const ladder = examples.filter((file) => file.startsWith("zero-to-millions"));

const read = (file: string) => readFileSync(join(root, file), "utf8");

/** The example with everything that it imports, inspected as the command line does it. */
function inspected(file: string): Inspection {
	const load = (path: string): SourceFile => sourceFile(pathToFileURL(path).href, readFileSync(path, "utf8"));
	const main = load(join(root, file));
	return inspect(
		buildArchitecture(
			main,
			importsFrom((uri) => load(fileURLToPath(uri))),
		),
	);
}

/** Each finding as the id of its rule, worst rules first come first. */
const found = (file: string, severity?: Severity) =>
	inspected(file)
		.findings.filter((finding) => severity === undefined || finding.severity === severity)
		.map(({ rule }) => rule.id);

/** Every problem of a text, as `code at "text"`. */
function problems(source: SourceFile, { architecture }: Inspection): string[] {
	return (architecture.problems.get(source) ?? []).map((problem) => {
		return `${problemMessage(problem, "en")} (at "${source.text.slice(problem.start, problem.end)}")`;
	});
}

/** Accesses that reach no store, as `component: data`. */
const unserved = ({ analysis }: Inspection) =>
	analysis.unserved.map(({ component, data }) => `${component.id}: ${data.id}`);

describe("examples", () => {
	for (const file of examples) {
		describe(file, () => {
			it("has no problems and only kinds that the vocabulary knows", () => {
				const inspection = inspected(file);
				const { architecture } = inspection;
				assert.ok(architecture.components.length > 0);
				for (const source of architecture.files) assert.deepEqual(problems(source, inspection), []);
				for (const { id, kind } of architecture.elements.values()) assert.ok(kinds.has(kind), `${id} is a ${kind}`);
				assert.deepEqual(unserved(inspection), []);
			});

			it("is formatted", () => assert.equal(format(read(file)), read(file)));
		});
	}
});

describe("findings of the examples", () => {
	const expected: Readonly<Record<string, readonly string[]>> = {
		"first.arch": ["db-no-replica", "no-monitoring", "no-rate-limit", "no-timeout", "single-instance-tier"],
		"photo-sharing.arch": [
			"autoscale-blocked-by-state",
			"cdn-fallback-overload",
			"component-hot",
			"consumer-not-idempotent",
			"no-backup",
			"no-rate-limit",
			"no-timeout",
			"no-timeout",
			"queue-spof",
			"stateful-web-tier",
			"write-around-stale",
		],
		"stack-overflow-2016.arch": [
			"db-no-failover",
			"no-backup",
			"no-business-metrics",
			"no-rate-limit",
			"no-timeout",
			"single-data-center",
		],
		"instagram-2011.arch": [
			"cdn-fallback-overload",
			"consumer-not-idempotent",
			"db-no-failover",
			"no-rate-limit",
			"no-timeout",
			"no-timeout",
			"queue-no-dlq",
			"single-data-center",
		],
		"wikipedia-2018.arch": ["cache-memory-no-headroom", "cdn-fallback-overload", "no-rate-limit", "no-timeout"],
		"twitter-timelines-2013.arch": [
			"consumer-not-idempotent",
			"no-rate-limit",
			"no-timeout",
			"no-timeout",
			"no-timeout",
			"single-data-center",
		],
		"facebook-memcache-2013.arch": ["cache-load-cliff", "no-rate-limit", "no-timeout"],
	};
	for (const [file, rules] of Object.entries(expected)) {
		it(`${file}: ${rules.join(", ") || "none"}`, () => assert.deepEqual(found(file).sort(), rules));
	}
});

describe("examples/zero-to-millions", () => {
	/** What the chapter says is wrong with one server. */
	const chapter = [...new Set(found(ladder[0]!))];
	const left = (file: string) => [...new Set(found(file))].filter((rule) => chapter.includes(rule));

	/** What each step is there to repair. */
	const repairs: readonly (readonly [step: number, rule: string])[] = [
		[2, "component-saturated"],
		[4, "db-no-replica"],
		[5, "cache-missing-read-heavy"],
		[6, "static-without-cdn"],
		[7, "autoscale-blocked-by-state"],
		[7, "stateful-web-tier"],
		[7, "sticky-sessions"],
		[8, "single-data-center"],
		[9, "single-instance-tier"],
		[9, "availability-target-unreachable"],
		[10, "no-backup"],
		[10, "no-cicd"],
		[10, "no-monitoring"],
	];
	it("has ten steps with more users on each", () => {
		assert.equal(ladder.length, 10);
		const users = ladder.map((file) => inspected(file).analysis.users!);
		for (const [i, file] of ladder.entries()) assert.ok(i === 0 || users[i]! > users[i - 1]!, file);
	});

	it("begins with everything that is wrong with one server", () => {
		for (const [, rule] of repairs.filter(([, rule]) => rule !== "sticky-sessions"))
			assert.ok(chapter.includes(rule), rule);
	});

	it("never has more of these findings than the step before, and none in the end", () => {
		const counts = ladder.map((file) => left(file).length);
		for (let i = 1; i < counts.length; i++)
			assert.ok(counts[i]! <= counts[i - 1]!, `${ladder[i]}: ${counts.join(", ")}`);
		assert.equal(counts.at(-1), 0);
	});

	for (const [step, rule] of repairs) {
		it(`repairs ${rule} with step ${step}, for good`, () => {
			assert.ok(found(ladder[step - 2]!).includes(rule));
			for (const file of ladder.slice(step - 1)) assert.ok(!found(file).includes(rule), file);
		});
	}

	it("ends without an error or a warning", () => {
		assert.deepEqual(found(ladder[9]!, "error"), []);
		assert.deepEqual(found(ladder[9]!, "warning"), []);
	});
});

describe("generated architectures", () => {
	for (const components of [10, 30, 200, 1000]) {
		it(`of ${components} components have exactly these, are formatted and free of problems`, () => {
			const text = generateArchitecture({ components, seed: 1 });
			assert.equal(text, generateArchitecture({ components, seed: 1 }), "same seed, same text");
			assert.notEqual(text, generateArchitecture({ components, seed: 2 }));
			const main = sourceFile("file:///generated.arch", text);
			const inspection = inspect(buildArchitecture(main));
			assert.deepEqual(problems(main, inspection), []);
			assert.equal(inspection.architecture.components.length, components);
			assert.deepEqual(unserved(inspection), []);
			assert.equal(format(text), text);
		});
	}
});
