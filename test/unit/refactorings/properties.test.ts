import assert from "node:assert/strict";
import { generateArchitecture } from "../../../scripts/generate.ts";
import type { Analysis } from "../../../src/analysis/analysis.ts";
import { analyze } from "../../../src/analysis/analyze.ts";
import { format } from "../../../src/language/format.ts";
import type { Span } from "../../../src/language/text.ts";
import type { Architecture } from "../../../src/model/architecture.ts";
import { refactorings } from "../../../src/server/refactorings/index.ts";
import { Random } from "../../simulation/random.ts";
import { exampleFiles, examples } from "../../support/example-files.ts";
import { architectureOf, type Files } from "../picture/edits.ts";
import { refactor } from "./refactor.ts";

const problemsOf = ({ problems }: Architecture) =>
	[...problems.values()]
		.flat()
		.map(({ code }) => code)
		.sort();

const near = (value: number | undefined): string =>
	value === undefined ? "-" : Number.isFinite(value) ? value.toPrecision(9) : String(value);

/** The load of everything, by names that do not tell where it stands. */
function loadsOf(architecture: Architecture, isLeftOut: (name: string) => boolean = () => false): readonly string[] {
	const { components, links, requestsPerSecond } = analyze(architecture);
	return [
		`all ${near(requestsPerSecond)}`,
		...[...components.values()]
			.filter(({ component }) => !isLeftOut(component.name))
			.map(({ component, ...one }) => {
				const numbers = [one.requestsPerSecond, one.reads, one.writes, one.capacity, one.utilization, one.hitRatio];
				return `${component.kind} ${component.name} ${one.instances} ${numbers.map(near).join(" ")}`;
			}),
		...[...links.values()]
			.filter(({ link }) => !isLeftOut(link.from.name) && !isLeftOut(link.to.name))
			.map(({ link, ...one }) => {
				const numbers = [one.requestsPerSecond, one.reads, one.writes].map(near).join(" ");
				return `${link.from.name} > ${link.to.name} ${one.traffic} ${numbers}`;
			}),
	].sort();
}

/** All that is told of the design as a whole: who waits how long, what works how often, what it costs, how far it carries. */
function outcomesOf(architecture: Architecture): readonly string[] {
	const analysis = analyze(architecture);
	const { details, saturationUsers } = analysis;
	const users = saturationUsers.kind === "users" ? near(saturationUsers.users) : saturationUsers.kind;
	return [
		`saturation ${users} ${analysis.bottleneck?.name}`,
		`cost ${near(details.cost())}`,
		`down ${near(details.attainable()?.system.unavailability)}`,
		...[...details.latencies()]
			.map(([, one]) => (one.kind === "stable" ? `latency ${near(one.mean)} ${near(one.p99)}` : "latency unstable"))
			.sort(),
		...[...analysis.removals.components].map(([one, failed]) => `lost ${one.name} ${failed.length}`).sort(),
	];
}

/** What stays the same, by the refactoring. */
const KEEPS: Readonly<Record<string, "all" | "loads" | "stores" | "saturation" | "names">> = {
	"refactor.extract.group": "all",
	"refactor.inline.group": "all",
	"refactor.rewrite.sort.properties": "all",
	"refactor.rewrite.sort.components": "all",
	"refactor.move.file": "all",
	"source.organizeImports": "all",
	// What stands in a data center fails with it, and is a round trip away from others.
	"refactor.extract.datacenter": "loads",
	// As many instances as the load takes run, and up to as many as before.
	"refactor.rewrite.autoscaling": "saturation",
	"refactor.rewrite.split": "stores",
	"refactor.rewrite.duplicate": "names",
};

function check(kind: string, was: Architecture, is: Architecture): void {
	switch (KEEPS[kind]) {
		case "all":
			assert.deepEqual(loadsOf(is), loadsOf(was));
			assert.deepEqual(outcomesOf(is), outcomesOf(was));
			break;
		case "loads":
			assert.deepEqual(loadsOf(is), loadsOf(was));
			break;
		case "saturation": {
			const [before, after] = [analyze(was), analyze(is)];
			const usersOf = ({ saturationUsers: one }: Analysis) => (one.kind === "users" ? near(one.users) : one.kind);
			assert.equal(usersOf(after), usersOf(before));
			for (const component of was.components) {
				const now = is.elements.get(component.id);
				assert.ok(now?.type === "component");
				const [old, next] = [before.components.get(component), after.components.get(now)];
				assert.equal(near(next?.requestsPerSecond), near(old?.requestsPerSecond));
			}
			break;
		}
		case "stores": {
			const [before, after] = [analyze(was), analyze(is)];
			for (const component of was.components) {
				const now = is.elements.get(component.id);
				assert.ok(now?.type === "component");
				const [old, next] = [before.components.get(component), after.components.get(now)];
				assert.equal(near(next?.reads), near(old?.reads), component.id);
				assert.equal(near(next?.writes), near(old?.writes), component.id);
			}
			break;
		}
		case "names":
			for (const id of was.elements.keys()) assert.ok(is.elements.has(id), id);
			break;
		default:
			assert.fail(`nothing is said of what ${kind} keeps`);
	}
}

