import type { Locale } from "../language/locale.ts";

/** What a command reads and writes, so that a test can stand in for a terminal. */
export interface Terminal {
	readonly folder: string;
	readonly locale: Locale;
	/** Whether the output is for eyes that see colours. */
	readonly isColoured: boolean;
	readonly out: (content: string | Uint8Array) => void;
	readonly error: (text: string) => void;
	readonly readInput: () => Uint8Array;
}

/** Exit codes: nothing to report, something to report, or the command could not be done. */
export type ExitCode = 0 | 1 | 2;

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;
export type Paint = (text: string, ...styles: (keyof typeof codes)[]) => string;

export function paintFor({ isColoured }: Terminal): Paint {
	if (!isColoured) return (text) => text;
	return (text, ...styles) => `\u001b[${styles.map((style) => codes[style]).join(";")}m${text}\u001b[0m`;
}

/** Columns that a text takes in a terminal: Korean and other wide characters take two. */
export function columnsOf(text: string): number {
	let columns = 0;
	for (const character of text) columns += wide.test(character) ? 2 : combining.test(character) ? 0 : 1;
	return columns;
}

const wide =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const combining = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Rows under a heading, columns as wide as their widest cell; numbers stand to the right. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
	const widths = heading.map((cell, column) =>
		Math.max(columnsOf(cell), ...rows.map((row) => columnsOf(row[column] ?? ""))),
	);
	const isNumeric = heading.map((_, column) => {
		const cells = rows.map((row) => row[column] ?? "").filter((cell) => cell !== "");
		return cells.length > 0 && cells.every((cell) => /^[\d.∞–-]/.test(cell));
	});
	const line = (row: readonly string[]): string =>
		row
			.map((cell, column) => {
				const gap = " ".repeat(Math.max(0, widths[column]! - columnsOf(cell)));
				return isNumeric[column] ? gap + cell : cell + gap;
			})
			.join("  ")
			.trimEnd();
	return [paint(line(heading), "bold"), ...rows.map(line)].join("\n");
}
