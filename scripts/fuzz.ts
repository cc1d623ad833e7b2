import { fuzzEdits, fuzzTexts, megabytes, prefixes, randomBytes } from "../test/server/fuzz.ts";

/*
 * The long form of test/server/fuzz.test.ts: random edits over the protocol in changing rhythms, each hundred of them compared with
 * a new server, or as many as EVERY says; then every beginning of every example, and random bytes.
 *   npm run fuzz [-- EDITS [SEED [EVERY]]]
 */

const [edits = 10_000, seed = Date.now() % 1_000_000, every = 100] = process.argv.slice(2).map(Number);
console.log(`seed ${seed}`);
const started = Date.now();
const { comparisons, heap, growth } = await fuzzEdits(edits, {
	...{ seed, every },
	say: (text) => console.log(`  ${text}`),
});
console.log(`${edits} edits, ${comparisons} times equal to a new server, ${seconds()}`);
console.log(`heap with the first texts after each tenth: ${heap.map(megabytes).join(", ")}`);
console.log(
	`${await fuzzTexts(prefixes(Math.max(1, Math.round(20_000 / edits))), seed)} beginnings of examples, ${seconds()}`,
);
console.log(`${await fuzzTexts(randomBytes(Math.round(edits / 10), seed), seed)} texts of random bytes, ${seconds()}`);
// Half a kilobyte for each edit: what the limited caches and the compiled code still take.
if (growth > 2_000_000 + 500 * edits) {
	console.error(`The heap has grown by ${megabytes(growth)}.`);
	process.exitCode = 1;
}

function seconds(): string {
	return `${Math.round((Date.now() - started) / 1000)} s`;
}
