import { readFileSync } from "node:fs";
import { localeOf } from "../language/locale.ts";
import { run } from "./run.ts";

const { env, stdout, stderr } = process;

// Whoever reads us, such as `head`, may stop reading.
stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit();
	throw error;
});

process.exitCode = await run(process.argv.slice(2), {
	folder: process.cwd(),
	locale: localeOf(env.LC_ALL || env.LC_MESSAGES || env.LANG),
	isColoured: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb",
	out: (text) => stdout.write(text),
	error: (text) => stderr.write(text),
	readInput: () => readFileSync(0),
});
