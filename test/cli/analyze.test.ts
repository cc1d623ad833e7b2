import assert from "node:assert/strict";
import { archscale, assertGolden } from "./terminal.ts";

// biome-ignore lint/suspicious/noExplicitAny: JSON of a command, looked into at many depths
const json = async (...args: readonly string[]): Promise<any> => {
	const { code, out, error } = await archscale(["analyze", ...args, "--format", "json"]);
	assert.equal(code, 0, error);
	return JSON.parse(out);
};

describe("archscale analyze", () => {
	it("prints a table, the bottleneck and what was assumed", async () => {
		const { code, out } = await archscale(["analyze", "shop.arch"]);
		assert.equal(code, 0);
		assertGolden("analyze-shop.txt", out);
	});

	it("speaks Korean, in straight columns", async () => {
		const { out } = await archscale(["analyze", "korean.arch", "--locale", "ko"]);
		assertGolden("analyze-korean.txt", out);
	});

	it("gives the numbers in JSON, per second and in SI units", async () => {
		const result = await json("shop.arch");
		assert.equal(result.file, "shop.arch");
		assert.equal(result.users, 1e6);
		// 1,000,000 x 20 / 86,400 x 3
		assert.ok(Math.abs(result.requestsPerSecond - 694.444) < 0.001);
		const { web, db, mail } = result.components;
		assert.equal(web.kind, "service");
		assert.equal(web.instances, 2);
		assert.equal(web.capacity, 1000);
		assert.ok(Math.abs(web.utilization - 0.694444) < 1e-6);
		assert.equal(web.status, "ok");
		assert.ok(Math.abs(web.saturationUsers - 1.44e6) < 1);
		assert.ok(Math.abs(db.reads - 2 * 694.444) < 0.01);
		assert.ok(Math.abs(db.writes - 69.444) < 0.01);
		assert.ok(Math.abs(mail.requestsPerSecond - 6.944) < 0.001);
		assert.equal(result.bottleneck, "web");
		assert.equal(result.saturationUsers, web.saturationUsers);
		const link = result.links.find(({ from, to }: { from: string; to: string }) => from === "browser" && to === "web");
		assert.ok(Math.abs(link.requestsPerSecond - 694.444) < 0.001);
		for (const { component, property, value, source } of result.assumptions)
			assert.ok(component && property && value !== undefined && source);
	});

	it("scales all clients with --users", async () => {
		const once = await json("shop.arch");
		for (const written of ["2M", "2_000_000", "2000000", "2000k"]) {
			const twice = await json("shop.arch", "--users", written);
			assert.equal(twice.users, 2e6);
			assert.ok(Math.abs(twice.components.web.utilization / once.components.web.utilization - 2) < 1e-9);
			assert.ok(Math.abs(twice.saturationUsers - once.saturationUsers) < 1e-3);
		}
		const nobody = await json("shop.arch", "--users", "0");
		assert.equal(nobody.requestsPerSecond, 0);
	});

	it("takes parts away with --down", async () => {
		const whole = await json("shop.arch");
		const less = await json("shop.arch", "--down", "web#1");
		assert.ok(Math.abs(less.components.web.utilization / whole.components.web.utilization - 2) < 1e-9);
		assert.deepEqual(less.whatIf.overloaded, ["web"], "one instance of two cannot carry 694 of 500 a second");
		const none = await json("shop.arch", "--down", "db");
		assert.ok(none.whatIf.failed.some(({ client }: { client: string }) => client === "browser"));
		const { code, error } = await archscale(["analyze", "shop.arch", "--down", "moon"]);
		assert.notEqual(code, 0);
		assert.match(error, /--down moon/);
	});

	it("ranks what is assumed with --ledger", async () => {
		const input = "client c { users: 1M, requests: 20/day, peak: 3x }\nservice web x2\ndatabase db\nc -> web -> db\n";
		const { code, out } = await archscale(["analyze", "-", "--ledger"], { input });
		assert.equal(code, 0);
		assertGolden("analyze-ledger.txt", out);
		const inJson = await archscale(["analyze", "-", "--ledger", "--format", "json"], { input });
		const { sensitivities, assumptions, saturationUsers } = JSON.parse(inJson.out);
		type Entry = { readonly component: string; readonly property: string };
		const nameOf = ({ component, property }: Entry): string => `${component} ${property}`;
		const known = assumptions.map(nameOf);
		assert.deepEqual(
			sensitivities.map(nameOf).filter((name: string) => !known.includes(name)),
			[],
		);
		// The tier saturates first: a fifth less capacity, a fifth fewer users.
		const first = sensitivities.find((entry: Entry) => nameOf(entry) === "web capacity");
		assert.ok(Math.abs(first.saturationUsers.lower / saturationUsers - 0.8) < 1e-9);
		assert.ok(Math.abs(first.saturationUsers.higher / saturationUsers - 1.2) < 1e-9);
		assert.ok(Math.abs(first.weight - 0.2) < 1e-9);
		const weights = sensitivities.map(({ weight }: { weight: number }) => weight);
		assert.deepEqual(
			weights,
			[...weights].sort((a, b) => b - a),
		);
		assert.ok(!("sensitivities" in (await json("shop.arch"))));
	});

	it("leaves out what is not known, and says unbounded where there is no limit", async () => {
		const input = "client c\nservice web\ndns names\nc -> names -> web\n";
		const { out } = await archscale(["analyze", "-", "--format", "json"], { input });
		const result = JSON.parse(out);
		assert.ok(!("users" in result) && !("saturationUsers" in result) && !("bottleneck" in result));
		assert.ok(!("utilization" in result.components.web));
		assert.doesNotMatch(out, /null|NaN|Infinity/);
		const named = await archscale(["analyze", "-", "--format", "json"], {
			input: "client c { users: 1M }\ndns names\nservice web\nc -> names -> web\n",
		});
		const { names } = JSON.parse(named.out).components;
		assert.equal(names.capacity, "unbounded");
		assert.equal(names.saturationUsers, "unbounded");
	});

	it("names errors in the text, because the numbers leave them out", async () => {
		const { code, out, error } = await archscale(["analyze", "broken.arch"]);
		assert.equal(code, 1);
		assert.match(error, /^broken\.arch:2:3: error: /m);
		assert.match(out, /web/);
	});

	it("says that there is no load without users", async () => {
		const { out } = await archscale(["analyze", "-"], { input: "client c\nservice web\nc -> web\n" });
		assert.match(out, /No client declares `users` or `rate`/);
	});
});
