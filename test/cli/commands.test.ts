import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DiagramJson } from "../../src/diagram/diagram-json.ts";
import { format } from "../../src/language/format.ts";
import { Client, dist } from "../server/client.ts";
import { archscale, assertGolden, fixtures } from "./terminal.ts";

/** A copy of the fixtures that a test may change. */
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "archscale-test-"));
	cpSync(fixtures, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");

describe("archscale", () => {
	it("explains itself, in English and Korean", async () => {
		for (const locale of ["en", "ko"] as const) {
			const suffix = locale === "en" ? "" : ".ko";
			const { code, out } = await archscale(["--help"], { locale });
			assert.equal(code, 0);
			assertGolden(`help${suffix}.txt`, out);
			for (const command of ["check", "analyze", "render", "fix", "fmt", "lsp"]) {
				const help = await archscale([command, "--help"], { locale });
				assert.equal(help.code, 0);
				assert.equal(help.error, "");
				assertGolden(`help-${command}${suffix}.txt`, help.out);
				assert.equal((await archscale(["help", command], { locale })).out, help.out);
			}
		}
	});

	it("knows its version", async () => {
		const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
		assert.deepEqual(await archscale(["--version"]), { code: 0, out: `${version}\n`, error: "" });
	});

	it("says what is wrong with the arguments, and what would be right", async () => {
		const wrong: readonly (readonly [readonly string[], RegExp])[] = [
			[[], /check FILE/],
			[["chek"], /Did you mean `check`/],
			[["nonsense"], /There is no command `nonsense`/],
			[["check"], /Say which files: FILE\|DIR/],
			[["check", "a.arch", "--frmat", "json"], /Did you mean `--format`/],
			[["check", "a.arch", "--format", "xml"], /choose one of text, json/],
			[["check", "a.arch", "--format"], /needs a value: text\|json/],
			[["check", "a.arch", "--users", "many"], /write it as 2000000, 2M/],
			[["check", "a.arch", "--users", "5rps"], /write it as/],
			[["check", "a.arch", "--users=-1"], /write it as/],
			[["analyze", "a.arch", "b.arch"], /`b\.arch` is too many/],
			[["render", "shop.arch"], /-o OUT\.svg/],
			[["render", "shop.arch", "-o", "out.gif"], /let its name end in one of svg, png, pdf, json, html/],
			[["render", "shop.arch", "-o", "out"], /or add `--format`/],
			[
				["render", "places.arch", "-o", "-", "--collapse", "su"],
				/no such data center.*Did you mean `us`\? There are: us, us\.front, eu\./,
			],
			[["render", "places.arch", "-o", "-", "--view", "us.web"], /no such data center, zone or group/],
			[["render", "places.arch", "-o", "-", "--expand", "us.front.wbe"], /Did you mean `us\.front\.web`/],
			[["render", "places.arch", "-o", "-", "--expand", "web"], /Did you mean `us\.front\.web`/],
			[["render", "places.arch", "-o", "-", "--down", "us.db#replica7"], /no such component, instance or place/],
			[["render", "places.arch", "-o", "-", "--down", "us.dbb"], /Did you mean `us\.db`/],
			[["render", "shop.arch", "-o", "-", "--view", "us"], /There are none in this file/],
			[["fix", "shop.arch", "--rule", "spf"], /Did you mean `spof`/],
			[["fix", "shop.arch", "--rule", "nonsense"], /There is no rule/],
			[["check", "a.arch", "--severity", "spf=off"], /Did you mean `spof`/],
			[["check", "a.arch", "--severity", "spof=of"], /write one of error, warning, info, hint, off/],
			[["check", "a.arch", "--threshold", "hott=1"], /Did you mean `hot`/],
			[["check", "a.arch", "--threshold", "hot=80"], /write 0–1 behind/],
			[["fix", "-"], /instead of `-`/],
			[["fix", "shop.arch", "--dry-run=yes"], /takes no value/],
			[["lsp"], /archscale lsp --stdio/],
			[["lsp", "--stdio", "a.arch"], /leave out `a\.arch`/],
		];
		for (const [args, message] of wrong) {
			const { code, out, error } = await archscale(args);
			assert.equal(code, 2, args.join(" "));
			assert.equal(out, "", args.join(" "));
			assert.match(error, message, args.join(" "));
			const korean = await archscale(args, { locale: "ko" });
			assert.match(korean.error, /[가-힣]/, args.join(" "));
		}
	});

	it("says what cannot be read, and what to do about it", async () => {
		writeFileSync(join(folder, "image.arch"), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe));
		writeFileSync(join(folder, "latin1.arch"), Uint8Array.of(0x73, 0xe9, 0x0a));
		const cases: readonly (readonly [string, RegExp])[] = [
			["none.arch", /Cannot read `none\.arch`: there is no such file\. Check the path\./],
			["image.arch", /it is not UTF-8 text/],
			["latin1.arch", /Save it as UTF-8/],
			["/dev/zero", /it is no text file/],
		];
		for (const command of ["check", "analyze", "fix", "fmt"]) {
			for (const [file, message] of cases) {
				const { code, out, error } = await archscale([command, file], { folder });
				assert.equal(code, 2, `${command} ${file}`);
				assert.equal(out, "");
				assert.match(error, message);
			}
		}
		const { code, error } = await archscale(["check", "golden"], {
			folder: fileURLToPath(new URL(".", import.meta.url)),
		});
		assert.equal(code, 2);
		assert.match(error, /There is no `\.arch` file in `golden`/);
		assert.match((await archscale(["analyze", "shared"], { folder })).error, /it is a folder\. Name a file in it/);
	});
});

