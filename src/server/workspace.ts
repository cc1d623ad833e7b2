import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis } from "../analysis/analysis.ts";
import { type InSteps, resultOf } from "../analysis/in-steps.ts";
import { graft } from "../language/graft.ts";
import { type Replacement, reparse } from "../language/reparse.ts";
import { LineIndex } from "../language/text.ts";
import type { Architecture, Element, SourceFile } from "../model/architecture.ts";
import { ArchitectureBuilder } from "../model/architecture-builder.ts";
import { sourceFile } from "../model/build.ts";
import { importsFrom, sameUri } from "../model/load.ts";
import type { Settings } from "../protocol/messages.ts";
import { analyzeAsMeant, type Inspection, inspect, inspectAfterEdit, inspectInSteps } from "../rules/inspect.ts";
import type { RunOptions } from "../rules/run.ts";

interface Entry {
	readonly builder: ArchitectureBuilder;
	readonly architecture: Architecture;
	/** What each URI that the build asked for gave; the build holds as long as they all give the same. */
	readonly inputs: ReadonlyMap<string, Input>;
	/** By number of users; those that the design is meant to carry under `undefined`. */
	readonly analyses: Map<number | undefined, Analysis>;
	/** The same. Settings are part of it. */
	readonly inspections: Map<number | undefined, Inspection>;
	/** The inspection that is under way. */
	steps?: InSteps<Inspection> | undefined;
	settings: Settings;
	/** What a quick look goes on from. */
	earlier?: Earlier | undefined;
	/** What it has found. */
	glance?: Inspection | undefined;
}

/** From so many components on a design is large. */
const LARGE = 60;

/** What was known of an earlier version of the same text. */
interface Earlier {
	/** Its numbers, and the findings as they were last. */
	inspection: Inspection;
	readonly settings: Settings;
	/** What says something else since. */
	readonly touched: ReadonlySet<Element>;
}

interface Input {
	readonly uri: string;
	readonly file: SourceFile | undefined;
}

/** A version of an open document, and how it differs from the one before, where only some statements do. */
interface OpenFile {
	readonly version: number;
	readonly file: SourceFile;
	readonly step: { readonly before: SourceFile; readonly replacement: Replacement } | undefined;
}

export interface Documents {
	get(uri: string): TextDocument | undefined;
	all(): TextDocument[];
}

/** Files that no editor has open. */
export interface ClosedFiles {
	read(uri: string): string | undefined;
	/** Its text is on its way. */
	isPending(uri: string): boolean;
}

/**
 * The open documents and what they import, and the results for each, kept as long as the texts they come from stay the
 * same. An open document wins over the file on disk.
 */
export class Workspace {
	settings: Settings = { severities: {}, thresholds: {}, codeLens: true, inlayHints: true };
	readonly #documents: Documents;
	readonly #closed: ClosedFiles;
	readonly #open = new Map<string, OpenFile>();
	readonly #disk = new Map<string, SourceFile>();
	readonly #entries = new Map<string, Entry>();

	constructor(documents: Documents, closed: ClosedFiles) {
		this.#documents = documents;
		this.#closed = closed;
	}

	/** The file at a URI, the same object as long as its text is the same. */
	file(uri: string): SourceFile | undefined {
		const document = this.document(uri);
		if (document) {
			const known = this.#open.get(document.uri);
			if (known?.version === document.version) return known.file;
			const next = nextVersion(document, known?.file);
			this.#open.set(document.uri, next);
			return next.file;
		}
		const key = sameUri(uri);
		const text = this.#closed.read(uri);
		if (text === undefined) {
			this.#disk.delete(key);
			return undefined;
		}
		const known = this.#disk.get(key);
		if (known?.text === text) return known;
		const file = sourceFile(uri, text);
		this.#disk.set(key, file);
		return file;
	}

	/** The open document at a URI, however that is escaped. */
	document(uri: string): TextDocument | undefined {
		const exact = this.#documents.get(uri);
		if (exact) return exact;
		const key = sameUri(uri);
		return this.#documents.all().find((document) => sameUri(document.uri) === key);
	}

	/** What a file and its imports say. Undefined: there is no such file. */
	architecture(uri: string): Architecture | undefined {
		return this.#entry(uri)?.architecture;
	}

	/** The numbers and findings of a file, at the users that its design is meant to carry unless `users` says otherwise. */
	inspection(uri: string, users?: number): Inspection | undefined {
		const entry = this.#currentEntry(uri);
		if (!entry) return undefined;
		const known = entry.inspections.get(users);
		if (known) return known;
		if (users === undefined) return this.#finished(entry, resultOf(this.#stepsOf(entry)));
		const analysis = entry.analyses.get(users);
		const inspection = inspect(entry.architecture, { ...this.ruleSettings(), users, ...(analysis && { analysis }) });
		keep(entry.analyses, users, inspection.analysis);
		keep(entry.inspections, users, inspection);
		return inspection;
	}

