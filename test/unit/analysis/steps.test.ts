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
			if (unit === "availability") {
				// Downtime is what matters of it.
				assert.ok(Math.abs(1 - shown - value) <= 1e-2 * value + 1e-14, `${component.id}: ${formula} = ${substituted}`);
				continue;
			}
			const meant = value;
			// Four digits of the load of many servers leave two of the share that waits.
			const tolerance = substituted.includes("Erl") ? 2e-2 : 2e-3;
			const near = Math.abs(shown - meant) <= tolerance * Math.abs(meant) + 1e-9;
			assert.ok(near, `${component.id}: ${name}: ${formula} = ${substituted} = ${shown}, but it is ${meant}`);
		}
		const last = (name: string) => steps.find((step) => step.name.startsWith(name))?.value;
		if (last("load") !== undefined) assert.equal(last("load"), requestsPerSecond, component.id);
		if (last("capacity") !== undefined) assert.equal(last("capacity"), capacity);
		if (last("utilization") !== undefined) assert.equal(last("utilization"), utilization);
		if (last("saturation") !== undefined)
			assert.ok(saturationUsers.kind === "users" && last("saturation") === saturationUsers.users);
		const available = steps.filter(({ unit }) => unit === "availability").at(-1)?.value;
		const known = analysis.details.availabilities().components.get(component)?.unavailability;
		if (available !== undefined && known !== undefined)
			assert.ok(Math.abs(available - known) <= 1e-9 * known, `${component.id}: availability ${available}, ${known}`);
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
		assert.equal(line(text, "w", "active-instances"), "n = min(n, J) = min(3, 2)");
		assert.equal(line(text, "w", "capacity"), "C = n × μ = 2 × 10");
	});

	const store = (properties: string, data = ""): string => `data d { items: 1M${data} }
client c { rate: 1000rps, reads d, writes d 10% }
database db { holds: d, read-capacity: 4000rps, write-capacity: 500rps, ${properties} }
c -> db`;

	it("has the share that waits, how long, and the response time", () => {
		const one = "client c { rate: 80rps }\nservice web { service-time: 10ms, concurrency: 1 }\nc -> web";
		const lines = (text: string): string[] =>
			["busy-servers", "servers", "wait-probability", "mean-wait", "queue-length", "mean-response"].map((name) =>
				line(text, "web", name),
			);
		assert.deepEqual(lines(one), [
			"a = λ × S = 80 × 0.01",
			"c = n × k = 1 × 1",
			"P = Erl(c, a) = Erl(1, 0.8)",
			"W = P × S / (c − a) = 0.8 × 0.01 / (1 − 0.8)",
			"Lq = λ × W = 80 × 0.04",
			"W + S = 0.04 + 0.01",
		]);
		const steady = one.replace("service-time", "variability: 0.5, service-time");
		assert.match(lines(steady)[3]!, /^W = P × S \/ \(c − a\) × \(ca² \+ cs²\) \/ 2 = .* × \(1 \+ 0\.5\) \/ 2$/);
		const behind = (algorithm: string): string =>
			`client c { rate: 320rps }\nloadbalancer lb x2 { algorithm: ${algorithm} }
service web x4 { service-time: 10ms, concurrency: 1 }\nc -> lb -> web`;
		assert.deepEqual(lines(behind("random")).slice(2, 4), [
			"P = Erl(k, a / n) = Erl(1, 3.2 / 4)",
			"W = P × S / (k − a / n) = 0.8 × 0.01 / (1 − 3.2 / 4)",
		]);
		assert.deepEqual(lines(behind("round-robin")).slice(2, 4), ["P (GI/M/k)", "W"]);
		assert.deepEqual(lines(behind("two-choices")).slice(2, 4), ["P (d = 2)", "W"]);
		const idle = lines(one.replace("concurrency: 1", "concurrency: 64"));
		assert.deepEqual(idle.slice(2), ["", "", "", "S"]);
		// Nothing to say of a line that grows without end.
		assert.deepEqual(lines(one.replace("80rps", "120rps")).slice(2), ["", "", "", ""]);
	});

	it("has the availability of one node, and of as many as are needed", () => {
		const tier = (properties: string, times: string): string => `client c { rate: 100rps }
service web ${times} { capacity: 500rps, ${properties} }
c -> web`;
		const lines = (text: string, id = "web"): string[] =>
			["node", "independent", "any-node", "nodes", "failover", "shards"].map((name) =>
				line(text, id, name === "node" ? "node-availability" : `availability-${name}`),
			);
		const given = tier("availability: 99%", "x2");
		assert.deepEqual(lines(given), ["A₁", "", "", "A = 1 − qⁿ = 1 − 0.01²", "", ""]);
		const times = tier("mtbf: 99h, mttr: 1h", "x1");
		assert.deepEqual(lines(times)[0], "A₁ = MTBF / (MTBF + MTTR) = 356,400 / (356,400 + 3,600)");
		assert.equal(lines(times)[3], "");
		assert.equal(
			lines(tier("availability: 99%, needs: 2", "x4"))[3],
			"A = P(X ≤ n − j), X ~ Bin(n, q) = P(X ≤ 2), X ~ Bin(4, 0.01)",
		);
		assert.equal(lines(tier("availability: 99%, needs: 4", "x4"))[3], "A = (1 − q)ⁿ = (1 − 0.01)⁴");
		assert.deepEqual(lines(tier("availability: 99%, common-cause: 10%", "x2")).slice(1, 4), [
			"I = 1 − ((1 − γ) × q)ⁿ = 1 − ((1 − 0.1) × 0.01)²",
			"",
			"A = I − γ × q = 1 − 0.000081 − 0.1 × 0.01",
		]);
		const database = store(
			"replicas: 1, failover: automatic, failover-time: 60s, failover-coverage: 90%, availability: 99%, mtbf: 990h, mttr: 10h, shards: 2",
		);
		assert.deepEqual(lines(database, "db").slice(1), [
			"",
			"1 − Q = 1 − qⁿ = 1 − 0.01²",
			"",
			"A = 1 − (v × t + (1 − v) × MTTR) / MTBF − Q = 1 − (0.9 × 60 + (1 − 0.9) × 36,000) / 3,564,000 − 0.0001",
			"A = Aₛ^K = (1 − 0.001125)²",
		]);
		const quorum = store("replication: quorum, replicas: 2, availability: 99%");
		assert.equal(lines(quorum, "db")[3], "A = P(X ≤ n − j), X ~ Bin(n, q) = P(X ≤ 1), X ~ Bin(3, 0.01)");
	});

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

	it("has what fits into a cache and what is left for the store", () => {
		const text = (properties: string): string => `data posts { size: 944B, items: 10M }
client c { rate: 1000rps }
service web x4 { reads posts }
cache redis x2 { holds: posts, memory: 1GB${properties} }
database db { holds: posts }
c -> web -> redis -> db`;
		assert.equal(line(text(""), "redis", "items-that-fit"), "n × M / (D + o) = 2 × 1,000,000,000 / (944 + 56)");
		assert.equal(
			line(text(", usable-memory: 80%"), "redis", "items-that-fit"),
			"n × M × u / (D + o) = 2 × 1,000,000,000 × 0.8 / (944 + 56)",
		);
		assert.equal(line(text(", hit-ratio: 90%"), "redis", "store-behind"), "λr × (1 − H) = 1,000 × 0.1");
		assert.equal(line(text(", hit-ratio: 90%"), "redis", "hit-ratio-predicted"), "Σ pᵢ × hᵢ");
	});

	it("has the backlog of an outage, the time until it is gone, and the consumers that this takes", () => {
		const text = (of: string): string => `client c { rate: 10rps }
queue jobs
worker w x3 { service-time: 200ms${of} }
c -> jobs -> w`;
		const outage = text(", backlog: 500, outage: 1h, drain-within: 30min");
		assert.equal(line(outage, "w", "peak-backlog"), "B = B₀ + λ × t = 500 + 10 × 3,600");
		assert.equal(line(outage, "jobs", "drain"), "B / (C − λ) = 36,500 / (15 − 10)");
		assert.equal(
			line(outage, "w", "consumers-needed"),
			"max(⌈λ / (0.7 × μ)⌉, ⌈(λ + B / d) / μ⌉) = max(⌈10 / (0.7 × 5)⌉, ⌈(10 + 36,500 / 1,800) / 5⌉)",
		);
		assert.equal(line(text(""), "w", "consumers-needed"), "⌈λ / (0.7 × μ)⌉ = ⌈10 / (0.7 × 5)⌉");
		assert.equal(line(text("").replace("x3", "x1"), "w", "backlog-growth"), "λ − C = 10 − 5");
		const burst = text(", backlog: 100").replace("10rps", "10rps, burst: 3x, burst-for: 10min");
		assert.equal(line(burst, "w", "peak-backlog"), "B = B₀ + (x × λ − C) × t = 100 + (3 × 10 − 15) × 600");
	});

	it("has what is stored, and the days until a node is full", () => {
		const text = (growth: string, more = ""): string => `data d { size: 1KB, items: 100M, growth: ${growth} }
client c { rate: 1rps, reads d }
database db { holds: d, storage: 500GB, full-at: 80%${more} }
c -> db`;
		assert.equal(line(text("1GB/day"), "db", "stored"), "Σ N × D = 100,000,000 × 1,000 (d)");
		assert.match(line(text("1GB/day", ", replicas: 2"), "db", "stored"), /^\(1 \+ R\) × Σ N × D = \(1 \+ 2\) × \(/);
		assert.equal(line(text("1GB/day"), "db", "days-to-full"), "(F × V − V₁) / g = (0.8 × 500 − 100) / 1");
		assert.match(
			line(text("5%/month"), "db", "days-to-full"),
			/^τ × ln\(F × V \/ V₁\) \/ ln\(1 \+ g\) = 30\.42 × ln\(0\.8 × 500 \/ 100\) \/ ln\(1 \+ 0\.05\)$/,
		);
	});

	it("has what the loss of a primary loses", () => {
		assert.equal(line(store("replicas: 1, lag: 2s"), "db", "recovery-point"), "λw × L = 100 × 2");
	});

	it("has the retries of all layers on the worst way", () => {
		const text = `client c { rate: 10rps, retries: 2 }
service a { capacity: 100rps, retries: 3 }
service b { capacity: 100rps }
c -> a -> b`;
		assert.equal(line(text, "b", "amplification"), "m = Π (1 + rᵢ) = (1 + 2) × (1 + 3)");
		assert.equal(line(text, "b", "worst-load"), "m × λ = 12 × 10");
		assert.equal(line(text.replaceAll(/, retries: ./g, ""), "b", "amplification"), "");
	});

	it("has the instances beyond which it gets slower, and the threads that are held", () => {
		const text = web("service-time: 10ms, threads: 20, contention: 1%, coherency: 0.01%", "x40");
		assert.equal(line(text, "web", "peak-instances"), "√((1 − α) / β) = √((1 − 0.01) / 0.0001)");
		// Forty instances that wait for each other are 1 + 0.01 × 39 + 0.0001 × 40 × 39 times as slow as one.
		assert.equal(line(text, "web", "threads"), "λ × T = 1,000 × 0.01546");
	});

	it("has the bytes that are sent, and what each price comes to", () => {
		const text = `data d { kind: static, size: 100KB }
client c { rate: 1000rps, reads d }
cdn edge { holds: d, hit-ratio: 90%, egress-price: $0.08/GB, fetch-price: $0.02/GB }
storage blobs { holds: d }
service web x3 { cost: $70/month }
c -> edge -> blobs
c -> web`;
		assert.equal(line(text, "edge", "bandwidth"), "λ × D × 8 = 1,000 × 100,000 × 8");
		assert.equal(line(text, "edge", "cost"), "Σ = 21,020 + 525.6");
		assert.equal(line(text, "edge", "cost-sent-byte"), "G × $ = 262,800 × 0.08");
		assert.equal(line(text, "web", "cost-instance"), "n × $ = 3 × 70");
	});

	it("is none where nothing is known", () => {
		const analysis = analysisOf("service web");
		assert.deepEqual(analysis.details.steps(componentOf(analysis, "web").component), []);
	});
});
