import type { Diagnostic, Position, PublishDiagnosticsParams } from "vscode-languageserver";
import { commonEnds } from "../language/text.ts";
import type { SourceFile } from "../model/architecture.ts";
import type { Inspection } from "../rules/inspect.ts";
import type { ReportedFinding } from "../rules/run.ts";
import { toRange, toSpan } from "./convert.ts";
import {
	areSame,
	type FindingDiagnostics,
	fileDiagnostics,
	findingDiagnostics,
	problemDiagnostics,
	type Reader,
	together,
} from "./diagnostics.ts";
import type { Workspace } from "./workspace.ts";

/** So many milliseconds of work go by before whatever else has arrived gets its turn. */
const SLICE_MS = 8;

/** For so many milliseconds behind a message the processor is the client's. */
const READING_MS = 5;

export interface PublisherOptions {
	readonly workspace: Workspace;
	/** Run a task after the messages that have already arrived. Returns a function that calls it off. */
	readonly defer: (task: () => void) => () => void;
	/** Comes back once the client can read it all. */
	readonly send: (params: PublishDiagnosticsParams) => Promise<void>;
	/** The numbers of a large design can be had, while the rules have still to look at them. */
	readonly analysed: () => void;
	/** All findings can be had, and are about to be sent: what somebody sees of them elsewhere can be made meanwhile. */
	readonly known: () => void;
	/** The findings of these documents have been sent. */
	readonly done: (uris: readonly string[]) => void;
	readonly reader: () => Reader;
}

/** What the rules have found in a version of a file. */
interface Findings extends FindingDiagnostics {
	readonly file: SourceFile;
}

/** Sends what is wrong after every change. A newer version of a document cancels what was still to be said of an older. */
export class Publisher {
	readonly #options: PublisherOptions;
	/** Documents of which something is still to be said: everything, or the findings, as a quick look sees them or all. */
	readonly #waiting = new Map<string, "everything" | "glance" | "findings">();
	/** What the client has been told last of each document. */
	readonly #told = new Map<
		string,
		{ readonly version: number | undefined; readonly diagnostics: readonly Diagnostic[] }
	>();
	readonly #findings = new Map<string, Findings>();
	/** In words. */
	readonly #known = new WeakMap<ReportedFinding, Diagnostic>();
	/** Documents of which everything has been said, but of which nobody has been told yet. */
	readonly #finished = new Set<string>();
	/** Documents of which everything has been said since anything changed last. */
	readonly #upToDate = new Set<string>();
	#wasLinked = false;
	#cancel = (): void => {};

	constructor(options: PublisherOptions) {
		this.#options = options;
	}

	schedule(uri: string): void {
		this.#waiting.set(uri, "everything");
		this.wake();
	}

	/** Look again soon, also where no document has changed. */
	wake(): void {
		this.#upToDate.clear();
		this.#workSoon();
	}

