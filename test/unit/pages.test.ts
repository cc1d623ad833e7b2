import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const pages = [".", "docs"].flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: folder !== ".", encoding: "utf8" })
		.filter((file) => file.endsWith(".md"))
		.map((file) => join(folder, file)),
);

/** The text without its blocks of code. */
const prose = (page: string) => readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");

/** Headings as GitHub makes anchors of them. */
const anchors = (page: string) =>
	[...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading!
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, "")
			.replaceAll(" ", "-"),
	);

describe("pages", () => {
	it("are found", () => assert.ok(pages.includes("README.md") && pages.includes("docs/architecture.md")));

	for (const page of pages) {
		it(`${page} links to files and headings that exist`, () => {
			const links = [...prose(page).matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
			const broken = links.filter((link) => {
				if (/^[a-z]+:/.test(link)) return false;
				const [path = "", anchor] = link.split("#");
				const target = path === "" ? page : join(dirname(page), path);
				if (!existsSync(join(root, target))) return true;
				return anchor !== undefined && !anchors(target).includes(decodeURIComponent(anchor));
			});
			assert.deepEqual(broken, []);
		});
	}

	it("are there, with their pictures and examples, where the extension leads to them", () => {
		const read = (file: string): string => readFileSync(join(root, file), "utf8");
		const pictures = [...read("package.json").matchAll(/"(docs\/[^"]+)"/g)].map(([, path]) => path!);
		const examples = [...read("src/extension/examples.ts").matchAll(/^\t"(.+)",$/gm)].map(
			([, name]) => `examples/${name}.arch`,
		);
		assert.ok(pictures.length >= 5 && examples.length >= 10);
		assert.deepEqual(
			[...pictures, ...examples].filter((path) => !existsSync(join(root, path))),
			[],
		);
	});

	it("docs/architecture.md names files that exist", () => {
		const named = [...prose("docs/architecture.md").matchAll(/`((?:src|webview|test|scripts|bench)\/[\w./-]+)`/g)];
		assert.ok(named.length > 10);
		assert.deepEqual(
			named.map(([, path]) => path!).filter((path) => !existsSync(join(root, path))),
			[],
		);
	});
});
