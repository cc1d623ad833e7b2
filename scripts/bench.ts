import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { analyze } from "../src/analysis/analyze.ts";
import { sensitivitiesOf } from "../src/analysis/sensitivity.ts";
import { buildScene } from "../src/diagram/build-scene.ts";
import { inProcessEngine } from "../src/diagram/layout/engine.ts";
import { parse } from "../src/language/parser.ts";
import { buildArchitecture, sourceFile } from "../src/model/build.ts";
import { designUsers, inspect } from "../src/rules/inspect.ts";
import { marksOf } from "../src/rules/marks.ts";
import { Client, dist } from "../test/server/client.ts";
import { generateArchitecture } from "./generate.ts";

/*
 * How long each step takes, from text to diagnostics, for architectures of several sizes. It runs from a bundle, as the product
 * does: a loader of TypeScript that names every closure slows the same code down.
 *   npm run bench [-- SIZE...]
 * Times are medians in milliseconds of wall clock, after a warm-up; the second figure of the server is its own time on
 * the processor, which other programs on the machine do not lengthen. The last result is kept in
 * node_modules/.cache/archscale/bench.json, and the ratio to it is shown.
 */

const root = join(dist, "..");
const memory = join(root, "node_modules/.cache/archscale/bench.json");

/** What a typing user, a small server and a quick check come down to. */
const targets: Readonly<Record<string, number>> = {
	"200 analysis, ms": 4,
	"1000 analysis, ms": 20,
	"1000 rules, ms": 30,
	"1000 keystroke to diagnostics, ms": 16,
	"1000 memory of the server, MB": 150,
	"1000 archscale check, ms": 600,
};

/** Keys that are pressed before and while the watch runs. */
const WARM_UP = 40;
/** Milliseconds in which a step is run before it is watched. */
const WARM_UP_MS = 4000;
const KEYS = 60;

type Results = Record<string, number>;

const sizes = process.argv.slice(2).map(Number);
const before: Results = existsSync(memory) ? JSON.parse(readFileSync(memory, "utf8")) : {};
const results: Results = {};
const folder = mkdtempSync(join(tmpdir(), "archscale-bench-"));
try {
	for (const components of sizes.length > 0 ? sizes : [10, 200, 1000, 2000]) {
		const text = generateArchitecture({ components, seed: 1 });
		const path = join(folder, `${components}.arch`);
		writeFileSync(path, text);
		const record = (name: string, value: number): void => show(`${components} ${name}`, value);
		console.log(`\n${components} components, ${text.split("\n").length} lines`);
		await steps(text, record);
		await keystrokes(path, text, record);
		record("archscale check, ms", commandLine(path));
	}
} finally {
	rmSync(folder, { recursive: true });
}
mkdirSync(join(memory, ".."), { recursive: true });
writeFileSync(memory, JSON.stringify({ ...before, ...results }, null, "\t"));

function show(key: string, value: number): void {
	results[key] = value;
	const [, ...name] = key.split(" ");
	const was = before[key];
	const ratio = was ? `${(value / was).toFixed(2)} x before` : "";
	const target = targets[key];
	const verdict = target === undefined ? "" : value <= target ? `target ${target}: met` : `target ${target}: MISSED`;
	console.log(
		`  ${name.join(" ").padEnd(46)} ${value.toFixed(2).padStart(9)}  ${ratio.padEnd(14)} ${verdict}`.trimEnd(),
	);
}

