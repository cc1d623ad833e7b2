import assert from "node:assert/strict";
import {
	formatBits,
	formatBytes,
	formatCount,
	formatDuration,
	formatPercent,
	formatRate,
} from "../../../src/language/numbers.ts";

describe("numbers as a reader sees them", () => {
	it("count with the suffixes of the language", () => {
		assert.deepEqual(
			[0, 0.25, 4, 9.96, 62, 999, 999.6, 1234, 9960, 48_213, 999_600, 3_200_000, 2e9, 5e15].map(formatCount),
			["0", "0.25", "4", "10", "62", "999", "1k", "1.2k", "10k", "48k", "1M", "3.2M", "2bn", "5000T"],
		);
		assert.deepEqual([Infinity, Number.NaN, -1500].map(formatCount), ["∞", "–", "-1.5k"]);
	});

	it("give rare rates by the minute, hour or day", () => {
		assert.deepEqual([1200, 14, 0.5, 0, 1 / 30, 1 / 1800, 2 / 86_400].map(formatRate), [
			"1.2k/s",
			"14/s",
			"0.5/s",
			"0/s",
			"2/min",
			"2/h",
			"2/day",
		]);
	});

	it("give shares in percent", () => {
		assert.deepEqual([0, 0.62, 0.996, 1.3, 0.0342, 0.0007, 250, Infinity].map(formatPercent), [
			"0 %",
			"62 %",
			"100 %",
			"130 %",
			"3.4 %",
			"0.07 %",
			"25k %",
			"∞",
		]);
	});

	it("give sizes in decimal units and times in the reader's language", () => {
		assert.deepEqual([56, 2000, 16e9, 1.5e12].map(formatBytes), ["56 B", "2 KB", "16 GB", "1.5 TB"]);
		assert.deepEqual([8e6, 1.6e9, 400, 64_000].map(formatBits), ["8 Mbit/s", "1.6 Gbit/s", "400 bit/s", "64 kbit/s"]);
		assert.deepEqual(
			[0.2, 0.0005, 3, 90, 5400, 172_800, 0].map((seconds) => formatDuration(seconds, "en")),
			["200 ms", "0.5 ms", "3 s", "1.5 min", "1.5 h", "2 d", "0 s"],
		);
		assert.deepEqual(
			[0.2, 90, 86_400].map((seconds) => formatDuration(seconds, "ko")),
			["200 ms", "1.5분", "1일"],
		);
	});
});
