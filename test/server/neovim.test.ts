import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { neovimExecutable } from "../../scripts/neovim.ts";
import { dist } from "./client.ts";
import { type Folder, folderWith } from "./files.ts";

/*
 * The real Neovim with its built-in client against `archscale lsp --stdio`, set up as docs/editors.md says. One session does
 * everything in its order (session.lua); each test looks at what came of one step.
 */

const SHOP = `client browser "Browser" { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web "Web tier" x3 {
  capacity: 500rps
  sessions: local
}
browser -> lb
lb -> web
`;

const PATIENCE_MS = 90_000;

const readPage = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

interface Results {
	readonly diagnostics: { codes: string[]; source: string; message: string; filetype: string };
	readonly hover: string;
	readonly definition: string;
	readonly completion: string[];
	readonly rename: string;
	readonly codeAction: { titles: string[]; text: string; codes: string[] };
	readonly formatting: string;
	readonly documentSymbols: string[];
	readonly references: string[];
	readonly mistake: string;
	readonly ending: number;
}

describe("Neovim's client", function () {
	this.timeout(PATIENCE_MS + 60_000);
	let folder: Folder;
	let results: { readonly [Step in keyof Results]: { value?: Results[Step]; failure?: string } };

	/** What came of a step; fails with what Neovim said. */
	const of = <Step extends keyof Results>(step: Step): Results[Step] => {
		const { value, failure } = results[step];
		assert.ok(value !== undefined, failure ?? `${step} gave nothing`);
		return value;
	};

	before(function () {
		let neovim: string;
		try {
			neovim = neovimExecutable();
		} catch (error) {
			// Debian's packages are for Linux; elsewhere only who has Neovim can run this.
			if (process.platform === "linux") throw error;
			console.log(`skipped: ${error}`);
			return this.skip();
		}
		const settings = /^## Neovim$[\s\S]*?^```lua\n([\s\S]*?)^```/m.exec(readPage("editors.md"))?.[1];
		assert.ok(settings, "docs/editors.md has settings for Neovim");
		folder = folderWith({
			"shop.arch": SHOP,
			"init.lua": settings,
			// The command as it stands on the path once it is linked.
			"bin/archscale": `#!/bin/sh\nexec "${process.execPath}" "${join(dist, "cli.js")}" "$@"\n`,
		});
		execFileSync("chmod", ["+x", join(folder.path, "bin/archscale")]);
		const output = join(folder.path, "results.json");
		const session = fileURLToPath(new URL("neovim/session.lua", import.meta.url));
		// Without a window, and without what the person at this machine has set.
		const options = ["--headless", "-i", "NONE", "-n", "-u", join(folder.path, "init.lua"), "-c", `luafile ${session}`];
		execFileSync(neovim, options, {
			cwd: folder.path,
			timeout: PATIENCE_MS,
			stdio: "pipe",
			env: {
				...process.env,
				PATH: `${join(folder.path, "bin")}${delimiter}${process.env.PATH}`,
				XDG_CONFIG_HOME: folder.path,
				XDG_STATE_HOME: join(folder.path, "state"),
				XDG_CACHE_HOME: join(folder.path, "cache"),
				XDG_DATA_HOME: join(folder.path, "data"),
				ARCHSCALE_TEST_FILE: join(folder.path, "shop.arch"),
				ARCHSCALE_TEST_RESULTS: output,
			},
		});
		assert.ok(existsSync(output), "the session came to its end");
		results = JSON.parse(readFileSync(output, "utf8"));
	});
	after(() => folder?.remove());

	it("knows the file and gets its diagnostics, with codes", () => {
		const { codes, source, message, filetype } = of("diagnostics");
		assert.equal(filetype, "archscale");
		assert.equal(source, "archscale");
		assert.ok(codes.includes("stateful-web-tier"));
		assert.ok(message.length > 20);
	});

	it("shows a hover in a window of its own", () => {
		assert.match(of("hover"), /Web tier/);
		assert.match(of("hover"), /\d ?%/);
	});

	it("goes to a definition", () => assert.match(of("definition"), /^service web /));

	it("completes the properties that are not set yet", () => {
		const labels = of("completion");
		assert.ok(labels.includes("replicas") || labels.includes("timeout"), labels.join());
		assert.ok(!labels.includes("capacity"), labels.join());
	});

	it("renames", () => assert.equal(of("rename"), SHOP.replaceAll(/\bweb\b/g, "frontend").trimEnd()));

	it("applies a quick-fix, and the finding goes", () => {
		const { titles, text, codes } = of("codeAction");
		assert.ok(titles.length > 0 && titles.every((title) => title !== ""), titles.join());
		assert.doesNotMatch(text, /sessions: local/);
		assert.ok(!codes.includes("stateful-web-tier"));
	});

	it("formats", () => {
		assert.match(of("formatting"), /\nservice extra x2\n/);
		assert.match(of("formatting"), /\nfrontend -> extra(\n|$)/);
	});

	it("lists the symbols of the document", () => {
		const names = of("documentSymbols").join("\n");
		for (const name of ["browser", "lb", "frontend", "extra"]) assert.match(names, new RegExp(`\\b${name}\\b`));
	});

	it("finds references", () => assert.ok(of("references").some((line) => /-> frontend/.test(line))));

	it("sees a mistake come and go, and marks it behind letters of two units", () =>
		assert.equal(of("mistake"), "capcity"));

	it("ends its one server when it is asked to", () => assert.equal(of("ending"), 1));
});

describe("the settings for other editors", () => {
	it("are the same in both languages", () => {
		const blocks = (page: string) =>
			[...readPage(page).matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block.replace(/ +(#|--) .*$/gm, ""));
		assert.ok(blocks("editors.md").length >= 9);
		assert.deepEqual(blocks("editors.ko.md"), blocks("editors.md"));
	});
});
