import assert from "node:assert/strict";
import { applyEdits } from "../../../src/language/text.ts";
import type { Architecture, SourceFile } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { importsFrom } from "../../../src/model/load.ts";
import type { EditAction } from "../../../src/protocol/messages.ts";
import { plan } from "../../../src/server/picture/edit.ts";

/** Files by name; the first one is the design. */
export type Files = Readonly<Record<string, string>>;

export function architectureOf(files: Files, main = Object.keys(files)[0]!): Architecture {
	const sources = new Map<string, SourceFile>();
	const get = (uri: string): SourceFile | undefined => {
		const text = files[uri.slice("file:///".length)];
		if (text === undefined) return undefined;
		const known = sources.get(uri) ?? sourceFile(uri, text);
		sources.set(uri, known);
		return known;
	};
	return buildArchitecture(get(`file:///${main}`)!, importsFrom(get));
}

export type Edited =
	| { readonly files: Files; readonly select: string | undefined }
	| { readonly reason: string; readonly korean: string };

/** What an action makes of the files; those at `others` are designs of their own. */
export function act(files: Files, action: EditAction, others: readonly string[] = []): Edited {
	const architecture = architectureOf(files);
	const planned = plan({ architecture, others: others.map((main) => architectureOf(files, main)) }, action);
	if ("refused" in planned) return { reason: planned.refused.en, korean: planned.refused.ko };
	const after: Record<string, string> = { ...files };
	for (const [file, edits] of planned.edits) {
		for (const [i, { span }] of edits.entries()) assert.ok(i === 0 || edits[i - 1]!.span.end <= span.start, "in order");
		after[file.uri.slice("file:///".length)] = applyEdits(file.text, edits);
	}
	return { files: after, select: planned.select };
}

export function edited(
	text: string,
	action: EditAction,
): { readonly text: string; readonly select: string | undefined } {
	const result = act({ "a.arch": text }, action);
	assert.ok("files" in result, "reason" in result ? result.reason : "");
	return { text: result.files["a.arch"]!, select: result.select };
}

export function refused(text: string, action: EditAction): string {
	const result = act({ "a.arch": text }, action);
	assert.ok("reason" in result, "files" in result ? `not refused:\n${result.files["a.arch"]}` : "");
	assert.match(result.korean, /[가-힣]/);
	return result.reason;
}
