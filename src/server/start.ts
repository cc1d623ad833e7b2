import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { wrap } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/*
 * The first step of the server for Node: it loads the rest as Node would, but with what V8 has compiled of it in an earlier process,
 * which is a fifth of the time until a document is open. Nothing is lost where that cannot be kept or is not what it should be.
 */

/** By then the first document has been looked at: what this needs is compiled, and nobody waits. */
const AT_REST_MS = 3000;

/** Versions that may be in use side by side. */
const MOST_KEPT = 4;

const DIGEST_BYTES = 32;

const LEAST_NEW_SPACE_BYTES = 4 * 1024 * 1024;
const GROWING = "--semi-space-growth-factor=2";
const STAYING = "--semi-space-growth-factor=1";

// What a keystroke leaves behind is several times what the server keeps. Left to itself, V8 lets the heap grow to five times
// of what is alive before it collects; two fifths of it again are room enough.
setFlagsFromString("--heap-growing-percent=40");

// V8 takes compiled code only under the flags that it was compiled with, so they are set by now.
const filename = join(__dirname, "server-core.cjs");
const source = readFileSync(filename);
const cache = join(cacheFolder(), `server-${digest(source, process.version, process.arch).toString("hex", 0, 12)}.bin`);
const cachedData = kept(cache);
// The bundle is ASCII, and must not be kept as anything wider.
const script = new Script(wrap(source.toString("latin1")), { filename, ...(cachedData && { cachedData }) });
const core = { exports: {} };
script.runInThisContext()(core.exports, require, core, filename, __dirname);
if (!cachedData || script.cachedDataRejected) {
	setTimeout(() => {
		try {
			// As it was when this was compiled: see above.
			setFlagsFromString(GROWING);
			keep(cache, script.createCachedData());
		} catch {
			// A folder that cannot be written to costs some time at the next start.
		}
	}, AT_REST_MS).unref();
}
// By now the space for what is new has grown to 4 MB twice over, which is enough for a keystroke; it would go on to 16 MB, most of it
// empty while somebody thinks. V8 itself makes it smaller when nothing has happened for a while, and then it may grow again.
setFlagsFromString(STAYING);
setTimeout(() => {
	new PerformanceObserver(() => setFlagsFromString(newSpace() < LEAST_NEW_SPACE_BYTES ? GROWING : STAYING)).observe({
		entryTypes: ["gc"],
	});
}, AT_REST_MS).unref();

function newSpace(): number {
	return getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
}

/** The folder that the client names by `--cache`, else the one that the system has for this. */
function cacheFolder(): string {
	const at = process.argv.indexOf("--cache");
	const named = at < 0 ? undefined : process.argv[at + 1];
	if (named) return named;
	const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
	const home = { darwin: join(homedir(), "Library/Caches"), win32: LOCALAPPDATA }[process.platform as string];
	return join(home || XDG_CACHE_HOME || join(homedir(), ".cache"), "archscale");
}

/** V8 looks at little more than the length of a source, and trusts what it is given. So the name says which source, and the file begins with a digest. */
function kept(path: string): Buffer | undefined {
	try {
		const file = readFileSync(path);
		const data = file.subarray(DIGEST_BYTES);
		return digest(data).equals(file.subarray(0, DIGEST_BYTES)) ? data : undefined;
	} catch {
		return undefined;
	}
}

function keep(path: string, data: Buffer): void {
	const folder = dirname(path);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	// Another server may read or write the same at the same time.
	const draft = `${path}.${process.pid}`;
	writeFileSync(draft, Buffer.concat([digest(data), data]), { mode: 0o600 });
	renameSync(draft, path);
	const all = readdirSync(folder).filter((name) => /^server-[0-9a-f]+\.bin/.test(name));
	const byAge = all.map((name) => join(folder, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
	for (const old of byAge.slice(MOST_KEPT)) rmSync(old, { force: true });
}

function digest(...parts: readonly (string | Buffer)[]): Buffer {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest();
}
