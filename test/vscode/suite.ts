import { writeFileSync } from "node:fs";

/** What the extension host calls: runs the tests in it, and leaves their counts in the file that TEST_RESULTS names. */
export async function run(): Promise<void> {
	const { default: Mocha } = await import("mocha");
	const mocha = new Mocha({ timeout: 30_000, color: false });
	// Declares `describe` and `it` for the files that follow.
	mocha.suite.emit("pre-require", globalThis, "", mocha);
	await import("./language.test.ts");
	await import("./diagram.test.ts");
	await import("./read-only.test.ts");
	await import("./reports.test.ts");
	await import("./server.test.ts");

	const counts = await new Promise<{ passed: number; failed: number; pending: number }>((done) => {
		const runner = mocha.run((failed) => {
			done({ passed: runner.stats?.passes ?? 0, failed, pending: runner.stats?.pending ?? 0 });
		});
	});
	// A host that dies says nothing and still ends with 0, so the runner goes by this file.
	if (process.env.TEST_RESULTS) writeFileSync(process.env.TEST_RESULTS, JSON.stringify(counts));
	if (counts.failed > 0) throw new Error(`${counts.failed} tests failed.`);
}
