/** A face of a font file: what it is called, and what it can write. */
export interface Face {
	readonly family: string;
	readonly postscriptName: string;
	has(codePoint: number): boolean;
}

/** `length` bytes of a font file from `at` on, or as many as there are. */
export type ReadBytes = (at: number, length: number) => Uint8Array;

/** Fonts of more faces than this are not for interfaces. */
const MOST_FACES = 32;
const MOST_TABLES = 64;
const LARGEST_TABLE = 4_000_000;

/**
 * The faces of a TrueType or OpenType file or collection. Reads only its names and its table of characters, since fonts
 * for Chinese, Japanese and Korean have tens of megabytes. What is no such file, or a broken one, has none.
 */
export function facesOf(read: ReadBytes): readonly Face[] {
	try {
		const head = view(read(0, 12 + 4 * MOST_FACES));
		if (head.getUint32(0) !== tag("ttcf")) {
			const face = faceAt(0, read);
			return face ? [face] : [];
		}
		const count = Math.min(head.getUint32(8), MOST_FACES);
		return Array.from({ length: count }, (_, at) => faceAt(head.getUint32(12 + 4 * at), read)).filter(
			(face) => face !== undefined,
		);
	} catch (error) {
		// Reading past the end of what should be there.
		if (error instanceof RangeError) return [];
		throw error;
	}
}

function faceAt(start: number, read: ReadBytes): Face | undefined {
	const directory = view(read(start, 12 + 16 * MOST_TABLES));
	const version = directory.getUint32(0);
	if (version !== 0x00010000 && version !== tag("OTTO") && version !== tag("true")) return undefined;
	const table = (name: string): DataView | undefined => {
		for (let at = 0; at < Math.min(directory.getUint16(4), MOST_TABLES); at++) {
			const entry = 12 + 16 * at;
			if (directory.getUint32(entry) !== tag(name)) continue;
			const length = directory.getUint32(entry + 12);
			return length <= LARGEST_TABLE ? view(read(directory.getUint32(entry + 8), length)) : undefined;
		}
		return undefined;
	};
	// Outlines; fonts of bitmaps or of coloured pictures alone have neither.
	const names = table("name");
	const characters = table("cmap");
	if (!names || !characters) return undefined;
	return {
		family: nameIn(names, 16) ?? nameIn(names, 1) ?? "",
		postscriptName: nameIn(names, 6) ?? "",
		has: coverage(characters),
	};
}

/** A name for Windows (UTF-16), preferably the English one. */
function nameIn(names: DataView, id: number): string | undefined {
	const [count, storage] = [names.getUint16(2), names.getUint16(4)];
	let found: string | undefined;
	for (let at = 0; at < count; at++) {
		const entry = 6 + 12 * at;
		if (names.getUint16(entry) !== 3 || names.getUint16(entry + 6) !== id) continue;
		const [length, offset] = [names.getUint16(entry + 8), storage + names.getUint16(entry + 10)];
		let text = "";
		for (let byte = 0; byte + 1 < length; byte += 2) text += String.fromCharCode(names.getUint16(offset + byte));
		if (names.getUint16(entry + 4) === 0x409) return text;
		found ??= text;
	}
	return found;
}

/** Which characters a `cmap` leads to a glyph: its table for all of Unicode (12) or that for the first plane (4). */
function coverage(characters: DataView): Face["has"] {
	let best: { readonly format: number; readonly at: number } | undefined;
	for (let at = 0; at < characters.getUint16(2); at++) {
		const platform = characters.getUint16(4 + 8 * at);
		if (platform !== 0 && platform !== 3) continue;
		const offset = characters.getUint32(8 + 8 * at);
		const format = characters.getUint16(offset);
		if ((format === 4 || format === 12) && format > (best?.format ?? 0)) best = { format, at: offset };
	}
	if (!best) return () => false;
	const { at } = best;
	if (best.format === 12) {
		const groups = characters.getUint32(at + 12);
		return (codePoint) => {
			const group = first(groups, (one) => characters.getUint32(at + 16 + 12 * one + 4) >= codePoint);
			return group < groups && characters.getUint32(at + 16 + 12 * group) <= codePoint;
		};
	}
	const segments = characters.getUint16(at + 6) / 2;
	const [ends, starts] = [at + 14, at + 16 + 2 * segments];
	const [deltas, offsets] = [starts + 2 * segments, starts + 4 * segments];
	return (codePoint) => {
		if (codePoint > 0xfffe) return false;
		const segment = first(segments, (one) => characters.getUint16(ends + 2 * one) >= codePoint);
		if (segment >= segments) return false;
		const start = characters.getUint16(starts + 2 * segment);
		if (start > codePoint) return false;
		const offset = characters.getUint16(offsets + 2 * segment);
		const glyph =
			offset === 0 ? codePoint : characters.getUint16(offsets + 2 * segment + offset + 2 * (codePoint - start)) || -1;
		return glyph !== -1 && ((glyph + characters.getUint16(deltas + 2 * segment)) & 0xffff) !== 0;
	};
}

/** The first of `count` sorted things of which `holds` is true, else `count`. */
function first(count: number, holds: (at: number) => boolean): number {
	let [low, high] = [0, count];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(middle)) high = middle;
		else low = middle + 1;
	}
	return low;
}

function tag(name: string): number {
	return [...name].reduce((sum, character) => sum * 256 + character.charCodeAt(0), 0);
}

function view({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
	return new DataView(buffer, byteOffset, byteLength);
}
