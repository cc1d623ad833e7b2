import assert from "node:assert/strict";
import { straightenJogs } from "../../../src/diagram/layout/jogs.ts";

const at = (...points: [number, number][]) => points.map(([x, y]) => ({ x, y }));
const upper = { x: 0, y: 0, width: 190, height: 74 };
const lower = { x: 10, y: 130, width: 190, height: 74 };

describe("small steps aside in edges", () => {
	it("go where the end at a card can give way", () => {
		const [below] = straightenJogs([
			{ points: at([95, 74], [95, 100], [105, 100], [105, 130]), from: upper, to: lower },
		]);
		assert.deepEqual(below, at([95, 74], [95, 100], [95, 100], [95, 130]));
		const [above] = straightenJogs([
			{ points: at([95, 74], [95, 100], [105, 100], [105, 130]), from: upper, to: undefined },
		]);
		assert.deepEqual(above, at([105, 74], [105, 100], [105, 100], [105, 130]));
	});

	it("go where a bend can give way", () => {
		const points = at([0, 0], [0, 20], [50, 20], [50, 60], [58, 60], [58, 100]);
		const [straight] = straightenJogs([{ points, from: undefined, to: undefined }]);
		assert.deepEqual(straight, at([0, 0], [0, 20], [58, 20], [58, 60], [58, 60], [58, 100]));
	});

	it("stay between two ports, near the corner of a card, and beside another edge", () => {
		const jog = at([95, 74], [95, 100], [105, 100], [105, 130]);
		assert.deepEqual(straightenJogs([{ points: jog, from: undefined, to: undefined }]), [jog]);
		const corner = { ...lower, x: 90 };
		assert.deepEqual(straightenJogs([{ points: jog, from: undefined, to: corner }]), [jog]);
		const neighbour = { points: at([98, 110], [98, 130]), from: undefined, to: lower };
		assert.deepEqual(straightenJogs([{ points: jog, from: undefined, to: lower }, neighbour])[0], jog);
	});

	it("stay where they are large", () => {
		const points = at([95, 74], [95, 100], [135, 100], [135, 130]);
		assert.deepEqual(straightenJogs([{ points, from: upper, to: lower }]), [points]);
	});
});
