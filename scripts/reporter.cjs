// Mocha's usual report, and the counts of the run as JSON in the file that TEST_RESULTS names.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha/lib/mocha.cjs");

module.exports = class CountingSpec extends reporters.Spec {
	done(failures, finish) {
		const { passes, pending } = this.stats;
		if (process.env.TEST_RESULTS)
			writeFileSync(process.env.TEST_RESULTS, JSON.stringify({ passed: passes, failed: failures, pending }));
		finish(failures);
	}
};
