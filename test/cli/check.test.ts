import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateArchitecture } from "../../scripts/generate.ts";
import { archscale, assertGolden, fixtures } from "./terminal.ts";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

interface Finding {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly severity: string;
	readonly rule: string;
	readonly message: string;
	readonly fixes: readonly string[];
	readonly components: readonly string[];
}

const findingsOf = async (...args: readonly string[]): Promise<readonly Finding[]> =>
	JSON.parse((await archscale(["check", ...args, "--format", "json"])).out);

describe("archscale check", () => {
	it("says what is wrong as compilers do", async () => {
		const { code, out, error } = await archscale(["check", "broken.arch"]);
		assert.equal(code, 1);
		assert.equal(error, "");
		assertGolden("check-broken.txt", out);
	});

	it("says what will not scale, and what can be done", async () => {
		const { code, out } = await archscale(["check", "shop.arch"]);
		assert.equal(code, 1);
		assertGolden("check-shop.txt", out);
	});

	it("speaks Korean", async () => {
		const { code, out } = await archscale(["check", "shop.arch", "--locale", "ko"]);
		assert.equal(code, 1);
		assertGolden("check-shop.ko.txt", out);
		assert.equal((await archscale(["check", "shop.arch"], { locale: "ko" })).out, out);
	});

	it("has nothing to say of a clean file", async () => {
		assert.deepEqual(await archscale(["check", "clean.arch"]), { code: 0, out: "Nothing found.\n", error: "" });
		assert.deepEqual(await archscale(["check", "clean.arch", "--format", "json"]), { code: 0, out: "[]\n", error: "" });
	});

	it("names no fix of a large design of which it has not found out what it would change", async () => {
		const folder = mkdtempSync(join(tmpdir(), "archscale-check-"));
		try {
			const path = join(folder, "large.arch");
			writeFileSync(path, generateArchitecture({ components: 200, seed: 1 }));
			const findings = await findingsOf(path);
			const target = findings.find(({ rule }) => rule === "availability-target-unreachable");
			assert.ok(target && findings.length > 15);
			for (const { fixes } of findings) for (const fix of fixes) assert.doesNotMatch(fix, /\(\)|\{|undefined/);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it("gives JSON with these fields and no others", async () => {
		const findings = await findingsOf("shop.arch", "broken.arch");
		assert.ok(findings.length > 2);
		for (const finding of findings) {
			assert.deepEqual(Object.keys(finding), [
				"file",
				"line",
				"column",
				"endLine",
				"endColumn",
				"severity",
				"rule",
				"message",
				"fixes",
				"components",
			]);
			assert.ok(finding.line >= 1 && finding.column >= 1);
			assert.ok(finding.endLine > finding.line || finding.endColumn > finding.column);
			assert.ok(["error", "warning", "info", "hint"].includes(finding.severity));
			assert.match(finding.rule, /^[a-z][a-z0-9-]+$/);
			assert.doesNotMatch(finding.message, /\{\w+\}/);
		}
	});

	it("points to the place in JSON, one-based, and to the components", async () => {
		const findings = await findingsOf("shop.arch");
		const sessions = findings.find(({ rule }) => rule === "stateful-web-tier");
		assert.ok(sessions);
		assert.deepEqual([sessions.file, sessions.line, sessions.column, sessions.endColumn], ["shop.arch", 12, 9, 12]);
		assert.deepEqual(sessions.components, ["web"]);
		assert.ok(sessions.fixes.length > 0);
	});

	it("searches folders, and reports a file that several import once", async () => {
		const findings = await findingsOf(".");
		const keys = findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
		assert.equal(new Set(keys).size, keys.length);
		assert.ok(findings.some(({ file }) => file === "broken.arch"));
	});

	it("names files as they were named", async () => {
		const [finding] = await findingsOf(`${fixtures}/broken.arch`);
		assert.equal(finding?.file, `${fixtures}/broken.arch`);
		const [inner] = await findingsOf("./broken.arch");
		assert.equal(inner?.file, "./broken.arch");
	});

	it("reads the standard input", async () => {
		const { code, out } = await archscale(["check", "-"], { input: "servce web\n" });
		assert.equal(code, 1);
		assert.match(out, /^<stdin>:1:1: error: .*`service`/);
		// Imports start from where one stands.
		const { out: imported } = await archscale(["check", "-"], {
			input: 'import "./shared/mail.arch"\nimport "./none.arch"\n',
		});
		assert.match(imported, /none\.arch/);
		assert.doesNotMatch(imported, /mail\.arch/);
	});

	it("tolerates what --max-severity says", async () => {
		const code = async (file: string, tolerated: string): Promise<number> =>
			(await archscale(["check", file, "--max-severity", tolerated])).code;
		assert.equal(await code("broken.arch", "error"), 0);
		assert.equal(await code("broken.arch", "warning"), 1);
		assert.equal(await code("clean.arch", "none"), 0);
	});

	it("computes with the users that the design is meant to carry, or with --users", async () => {
		const source = (system: string): string =>
			`${system}\nclient c { users: 1k, requests: 20/day }\nservice web x2 { capacity: 10rps }\nloadbalancer lb x2\nc -> lb -> web\n`;
		const saturated = async (text: string, ...more: readonly string[]): Promise<boolean> => {
			const { out } = await archscale(["check", "-", "--format", "json", ...more], { input: text });
			return (JSON.parse(out) as Finding[]).some(({ rule }) => rule === "component-saturated");
		};
		assert.equal(await saturated(source("")), false);
		assert.equal(await saturated(source("system { users: 10M }")), true);
		assert.equal(await saturated(source(""), "--users", "10M"), true);
		assert.equal(await saturated(source("system { users: 10M }"), "--users=100"), false);
	});

	it("colours a terminal, and only a terminal", async () => {
		const plain = (await archscale(["check", "shop.arch"])).out;
		const coloured = (await archscale(["check", "shop.arch"], { isColoured: true })).out;
		assert.ok(coloured.includes("\u001b[") && !plain.includes("\u001b"));
		// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
		assert.equal(coloured.replace(/\u001b\[[\d;]*m/g, ""), plain);
	});

	it("marks the place below tabs, wide letters and long lines", async () => {
		const { out } = await archscale(["check", "-"], { input: '\tservice 웹 "웹 서버" { 없는속성: 5rps }\n' });
		const [, line = "", mark = ""] = out.split("\n");
		assert.ok(line.includes("없는속성"));
		const width = (text: string): number => [...text].reduce((sum, one) => sum + (/[가-힣]/.test(one) ? 2 : 1), 0);
		assert.equal(width(line.slice(0, line.indexOf("없는속성"))), mark.indexOf("^"));
		assert.equal(mark.match(/\^+/)?.[0].length, 8);
	});

	it("finds less at each step from one server to millions of users, and no error at the last", async () => {
		const steps = readdirSync(`${examples}/zero-to-millions`).sort();
		const rulesAt = new Map<string, Set<string>>();
		for (const step of steps) {
			const findings = await findingsOf(`${examples}/zero-to-millions/${step}`);
			rulesAt.set(step, new Set(findings.map(({ rule }) => rule)));
			if (step === steps.at(-1))
				assert.deepEqual(
					findings.filter(({ severity }) => severity === "error"),
					[],
				);
		}
		const [first] = rulesAt.values();
		let left = first?.size ?? 0;
		assert.ok(left > 0);
		for (const [step, rules] of rulesAt) {
			const still = [...first!].filter((rule) => rules.has(rule)).length;
			assert.ok(still <= left, `${step} has more of the findings of the first step than the step before it`);
			left = still;
		}
		assert.equal(left, 0);
	}).timeout(20_000);
});
