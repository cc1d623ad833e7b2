import assert from "node:assert/strict";
import { costOf, systemCost } from "../../../../src/analysis/capacity/cost.ts";
import { assertNear } from "../../../support/analysis.ts";
import { contextOf, reportOn } from "../../../support/context.ts";

const MONTH = 730 * 3600;
const cost = (text: string, id: string): number | undefined => reportOn(text, id, costOf);

describe("cost (M16)", () => {
	it("is that of all instances and nodes", () => {
		assertNear(cost("client c { rate: 1rps }\nservice web x4 { cost: $0.10/h }\nc -> web", "web"), 292);
		const nodes = "client c { rate: 1rps }\ndatabase db { replicas: 2, shards: 3, cost: $100/month }\nc -> db";
		assertNear(cost(nodes, "db"), 900);
		const names = "client c { rate: 1rps }\ndns n { providers: 2, cost: $50/month }\nservice web\nc -> n -> web";
		assertNear(cost(names, "n"), 100);
	});

	it("is that of what is stored, in every copy", () => {
		const text = "data d { items: 1M, size: 1MB }\ndatabase db { holds: d, replicas: 1, cost: $0.10/GB/month }";
		assertNear(cost(text, "db"), 200);
	});

	it("is that of requests and bytes on average, not at the peak", () => {
		const text = (price: string): string => `data d { size: 100KB }
			client c { users: 86400, requests: 100/day, peak: 2x, reads d }
			storage blobs { holds: d, cost: ${price} }\nc -> blobs`;
		assertNear(cost(text("$0.4/1M"), "blobs"), (100 * MONTH * 0.4) / 1e6);
		assertNear(cost(text("$0.09/GB"), "blobs"), (100 * 100_000 * MONTH * 0.09) / 1e9);
	});

	it("of a CDN is what it sends and what it fetches", () => {
		const text = `data d { kind: static, size: 100KB }\nclient c { rate: 1000rps, reads d }
			cdn edge { holds: d, hit-ratio: 90%, egress-price: $0.08/GB, fetch-price: $0.02/GB }
			storage blobs { holds: d }\nc -> edge -> blobs`;
		const gigabytes = (1000 * 100_000 * MONTH) / 1e9;
		assertNear(cost(text, "edge"), gigabytes * 0.08 + 0.1 * gigabytes * 0.02);
		assertNear(systemCost(contextOf(text)), cost(text, "edge")!);
	});

	it("is only that of declared prices", () => {
		assert.equal(cost("client c { rate: 1rps }\nservice web x4\nc -> web", "web"), undefined);
		assert.equal(systemCost(contextOf("client c { rate: 1rps }\nservice web x4\nc -> web")), undefined);
	});
});
