import { deepEqual, ok } from "node:assert/strict";
import { generateArchitecture } from "../../../../scripts/generate.ts";
import { analyze } from "../../../../src/analysis/analyze.ts";
import { loadsOf } from "../../../../src/analysis/loads.ts";
import { ALL_UP } from "../../../../src/analysis/state.ts";
import { buildArchitecture, sourceFile } from "../../../../src/model/build.ts";
import { exampleFiles, examples } from "../../../support/example-files.ts";

const LEVELS = `data posts { items: 1M, size: 2KB, skew: 0.9 }
client browser { users: 100k, requests: 5/s }
cdn edge { holds: posts, ttl: 1min }
service web x4 { capacity: 900k/s, reads posts x2, writes posts 10%, sessions: store }
cache store x2
cache near x3 { holds: posts, ttl: 1min, memory: 100MB, invalidate: cdc }
cache far x4 { holds: posts, ttl: 10min, write: write-back, flush: 1s, read: read-through, memory: 1GB }
service other x2 { reads posts x3, writes posts 50% }
cache beside x2 { holds: posts, ttl: 5min, invalidate: delete }
database db { holds: posts, replicas: 1, shards: 4 }
browser -> edge -> web -> near, far, other, store
far -> db
other -> web 1%, beside, db
`;

describe("what components get after a cache has lost nodes", () => {
	const texts = [
		...examples.map((file) => Object.values(exampleFiles(file))[0]!),
		generateArchitecture({ components: 200, seed: 4 }),
		generateArchitecture({ components: 60, seed: 5 }),
		LEVELS,
	];

	it("is what it is if all is solved anew", () => {
		let busier = 0;
		for (const text of texts) {
			const architecture = buildArchitecture(sourceFile("file:///a.arch", text));
			const analysis = analyze(architecture);
			for (const cache of architecture.components.filter(({ kind }) => kind === "cache")) {
				for (const nodes of new Set([1, cache.instances.min])) {
					const state = { ...ALL_UP, lost: new Map([[cache, nodes]]) };
					const all = loadsOf(architecture, { users: analysis.users, state }).components;
					const after = analysis.details.afterLosing(cache, nodes);
					for (const [component, expected] of all) {
						const { requestsPerSecond, utilization, capacity, instances } = after(component);
						const what = `${component.id} after ${cache.id}`;
						ok(isNear(requestsPerSecond, expected.requestsPerSecond), what);
						ok(isNear(utilization ?? -1, expected.utilization ?? -1), what);
						ok(isNear(capacity ?? -1, expected.capacity ?? -1), what);
						deepEqual(instances, expected.instances, what);
						if ((utilization ?? 0) > (analysis.components.get(component)?.utilization ?? 0)) busier++;
					}
				}
			}
		}
		ok(busier > 20, `${busier} components get busier`);
	});
});

/** Both stop looking for hit ratios when those change no more than this. */
function isNear(a: number, b: number): boolean {
	return a === b || Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
}
