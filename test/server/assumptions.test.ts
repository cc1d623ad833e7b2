import { deepEqual, ok } from "node:assert/strict";
import type { Architecture, Element } from "../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../src/model/build.ts";
import { type Inspection, inspect } from "../../src/rules/inspect.ts";
import { assumptionsOf } from "../../src/server/assumptions.ts";
import { randomEdits } from "../random-edits.ts";
import { exampleFiles, examples } from "../support/example-files.ts";

const architectureOf = (text: string): Architecture => buildArchitecture(sourceFile("file:///main.arch", text));

function defaultsOf(element: Element, inspection: Inspection): readonly string[] {
	const assumed = assumptionsOf([element], inspection).get(element)!;
	return assumed.map(({ property, written }) => `${property}: ${written}`).sort();
}

/** All that somebody may have looked at before. */
function lookAtAll({ architecture, analysis }: Inspection): void {
	const { details } = analysis;
	void details.latencies();
	void details.availabilities().components;
	for (const component of architecture.components) details.steps(component);
}

describe("the defaults in use", () => {
	it("have no share of reads where all that is read is said, also when the way of each request has been looked at", () => {
		const architecture = architectureOf(
			"data assets { kind: static, size: 120KB, items: 9M }\nclient c { users: 3M, reads assets x5 }\ncdn edge { holds: assets, ttl: 24h, fallback: origin }\nstorage files { holds: assets, partitions: 2 }\nc -> edge -> files\n",
		);
		const inspection = inspect(architecture);
		const files = architecture.elements.get("files")!;
		const defaults = defaultsOf(files, inspection);
		ok(defaults.some((one) => one.startsWith("read-capacity")));
		ok(!defaults.some((one) => one.startsWith("read share")));
		ok(inspection.analysis.details.latencies().size > 0);
		deepEqual(defaultsOf(files, inspection), defaults);
	});

	it("have the way to another data center that a request waits for", () => {
		const architecture = architectureOf(
			"client c { users: 1M }\ndatacenter us { service web x2 { capacity: 900rps } }\ndatacenter eu { database db }\nc -> us.web -> eu.db\n",
		);
		const defaults = defaultsOf(architecture.elements.get("us.web")!, inspect(architecture));
		ok(defaults.includes("latency between data centers: 150ms"), defaults.join());
	});

	it("are the same whatever somebody has looked at before", () => {
		const random = randomEdits(4);
		for (const name of examples) {
			const [text = ""] = Object.values(exampleFiles(name));
			for (const version of [text, ...Array.from({ length: 2 }, () => random.edit(text))]) {
				const architecture = architectureOf(version);
				const elements = [...architecture.components, ...architecture.data, ...architecture.places];
				if (elements.length === 0) continue;
				const late = inspect(architecture);
				lookAtAll(late);
				for (let i = 0; i < 3; i++) {
					const element = elements[random.below(elements.length)]!;
					deepEqual(defaultsOf(element, inspect(architecture)), defaultsOf(element, late), `${element.id}\n${version}`);
				}
			}
		}
	});
});
