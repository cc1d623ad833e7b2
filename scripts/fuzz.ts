import { fuzzEdits, fuzzTexts, prefixes, randomBytes } from "../test/server/fuzz.ts";

/*
 * The long form of test/server/fuzz.test.ts: random edits over the protocol, each followed by a request, compared with a new
 * server after each hundred; then every beginning of every example, and random bytes.
 *   npm run fuzz [-- EDITS [SEED]]
 */

const [edits = 10_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
console.log(`seed ${seed}`);
const started = Date.now();
const { comparisons, memory } = await fuzzEdits(edits, { seed, every: 100, say: (text) => console.log(`  ${text}`) });
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
console.log(`${edits} edits, ${comparisons} times equal to a new server, ${seconds()}`);
console.log(`memory: at most ${megabytes(memory.early)} early on, ${megabytes(memory.late)} at the end`);
console.log(
	`${await fuzzTexts(prefixes(Math.max(1, Math.round(20_000 / edits))), seed)} beginnings of examples, ${seconds()}`,
);
console.log(`${await fuzzTexts(randomBytes(Math.round(edits / 10), seed), seed)} texts of random bytes, ${seconds()}`);
// Twice what the collector may leave lying between two of its runs.
if (memory.late > memory.early * 1.25 + 40_000_000) {
	console.error("The memory has grown.");
	process.exitCode = 1;
}

function seconds(): string {
	return `${Math.round((Date.now() - started) / 1000)} s`;
}