describe("archscale fmt", () => {
	it("formats files in their place", async () => {
		const before = textOf("untidy.arch");
		const { code, out } = await archscale(["fmt", "untidy.arch", "clean.arch"], { folder });
		assert.deepEqual([code, out], [0, "Formatted untidy.arch\n"]);
		assert.equal(textOf("untidy.arch"), format(before));
		assert.equal((await archscale(["fmt", "."], { folder })).code, 0);
		assert.deepEqual(await archscale(["fmt", ".", "--check"], { folder }), { code: 0, out: "", error: "" });
	});

	it("only says what it would change, with --check", async () => {
		const before = textOf("untidy.arch");
		const { code, out } = await archscale(["fmt", "--check", "untidy.arch", "clean.arch"], { folder });
		assert.deepEqual([code, out], [1, "Not formatted: untidy.arch\n"]);
		assert.equal(textOf("untidy.arch"), before);
	});

	it("formats the standard input to the standard output", async () => {
		const { code, out } = await archscale(["fmt", "-"], { input: "service   web{capacity:5rps}" });
		assert.deepEqual([code, out], [0, format("service   web{capacity:5rps}")]);
	});

	it("keeps who may read a file, and leaves nothing beside it", async () => {
		chmodSync(join(folder, "untidy.arch"), 0o640);
		await archscale(["fmt", "untidy.arch"], { folder });
		assert.deepEqual(readdirSync(folder).sort(), readdirSync(fixtures).sort());
	});
});

