import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
	createProtocolConnection,
	type Diagnostic,
	type PublishDiagnosticsParams,
	StreamMessageReader,
	StreamMessageWriter,
} from "vscode-languageserver/node";
import { peerModel } from "./peer-model.ts";

/*
 * Our language server and LikeC4's, measured the same way in one run, into docs/performance.md.
 *   npm run bench:peer [-- --processes=3 --sizes=100,1000,5000 --dry]
 * With --dry the page stays as it is.
 */

const PEER = "likec4@1.59.4";
const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, "node_modules/.cache/archscale/peer");
const page = join(root, "docs/performance.md");
const PAUSE_MS = 800;

const option = (name: string): string | undefined =>
	process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split("=")[1];
const processes = Number(option("processes") ?? 3);
const sizes = (option("sizes") ?? "100,1000,5000").split(",").map(Number);

interface Server {
	readonly name: "archscale" | "likec4";
	readonly extension: "arch" | "likec4";
	readonly languageId: string;
	readonly command: readonly string[];
}

const servers: readonly Server[] = [
	{
		name: "archscale",
		extension: "arch",
		languageId: "archscale",
		command: [join(root, "dist/server.cjs"), "--stdio"],
	},
	{
		name: "likec4",
		extension: "likec4",
		languageId: "likec4",
		command: [join(cache, "node_modules/likec4/bin/likec4.mjs"), "lsp", "--stdio", "--no-use-dot"],
	},
];

type Measure = "initialize" | "open" | "key" | "findings" | "memory" | "completion" | "hover" | "definition";
type Sample = Partial<Record<Measure, number>>;

if (!existsSync(join(cache, "node_modules/likec4"))) {
	mkdirSync(cache, { recursive: true });
	// A folder of its own: the peer is no dependency of the project, and none of its scripts runs.
	writeFileSync(join(cache, "package.json"), '{ "private": true }');
	execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", PEER], {
		cwd: cache,
		stdio: "inherit",
	});
}

const samples = new Map<string, Sample[]>();
const shapes = new Map<number, string>();
for (let round = 0; round < processes; round++) {
	for (const size of sizes) {
		const model = peerModel(size);
		shapes.set(size, `${size} / ${model.relationships}`);
		// Who comes first changes, so that a machine that slows down favours nobody.
		for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
			const sample = await measure(server, model[server.extension], size >= 5000 ? 12 : 20);
			const key = `${server.name} ${size}`;
			samples.set(key, [...(samples.get(key) ?? []), sample]);
			console.log(
				key,
				JSON.stringify(sample, (_, value) => (typeof value === "number" ? Number(value.toFixed(1)) : value)),
			);
		}
	}
}
const table = report();
console.log(`\n${table}`);
if (!process.argv.includes("--dry")) {
	const [before, rest] = readFileSync(page, "utf8").split("<!-- bench:peer -->\n");
	const [, after] = rest!.split("<!-- /bench:peer -->");
	writeFileSync(page, `${before}<!-- bench:peer -->\n\n${table}\n\n<!-- /bench:peer -->${after}`);
}