/** A selection of some lines, or a cursor. */
function randomSpan(text: string, random: Random): Span {
	const lines = [...text.matchAll(/[^\n]*\n/g)].map(({ index, 0: line }) => ({
		start: index,
		end: index + line.length,
	}));
	const pick = (count: number): number => Math.floor(random.uniform() * count);
	const first = lines[pick(lines.length)]!;
	const indent = /^[ \t]*/.exec(text.slice(first.start))![0].length;
	if (random.uniform() < 0.5) return { start: first.start + indent + 1, end: first.start + indent + 1 };
	const last = lines[Math.min(lines.length - 1, lines.indexOf(first) + pick(6))]!;
	return { start: first.start, end: last.end - 1 };
}

describe("refactorings keep what they are not about", function () {
	this.timeout(120_000);
	const counts = new Map<string, { done: number; refused: number }>();

	function play(start: Files, { seed, steps }: { readonly seed: number; readonly steps: number }): void {
		const random = new Random(seed);
		let files = start;
		for (let step = 0; step < steps; step++) {
			const main = Object.keys(files)[0]!;
			// Changes add up; a design that is all groups and copies is none that anybody has.
			if (step % 10 === 9) files = start;
			const span = randomSpan(files[main]!, random);
			for (const { kind } of refactorings) {
				const result = refactor(files, kind, span);
				if (!result) continue;
				const count = counts.get(kind) ?? { done: 0, refused: 0 };
				counts.set(kind, count);
				if ("reason" in result) {
					count.refused++;
					if (process.env.SHOW_COUNTS) console.log(kind, result.title, "=>", result.reason);
					continue;
				}
				count.done++;
				try {
					const [was, is] = [architectureOf(files), architectureOf(result.files)];
					assert.deepEqual(problemsOf(is), problemsOf(was), "no new problems");
					for (const [name, text] of Object.entries(result.files)) {
						const old = files[name];
						if (old === undefined || format(old) === old) assert.equal(text, format(text), `${name} is formatted`);
					}
					check(kind, was, is);
				} catch (error) {
					const context = `${kind} at ${JSON.stringify(files[main]!.slice(span.start, span.end + 30))}, step ${step} of seed ${seed}`;
					if (process.env.SHOW_COUNTS) console.log(context, files[main], "\n=====\n", result.files[main]);
					throw new Error(context, { cause: error });
				}
				if (random.uniform() < 0.2) files = result.files;
			}
		}
	}

	for (const [index, file] of examples.entries()) {
		it(`in ${file}`, () => play(exampleFiles(file), { seed: index + 1, steps: 14 }));
	}
	for (const components of [12, 40]) {
		it(`in a generated design of ${components} components`, () =>
			play({ "a.arch": generateArchitecture({ components, seed: components }) }, { seed: components, steps: 40 }));
	}

	it("in a file with many imports", () => {
		const photo = exampleFiles("photo-sharing.arch");
		const text = photo["photo-sharing.arch"]!.replace(
			"import",
			'import "./words.arch"\nimport "./shared-services.arch"\nimport "./mail.arch"\nimport',
		);
		const files = {
			"a.arch": text,
			"shared-services.arch": photo["shared-services.arch"]!,
			"words.arch": "data words { size: 1KB }\n",
			"mail.arch": "external stamps { availability: 99% }\n",
		};
		play(files, { seed: 7, steps: 8 });
	});

	it("are done where they can be", () => {
		if (process.env.SHOW_COUNTS) console.log(counts);
		for (const { kind } of refactorings) {
			const { done, refused } = counts.get(kind) ?? { done: 0, refused: 0 };
			assert.ok(done >= 3, `${kind} was done ${done} times and refused ${refused} times`);
		}
	});
});
