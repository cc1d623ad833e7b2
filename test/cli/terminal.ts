import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run } from "../../src/cli/run.ts";
import type { Locale } from "../../src/language/locale.ts";

export const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));

export interface Outcome {
	readonly code: number;
	readonly out: string;
	readonly error: string;
}

/** Run a command as if in a terminal. */
export async function archscale(
	args: readonly string[],
	{
		folder = fixtures,
		locale = "en",
		isColoured = false,
		input = "",
	}: {
		readonly folder?: string;
		readonly locale?: Locale;
		readonly isColoured?: boolean;
		readonly input?: string | Uint8Array;
	} = {},
): Promise<Outcome> {
	let out = "";
	let error = "";
	const code = await run(args, {
		folder,
		locale,
		isColoured,
		out: (text) => {
			out += text;
		},
		error: (text) => {
			error += text;
		},
		readInput: () => (typeof input === "string" ? new TextEncoder().encode(input) : input),
	});
	return { code, out, error };
}

/** Equal to the file of that name in `golden`; with UPDATE_GOLDEN=1 the file is written instead. */
export function assertGolden(name: string, actual: string): void {
	const path = fileURLToPath(new URL(`golden/${name}`, import.meta.url));
	if (process.env.UPDATE_GOLDEN) writeFileSync(path, actual);
	assert.ok(existsSync(path), `golden/${name} is missing: run the tests with UPDATE_GOLDEN=1 and look at it`);
	assert.equal(actual, readFileSync(path, "utf8"), `golden/${name} differs: UPDATE_GOLDEN=1 writes it anew`);
}
