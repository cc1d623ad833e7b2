import { applyEdits, type Edit } from "../language/text.ts";
import type { SourceFile } from "../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../model/build.ts";
import { importsFrom, sameUri } from "../model/load.ts";
import { type InspectOptions, inspect } from "./inspect.ts";
import type { Fix } from "./rule.ts";
import type { ReportedFinding } from "./run.ts";

export interface FixAllOptions extends InspectOptions {
	/** The fix that is wanted of a finding, if one is. */
	readonly choose: (finding: ReportedFinding) => Fix | undefined;
	/** Files that may be written. */
	readonly mayEdit?: (file: SourceFile) => boolean;
}

export interface AppliedFix {
	readonly finding: ReportedFinding;
	readonly fix: Fix;
}

export interface FixedFile {
	readonly before: SourceFile;
	readonly text: string;
}

/** A fix that does not silence its finding is not worth another try; one that grew with the load is. */
const MAX_REPEATS = 4;

/**
 * Apply the wanted fixes, look at what has become of the architecture, and go on until no wanted fix is left. Fixes that
 * only change a number go together; one that changes the topology goes alone, because the next depends on it.
 */
export function fixAll(
	main: SourceFile,
	read: (uri: string) => SourceFile | undefined,
	options: FixAllOptions,
): { readonly files: readonly FixedFile[]; readonly applied: readonly AppliedFix[] } {
	const before = new Map<string, SourceFile>();
	const current = new Map<string, SourceFile>([[sameUri(main.uri), main]]);
	const find = (uri: string): SourceFile | undefined => current.get(sameUri(uri)) ?? read(uri);
	const applied: AppliedFix[] = [];
	const repeats = new Map<string, number>();
	for (;;) {
		const architecture = buildArchitecture(find(main.uri)!, importsFrom(find));
		const { findings } = inspect(architecture, options);
		const batch = nextBatch(findings, options, repeats);
		if (batch.applied.length === 0) break;
		applied.push(...batch.applied);
		for (const [file, edits] of batch.edits) {
			const key = sameUri(file.uri);
			if (!before.has(key)) before.set(key, file);
			current.set(key, sourceFile(file.uri, applyEdits(file.text, edits)));
		}
	}
	const files = [...before].map(([key, file]) => ({ before: file, text: current.get(key)!.text }));
	return { files: files.filter((file) => file.text !== file.before.text), applied };
}

function nextBatch(
	findings: readonly ReportedFinding[],
	{ choose, mayEdit = () => true }: FixAllOptions,
	repeats: Map<string, number>,
): { readonly applied: readonly AppliedFix[]; readonly edits: ReadonlyMap<SourceFile, readonly Edit[]> } {
	const applied: AppliedFix[] = [];
	const taken = new Map<SourceFile, Edit[]>();
	for (const finding of findings) {
		const fix = choose(finding);
		if (!fix) continue;
		const key = `${finding.rule.id} ${fix.id} ${finding.finding.element.id}`;
		const tries = repeats.get(key) ?? 0;
		if (tries >= MAX_REPEATS) continue;
		const edits = fix.edits();
		if (edits.size === 0 || [...edits.keys()].some((file) => !mayEdit(file))) continue;
		if ([...edits].some(([file, own]) => collide(own, taken.get(file) ?? []))) continue;
		repeats.set(key, tries + 1);
		applied.push({ finding, fix });
		for (const [file, own] of edits) taken.set(file, [...(taken.get(file) ?? []), ...own]);
		if (!fix.safe) break;
	}
	return { applied, edits: taken };
}

function collide(edits: readonly Edit[], others: readonly Edit[]): boolean {
	return edits.some(({ span }) => others.some((other) => span.start <= other.span.end && other.span.start <= span.end));
}