async function steps(text: string, record: (name: string, value: number) => void): Promise<void> {
	const file = sourceFile("file:///bench.arch", text);
	const architecture = buildArchitecture(file);
	const users = designUsers(architecture);
	const inspection = inspect(architecture);
	const scene = (): ReturnType<typeof buildScene> => buildScene({ ...inspection, marks: marksOf(inspection) }, "en");
	record(
		"parse, ms",
		median(() => parse(text)),
	);
	record(
		"model, ms",
		median(() => buildArchitecture(file)),
	);
	record(
		"analysis, ms",
		median(() => analyze(architecture)),
	);
	// Over all states, when somebody asks for it.
	if (architecture.components.length <= 200) {
		record(
			"availability of the system, ms",
			median(
				({ details }) => details.availabilities().system,
				() => analyze(architecture),
			),
		);
	}
	if (architecture.components.length <= 50) {
		record(
			"assumption ledger, ms",
			median(() => sensitivitiesOf(architecture)),
		);
	}
	// With numbers of their own each time: some are found only when a rule asks for them.
	record(
		"rules, ms",
		median(
			(analysis) => inspect(architecture, { analysis }),
			() => analyze(architecture, users === undefined ? {} : { users }),
		),
	);
	record("scene, ms", median(scene));

	const engine = inProcessEngine();
	const first = performance.now();
	await engine.layout("bench", scene());
	record("first layout, ms", performance.now() - first);
	// One more link: what most edits that move anything come down to.
	const [from, to] = architecture.components.filter(({ kind }) => kind === "service");
	if (from && to) {
		const edited = `${text}\n${from.id} -> ${to.id} "bench"\n`;
		const again = inspect(buildArchitecture(sourceFile("file:///bench.arch", edited)));
		const second = performance.now();
		await engine.layout("bench", buildScene({ ...again, marks: marksOf(again) }, "en"));
		record("layout after one more link, ms", performance.now() - second);
	}
	engine.dispose();
}

/** A name in the last link is misspelt and mended again, letter by letter, each time with other diagnostics. */
async function keystrokes(path: string, text: string, record: (name: string, value: number) => void): Promise<void> {
	const uri = pathToFileURL(path).href;
	const { client } = await Client.start();
	const opened = performance.now();
	await client.open(uri, text);
	record("open to diagnostics, ms", performance.now() - opened);
	await client.checked(uri);
	record("open to findings, ms", performance.now() - opened);

	const at = text.lastIndexOf("assets-store");
	const lines = text.slice(0, at).split("\n");
	const position = { line: lines.length - 1, character: lines.at(-1)!.length };
	const letter = { start: position, end: { ...position, character: position.character + 1 } };
	const times: number[] = [];
	const complete: number[] = [];
	let cpu = 0;
	for (let key = 0; key < WARM_UP + KEYS; key++) {
		const isTyped = key % 2 === 0;
		const range = isTyped ? { start: position, end: position } : letter;
		if (key === WARM_UP) cpu = cpuSeconds(client.process.pid!);
		const started = performance.now();
		await client.edit(uri, { range, text: isTyped ? "z" : "" });
		await client.diagnosed(uri);
		const said = performance.now();
		await client.checked(uri);
		if (key < WARM_UP) continue;
		times.push(said - started);
		complete.push(performance.now() - started);
	}
	record("keystroke to diagnostics, ms", middle(times));
	record("keystroke to diagnostics, 90th percentile, ms", times.sort((a, b) => a - b)[Math.floor(KEYS * 0.9)]!);
	record("keystroke to findings, ms", middle(complete));
	record("processor time of the server for a key, ms", ((cpuSeconds(client.process.pid!) - cpu) * 1000) / KEYS);
	record("memory of the server, MB", megabytes(client.process.pid!));
	await client.stop();
}

function commandLine(path: string): number {
	return median(() => {
		const { status, stderr } = spawnSync(process.execPath, [join(dist, "cli.js"), "check", path], { encoding: "utf8" });
		if (status !== 0 && status !== 1) throw new Error(`archscale check failed: ${stderr}`);
	});
}

/** Of 21 calls, once the engine has had the time to optimise what it runs. */
function median<T>(call: (prepared: T) => unknown, prepare: () => T = () => undefined as T): number {
	const timed = (): number => {
		const prepared = prepare();
		const started = performance.now();
		call(prepared);
		return performance.now() - started;
	};
	for (const began = performance.now(); performance.now() - began < WARM_UP_MS; ) timed();
	return middle(Array.from({ length: 21 }, timed));
}

function middle(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function megabytes(pid: number): number {
	return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

/** Processor time of a process so far; not a number where the system does not say it as Linux does. */
function cpuSeconds(pid: number): number {
	const stat = `/proc/${pid}/stat`;
	if (!existsSync(stat)) return Number.NaN;
	const fields = readFileSync(stat, "utf8").split(") ")[1]!.split(" ");
	return (Number(fields[11]) + Number(fields[12])) / 100;
}