	#workSoon(): void {
		this.#cancel();
		this.#cancel = this.#options.defer(() => this.#work());
	}

	/** A document has been closed: nothing more is wrong with it, unless another one that is open imports it. */
	close(uri: string): void {
		this.#waiting.delete(uri);
		this.#findings.delete(uri);
		this.#told.delete(uri);
		void this.#options.send({ uri, diagnostics: [] });
		this.wake();
	}

	#work(): void {
		const { workspace, analysed, known, done } = this.#options;
		const sent: Promise<void>[] = [];
		const prepared: string[] = [];
		for (const [uri, what] of [...this.#waiting]) {
			if (what === "everything" && workspace.isLarge(uri)) {
				sent.push(this.#sendProblems(uri, this.#findings.get(uri)));
				this.#waiting.set(uri, "glance");
			} else if (what === "glance") {
				sent.push(this.#sendGlance(uri));
				this.#waiting.set(uri, "findings");
			} else if (what === "everything" || this.#isPrepared(uri)) {
				this.#waiting.delete(uri);
				prepared.push(uri);
			} else analysed();
		}
		// The picture first: it is placed in another thread while the rest is put into words and sent.
		if (this.#waiting.size === 0) known();
		for (const uri of prepared) this.#finish(uri);
		if (this.#waiting.size > 0) {
			void this.#goOn(sent);
			return;
		}
		// What a file imports, and what imports it, sees the change as well; so does what has just stopped doing so.
		const isLinked = workspace.isLinked();
		const others = isLinked || this.#wasLinked ? workspace.openUris().filter((uri) => !this.#upToDate.has(uri)) : [];
		this.#wasLinked = isLinked;
		for (const uri of others) this.#finish(uri);
		this.#sendClosed();
		done([...this.#finished]);
		this.#finished.clear();
	}

	#finish(uri: string): void {
		this.#sendAll(uri);
		this.#finished.add(uri);
		this.#upToDate.add(uri);
	}

	/** A long message goes out piece by piece, and work in between would hold up what is left of it, and the client that reads it. */
	async #goOn(sent: readonly Promise<void>[]): Promise<void> {
		if (sent.length > 0) {
			await Promise.all(sent);
			await new Promise((resolve) => setTimeout(resolve, READING_MS));
		}
		this.#workSoon();
	}

	/** Works a while on the findings of a document, and says whether they are all there. */
	#isPrepared(uri: string): boolean {
		const { workspace } = this.#options;
		const until = performance.now() + SLICE_MS;
		return workspace.viewersOf(uri).every((viewer) => workspace.prepare(viewer, until));
	}

	/** What is wrong with the text, and the findings as they were, moved along with the text around them. */
	async #sendProblems(uri: string, before: Findings | undefined): Promise<void> {
		const { workspace, reader } = this.#options;
		const document = workspace.document(uri);
		const architecture = workspace.architecture(uri);
		const file = architecture?.files[0];
		if (!document || !architecture || !file || !workspace.isComplete(uri)) return;
		const problems = problemDiagnostics(architecture, file, reader());
		const findings = before ? moved(before, file) : NONE;
		await this.#send(document.uri, document.version, together(problems, findings, reader().locale));
	}

	/** The findings as a quick look sees them. */
	async #sendGlance(uri: string): Promise<void> {
		const { workspace, reader } = this.#options;
		const document = workspace.document(uri);
		const glance = document && workspace.glance(uri);
		const file = glance?.architecture.files[0];
		if (!document || !glance || !file) return;
		const problems = problemDiagnostics(glance.architecture, file, reader());
		const findings = { file, ...findingDiagnostics(file, [glance], reader(), this.#known) };
		this.#findings.set(document.uri, findings);
		await this.#send(document.uri, document.version, together(problems, findings, reader().locale));
	}

	#sendAll(uri: string): void {
		const { workspace, reader } = this.#options;
		const document = workspace.document(uri);
		const file = document && workspace.file(document.uri);
		// With a part missing that is on its way, half of the names would be reported as unknown.
		if (!document || !file || !workspace.isComplete(document.uri)) return;
		const views = workspace.views(document.uri);
		const own = views.at(-1);
		if (!own) return;
		const problems = problemDiagnostics(own.architecture, file, reader());
		const asBefore = sameAs(this.#told.get(document.uri)?.diagnostics ?? []);
		const findings = { file, ...findingDiagnostics(file, views, reader(), this.#known, asBefore) };
		this.#findings.set(document.uri, findings);
		void this.#send(document.uri, document.version, together(problems, findings, reader().locale));
	}

	/** Files that are not open but take part in what is. */
	#sendClosed(): void {
		const { workspace, reader } = this.#options;
		const seen = new Map<string, { readonly file: SourceFile; readonly inspections: Inspection[] }>();
		for (const uri of workspace.openUris()) {
			const inspection = workspace.isComplete(uri) ? workspace.inspection(uri) : undefined;
			for (const file of inspection?.architecture.files ?? []) {
				if (workspace.document(file.uri)) continue;
				const entry = seen.get(file.uri) ?? { file, inspections: [] };
				entry.inspections.push(inspection!);
				seen.set(file.uri, entry);
			}
		}
		for (const { file, inspections } of seen.values()) {
			void this.#send(file.uri, undefined, fileDiagnostics(file, inspections, reader()));
		}
		for (const uri of [...this.#told.keys()])
			if (!seen.has(uri) && !workspace.document(uri)) void this.#send(uri, undefined, []);
	}

	async #send(uri: string, version: number | undefined, diagnostics: Diagnostic[]): Promise<void> {
		const told = this.#told.get(uri);
		if (version === told?.version && areSame(diagnostics, told?.diagnostics ?? [])) return;
		if (version === undefined && diagnostics.length === 0) this.#told.delete(uri);
		else this.#told.set(uri, { version, diagnostics });
		await this.#options.send({ uri, diagnostics, ...(version !== undefined && { version }) });
	}
}

/** The same object where it says the same: what stays as it was is then neither compared nor written out again. */
function sameAs(before: readonly Diagnostic[]): (diagnostic: Diagnostic) => Diagnostic {
	const known = new Map(before.map((one) => [JSON.stringify(one), one]));
	return (diagnostic) => known.get(JSON.stringify(diagnostic)) ?? diagnostic;
}

/** Diagnostics of an older text in a newer one: those before the change stay, those behind it move, those in it go. */
function moved({ file: before, diagnostics, leftOut }: Findings, after: SourceFile): FindingDiagnostics {
	const { head, tail } = commonEnds(before.text, after.text);
	const shift = after.text.length - before.text.length;
	const firstLine = before.lines.positionAt(head).line;
	const lastLine = before.lines.positionAt(before.text.length - tail).line;
	const lines = after.lines.positionAt(after.text.length - tail).line - lastLine;
	const still = diagnostics.flatMap((diagnostic) => {
		const { range } = diagnostic;
		if (range.end.line < firstLine) return diagnostic;
		if (range.start.line > lastLine) {
			const down = ({ line, character }: Position): Position => ({ line: line + lines, character });
			return lines === 0 ? diagnostic : { ...diagnostic, range: { start: down(range.start), end: down(range.end) } };
		}
		const { start, end } = toSpan(before.lines, range);
		if (end <= head) return diagnostic;
		if (start < before.text.length - tail) return [];
		return { ...diagnostic, range: toRange(after.lines, { start: start + shift, end: end + shift }) };
	});
	return { diagnostics: still, leftOut };
}

const NONE: FindingDiagnostics = { diagnostics: [], leftOut: 0 };