describe("archscale fix", () => {
	it("shows the difference and changes nothing, with --dry-run", async () => {
		const before = textOf("shop.arch");
		const { code, out } = await archscale(["fix", "shop.arch", "--rule", "stateful-web-tier", "--dry-run"], { folder });
		assert.equal(code, 0);
		assertGolden("fix-dry-run.txt", out);
		assert.equal(textOf("shop.arch"), before);
	});

	it("applies the first fix of a rule, until the finding is gone", async () => {
		const { code, out } = await archscale(["fix", "shop.arch", "--rule", "stateful-web-tier"], { folder });
		assert.equal(code, 0);
		assert.match(out, /^shop\.arch: .*\[stateful-web-tier\]$/m);
		const after = textOf("shop.arch");
		assert.equal(format(after), after);
		const { out: left } = await archscale(["check", "shop.arch", "--format", "json"], { folder });
		assert.ok(!JSON.parse(left).some(({ rule }: { rule: string }) => rule === "stateful-web-tier"));
	});

	it("applies only safe fixes without a rule", async () => {
		const { code } = await archscale(["fix", "shop.arch"], { folder });
		assert.equal(code, 0);
		// The topology is the same: no new component, no new link.
		const declared = (text: string): number =>
			text.split("\n").filter((line) => /^(service|database|cache|load)/.test(line)).length;
		assert.equal(declared(textOf("shop.arch")), declared(readFileSync(join(fixtures, "shop.arch"), "utf8")));
		assert.match((await archscale(["fix", "shop.arch"], { folder })).out, /^Nothing to fix\.\n$/);
	});

	it("changes an imported file where the finding is in it, and no other", async () => {
		writeFileSync(join(folder, "pay.arch"), "service pay x2 { sessions: local }\n");
		writeFileSync(join(folder, "other.arch"), "service other x2 { sessions: local }\n");
		const main = 'import "./pay.arch"\nclient c { users: 1M }\nloadbalancer lb x2\nc -> lb -> pay\n';
		writeFileSync(join(folder, "main.arch"), main);
		const { code, out } = await archscale(["fix", "main.arch", "--rule", "stateful-web-tier"], { folder });
		assert.equal(code, 0);
		assert.match(out, /^pay\.arch: /);
		assert.doesNotMatch(textOf("pay.arch"), /local/);
		assert.equal(textOf("main.arch"), main);
		assert.match(textOf("other.arch"), /local/);
	});

	it("has nothing to do in a clean file", async () => {
		const { code, out } = await archscale(["fix", "clean.arch"], { folder });
		assert.deepEqual([code, out], [0, "Nothing to fix.\n"]);
	});
});

