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
		assert.ok(rows.some((row) => row.includes("`users` `read-capacity: ")));
		assert.ok(rows.length > 4);
	});

	it("say that nothing is assumed", async () => {
		await started("client c\n");
		assert.match(await report("archscale/ledger"), /Nothing is assumed/);
	});

	it("are in Korean for a Korean reader", async () => {
		await started(SHOP, "ko");
		assert.match(await whatIf("us"), /^# `us`에 장애가 나면\?[\s\S]*`browser`의 요청이 실패합니다/);
		assert.match(await report("archscale/ledger"), /^# 가정 목록/);
	});

	it("are none of a file that is not there", async () => {
		await started();
		assert.equal(await client.request("archscale/ledger", { uri: "file:///nowhere/else.arch" }), null);
		assert.equal(await client.request("archscale/whatIf", { uri: "file:///nowhere/else.arch", parts: [] }), null);
	});
});
