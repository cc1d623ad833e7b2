import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateArchitecture } from "../../../scripts/generate.ts";
import type { Analysis } from "../../../src/analysis/analysis.ts";
import { analyze } from "../../../src/analysis/analyze.ts";
import type { Step } from "../../../src/analysis/arithmetic.ts";
import type { SourceFile } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { importsFrom } from "../../../src/model/load.ts";
import { analysisOf, componentOf } from "../../support/analysis.ts";
import { evaluate } from "../../support/arithmetic.ts";

const folder = fileURLToPath(new URL("../../../examples", import.meta.url));
const examples = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".arch"));

function analysisOfExample(file: string): Analysis {
	const load = (path: string): SourceFile => sourceFile(pathToFileURL(path).href, readFileSync(path, "utf8"));
	return analyze(
		buildArchitecture(
			load(join(folder, file)),
			importsFrom((uri) => load(fileURLToPath(uri))),
		),
	);
}

/** Every line comes out as it says, within the rounding of what is shown. */
function assertAddsUp(analysis: Analysis): void {
	for (const [component, { requestsPerSecond, capacity, utilization, saturationUsers }] of analysis.components) {
		const steps = analysis.details.steps(component);
		for (const { name, formula, substituted, value, unit } of steps) {
			assert.ok(formula && Number.isFinite(value), `${component.id}: ${name}`);
			if (substituted === "") continue;
			const shown = evaluate(substituted);
			const meant = unit === "availability" ? 1 - value : value;
			const near = Math.abs(shown - meant) <= 2e-3 * Math.abs(meant) + 1e-9;
			assert.ok(near, `${component.id}: ${name}: ${formula} = ${substituted} = ${shown}, but it is ${meant}`);
		}
		const last = (name: string) => steps.find((step) => step.name.startsWith(name))?.value;
		if (last("load") !== undefined) assert.equal(last("load"), requestsPerSecond, component.id);
		if (last("capacity") !== undefined) assert.equal(last("capacity"), capacity);
		if (last("utilization") !== undefined) assert.equal(last("utilization"), utilization);
		if (last("saturation") !== undefined)
			assert.ok(saturationUsers.kind === "users" && last("saturation") === saturationUsers.users);
	}
}