/** One process: opened, edited and asked. */
async function measure(server: Server, text: string, edits: number): Promise<Sample> {
	const folder = mkdtempSync(join(tmpdir(), "archscale-peer-"));
	const path = join(folder, `model.${server.extension}`);
	writeFileSync(path, text);
	const uri = pathToFileURL(path).href;
	const rootUri = pathToFileURL(folder).href;
	const spawned = performance.now();
	const child = spawn(process.execPath, server.command, { stdio: ["pipe", "pipe", "ignore"], cwd: folder });
	const connection = createProtocolConnection(
		new StreamMessageReader(child.stdout),
		new StreamMessageWriter(child.stdin),
	);
	try {
		const heard = new Set<() => void>();
		let published: PublishDiagnosticsParams | undefined;
		let summarised = 0;
		const wake = () => [...heard].forEach((listener) => void listener());
		connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
			if (params.uri !== uri) return;
			published = params;
			wake();
		});
		connection.onNotification("archscale/summary", (params: { version: number }) => {
			summarised = params.version;
			wake();
		});
		connection.onRequest("client/registerCapability", () => null);
		connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => null));
		connection.listen();
		const until = (holds: () => boolean): Promise<number> =>
			new Promise((resolve, reject) => {
				const timer = setTimeout(() => reject(new Error(`${server.name} said nothing for a minute`)), 60_000);
				const listener = () => {
					if (!holds()) return;
					clearTimeout(timer);
					heard.delete(listener);
					resolve(performance.now());
				};
				heard.add(listener);
				listener();
			});

		await connection.sendRequest("initialize", {
			processId: process.pid,
			rootUri,
			workspaceFolders: [{ uri: rootUri, name: "bench" }],
			capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
		});
		const sample: Sample = { initialize: performance.now() - spawned };
		await connection.sendNotification("initialized", {});
		await connection.sendNotification("textDocument/didOpen", {
			textDocument: { uri, languageId: server.languageId, version: 1, text },
		});
		sample.open = (await until(() => published !== undefined)) - spawned;

		// The end of the target of the last link.
		const lines = text.split("\n");
		const line = lines.findLastIndex((candidate) => candidate.includes(" -> "));
		const target = lines[line]!.indexOf(" -> ") + 4;
		const character = target + lines[line]!.slice(target).search(/ /);
		const isWrong = ({ severity, range }: Diagnostic): boolean => severity === 1 && range.start.line === line;
		if (published!.diagnostics.some(isWrong)) throw new Error(`${server.name}: the link is wrong before the edit`);
		const keys: number[] = [];
		const findings: number[] = [];
		for (let edit = 0; edit < edits; edit++) {
			await pause(PAUSE_MS);
			const version = edit + 2;
			const isTyped = edit % 2 === 0;
			const sent = performance.now();
			await connection.sendNotification("textDocument/didChange", {
				textDocument: { uri, version },
				contentChanges: [
					{
						range: { start: { line, character }, end: { line, character: character + (isTyped ? 0 : 1) } },
						text: isTyped ? "z" : "",
					},
				],
			});
			// Also that it says what the edit has broken or mended: a publish that does not is no answer.
			const said = await until(
				() =>
					(published!.version === undefined || published!.version === version) &&
					published!.diagnostics.some(isWrong) === isTyped,
			);
			keys.push(said - sent);
			if (server.name === "archscale") findings.push((await until(() => summarised === version)) - sent);
		}
		sample.key = median(keys);
		if (findings.length > 0) sample.findings = median(findings);
		sample.memory = megabytes(child.pid!);
		for (const request of ["completion", "hover", "definition"] as const) {
			const times: number[] = [];
			const position = { line, character: request === "completion" ? target : character - 1 };
			for (let at = 0; at < 9; at++) {
				const asked = performance.now();
				const answer = await connection.sendRequest(`textDocument/${request}`, { textDocument: { uri }, position });
				times.push(performance.now() - asked);
				if (!answer) throw new Error(`${server.name} has no answer to ${request}`);
			}
			sample[request] = median(times);
		}
		return sample;
	} finally {
		connection.dispose();
		child.kill("SIGKILL");
		rmSync(folder, { recursive: true });
	}
}

function report(): string {
	const of = (server: string, size: number, measure: Measure): number =>
		median(samples.get(`${server} ${size}`)!.map((sample) => sample[measure] ?? Number.NaN));
	const rows: readonly (readonly [Measure, string, string])[] = [
		["initialize", "spawn to initialize, ms", ""],
		["open", "spawn to first diagnostics, ms", "1000: < 250, 8x"],
		["key", "keystroke to diagnostics, ms", "1000: < 12, 40x; 5000: < 60, 80x"],
		["findings", "keystroke to findings, ms", ""],
		["memory", "resident memory, MB", "1000: < 130; 5000: < 300"],
		["completion", "completion, ms", "5000: < 5"],
		["hover", "hover, ms", "5000: < 5"],
		["definition", "definition, ms", "5000: < 5"],
	];
	const out = [
		`${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${PEER}; medians of ${processes} processes each.`,
		"",
		"| What | Elements / relationships | Archscale | LikeC4 | Ratio | Target | |",
		"| --- | --: | --: | --: | --: | --- | --- |",
	];
	for (const [measure, name, targets] of rows) {
		for (const size of sizes) {
			const [ours, theirs] = [of("archscale", size, measure), of("likec4", size, measure)];
			const target =
				targets
					.split("; ")
					.find((text) => text.startsWith(`${size}: `))
					?.split(": ")[1] ?? "";
			const most = Number(/< (\d+)/.exec(target)?.[1] ?? Number.POSITIVE_INFINITY);
			const times = Number(/(\d+)x/.exec(target)?.[1] ?? 0);
			const isMet = ours < most && (times === 0 || theirs / ours >= times);
			const ratio = Number.isNaN(theirs) ? "" : `${(theirs / ours).toFixed(1)}x`;
			const peer = Number.isNaN(theirs) ? "" : theirs.toFixed(1);
			const verdict = target === "" ? "" : isMet ? "met" : "**missed**";
			out.push(`| ${name} | ${shapes.get(size)} | ${ours.toFixed(1)} | ${peer} | ${ratio} | ${target} | ${verdict} |`);
		}
	}
	return out.join("\n");
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** Of the process and those that it has started. */
function megabytes(pid: number): number {
	const all = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" })
		.trim()
		.split("\n")
		.map((text) => text.trim().split(/\s+/).map(Number) as [number, number, number]);
	const inTree = new Set([pid]);
	for (const [child, parent] of all) if (inTree.has(parent)) inTree.add(child);
	return all.reduce((sum, [each, , rss]) => (inTree.has(each) ? sum + rss : sum), 0) / 1024;
}
