import assert from "node:assert/strict";
import { applyEdits, type Span } from "../../../src/language/text.ts";
import type { Architecture, SourceFile } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { importsFrom, sameUri } from "../../../src/model/load.ts";
import { carryOut } from "../../../src/server/picture/edits/carry-out.ts";
import { refactorings } from "../../../src/server/refactorings/index.ts";
import { unmark } from "../../support/rules.ts";
import type { Files } from "../picture/edits.ts";

export type Refactored =
	| { readonly title: string; readonly files: Files }
	| { readonly title: string; readonly reason: string; readonly korean: string };

const nameOf = (uri: string): string => sameUri(uri).slice("file:///".length);

/** What a refactoring makes of the files at a span of the first; undefined where it is not offered. */
export function refactor(
	files: Files,
	kind: string,
	span: Span,
	others: readonly string[] = [],
): Refactored | undefined {
	const refactoring = refactorings.find((one) => one.kind === kind);
	assert.ok(refactoring, `no refactoring ${kind}`);
	// As in a workspace, a file is one object in all designs that it takes part in.
	const sources = new Map(Object.entries(files).map(([name, text]) => [name, sourceFile(`file:///${name}`, text)]));
	const get = (uri: string): SourceFile | undefined => sources.get(nameOf(uri));
	const designOf = (main: string): Architecture => buildArchitecture(sources.get(main)!, importsFrom(get));
	const architecture = designOf(Object.keys(files)[0]!);
	const [file] = architecture.files;
	const offer = refactoring.offer({ architecture, file: file!, span, exists: (uri) => nameOf(uri) in files });
	if (!offer) return undefined;
	assert.match(offer.title.ko, /[가-힣]/);
	const title = offer.title.en;
	const design = { architecture, others: others.map((main) => designOf(main)) };
	const attempt = "refused" in offer ? offer : offer.attempt(design);
	const safe = "refused" in attempt ? attempt : carryOut(design, attempt);
	if ("refused" in safe) {
		assert.match(safe.refused.ko, /[가-힣]/);
		return { title, reason: safe.refused.en, korean: safe.refused.ko };
	}
	const after: Record<string, string> = { ...files };
	for (const [changed, edits] of safe.edits) after[nameOf(changed.uri)] = applyEdits(changed.text, edits);
	return { title, files: after };
}

/** The text after a refactoring of what stands between the marks `<|…|>`, or at the mark where nothing does. */
export function refactored(marked: string, kind: string): string {
	const result = at(marked, kind);
	assert.ok(result, `${kind} is not offered`);
	assert.ok("files" in result, "reason" in result ? result.reason : "");
	return result.files["a.arch"]!;
}

export function reasonOf(marked: string, kind: string): string {
	const result = at(marked, kind);
	assert.ok(result && "reason" in result, result ? `not refused:\n${JSON.stringify(result)}` : "not offered");
	return result.reason;
}

export function at(marked: string, kind: string): Refactored | undefined {
	const { text, spans } = unmark(marked);
	return refactor({ "a.arch": text }, kind, spans[0]!);
}
