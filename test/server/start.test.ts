import assert from "node:assert/strict";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client, dist } from "./client.ts";

describe("what V8 has compiled", function () {
	this.timeout(60_000);
	let folder: string;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), "archscale-cache-"));
	});
	after(() => rmSync(folder, { recursive: true }));

	const start = async (cache: string): Promise<Client> => {
		const { client } = await Client.start({}, [`${dist}/server.cjs`, "--stdio", "--cache", cache]);
		const { diagnostics } = await client.open("file:///nowhere/a.arch", "servce web\n");
		assert.equal(diagnostics.length, 1);
		return client;
	};
	const until = async (isSo: () => boolean): Promise<void> => {
		while (!isSo()) await setTimeout(50);
	};
	const filesIn = (at: string): string[] => readdirSync(at).filter((name) => /^server-[0-9a-f]{24}\.bin$/.test(name));

	it("is kept for the next server, and not used where it is damaged", async () => {
		const [first, second] = [join(folder, "first/of"), join(folder, "second")];
		const makers = [await start(first), await start(second)];
		await until(() => [first, second].every((at) => existsSync(at) && filesIn(at).length === 1));
		for (const maker of makers) assert.equal(await maker.stop(), 0);
		const [sound, damaged] = [first, second].map((at) => join(at, filesIn(at)[0]!)) as [string, string];
		const before = statSync(sound);
		const bytes = readFileSync(damaged);
		bytes[bytes.length >> 1]! ^= 0xff;
		writeFileSync(damaged, bytes);
		const { ino } = statSync(damaged);

		// The one that is not used is made anew. By then the other one would have been, too, since its server came first.
		const users = [await start(first), await start(second)];
		await until(() => statSync(damaged).ino !== ino);
		assert.equal(statSync(sound).ino, before.ino);
		for (const user of users) assert.equal(await user.stop(), 0);
	});

	it("is kept for a few versions only, and not at all where nothing can be written", async () => {
		const old = join(folder, "old");
		const names = ["a", "b", "c", "d", "e"].map((digit) => `server-${digit.repeat(24)}.bin`);
		mkdirSync(old);
		for (const [days, name] of names.entries()) {
			writeFileSync(join(old, name), "");
			utimesSync(join(old, name), days * 86_400, days * 86_400);
		}
		const users = [await start(old), await start(join(old, names[0]!))];
		await until(() => filesIn(old).some((name) => !names.includes(name)) && filesIn(old).length <= 4);
		const others = filesIn(old).filter((name) => names.includes(name));
		assert.deepEqual(others.sort(), names.slice(2));
		for (const user of users) assert.equal(await user.stop(), 0);
	});
});
