import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fill, type Localized } from "../language/locale.ts";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../model/build.ts";
import { importsFrom, sameUri } from "../model/load.ts";
import { Failure } from "./failure.ts";
import type { Terminal } from "./terminal.ts";

/** No architecture is this long; a path that leads to a device or a database dump should cost nothing. */
const MAX_FILE_BYTES = 16_000_000;

/** What stands for the standard input among the files. */
export const STDIN = "-";

/** The files that a command was given and those that they import, each read once. */
export class Files {
	readonly #terminal: Terminal;
	readonly #known = new Map<string, SourceFile | undefined>();
	/** How the user has written the path of a file. */
	readonly #names = new Map<string, string>();
	#isAbsolute = false;

	constructor(terminal: Terminal) {
		this.#terminal = terminal;
	}

	/** The files that `paths` name, folders being searched for `.arch` files. A path that cannot be read is a `Failure`. */
	open(paths: readonly string[]): readonly SourceFile[] {
		const files = new Map<string, SourceFile>();
		for (const path of paths) {
			this.#isAbsolute ||= isAbsolute(path);
			for (const name of path === STDIN ? [STDIN] : this.#below(path)) {
				const file = this.#main(name);
				files.set(file.uri, file);
			}
		}
		return [...files.values()];
	}

	/** The one file that `path` names. */
	openOne(path: string): SourceFile {
		this.#isAbsolute ||= isAbsolute(path);
		return this.#main(path);
	}

	readonly read = (uri: string): SourceFile | undefined => {
		const key = sameUri(uri);
		if (!this.#known.has(key)) this.#known.set(key, this.#imported(uri));
		return this.#known.get(key);
	};

	architecture(main: SourceFile): Architecture {
		return buildArchitecture(main, importsFrom(this.read));
	}

	/** A path as the user would write it. */
	nameOf({ uri }: SourceFile): string {
		const known = this.#names.get(sameUri(uri));
		if (known !== undefined) return known;
		const path = fileURLToPath(uri);
		return this.#isAbsolute ? path : relative(this.#terminal.folder, path);
	}

	/** Whole or not at all: the text goes to a new file, which then takes the place of the old one. */
	write(file: SourceFile, text: string): void {
		const path = fileURLToPath(file.uri);
		const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
		try {
			writeFileSync(draft, text, { mode: statSync(path).mode });
			renameSync(draft, path);
		} catch (error) {
			rmSync(draft, { force: true });
			throw this.#failure("write", this.nameOf(file), error);
		}
	}

	#main(name: string): SourceFile {
		const isInput = name === STDIN;
		const path = resolve(this.#terminal.folder, isInput ? "stdin.arch" : name);
		const uri = pathToFileURL(path).href;
		const known = this.#known.get(sameUri(uri));
		if (known) return known;
		let bytes: Uint8Array;
		try {
			bytes = isInput ? this.#terminal.readInput() : readBytes(path);
		} catch (error) {
			throw this.#failure("read", name, error);
		}
		const text = decode(bytes);
		if (text === undefined) throw new Failure(fill(texts.binary[this.#terminal.locale], { file: name }));
		const file = sourceFile(uri, text);
		this.#known.set(sameUri(uri), file);
		this.#names.set(sameUri(uri), isInput ? "<stdin>" : name);
		return file;
	}

	#imported(uri: string): SourceFile | undefined {
		try {
			const text = decode(readBytes(fileURLToPath(uri)));
			return text === undefined ? undefined : sourceFile(uri, text);
		} catch {
			// The model reports the import as missing, at its place in the text.
			return undefined;
		}
	}

	#below(path: string): readonly string[] {
		try {
			if (!statSync(resolve(this.#terminal.folder, path)).isDirectory()) return [path];
			const found = [...walk(resolve(this.#terminal.folder, path))].map((inner) => join(path, inner));
			if (found.length === 0) throw new Failure(fill(texts.empty[this.#terminal.locale], { file: path }));
			return found;
		} catch (error) {
			throw error instanceof Failure ? error : this.#failure("read", path, error);
		}
	}

	#failure(what: "read" | "write", file: string, error: unknown): Failure {
		const { locale } = this.#terminal;
		const code = (error as NodeJS.ErrnoException).code ?? "";
		const reason = (reasons as Readonly<Record<string, Localized>>)[code]?.[locale] ?? String(error);
		return new Failure(fill(texts[what][locale], { file, reason }));
	}
}

/** Paths of the `.arch` files below a folder, in order. What begins with a dot and `node_modules` are left out. */
function* walk(folder: string, inner = ""): Iterable<string> {
	const entries = readdirSync(join(folder, inner), { withFileTypes: true });
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const path = join(inner, entry.name);
		if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") yield* walk(folder, path);
		else if (entry.isFile() && entry.name.endsWith(".arch")) yield path;
	}
}

function readBytes(path: string): Uint8Array {
	const stats = statSync(path);
	if (stats.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
	if (!stats.isFile() || stats.size > MAX_FILE_BYTES) throw Object.assign(new Error(), { code: "EFBIG" });
	return readFileSync(path);
}

/** The text of UTF-8 bytes; undefined if they are none. */
function decode(bytes: Uint8Array): string | undefined {
	try {
		const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
		return text.includes("\0") ? undefined : text;
	} catch {
		return undefined;
	}
}

const texts = {
	read: { en: "Cannot read `{file}`: {reason}", ko: "`{file}` 파일을 읽을 수 없습니다. {reason}" },
	write: { en: "Cannot write `{file}`: {reason}", ko: "`{file}` 파일을 쓸 수 없습니다. {reason}" },
	binary: {
		en: "Cannot read `{file}`: it is not UTF-8 text. Save it as UTF-8, or leave it out.",
		ko: "`{file}` 파일을 읽을 수 없습니다. UTF-8 텍스트가 아닙니다. UTF-8로 저장하거나 빼십시오.",
	},
	empty: {
		en: "There is no `.arch` file in `{file}`: check the folder.",
		ko: "`{file}` 폴더에 `.arch` 파일이 없습니다. 폴더를 확인하십시오.",
	},
} as const satisfies Record<string, Localized>;

const reasons = {
	ENOENT: { en: "there is no such file. Check the path.", ko: "파일이 없습니다. 경로를 확인하십시오." },
	ENOTDIR: { en: "there is no such file. Check the path.", ko: "파일이 없습니다. 경로를 확인하십시오." },
	EISDIR: { en: "it is a folder. Name a file in it.", ko: "폴더입니다. 그 안의 파일을 지정하십시오." },
	EACCES: { en: "permission is denied. Check who may read it.", ko: "권한이 없습니다. 파일의 권한을 확인하십시오." },
	EPERM: { en: "permission is denied. Check who may read it.", ko: "권한이 없습니다. 파일의 권한을 확인하십시오." },
	EFBIG: {
		en: "it is no text file of at most 16 MB.",
		ko: "16 MB 이하의 텍스트 파일이 아닙니다.",
	},
} as const satisfies Record<string, Localized>;
