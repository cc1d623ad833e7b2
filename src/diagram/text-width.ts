/**
 * Widths of texts without a browser to measure them: the advance widths of a usual interface font, in thousandths of
 * the font size. A little too wide rather than too narrow, so that what is cut to fit does fit.
 */
const NARROW = new Map<string, number>();
for (const [width, characters] of [
	[280, "iljI.,:;'|!`·"],
	[330, ' ()[]{}/\\"-'],
	[370, "ftr°"],
	[520, "ckszvxyJ?*^_"],
	[560, "aegobdhnpquLFE"],
	[600, "0123456789+<=>~#$TSYZPKXBV"],
	[680, "ARCUDHN&"],
	[740, "OGQ"],
	[830, "wM%"],
	[880, "mW@—…"],
	[1000, "→"],
] as const)
	for (const character of characters) NARROW.set(character, width);

const AVERAGE = 600;
const FULL = 1000;
/** Of syllables: from 890 to 950 in the interface fonts of Korean systems. */
const HANGUL = 950;

/** How much wider the characters of a font are than those of a usual one; `wide` are those that stand in a square. */
export interface Font {
	readonly regular: number;
	readonly bold: number;
	readonly wide: number;
}

export const USUAL_FONT: Font = { regular: 1, bold: 1, wide: 1 };
/** Safe for a font that is not known. */
export const UNKNOWN_FONT: Font = { regular: 1.1, bold: 1.1, wide: 1.05 };

/** Width in px of `text` at a font size of `size` px. */
export function textWidth(text: string, size: number, bold = false, font = USUAL_FONT): number {
	let width = 0;
	const narrow = bold ? 1.05 * font.bold : font.regular;
	// What stands in a square is as wide in bold.
	for (const character of text) {
		if (isHangul(character)) width += HANGUL * font.wide;
		else if (isWide(character)) width += FULL * font.wide;
		else width += (NARROW.get(character) ?? AVERAGE) * narrow;
	}
	return (width * size) / 1000;
}

/** `text` cut so that it fits into `room` px, with an ellipsis where something is missing. */
export function fitText(text: string, room: number, size: number, bold = false, font = USUAL_FONT): string {
	if (textWidth(text, size, bold, font) <= room) return text;
	const characters = [...text];
	let fitting = textWidth("…", size, bold, font);
	let length = 0;
	while (length < characters.length) {
		fitting += textWidth(characters[length]!, size, bold, font);
		if (fitting > room) break;
		length++;
	}
	return `${characters.slice(0, length).join("").trimEnd()}…`;
}

/** As many of the facts in `a · b · c` as fit whole, but at least a part of the first one. */
export function fitFacts(text: string, room: number, size: number, font = USUAL_FONT): string {
	const facts = text.split(" · ");
	while (facts.length > 1 && textWidth(facts.join(" · "), size, false, font) > room) facts.pop();
	return fitText(facts.join(" · "), room, size, false, font);
}

function isHangul(character: string): boolean {
	return character >= "\uac00" && character <= "\ud7a3";
}

/** Hangul, Han, kana, full-width forms and emoji stand in a square. */
function isWide(character: string): boolean {
	const code = character.codePointAt(0)!;
	return (
		(code >= 0x1100 && code <= 0x11ff) ||
		(code >= 0x2e80 && code <= 0xa4cf) ||
		(code >= 0xa960 && code <= 0xa97f) ||
		(code >= 0xac00 && code <= 0xd7ff) ||
		(code >= 0xf900 && code <= 0xfaff) ||
		(code >= 0xfe30 && code <= 0xfe4f) ||
		(code >= 0xff00 && code <= 0xff60) ||
		(code >= 0x1f300 && code <= 0x1faff)
	);
}