	/** The numbers alone, at the users that its design is meant to carry. */
	analysis(uri: string): Analysis | undefined {
		const entry = this.#currentEntry(uri);
		if (!entry) return undefined;
		const steps = this.#stepsOf(entry);
		let isOver = false;
		while (!isOver && !entry.analyses.has(undefined)) isOver = steps.next().done === true;
		return entry.analyses.get(undefined);
	}

	/** Whether those are there already. */
	isAnalysed(uri: string): boolean {
		return this.#currentEntry(uri)?.analyses.has(undefined) ?? false;
	}

	/** Works on the numbers and findings of a file until a time of `performance.now()`. True once they are there. */
	prepare(uri: string, until: number): boolean {
		const entry = this.#currentEntry(uri);
		if (!entry || entry.inspections.has(undefined)) return true;
		const steps = this.#stepsOf(entry);
		while (performance.now() < until) {
			const { done, value } = steps.next();
			if (!done) continue;
			this.#finished(entry, value);
			return true;
		}
		return false;
	}

	/** Numbers and rules take longer than it takes to draw a frame. */
	isLarge(uri: string): boolean {
		return (this.architecture(uri)?.components.length ?? 0) >= LARGE;
	}

	/**
	 * What can be said of a large design at once: all, if that is known, else what a quick look at the last edits finds, in numbers and
	 * findings, with all that they do not concern as it was before. Undefined where nothing is known from before, where the edits
	 * concern too much, and where others have a view of this document.
	 */
	glance(uri: string): Inspection | undefined {
		if (!this.isLarge(uri) || !this.isComplete(uri) || this.viewersOf(uri).length > 1) return undefined;
		const entry = this.#currentEntry(uri);
		const { architecture, earlier, inspections } = entry ?? {};
		const known = entry?.glance ?? inspections?.get(undefined);
		if (known || !architecture || !earlier || earlier.settings !== this.settings) return known;
		const found = inspectAfterEdit(earlier.inspection, architecture, earlier.touched, this.ruleSettings());
		if (found) {
			const { findings, run } = found;
			earlier.inspection = { ...earlier.inspection, findings, run };
			entry!.glance = found;
		}
		return found;
	}

	/** The views of a file as soon as they can be had; see `glance`. */
	viewsNow(uri: string): readonly Inspection[] {
		const glance = this.glance(uri);
		return glance ? [glance] : this.views(uri);
	}

	/** Whether all has been looked at, and not only in a quick look. */
	isInspected(uri: string): boolean {
		return this.#currentEntry(uri)?.inspections.has(undefined) ?? false;
	}

