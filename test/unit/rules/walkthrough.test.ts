import assert from "node:assert/strict";
import { climb, errorsIn } from "../../../scripts/walkthrough.ts";
import { format } from "../../../src/language/format.ts";

const { stages, steps } = climb();

describe("the fixes from one server to ten million users", function () {
	this.timeout(60_000);
	const last = stages.at(-1)!;

	it("begin with a server that carries fewer and has errors", () => {
		assert.equal(stages[0]!.inspection.analysis.users, 10_000_000);
		assert.ok(carried(stages[0]!) < 100_000);
		assert.ok(errorsIn(stages[0]!.inspection).length >= 5);
	});

	it("end without an error, and the design carries them", () => {
		assert.deepEqual(
			errorsIn(last.inspection).map(({ rule, finding }) => `${rule.id} at ${finding.element.id}`),
			[],
		);
		assert.ok(carried(last) > 10_000_000);
	});

	it("never bring more errors than they take away", () => {
		for (const [index, { finding }] of steps.entries()) {
			const [before, after] = [stages[index]!, stages[index + 1]!].map(({ inspection }) => errorsIn(inspection).length);
			assert.ok(after! <= before!, `${finding.rule.id}: ${before} -> ${after}`);
		}
	});

	it("use the techniques of the chapter", () => {
		const { components, places } = last.inspection.architecture;
		const kinds = new Set(components.map(({ kind }) => kind));
		for (const kind of ["loadbalancer", "cache", "cdn", "dns", "monitoring", "pipeline"] as const) {
			assert.ok(kinds.has(kind), kind);
		}
		assert.equal(places.filter(({ kind }) => kind === "datacenter").length, 2);
		assert.match(last.text, /sessions: session-store/);
		assert.match(last.text, /replicas: 1\n.*failover: automatic\n.*backup: .*\n.*shards: \d+/);
	});

	it("leave a text that is formatted", () => assert.equal(last.text, format(last.text)));
});

function carried({ inspection: { analysis } }: (typeof stages)[number]): number {
	assert.equal(analysis.saturationUsers.kind, "users");
	return analysis.saturationUsers.kind === "users" ? analysis.saturationUsers.users : 0;
}
