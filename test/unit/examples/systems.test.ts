import assert from "node:assert/strict";
import { agrees, Measured, systems } from "../../../scripts/systems.ts";
import { inspect } from "../../../src/rules/inspect.ts";

describe("published systems", () => {
	it("are five, each with numbers of its own", () => {
		assert.equal(new Set(systems.map(({ file }) => file)).size, 5);
		for (const { figures } of systems) assert.ok(figures.length >= 3);
	});

	for (const system of systems) {
		describe(system.title, () => {
			let measured: Measured;
			before(() => {
				measured = new Measured(system);
			});

			for (const figure of system.figures) {
				const { name, theirs, bound = "", tolerance, differs } = figure;
				const title = `${name.en}: ${bound} ${theirs.toPrecision(4)}${figure.unit}`;
				// What is explained as a difference has to be one, or the explanation is out of date.
				if (differs) {
					it(`${title} is not what we get, as the page says`, () =>
						assert.ok(!agrees(figure, figure.ours(measured)), `${figure.ours(measured)}`));
				} else {
					it(`${title}, within ${100 * tolerance} %`, () =>
						assert.ok(agrees(figure, figure.ours(measured)), `${figure.ours(measured)}`));
				}
			}

			it("names every difference and every assumption in both languages", () => {
				for (const { name, differs, rests } of system.figures) {
					for (const text of [name, differs, rests]) assert.ok(!text || (text.en !== "" && /[가-힣]/.test(text.ko)));
				}
			});
		});
	}

	it("of Twitter are held up first by the workers that deliver", () => {
		const twitter = systems.find(({ file }) => file.includes("twitter"))!;
		assert.equal(new Measured(twitter).analysis.bottleneck?.id, "dc.deliver");
	});

	it("of Wikipedia write in one data center, and the other takes over", () => {
		const wikipedia = systems.find(({ file }) => file.includes("wikipedia"))!;
		const { analysis } = new Measured(wikipedia);
		const writing = [...analysis.components.values()].filter(
			({ component, roles }) =>
				component.kind === "database" &&
				roles.some(({ role, writesPerSecond }) => role === "primary" && writesPerSecond > 0),
		);
		assert.deepEqual(
			writing.map(({ component }) => component.id),
			["eqiad.mariadb"],
		);
		assert.deepEqual([...analysis.removals.places], []);
		assert.deepEqual(
			inspect(analysis.architecture).findings.map(({ rule }) => rule.id),
			["cdn-fallback-overload", "no-rate-limit", "no-timeout", "cache-memory-no-headroom"],
		);
	});
});