	#stepsOf(entry: Entry): InSteps<Inspection> {
		entry.steps ??= this.#inspect(entry);
		return entry.steps;
	}

	*#inspect({ architecture, analyses }: Entry): InSteps<Inspection> {
		const analysis = analyses.get(undefined) ?? (yield* analyzeAsMeant(architecture));
		analyses.set(undefined, analysis);
		yield;
		return yield* inspectInSteps(architecture, { ...this.ruleSettings(), analysis });
	}

	#finished(entry: Entry, inspection: Inspection): Inspection {
		entry.steps = undefined;
		entry.earlier = undefined;
		entry.glance = undefined;
		entry.inspections.set(undefined, inspection);
		return inspection;
	}

	#currentEntry(uri: string): Entry | undefined {
		const entry = this.#entry(uri);
		if (entry && entry.settings !== this.settings) {
			entry.inspections.clear();
			entry.steps = undefined;
			entry.earlier = undefined;
			entry.glance = undefined;
			entry.settings = this.settings;
		}
		return entry;
	}

	/** What the settings say of the rules. */
	ruleSettings(): RunOptions {
		const { severities, thresholds } = this.settings;
		return { severities, thresholds };
	}

	/** Whether all that a document imports has arrived. */
	isComplete(uri: string): boolean {
		const inputs = [...(this.#entry(uri)?.inputs.values() ?? [])];
		return inputs.every((input) => input.file !== undefined || !this.#closed.isPending(input.uri));
	}

	/**
	 * A file as the open documents see it that import it, and as it sees itself, which comes last: an architecture that
	 * imports a file knows more of its load.
	 */
	views(uri: string): readonly Inspection[] {
		return this.viewersOf(uri).flatMap((one) => this.inspection(one) ?? []);
	}

	/** The documents whose views those are. */
	viewersOf(uri: string): readonly string[] {
		return [...this.importersOf(uri).filter((importer) => this.isComplete(importer)), uri];
	}

	/** Open documents whose architecture has the file in it, or would have if it were there; that file itself apart. */
	importersOf(uri: string): readonly string[] {
		const key = sameUri(uri);
		return this.openUris().filter((open) => sameUri(open) !== key && this.#entry(open)?.inputs.has(key));
	}

	/** Architectures in which a file takes part: of the open documents, and of the closed files at `uris`. */
	architecturesWith(file: SourceFile, uris: readonly string[]): readonly Architecture[] {
		const key = sameUri(file.uri);
		const open = new Set(this.openUris().map(sameUri));
		const architectures = this.openUris().map((uri) => this.#entry(uri)?.architecture);
		for (const uri of uris) {
			const closed = open.has(sameUri(uri)) ? undefined : this.file(uri);
			if (closed && (closed === file || closed.tree.imports.length > 0))
				architectures.push(this.#build(closed).builder.architecture);
		}
		return architectures.filter(
			(one): one is Architecture => one?.files.some((other) => sameUri(other.uri) === key) ?? false,
		);
	}

	/** Whether any open document imports another file. */
	isLinked(): boolean {
		return this.openUris().some((uri) => (this.#entry(uri)?.inputs.size ?? 0) > 1);
	}

	openUris(): readonly string[] {
		return this.#documents.all().map((document) => document.uri);
	}

	/** Forget what was kept for a document that has been closed. */
	close(uri: string): void {
		this.#open.delete(uri);
		this.#entries.delete(uri);
	}

	#entry(uri: string): Entry | undefined {
		const main = this.file(uri);
		if (!main) return undefined;
		const known = this.#entries.get(main.uri);
		if (known && this.#isCurrent(known)) return known;
		const entry = (known && this.#stepped(known)) ?? this.#built(main, known);
		this.#entries.set(main.uri, entry);
		return entry;
	}

	/** The entry after one of its files has changed in some statements only. */
	#stepped(before: Entry): Entry | undefined {
		const { builder, inputs, analyses } = before;
		const changed = [...inputs].filter(([, { uri, file }]) => this.file(uri) !== file);
		const [key, input] = changed[0]!;
		const open = changed.length === 1 && input.file ? this.#open.get(input.file.uri) : undefined;
		if (!open?.step || open.step.before !== input.file) return undefined;
		const updated = builder.update(open.file, open.step.replacement);
		if (!updated) return undefined;
		return {
			builder,
			architecture: updated.architecture,
			inputs: new Map([...inputs, [key, { uri: input.uri, file: open.file }]]),
			analyses: updated.touched.size === 0 ? analyses : new Map(),
			inspections: new Map(),
			settings: this.settings,
			earlier: updated.isOther ? undefined : earlierOf(before, updated.touched),
		};
	}

	/** The numbers stay where the new text says the same in other words. */
	#built(main: SourceFile, known: Entry | undefined): Entry {
		const { builder, inputs } = this.#build(main);
		const isSameDesign = known !== undefined && builder.adopt(known.architecture);
		return {
			builder,
			architecture: builder.architecture,
			inputs,
			analyses: isSameDesign ? known.analyses : new Map(),
			inspections: new Map(),
			settings: this.settings,
		};
	}

	#build(main: SourceFile): Pick<Entry, "builder" | "inputs"> {
		const inputs = new Map<string, Input>([[sameUri(main.uri), { uri: main.uri, file: main }]]);
		const builder = new ArchitectureBuilder(
			main,
			importsFrom((uri) => {
				const key = sameUri(uri);
				const known = inputs.get(key) ?? { uri, file: this.file(uri) };
				inputs.set(key, known);
				return known.file;
			}),
		);
		return { builder, inputs };
	}

	#isCurrent({ inputs }: Entry): boolean {
		for (const { uri, file } of inputs.values()) if (this.file(uri) !== file) return false;
		return true;
	}
}

/** What is known of the version before, or before that, once some elements say something else. */
function earlierOf({ inspections, settings, earlier }: Entry, touched: ReadonlySet<Element>): Earlier | undefined {
	const inspection = inspections.get(undefined);
	if (inspection) return { inspection, settings, touched };
	return earlier && { ...earlier, touched: new Set([...earlier.touched, ...touched]) };
}

/** What a change leaves as it was is not made anew, and where that is enough, only the statements around it are read again. */
function nextVersion(document: TextDocument, before: SourceFile | undefined): OpenFile {
	const { uri, version } = document;
	const text = document.getText();
	const inPart = before && reparse(before.tree, text);
	if (inPart) {
		const file = { uri, text, tree: inPart.tree, lines: new LineIndex(text) };
		return { version, file, step: { before, replacement: inPart.replacement } };
	}
	const whole = sourceFile(uri, text);
	const grafted = before && graft(before.tree, whole.tree);
	if (!grafted) return { version, file: whole, step: undefined };
	return { version, file: { ...whole, tree: grafted.tree }, step: { before, replacement: grafted.replacement } };
}

/** A slider asks for many counts of users; only the last one is worth keeping. */
function keep<T>(results: Map<number | undefined, T>, users: number, result: T): void {
	for (const other of results.keys()) if (other !== undefined) results.delete(other);
	results.set(users, result);
}