describe("the arithmetic that is shown", () => {
	for (const file of examples) it(`adds up in ${file}`, () => assertAddsUp(analysisOfExample(file)));

	it("adds up in a large architecture", () => {
		assertAddsUp(analysisOf(generateArchitecture({ components: 60, seed: 2 })));
	});

	const line = (text: string, id: string, name: string): string => {
		const analysis = analysisOf(text);
		assertAddsUp(analysis);
		const steps = analysis.details.steps(componentOf(analysis, id).component);
		const step: Step | undefined = steps.find((one) => one.name === name);
		return step ? [step.formula, step.substituted].filter(Boolean).join(" = ") : "";
	};
	const web = (properties: string, times = ""): string =>
		`client c { users: 1M, requests: 86.4/day, peak: 1x }\nservice web ${times} { ${properties} }\nc -> web`;

	it("has the users of a client, and the rate where that is declared", () => {
		assert.equal(line(web(""), "c", "load"), "λ = U × r / 86,400 × p = 1,000,000 × 86.4 / 86,400 × 1");
		assert.equal(line("client c { rate: 5rps }\nservice web\nc -> web", "c", "load"), "λ");
	});

	it("has the mean of heavy and other requests", () => {
		const text = web("service-time: 20ms, concurrency: 16, heavy: 5%, heavy-time: 400ms", "x4");
		assert.equal(line(text, "web", "service-time"), "S = (1 − h) × s + h × sₕ = (1 − 0.05) × 0.02 + 0.05 × 0.4");
		assert.equal(line(text, "web", "instance-capacity"), "μ = k / S = 16 / 0.039");
		assert.equal(line(web("capacity: 500rps", "x4"), "web", "service-time"), "");
	});

	it("has what instances cost each other", () => {
		const text = web("capacity: 100rps, contention: 3%, coherency: 0.1%", "x20");
		assert.equal(
			line(text, "web", "capacity"),
			"C = n × μ / (1 + α × (n − 1) + β × n × (n − 1)) = 20 × 100 / (1 + 0.03 × (20 − 1) + 0.001 × 20 × (20 − 1))",
		);
		assert.equal(line(web("capacity: 100rps", "x20"), "web", "capacity"), "C = n × μ = 20 × 100");
	});

	it("has the instances of an autoscaled tier that run, and all of them where it saturates", () => {
		const text = web("capacity: 100rps", "x2..40");
		assert.match(line(text, "web", "autoscaled"), /= max\(2, min\(40, ⌈1,000 \/ \(0\.7 × 100\)⌉\)\)$/);
		assert.equal(line(text, "web", "saturation"), "U / ρ × Cₘ / C = 1,000,000 / 0.6667 × 4,000 / 1,500");
		const hindered = analysisOf(web("capacity: 100rps, contention: 1%", "x2..40"));
		const { instances, utilization = 1 } = componentOf(hindered, "web");
		// By the law 16 carry 1391 of 1000 / 0.7 a second, 17 carry 1466.
		assert.equal(instances, 17);
		assert.ok(utilization <= 0.7);
		assertAddsUp(hindered);
	});

	it("has the partitions of a queue that let fewer consumers work", () => {
		const text = `client c { rate: 10rps }\nqueue jobs { partitions: 2 }\nworker w x3 { service-time: 100ms }\nc -> jobs -> w`;
		assert.equal(line(text, "w", "active-instances"), "n = min(n, P) = min(3, 2)");
		assert.equal(line(text, "w", "capacity"), "C = n × μ = 2 × 10");
	});

	const store = (properties: string, data = ""): string => `data d { items: 1M${data} }
client c { rate: 1000rps, reads d, writes d 10% }
database db { holds: d, read-capacity: 4000rps, write-capacity: 500rps, ${properties} }
c -> db`;

	it("has reads and writes of a database, each over what a node carries", () => {
		assert.equal(line(store(""), "db", "reads"), "λr = Σ λᵢ = 1,000 (d)");
		assert.equal(line(store(""), "db", "writes"), "λw = Σ λᵢ = 100 (d)");
		assert.equal(line(store(""), "db", "utilization-primary"), "ρ = λr / μr + λw / μw = 1,000 / 4,000 + 100 / 500");
		assert.equal(
			line(store("replicas: 4, replay-cost: 8"), "db", "utilization-replica"),
			"ρ = λr / (R × μr) + κ × λw / μr = 1,000 / (4 × 4,000) + 8 × 100 / 4,000",
		);
	});

	it("has the share of the busiest shard", () => {
		const hot = store("shards: 4, placement: hash", ", hottest: 20%");
		assert.equal(line(hot, "db", "shard-share"), "φ = p₁ + (1 − p₁) / K = 0.2 + (1 − 0.2) / 4");
		assert.match(
			line(hot, "db", "utilization-primary"),
			/^ρ = φ × λr \/ μr \+ φ × λw \/ μw = 0\.4 × 1,000 \/ 4,000 \+ /,
		);
		assert.match(
			line(store("shards: 4, placement: hash", ", skew: 0"), "db", "shard-share"),
			/^φ = 1 \/ K \+ z × σ = 1 \/ 4 \+ 1\.029 × /,
		);
		assert.match(
			line(store("shards: 4, placement: consistent-hash, virtual-nodes: 10", ", skew: 0"), "db", "shard-share"),
			/^φ = 1 \/ K \+ √\(\(z × σ\)² \+ \(\(b − 1\) \/ K\)²\) = /,
		);
		assert.equal(
			line(store("shards: 4, placement: directory", ", hottest: 30%"), "db", "shard-share"),
			"φ = max(p₁, 1 / K) = max(0.3, 1 / 4)",
		);
		assert.equal(
			line(store("shards: 4, placement: range", ", sequential-key: true"), "db", "shard-share-writes"),
			"φw = w + (1 − w) / K = 1 + (1 − 1) / 4",
		);
		assert.match(
			line(store("shards: 4, scatter: 10%", ", hottest: 20%"), "db", "shard-share-reads"),
			/^φr = f \+ \(1 − f\) × \(p₁ \+ \(1 − p₁\) \/ K\) = 0\.1 \+ \(1 − 0\.1\) × /,
		);
		assert.equal(
			line(store("shards: 4, salt: 4, salted-keys: 10", ", hottest: 20%"), "db", "shard-share-writes"),
			"φw",
		);
	});

	it("says where the saturation had to be searched for", () => {
		const text = `data posts { size: 1KB, items: 10M, skew: 0.9 }
client c { users: 2M }
service web x20 { capacity: 1000rps, reads posts x3 }
cache redis { holds: posts, ttl: 1min }
database db { holds: posts }
c -> web -> redis -> db`;
		assert.equal(line(text, "db", "saturation-searched"), "ρ(U) = 1");
		assert.match(line(text, "web", "saturation"), /^U \/ ρ = 2,000,000 \/ /);
	});

	it("is none where nothing is known", () => {
		const analysis = analysisOf("service web");
		assert.deepEqual(analysis.details.steps(componentOf(analysis, "web").component), []);
	});
});
