/** A key, and whether Shift is held with it. */
export interface PressedKey {
	readonly key: string;
	readonly shiftKey: boolean;
}

/**
 * What was pressed, with a letter in lower case: only Shift makes the other of two keys, not caps lock. Where the keyboard
 * writes no Latin letters, as in Korean, it is the letter that stands on the key.
 */
export function pressedKey({ key, code, shiftKey }: KeyboardEvent): PressedKey {
	const letter = /^Key([A-Z])$/.exec(code)?.[1];
	const isForeign = key === "Process" || (key.length === 1 && key > "\u007f");
	const latin = isForeign && letter !== undefined ? letter : key;
	return { key: latin.length === 1 ? latin.toLowerCase() : latin, shiftKey };
}
