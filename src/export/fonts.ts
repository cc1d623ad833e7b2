import regular from "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff";
import semiBold from "@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff";
import { type Face, facesOf } from "./sfnt.ts";
import { findFonts } from "./system-fonts.ts";

/** A font of the picture: a face, and the bytes that hold it. */
export interface Font {
	readonly face: Face;
	readonly bytes: Uint8Array;
	/** It has the family of another one, of which it is the bold companion. */
	readonly isBold?: boolean;
}

/** The fonts of a picture, and which of them writes what. */
export interface Fonts {
	readonly all: readonly Font[];
	/** The parts of a text, each with the font that can write it. */
	runs(text: string, isBold: boolean): readonly Run[];
	/** What no font here can write: it is drawn as an empty box. */
	readonly missing: readonly string[];
}

export interface Run {
	readonly text: string;
	readonly font: Font;
}

/**
 * Texts are in Noto Sans, which comes along, so that a picture is the same wherever it is made. What it has no letters
 * for (Korean, Chinese, symbols) comes from `files` or from what is installed.
 */
export function fontsFor(texts: readonly string[], files: readonly string[]): Fonts {
	const own = [fontOf(regular), fontOf(semiBold)] as const;
	const isCovered = (character: string) => IGNORED.test(character) || has(own[0], character);
	const foreign = new Set([...texts.join("")].filter((character) => !isCovered(character)));
	const others = (foreign.size > 0 ? findFonts(foreign, files) : []).map(({ bold, ...font }) => ({
		...font,
		bold: bold && { ...bold, isBold: true },
	}));

	const fontOfCharacter = (character: string, isBold: boolean): Font => {
		const other = isCovered(character) ? undefined : others.find((font) => has(font, character));
		if (other) return isBold && other.bold && has(other.bold, character) ? other.bold : other;
		return own[isBold ? 1 : 0];
	};
	return {
		all: [...own, ...others.flatMap((font) => (font.bold ? [font, font.bold] : [font]))],
		missing: [...foreign].filter((character) => !others.some((font) => has(font, character))),
		runs(text, isBold) {
			const characters = [...text].filter((character) => !IGNORED.test(character));
			// A Korean font has Latin letters that go with its Hangul.
			const whole = characters.every(isCovered)
				? own[isBold ? 1 : 0]
				: others
						.map((font) => (isBold && font.bold) || font)
						.find((font) => characters.every((character) => has(font, character)));
			if (whole) return [{ text, font: whole }];
			const runs: { text: string; font: Font }[] = [];
			for (const character of text) {
				const last = runs.at(-1);
				// A space between two Korean words belongs to them.
				const font =
					last && (character === " " || IGNORED.test(character)) ? last.font : fontOfCharacter(character, isBold);
				if (last?.font === font) last.text += character;
				else runs.push({ text: character, font });
			}
			return runs;
		},
	};
}

/** Has no shape of its own. */
const IGNORED = /[\p{Cc}\p{Cf}\p{Mn}\p{Zl}\p{Zp}]/u;

function fontOf(bytes: Uint8Array): Font {
	const [face] = facesOf((at, length) => bytes.subarray(at, at + length));
	return { face: face!, bytes };
}

function has({ face }: Font, character: string): boolean {
	return face.has(character.codePointAt(0)!);
}
