import assert from "node:assert/strict";
import type { PartsResult, ReportResult } from "../../src/protocol/messages.ts";
import { Client } from "./client.ts";

const URI = "file:///nowhere/main.arch";

const SHOP = `data profiles { size: 2KB, items: 50M }
client browser { users: 2M, requests: 20/day, peak: 3x }
loadbalancer lb x2
datacenter us {
  service web x4 { capacity: 500rps, reads profiles x3 }
}
database users { holds: profiles, replicas: 2 }
browser -> lb -> us.web -> users
`;

describe("reports", () => {
	let client: Client;
	const started = async (text = SHOP, locale = "en"): Promise<void> => {
		({ client } = await Client.start({ locale }));
		await client.open(URI, text);
	};
	afterEach(() => client.stop());

	const report = async (method: string, params = {}): Promise<string> =>
		(await client.request<ReportResult>(method, { uri: URI, ...params })).markdown;
	const whatIf = (...parts: string[]) => report("archscale/whatIf", { parts });

	it("name what can fail, and what the cursor is on", async () => {
		await started();
		const { parts, at } = await client.request<PartsResult>("archscale/parts", {
			uri: URI,
			offset: { line: 4, character: 12 },
		});
		assert.deepEqual(
			parts.map(({ name }) => name),
			["us", "lb", "lb#1", "us.web", "us.web#1", "users", "users#primary", "users#replica"],
		);
		assert.equal(at, "us.web");
		const elsewhere = await client.request<PartsResult>("archscale/parts", {
			uri: URI,
			offset: { line: 0, character: 7 },
		});
		assert.ok(!("at" in elsewhere), "a data set does not fail");
	});

	it("say what fails with a place", async () => {
		await started();
		const text = await whatIf("us");
		assert.match(text, /^# What if `us` fails\?\n\nAt 2M users\.\n\n\*\*Requests of `browser` fail\.\*\*/);
		assert.match(text, /## What fails\n\n- `browser`: every request/);
		assert.match(text, /## What was taken away\n\n- `us\.web`/);
	});

	it("say what goes on with less when an instance fails", async () => {
		await started();
		const text = await whatIf("us.web#1");
		assert.match(text, /\*\*The others go on answering every client\.\*\*/);
		// 1,389 requests a second of 4 x 500, then of 3 x 500.
		assert.match(text, /## What goes on with less\n\n- `us\.web`: 69 % used before, 93 % after/);
		assert.doesNotMatch(text, /## What fails/);
	});

	it("say what those that go on have to do without", async () => {
		await started(`client b { rate: 10rps }
dns names { health-checks: true }
datacenter us { service web x2 { capacity: 100rps } }
datacenter eu like us
b -> names -> us.web, eu.web
`);
		const text = await whatIf("us");
		assert.match(text, /## What goes on with less\n\n- `names`: without `us\.web`\n/);
		assert.doesNotMatch(text, /\b0 % used/);
	});

	it("say what the others cannot carry at more users", async () => {
		await started();
		const text = await report("archscale/whatIf", { parts: ["us.web#1"], users: 2.5e6 });
		assert.match(text, /At 2\.5M users/);
		assert.match(
			text,
			/## What breaks down under the load of the others\n\n- `us\.web`: 87 % used before, 116 % after/,
		);
	});

	it("say that nothing has a name", async () => {
		await started();
		const text = await whatIf("moon");
		assert.match(text, /Nothing is called `moon`\./);
		assert.doesNotMatch(text, /go on answering/);
	});

	it("list what is assumed, with what moves the result most first", async () => {
		await started(SHOP.replace("capacity: 500rps, ", ""));
		const text = await report("archscale/ledger");
		const rows = text.split("\n").filter((line) => line.startsWith("| `"));
		// The tier that saturates first decides: a fifth less capacity, a fifth fewer users.
		assert.match(rows[0]!, /^\| `us\.web` `capacity: 500rps` \| 2\.3M … 3\.5M \|/);
		assert.ok(rows.length > 4);
		// What moves nothing stands below, each value once, with all that it was assumed for.
		const [moving, others = ""] = text.split("## Without Effect on Either");
		assert.doesNotMatch(moving!, /\| – \| – \|/);
		assert.match(others, /^\| `read-capacity: 10000rps` \| `users` \| pgbench on 8 vCPU/m);
	});

	it("say that nothing is assumed", async () => {
		await started("client c\n");
		assert.match(await report("archscale/ledger"), /Nothing is assumed/);
	});

	it("list what breaks first, and what helps there", async () => {
		await started();
		const text = await report("archscale/ladder");
		// 1,389 requests a second of 4 x 500; three times as many reads, of two replicas with 10,000 each.
		assert.match(
			text,
			/^# What Breaks First\n\nIt carries \*\*2M\*\* users, and \*\*2\.9M\*\* at most: then `us\.web` saturates\./,
		);
		assert.match(text, /^\| 1 \| `us\.web` service \| 2\.9M \| 69\u00a0% \| add instances \|$/m);
		assert.match(text, /^\| 2 \| `users` database \| 9\.\dM \| 2\d\u00a0% \| add read replicas, or a cache \|$/m);
		assert.match(
			text,
			/## What 2M Users Take\n\nNothing has to grow: at 2M users everything is used by 70 % at most\./,
		);
	});

	it("say what it takes to carry more users", async () => {
		await started();
		const text = await report("archscale/ladder", { users: 20e6 });
		assert.match(text, /It does \*\*not\*\* carry 20M users\. It carries \*\*2\.9M\*\* at most/);
		assert.match(text, /^\| 1 \| `us\.web` service \| \*\*2\.9M\*\* \| 694\u00a0% /m);
		// 13,889 / (500 x 0.7) = 39.7 instances; 41,667 / (10,000 x 0.7) = 5.95 replicas.
		assert.match(text, /^\| `us\.web` \| ×4 \| \*\*×40\*\* \|$/m);
		assert.match(text, /^\| `users` \| replicas: 2 \| \*\*replicas: 6\*\* \|$/m);
	});

	it("say how many partitions consumers lack", async () => {
		await started(
			"client c { users: 864k, requests: 10/day, peak: 1x }\nqueue jobs { partitions: 2 }\nworker w x4 { service-time: 50ms }\nc -> jobs -> w\n",
		);
		// 100 / (20 x 0.7) = 7.1 readers of 100 messages a second.
		assert.match(await report("archscale/ladder"), /^\| `w` \| ×4 \| \*\*×8, partitions: 8\*\* \|$/m);
	});

	it("put what one declaration makes on one rung", async () => {
		await started(
			`client c { users: 1M }\ndatacenter us { service web { capacity: 500rps } }\ndatacenter eu like us\ndns d\nc -> d -> us.web, eu.web\n`,
		);
		assert.match(await report("archscale/ladder"), /^\| 1 \| `us\.web`, `eu\.web` service \| /m);
	});

	it("say that nothing is known of users where nobody declares them", async () => {
		await started("client c { rate: 10rps }\nservice web\nc -> web\n");
		assert.match(await report("archscale/ladder"), /No client declares `users`/);
	});

	it("are in Korean for a Korean reader", async () => {
		await started(SHOP, "ko");
		const ladder = await report("archscale/ladder", { users: 20e6 });
		assert.match(ladder, /^# 먼저 무너지는 순서\n\n사용자 20M명을 감당하지 \*\*못합니다\*\*/);
		assert.match(ladder, /## 사용자 20M명에 필요한 것[\s\S]*\| 복제본 2개 \| \*\*복제본 6개\*\* \|/);
		assert.match(await whatIf("us"), /^# `us`에 장애가 나면\?[\s\S]*`browser`의 요청이 실패합니다/);
		assert.match(await report("archscale/ledger"), /^# 가정 목록/);
	});

	it("are none of a file that is not there", async () => {
		await started();
		assert.equal(await client.request("archscale/ledger", { uri: "file:///nowhere/else.arch" }), null);
		assert.equal(await client.request("archscale/ladder", { uri: "file:///nowhere/else.arch" }), null);
		assert.equal(await client.request("archscale/whatIf", { uri: "file:///nowhere/else.arch", parts: [] }), null);
	});
});
