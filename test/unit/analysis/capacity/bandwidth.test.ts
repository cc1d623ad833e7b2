import assert from "node:assert/strict";
import { bandwidthOf } from "../../../../src/analysis/capacity/bandwidth.ts";
import { assertNear } from "../../../support/analysis.ts";
import { reportOn } from "../../../support/context.ts";

const bandwidth = (text: string, id: string): number | undefined => reportOn(text, id, bandwidthOf);

describe("bandwidth (M16)", () => {
	it("is answers times their size", () => {
		const text =
			"client c { rate: 1000rps }\nloadbalancer lb { managed: true }\nservice web x4\nc -> lb -> web { size: 20KB }";
		assertNear(bandwidth(text, "web"), 1000 * 20_000 * 8);
		assertNear(bandwidth(text, "lb"), 1000 * 20_000 * 8);
	});

	it("of reads is that of the data, and writes are only acknowledged", () => {
		const text = `data d { size: 2KB }\nclient c { rate: 100rps }\nservice web { reads d x3, writes d }
			database db { holds: d }\nc -> web -> db`;
		assertNear(bandwidth(text, "db"), 300 * 2000 * 8);
		// Nobody says how large a page is.
		assert.equal(bandwidth(text, "web"), undefined);
		assertNear(bandwidth(text.replace("-> db", "-> db { size: 10KB }"), "db"), 300 * 10_000 * 8);
	});

	it("of a CDN is that of all it answers, of the origin that of the misses", () => {
		const text = `data d { kind: static, size: 100KB }\nclient c { rate: 1000rps, reads d }
			cdn edge { holds: d, hit-ratio: 95% }\nstorage blobs { holds: d }\nc -> edge -> blobs`;
		assertNear(bandwidth(text, "edge"), 8e8);
		assertNear(bandwidth(text, "blobs"), 4e7);
	});

	it("is passed on by routers that say nothing themselves", () => {
		const text = `client c { rate: 1000rps }\ndns n\nservice a\nservice b
			c -> n\nn -> a 25% { size: 4KB }\nn -> b 75% { size: 8KB }`;
		assertNear(bandwidth(text, "n"), 1000 * 7000 * 8);
	});
});
