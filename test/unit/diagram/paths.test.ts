import assert from "node:assert/strict";
import { highlightOf, neighbours, pathsThrough } from "../../../src/diagram/paths.ts";
import { card, edge, scene } from "../../support/scenes.ts";

const shop = scene({
	cards: ["users", "cdn", "web", "cache", "db", "copy"].map((id) => card(id)),
	edges: [
		edge("users", "cdn"),
		edge("users", "web"),
		edge("cdn", "web"),
		edge("web", "cache"),
		edge("web", "db"),
		edge("db", "web", { traffic: "async" }),
		edge("db", "copy", { traffic: "replication" }),
	],
});

describe("ways through a diagram", () => {
	it("knows the neighbours of a card and the edges to them", () => {
		const { cards, edges } = neighbours(shop, "cdn");
		assert.deepEqual([...cards].sort(), ["cdn", "users", "web"]);
		assert.deepEqual([...edges!].sort(), ["cdn>web", "users>cdn"]);
	});

	it("goes from where requests begin to where they end, and nowhere twice", () => {
		assert.deepEqual(pathsThrough(shop, "db"), [
			["users", "web", "db"],
			["users", "cdn", "web", "db"],
		]);
		assert.deepEqual(
			pathsThrough(shop, "web").map((path) => path.join(" ")),
			["users web cache", "users web db", "users cdn web cache", "users cdn web db", "db web cache"],
		);
		assert.deepEqual(pathsThrough(shop, "copy"), [["copy"]]);
	});

	it("highlights a way in its direction only", () => {
		const { cards, edges } = highlightOf(["users", "web", "db"], shop);
		assert.deepEqual([...cards], ["users", "web", "db"]);
		assert.deepEqual([...edges!], ["users>web", "web>db"]);
	});
});
