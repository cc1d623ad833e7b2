import assert from "node:assert/strict";
import { consistencyReport } from "../../../../src/analysis/stores/consistency.ts";
import { assertNear } from "../../../support/analysis.ts";
import { reportOn } from "../../../support/context.ts";

const report = (text: string, id = "db") => reportOn(text, id, consistencyReport);

const written = (db: string, data = ""): string => `data d { ${data} }
	client c { rate: 500rps, writes d, reads d x2 }
	database db { holds: d, ${db} }\nc -> db`;

describe("copies that lag behind (M15)", () => {
	it("lose the writes of the lag with the primary", () => {
		assert.deepEqual(report(written("replicas: 1, lag: 2s"))?.rpo, { seconds: 2, writes: 1000 });
		for (const replication of ["semi-sync", "sync", "quorum"]) {
			assert.deepEqual(report(written(`replicas: 2, replication: ${replication}`))?.rpo, { seconds: 0, writes: 0 });
		}
	});

	it("in another data center count as copies", () => {
		const text = `data d\nclient c { rate: 500rps, writes d }
			datacenter us { database db { holds: d, lag: 3s } }\ndatacenter eu { database copy { holds: d } }
			c -> db -> copy`;
		assert.deepEqual(report(text, "us.db")?.rpo, { seconds: 3, writes: 1500 });
		assert.equal(report(text, "eu.copy")?.rpo, undefined);
	});

	it("are not there: then all since the last backup is lost", () => {
		assert.deepEqual(report(written("backup: 1h"))?.rpo, { seconds: 3600, writes: 1_800_000 });
		assert.equal(report(written(""))?.rpo, undefined);
	});

	it("give old values to who reads soon after an own write: e^(-delay / lag)", () => {
		const text = written("replicas: 1, lag: 100ms", "read-after: 50ms");
		assertNear(report(text)?.staleReadRatio, Math.exp(-0.5));
		assert.equal(report(text.replace("lag:", "replication: sync, lag:"))?.staleReadRatio, 0);
		assert.equal(report(text.replace("lag:", "reads-from: primary, lag:"))?.staleReadRatio, undefined);
	});

	it("give old values of what is written often", () => {
		// Half a write per second of each of a thousand items, and a lag of 1 s.
		const found = report(written("replicas: 1, lag: 1s", "items: 1k, skew: 0"));
		assertNear(found?.staleReadRatio, 1 - Math.exp(-0.5));
		assert.equal(report(written("replicas: 1, lag: 1s"))?.staleReadRatio, undefined);
	});

	it("that vote show the last write where the quorums meet", () => {
		const found = report(written("replicas: 4, replication: quorum", "read-after: 0s"));
		assert.deepEqual(found?.quorum, {
			voters: 5,
			read: 3,
			write: 3,
			readsLastWrite: true,
			tolerates: { reads: 2, writes: 2 },
		});
		assert.equal(found?.staleReadRatio, 0);
		const weak = report(written("replicas: 2, replication: quorum, read-quorum: 1, write-quorum: 1", "read-after: 0s"));
		assert.equal(weak?.quorum?.readsLastWrite, false);
		// Two of three do not have the write yet.
		assertNear(weak?.staleReadRatio, 2 / 3);
	});
});
