import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildArchitecture, sourceFile } from "../src/model/build.ts";
import { rules } from "../src/rules/index.ts";
import { inspect } from "../src/rules/inspect.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
export const ladderFolder = "examples/zero-to-millions";

/** The files of the ladder, first step first. */
export const ladderFiles: readonly string[] = readdirSync(`${root}/${ladderFolder}`)
	.filter((file) => file.endsWith(".arch"))
	.sort()
	.map((file) => `${ladderFolder}/${file}`);

const CLOSING = /\n\/\/ (?:What is|Still) wrong, and the step that repairs it:\n[\s\S]*$/;

/** A step of the ladder without the comment that is generated. */
export function withoutClosing(text: string): string {
	return `${text.replace(CLOSING, "").trimEnd()}\n`;
}

/** Each step of the ladder with its closing comment: what is wrong there, and which later step repairs it. */
export function* ladderPages(): Iterable<[file: string, text: string]> {
	const texts = ladderFiles.map((file) => withoutClosing(readFileSync(`${root}/${file}`, "utf8")));
	const found = texts.map((text) => new Set(findingsIn(text)));
	for (const [step, file] of ladderFiles.entries()) {
		const lines = rules
			.filter(({ id }) => found[step]!.has(id))
			.map((rule) => {
				const repaired = found.findIndex((later, at) => at > step && !later.has(rule.id));
				const when = repaired < 0 ? "stays" : `step ${repaired + 1}`;
				return `//   ${rule.id} (${when}): ${rule.text.en.title}`;
			});
		const heading = `// ${step === 0 ? "What is" : "Still"} wrong, and the step that repairs it:`;
		const closing = lines.length > 0 ? `\n${[heading, ...lines].join("\n")}\n` : "";
		yield [file, `${texts[step]}${closing}`];
	}
}

function findingsIn(text: string): readonly string[] {
	return inspect(buildArchitecture(sourceFile("file:///ladder.arch", text))).findings.map(({ rule }) => rule.id);
}