describe("archscale render", () => {
	it("draws a picture in light and dark", async () => {
		for (const theme of ["light", "dark"]) {
			const { code } = await archscale(["render", "shop.arch", "-o", `${theme}.svg`, "--theme", theme], { folder });
			assert.equal(code, 0);
			const svg = textOf(`${theme}.svg`);
			assert.match(svg, /^<\?xml/);
			assert.match(svg, /Web tier/);
			assert.doesNotMatch(svg, /NaN|undefined/);
		}
		assert.notEqual(textOf("light.svg"), textOf("dark.svg"));
	});

	it("is the same each time, and follows --users", async () => {
		const draw = async (...more: readonly string[]): Promise<string> =>
			(await archscale(["render", "shop.arch", "-o", "-", ...more], { folder })).out;
		assert.equal(await draw(), await draw());
		assert.match(await draw("--users", "50M"), /50M/);
	});

	it("knows the colours of high contrast", async () => {
		const draw = async (theme: string): Promise<string> =>
			(await archscale(["render", "shop.arch", "-o", "-", "--theme", theme], { folder })).out;
		assert.match(await draw("high-contrast"), /#6fc3df/);
		assert.match(await draw("high-contrast-light"), /#0f4a85/);
	});

	it("says as JSON where everything stands", async () => {
		const args = ["render", "places.arch", "-o", "out.json", "--collapse", "eu", "--expand", "us.db"];
		assert.deepEqual(await archscale(args, { folder }), { code: 0, out: "", error: "" });
		const text = textOf("out.json");
		assertGolden("render-places.json", text);
		const json = JSON.parse(text) as DiagramJson;
		assert.deepEqual(Object.keys(json), ["width", "height", "nodes", "edges", "labels"]);
		const boxes = new Map(json.nodes.map((node) => [node.id, node]));
		assert.ok(boxes.has("eu") && boxes.has("us.db#primary") && !boxes.has("eu.web"));
		for (const { id, parent, x, y, width, height } of json.nodes) {
			const around = parent === null ? { x: 0, y: 0, width: json.width, height: json.height } : boxes.get(parent)!;
			assert.ok(x >= around.x && y >= around.y, id);
			assert.ok(x + width <= around.x + around.width + 1 && y + height <= around.y + around.height + 1, id);
		}
		for (const { id, from, to, points } of json.edges) {
			assert.ok(boxes.has(from) && boxes.has(to) && points.length >= 2, id);
		}
		assert.ok(json.labels.some(({ text }) => text === "US East"));
		assert.ok(json.labels.some(({ text }) => /\/s$/.test(text)));
		assert.equal((await archscale([...args.slice(0, 3), "-", "--format", "json"], { folder })).out[0], "{");
	});

	it("folds, unfolds and shows one place alone", async () => {
		const nodes = async (...more: readonly string[]): Promise<readonly string[]> => {
			const { code, out, error } = await archscale(["render", "places.arch", "-o", "-", "--format", "json", ...more], {
				folder,
			});
			assert.deepEqual([code, error], [0, ""]);
			return (JSON.parse(out) as DiagramJson).nodes.map(({ id }) => id);
		};
		const all = await nodes();
		assert.deepEqual(all, ["us", "us.front", "eu", "users", "us.front.lb", "us.front.web", "us.db", "eu.web"]);
		assert.deepEqual(await nodes("--collapse", "all"), ["users", "us", "eu"]);
		// A name that only one has is enough.
		assert.deepEqual(await nodes("--collapse", "front", "--collapse", "eu"), [
			"us",
			"users",
			"us.front",
			"us.db",
			"eu",
		]);
		const unfolded = await nodes("--expand", "all");
		for (const id of [
			"us.front.lb#1",
			"us.front.lb#2",
			"us.front.web#3",
			"us.db#primary",
			"us.db#replica1",
			"eu.web#2",
		]) {
			assert.ok(unfolded.includes(id), id);
		}
		assert.deepEqual(await nodes("--view", "us.front"), ["us.front", "users", "us.front.lb", "us.front.web", "us.db"]);
		assert.deepEqual(await nodes("--down", "us.db#replica1"), all);
	});
});

describe("dist/cli.js", () => {
	const spawn = (...args: readonly string[]) =>
		spawnSync(process.execPath, [join(dist, "cli.js"), ...args], {
			cwd: folder,
			encoding: "utf8",
			env: { PATH: process.env.PATH },
		});

	it("ends with the exit code, and writes nothing but text to a pipe", () => {
		assert.equal(spawn("check", "clean.arch").status, 0);
		const { status, stdout, stderr } = spawn("check", "shop.arch");
		assert.deepEqual([status, stderr], [1, ""]);
		assert.ok(!stdout.includes("\u001b"));
		assert.equal(spawn("check", "none.arch").status, 2);
	});

	it("takes its language from the environment", () => {
		const { stdout } = spawnSync(process.execPath, [join(dist, "cli.js"), "check", "clean.arch"], {
			cwd: folder,
			encoding: "utf8",
			env: { LANG: "ko_KR.UTF-8" },
		});
		assert.match(stdout, /[가-힣]/);
	});

	it("reads the standard input from a pipe", () => {
		const { status, stdout } = spawnSync(process.execPath, [join(dist, "cli.js"), "check", "-"], {
			input: "servce web\n",
			encoding: "utf8",
			env: {},
		});
		assert.equal(status, 1);
		assert.match(stdout, /<stdin>:1:1/);
	});

	it("starts the language server", async () => {
		const { client, initialized } = await Client.start({}, [join(dist, "cli.js"), "lsp", "--stdio"]);
		assert.ok(initialized.capabilities.hoverProvider);
		const { diagnostics } = await client.open("file:///nowhere/a.arch", "servce web\n");
		assert.equal(diagnostics.length, 1);
		assert.equal(await client.stop(), 0);
	});

	it("lies beside the server that it starts", () => {
		for (const name of ["server.cjs", "server-core.cjs", "texts.en.json", "texts.ko.json", "layout-worker.cjs"])
			assert.ok(existsSync(join(dist, name)), name);
	});
});
