// What a reader reads stands in the sources in every language. A server speaks one of them, so its bundle has none: each
// `{ en: …, ko: … }` of plain texts becomes a number, and the texts a file for each language beside the bundle.
// Plain JavaScript, because the build uses it before anything else runs.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LOCALES = ["en", "ko"];

/**
 * A plugin of esbuild for a bundle of Node in `folder`, which writes the files of the texts there with each build. What else is
 * to be left out of a source, `shorten` leaves out before.
 */
export function textsApart(root, folder, shorten) {
	/** By file, its source with numbers in place of texts. */
	let sources = new Map();
	return {
		name: "texts-apart",
		setup(build) {
			build.onStart(() => {
				const pool = new Map();
				// All files in their order, since esbuild reads them in any.
				const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
					.filter((file) => /^(language|model|analysis|rules|diagram|server)[\\/].*(?<!\.d)\.ts$/.test(file))
					.sort();
				sources = new Map(
					files.map((file) => {
						const path = join(root, "src", file);
						return [path, withoutTexts(shorten(readFileSync(path, "utf8")), pool)];
					}),
				);
				mkdirSync(folder, { recursive: true });
				const texts = [...pool.keys()].map((text) => JSON.parse(text));
				for (const locale of LOCALES)
					writeFileSync(join(folder, `texts.${locale}.json`), JSON.stringify(texts.map((text) => text[locale])));
			});
			build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
				const contents = sources.get(path);
				return contents === undefined ? undefined : { contents, loader: "ts", resolveDir: dirname(path) };
			});
			build.onResolve({ filter: /^texts-apart$/ }, ({ path }) => ({ path, namespace: "texts-apart" }));
			build.onLoad({ filter: /.*/, namespace: "texts-apart" }, () => ({ contents: runtime, resolveDir: root }));
		},
	};
}

const runtime = `import { readFileSync } from "node:fs";
import { join } from "node:path";
const loaded = {};
const textsOf = (locale) => (loaded[locale] ??= JSON.parse(readFileSync(join(__dirname, \`texts.\${locale}.json\`), "utf8")));
export const localized = (at) => ({ ${LOCALES.map((locale) => `get ${locale}() { return textsOf("${locale}")[at]; }`).join(", ")} });
`;

function withoutTexts(source, pool) {
	let result = "";
	let from = 0;
	const candidates = /\{\s*en:/g;
	for (let match = candidates.exec(source); match; match = candidates.exec(source)) {
		const end = endOfBlock(source, match.index);
		const text = end === undefined ? undefined : plainText(source.slice(match.index, end));
		if (text === undefined) continue;
		const known = pool.get(text) ?? pool.size;
		pool.set(text, known);
		result += `${source.slice(from, match.index)}/* @__PURE__ */ localized(${known})`;
		from = end;
		candidates.lastIndex = end;
	}
	return from === 0 ? source : `import { localized } from "texts-apart";${result}${source.slice(from)}`;
}

/** Where the block that begins at `start` ends. */
function endOfBlock(source, start) {
	const tokens = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|'(?:[^'\\\n]|\\.)*'|\/\/.*|\/\*[\s\S]*?\*\/|[{}]/g;
	tokens.lastIndex = start;
	let depth = 0;
	for (let token = tokens.exec(source); token; token = tokens.exec(source)) {
		if (token[0] === "{") depth++;
		if (token[0] === "}" && --depth === 0) return tokens.lastIndex;
	}
	return undefined;
}

/** A literal of nothing but texts in every language, as JSON. Undefined: it is more than that, or needs what is around it. */
function plainText(literal) {
	try {
		const value = new Function(`"use strict"; return (${literal});`)();
		const isPlain = (one) =>
			typeof one === "string" || (one?.constructor === Object && Object.values(one).every(isPlain));
		if (Object.keys(value).join() !== LOCALES.join() || !isPlain(value)) return undefined;
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}
