import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver";
import type { Item } from "../language/tree.ts";
import type { SourceFile } from "../model/architecture.ts";
import { bodyOf } from "./syntax.ts";

/** Bodies, lists, marked regions, runs of comments and the block of imports, where they take more than one line. */
export function foldingRanges({ tree, lines }: SourceFile): FoldingRange[] {
	const ranges: FoldingRange[] = [];
	const line = (offset: number): number => lines.positionAt(offset).line;
	const fold = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
		if (endLine > startLine) ranges.push({ startLine, endLine, ...(kind && { kind }) });
	};
	const visit = (item: Item): void => {
		const body = bodyOf(item);
		if (body) {
			// The line of the closing brace stays in view.
			fold(line(body.start), line(body.end) - (body.closed ? 1 : 0));
			body.items.forEach(visit);
		} else if (item.type === "property" && item.value?.type === "list") {
			fold(line(item.value.start), line(item.value.end) - 1);
		}
	};
	tree.items.forEach(visit);

	const regions: number[] = [];
	let run: { start: number; end: number } | undefined;
	for (const comment of tree.comments) {
		const [start, end] = [line(comment.start), line(comment.end)];
		const mark = /^\/\/\s*#(end)?region\b/.exec(tree.text.slice(comment.start, comment.end));
		if (mark) {
			if (run) fold(run.start, run.end, FoldingRangeKind.Comment);
			run = undefined;
			const opened = mark[1] ? regions.pop() : void regions.push(start);
			if (opened !== undefined) fold(opened, start, FoldingRangeKind.Region);
			continue;
		}
		const alone = tree.text.slice(lines.offsetAt({ line: start, character: 0 }), comment.start).trim() === "";
		if (run && alone && start <= run.end + 1) run.end = end;
		else {
			if (run) fold(run.start, run.end, FoldingRangeKind.Comment);
			run = alone ? { start, end } : undefined;
		}
	}
	if (run) fold(run.start, run.end, FoldingRangeKind.Comment);

	const first = tree.imports[0];
	const last = tree.imports.at(-1);
	if (first && last) fold(line(first.start), line(last.end), FoldingRangeKind.Imports);
	return ranges;
}
