import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../model/build.ts";
import { importsFrom, sameUri } from "../model/load.ts";
import type { Settings } from "../protocol/messages.ts";
import { type Inspection, inspect } from "../rules/inspect.ts";

/** A file that another one imports. */
type Imported = SourceFile | undefined;

interface Entry {
	readonly architecture: Architecture;
	/** What each URI that the build asked for gave; the build holds as long as they all give the same. */
	readonly inputs: ReadonlyMap<string, Imported>;
	/** By number of users; those that the design is meant to carry under `undefined`. Settings are part of it. */
	readonly inspections: Map<number | undefined, Inspection>;
	settings: Settings;
}

export interface Documents {
	get(uri: string): TextDocument | undefined;
	all(): TextDocument[];
}

/**
 * The open documents and what they import, and the results for each, kept as long as the texts they come from stay the
 * same. An open document wins over the file on disk.
 */
export class Workspace {
	settings: Settings = { severities: {} };
	readonly #documents: Documents;
	readonly #readDisk: (uri: string) => string | undefined;
	readonly #open = new Map<string, { readonly version: number; readonly file: SourceFile }>();
	readonly #disk = new Map<string, SourceFile>();
	readonly #entries = new Map<string, Entry>();

	constructor(documents: Documents, readDisk: (uri: string) => string | undefined) {
		this.#documents = documents;
		this.#readDisk = readDisk;
	}

	/** The file at a URI, the same object as long as its text is the same. */
	file(uri: string): SourceFile | undefined {
		const document = this.document(uri);
		if (document) {
			const known = this.#open.get(document.uri);
			if (known?.version === document.version) return known.file;
			const file = sourceFile(document.uri, document.getText());
			this.#open.set(document.uri, { version: document.version, file });
			return file;
		}
		const key = sameUri(uri);
		const text = this.#readDisk(uri);
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
		const entry = this.#entry(uri);
		if (!entry) return undefined;
		if (entry.settings !== this.settings) {
			entry.inspections.clear();
			entry.settings = this.settings;
		}
		const known = entry.inspections.get(users);
		if (known) return known;
		const inspection = inspect(entry.architecture, {
			severities: this.settings.severities,
			...(users === undefined ? {} : { users }),
		});
		// A slider asks for many counts of users; only the last one is worth keeping.
		for (const other of entry.inspections.keys()) if (other !== undefined) entry.inspections.delete(other);
		entry.inspections.set(users, inspection);
		return inspection;
	}

	/** Open documents whose architecture has the file in it, that file itself apart. */
	importersOf(uri: string): readonly string[] {
		const key = sameUri(uri);
		return this.#documents
			.all()
			.map((document) => document.uri)
			.filter((open) => open !== uri && this.#entries.get(open)?.inputs.has(key));
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
		const inputs = new Map<string, Imported>([[sameUri(main.uri), main]]);
		const architecture = buildArchitecture(
			main,
			importsFrom((wanted) => {
				const key = sameUri(wanted);
				if (!inputs.has(key)) inputs.set(key, this.file(wanted));
				return inputs.get(key);
			}),
		);
		const entry: Entry = { architecture, inputs, inspections: new Map(), settings: this.settings };
		this.#entries.set(main.uri, entry);
		return entry;
	}

	#isCurrent({ inputs }: Entry): boolean {
		for (const [uri, file] of inputs) if (this.file(file?.uri ?? uri) !== file) return false;
		return true;
	}
}
