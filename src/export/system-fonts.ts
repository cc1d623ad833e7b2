import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Face, facesOf } from "./sfnt.ts";

/** A font that somebody has installed, or named. */
export interface SystemFont {
	readonly face: Face;
	readonly bytes: Uint8Array;
	/** Its bold companion, where there is one. */
	readonly bold?: { readonly face: Face; readonly bytes: Uint8Array };
}

/** A machine can have thousands of fonts; by then there is no hope for the character. */
const MOST_FILES = 600;
const MOST_DEPTH = 5;

/** Sans-serif fonts of interfaces come first, those of East Asia before those of symbols. */
const PREFERRED = [
	/^(NotoSans(CJK)?-?KR|NotoSansKR|Pretendard|SpoqaHanSans)/i,
	/^NotoSansCJK/i,
	/^(AppleSDGothicNeo|malgun|NanumGothic|NanumBarunGothic|UnDotum)/i,
	/^(PingFang|Hiragino|YuGoth|meiryo|msyh|msjh|simhei|WenQuanYi|wqy|DroidSansFallback)/i,
	/^(AppleGothic|Arial ?Unicode|segoeui|seguisym|NotoSans-|NotoSansSymbols|NotoSansMath|DejaVuSans|LiberationSans)/i,
];
const UNWANTED = /(italic|oblique|mono|serif|light|thin|emoji|condensed|narrow|black|bold|bd\.)/i;

/** The folders in which the operating system and its user keep fonts. */
export function fontFolders(): readonly string[] {
	const { env, platform } = process;
	const home = homedir();
	if (platform === "win32")
		return [join(env.WINDIR ?? "C:\\Windows", "Fonts"), join(env.LOCALAPPDATA ?? home, "Microsoft\\Windows\\Fonts")];
	if (platform === "darwin") return ["/System/Library/Fonts", "/Library/Fonts", join(home, "Library/Fonts")];
	return [
		"/usr/share/fonts",
		"/usr/local/share/fonts",
		join(env.XDG_DATA_HOME ?? join(home, ".local/share"), "fonts"),
		join(home, ".fonts"),
	];
}

/**
 * Fonts that can write `characters`, as few as it takes: first of `files`, then of what lies in `folders`. Characters that
 * no font has are left over.
 */
export function findFonts(
	characters: ReadonlySet<string>,
	files: readonly string[],
	folders: readonly string[] = fontFolders(),
): readonly SystemFont[] {
	const wanted = new Set(characters);
	const found: SystemFont[] = [];
	for (const file of candidates(files, folders)) {
		if (wanted.size === 0) break;
		const face = bestFace(file, wanted);
		if (!face) continue;
		const bold = boldOf(file, face);
		found.push({ face, bytes: readFileSync(file), ...(bold && { bold }) });
		for (const character of wanted) if (face.has(character.codePointAt(0)!)) wanted.delete(character);
	}
	return found;
}

function* candidates(files: readonly string[], folders: readonly string[]): Iterable<string> {
	yield* files;
	const installed = folders
		.flatMap((folder) => [...fontFiles(folder, 0)])
		.map((file) => ({ file, rank: rankOf(basename(file)) }))
		.sort((a, b) => a.rank - b.rank || (a.file < b.file ? -1 : 1));
	for (const { file } of installed.slice(0, MOST_FILES)) yield file;
}

function rankOf(name: string): number {
	const preferred = PREFERRED.findIndex((pattern) => pattern.test(name));
	return (preferred < 0 ? PREFERRED.length : preferred) + (UNWANTED.test(name) ? 2 * PREFERRED.length : 0);
}

function* fontFiles(folder: string, depth: number): Iterable<string> {
	let entries: ReturnType<typeof entriesOf>;
	try {
		entries = entriesOf(folder);
	} catch {
		return;
	}
	for (const entry of entries) {
		const path = join(folder, entry.name);
		if (entry.isDirectory() && depth < MOST_DEPTH) yield* fontFiles(path, depth + 1);
		else if (/\.(ttf|otf|ttc|otc)$/i.test(entry.name)) yield path;
	}
}

function entriesOf(folder: string) {
	return readdirSync(folder, { withFileTypes: true });
}

/** The face of a file that has most of these characters; in a collection for all of East Asia, the Korean one. */
function bestFace(file: string, wanted: ReadonlySet<string>): Face | undefined {
	let best: { readonly face: Face; readonly score: number } | undefined;
	for (const face of facesIn(file)) {
		let score = 0;
		for (const character of wanted) if (face.has(character.codePointAt(0)!)) score++;
		if (score > 0 && / KR$/.test(face.family)) score += 0.5;
		if (score > (best?.score ?? 0)) best = { face, score };
	}
	return best?.face;
}

/** `NanumGothicBold.ttf` beside `NanumGothic.ttf`, `malgunbd.ttf` beside `malgun.ttf`. */
function boldOf(file: string, { family }: Face): SystemFont["bold"] {
	const name = basename(file);
	const stem = name.replace(/\.\w+$/, "");
	const end = name.slice(stem.length);
	const names = /-?regular$/i.test(stem)
		? [stem.replace(/regular$/i, "Bold"), stem.replace(/regular$/i, "SemiBold")]
		: [`${stem}-Bold`, `${stem}Bold`, `${stem}bd`];
	for (const candidate of names) {
		const path = join(dirname(file), candidate + end);
		if (!existsSync(path)) continue;
		const face = facesIn(path).find((one) => one.family === family);
		if (face) return { face, bytes: readFileSync(path) };
	}
	return undefined;
}

function facesIn(file: string): readonly Face[] {
	let descriptor: number;
	try {
		descriptor = openSync(file, "r");
	} catch {
		return [];
	}
	try {
		return facesOf((at, length) => {
			const bytes = new Uint8Array(length);
			return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
		});
	} catch {
		// A folder with the name of a font, or a disk that cannot be read.
		return [];
	} finally {
		closeSync(descriptor);
	}
}
