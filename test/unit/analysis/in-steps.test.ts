import { equal, throws } from "node:assert/strict";
import { type InSteps, onceInSteps, resultOf } from "../../../src/analysis/in-steps.ts";

describe("work in steps that is done once", () => {
	/** Counts its steps. */
	function work(steps: number) {
		let taken = 0;
		const once = onceInSteps(function* (): InSteps<string> {
			for (let i = 0; i < steps; i++) {
				taken++;
				yield;
			}
			return "done";
		});
		return { once, taken: () => taken };
	}

	it("begins when somebody asks, and does each step once for all who do", () => {
		const { once, taken } = work(4);
		const [first, second] = [once.inSteps(), once.inSteps()];
		equal(taken(), 0);
		equal(first.next().done, false);
		equal(second.next().done, false);
		equal(taken(), 2);
		equal(once(), "done");
		equal(taken(), 4);
		equal(resultOf(first), "done");
		equal(resultOf(second), "done");
		equal(once(), "done");
		equal(taken(), 4);
	});

	it("is begun again after it has failed", () => {
		let tries = 0;
		const once = onceInSteps(function* (): InSteps<number> {
			yield;
			if (++tries === 1) throw new Error("not yet");
			return tries;
		});
		throws(once, /not yet/);
		equal(once(), 2);
	});
});
