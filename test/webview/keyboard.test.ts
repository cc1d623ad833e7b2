import assert from "node:assert/strict";
import { EXPORT_FORMATS, type FindingsResult, type KindText } from "../../src/protocol/messages.ts";
import { KEY_GROUPS, type KeyText, type OperationId } from "../../webview/keys.ts";
import { exampleText } from "../support/scenes.ts";
import type { OpenOptions, Preview } from "./host.ts";
import type { StandIn } from "./stand-in.ts";
import { Drawn, withPreview } from "./with-preview.ts";

const PHOTO = exampleText("photo-sharing.arch");
const KINDS: readonly KindText[] = [
	{ kind: "service", title: "service", icon: "server-cog", words: ["service"], isPlace: false },
	{ kind: "cache", title: "cache", icon: "bolt", words: ["cache", "redis"], isPlace: false },
];
const FOUND: FindingsResult = {
	version: 1,
	findings: [
		{
			rule: "component-saturated",
			severity: "error",
			message: "Too much.",
			why: "1200/s.",
			technique: "**Scale out.**",
			fixes: ["Run 5 instances of `us.web`"],
		},
	],
};

const operations = KEY_GROUPS.flatMap(({ keys }): readonly (KeyText & { readonly id: OperationId })[] => keys);

/**
 * What the accessibility features of GLSP (packages/client/src/features/accessibility/README.md of its client) let somebody do
 * in a diagram without a mouse, and what does it here: operations of the key table, or the names of tests below. Two of them
 * have nothing to do here, where the layout is computed: to place the pointer in a grid, and to resize an element.
 */
const GLSP: Readonly<Record<string, readonly (OperationId | (typeof OTHERS)[number])[]>> = {
	"tool palette": ["menu", "toolbar menu", "add"],
	"focus on the graph": ["find"],
	"create a node": ["add"],
	"create an edge by choosing its ends": ["connect"],
	"search for elements and edges by label and type": ["find"],
	"go through the results with the arrows": ["find"],
	"move elements": ["move", "group"],
	"move the viewport": ["walk", "map"],
	"zoom gradually, to elements, back to the usual size": ["zoom", "zoom-to", "fit", "natural-size"],
	"zoom to a part, step by step": ["walk", "place", "zoom-to", "zoom"],
	"navigate along relations": ["links", "walk"],
	"navigate by position": ["walk", "place"],
	"see what has the focus": ["walk", "links", "place"],
	"be notified": ["escape"],
	help: ["help"],
};

const OTHERS = [
	"map",
	"slider",
	"typed users",
	"heat",
	"failures",
	"ladder",
	"legend",
	"table button",
	"export",
	"toolbar menu",
	"fold controls",
	"collapse all",
	"problems",
	"focus bar",
	"fit button",
	"history buttons",
	"menus",
] as const;

describe("the preview without a mouse", function () {
	this.timeout(60_000);
	let preview: Preview;
	let drawn: Drawn;
	/** Keys as the table writes them. */
	let pressed: Set<string>;
	const seen = new Set<string>();
	const used = new Set<string>();

	// Before the page is closed.
	afterEach(async () => {
		if (preview.page.isClosed()) return;
		const ledger = await preview.page.evaluate(() => {
			const { pointed, seen, used } = (globalThis as unknown as { standIn: StandIn }).standIn;
			return { pointed, seen: [...seen], used: [...used] };
		});
		for (const name of ledger.seen) seen.add(name);
		for (const name of ledger.used) used.add(name);
		assert.equal(ledger.pointed, 0, "no mouse");
	});
	const opened = withPreview();

	const open = async (options?: OpenOptions): Promise<void> => {
		preview = await opened(options);
		drawn = new Drawn(preview, PHOTO);
		pressed = new Set();
		await drawn.show();
	};
	const press = async (...keys: readonly string[]): Promise<void> => {
		for (const key of keys) {
			pressed.add(key);
			await preview.page.keyboard.press(playwrightKey(key));
		}
	};
	const type = (text: string) => preview.page.keyboard.type(text);
	/** What has the keyboard: a card, place or link by its id, else what it is called. */
	const focused = () =>
		preview.page.evaluate(() => {
			const { activeElement } = document;
			const id = ["data-id", "data-frame", "data-link"].map((name) => activeElement?.getAttribute(name)).find(Boolean);
			return id ?? activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
		});
	const tabTo = async (selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> => {
		for (let steps = 0; steps < 80; steps++) {
			if (await preview.page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
			await preview.page.keyboard.press(key);
		}
		assert.fail(`Tab does not lead to ${selector}`);
	};
	const goTo = async (id: string): Promise<void> => {
		await preview.page.keyboard.press("Control+f");
		await type(id);
		await preview.page.keyboard.press("Enter");
		await preview.page.keyboard.press("Escape");
		assert.equal(await focused(), id);
	};
	const locator = (selector: string) => preview.page.locator(selector);
	const button = (text: string) => locator("vscode-button").filter({ hasText: text });
	const revealed = async () => (await preview.posted("reveal")).at(-1)?.id;
	const edit = async () =>
		((await preview.answer("archscale/edit", { ok: true })) as { readonly action: object }).action;
	const scale = async () => Number(/scale\(([\d.]+)\)/.exec((await preview.view())!)![1]);
	const shown = () =>
		locator("main .card:not([data-faded])").evaluateAll((all) => all.map((one) => one.getAttribute("data-id")));
	/** Everything that a key may change. */
	const snapshot = () =>
		preview.page.evaluate(() => {
			const { posted } = (globalThis as unknown as { standIn: StandIn }).standIn;
			const { activeElement } = document;
			return JSON.stringify([posted.length, document.body.innerHTML, activeElement?.outerHTML]);
		});

	const WAYS: Readonly<Record<OperationId, () => Promise<void>>> = {
		async walk() {
			await press("↓");
			assert.match((await preview.view())!, /translate/, "without a card it moves the picture");
			await goTo("us.users");
			await press("↑");
			assert.equal(await focused(), "us.web");
			await press("↓");
			assert.match(await focused(), /^us\.(redis|users|jobs)$/);
			await goTo("us.users");
			await press("→");
			const right = await focused();
			assert.notEqual(right, "us.users");
			await press("←");
			assert.equal(await focused(), "us.users");
		},
		async place() {
			await goTo("us.web");
			await press("A");
			assert.equal(await focused(), "us");
			assert.match(
				(await locator("[data-frame=us]").getAttribute("aria-label"))!,
				/^US East, data center, 7 components/,
			);
			await press("→");
			assert.equal(await focused(), "eu");
			await press("←", "↓");
			assert.equal(await focused(), "us.lb");
			await press("A", "Enter");
			assert.equal(await revealed(), "us");
			await press("F2");
			assert.equal(await locator(".edit-popup input").inputValue(), "us");
			await press("Esc");
			assert.equal(await focused(), "us", "the keyboard goes back");
			await press("N");
			await preview.answer("archscale/kinds", KINDS);
			await press("Enter", "Enter");
			assert.deepEqual(await edit(), { type: "add", kind: "service", parent: "us" });
			await goTo("us.web");
			await press("A", "Delete");
			assert.deepEqual(await edit(), { type: "delete", id: "us" });
		},
		async links() {
			await goTo("us.redis");
			await press("L");
			assert.equal(await focused(), "us.web>us.redis");
			assert.match((await locator(":focus").getAttribute("aria-label"))!, /^Reads from Web tier to redis, .*\/s$/);
			await press("Enter");
			assert.equal(await revealed(), "us.web>us.redis");
			await press("↑");
			assert.equal(await focused(), "us.web");
			const links = new Set<string>();
			for (let step = 0; step < 5; step++) {
				await press(step % 2 ? "→" : "L");
				links.add(await focused());
			}
			assert.equal(links.size, 5, [...links].join(", "));
			const last = await focused();
			await press("L", "Shift+L");
			assert.equal(await focused(), last);
			await press("↓");
			assert.equal(await focused(), last.split(">")[1]);
		},
		async jump() {
			await goTo("us.jobs");
			const before = (await preview.posted("reveal")).length;
			await press("Enter", "Space");
			const all = (await preview.posted("reveal")).slice(before);
			assert.deepEqual(
				all.map(({ id }) => id),
				["us.jobs", "us.jobs"],
			);
			assert.equal(await preview.card("us.jobs").getAttribute("aria-current"), "true", "it is selected");
		},
		async zoom() {
			const before = await scale();
			await press("+");
			assert.ok((await scale()) > before);
			await press("-", "-");
			assert.ok((await scale()) < before);
		},
		async fit() {
			const whole = await preview.view();
			await press("+", "+");
			assert.notEqual(await preview.view(), whole);
			await press("0");
			assert.equal(await preview.view(), whole);
		},
		async "natural-size"() {
			await press("-", "1");
			assert.equal(await scale(), 1);
		},
		async "zoom-to"() {
			for (const keys of [[], ["A"], ["L"]]) {
				await press("0");
				await goTo("us.redis");
				await press(...keys);
				const before = await scale();
				await press("Z");
				assert.ok((await scale()) > before, `after ${keys}`);
			}
		},
		async history() {
			const whole = await preview.view();
			await goTo("us.redis");
			await press("Z");
			const near = await preview.view();
			assert.notEqual(near, whole);
			await press("[");
			assert.equal(await preview.view(), whole);
			await press("]");
			assert.equal(await preview.view(), near);
		},
		async neighbours() {
			await goTo("us.redis");
			await press("F");
			assert.deepEqual(await shown(), ["us.web", "us.redis"]);
			await press("Esc");
			await press("A", "F");
			assert.ok(
				(await shown()).includes("us.jobs") && !(await shown()).includes("watch"),
				"a place with its neighbours",
			);
		},
		async path() {
			await goTo("us.users");
			await press("P");
			const bar = locator(".focus-bar span");
			const first = await bar.textContent();
			assert.match(first!, /^Path 1 of/);
			await goTo("us.web");
			await press("P", "P");
			assert.match((await bar.textContent())!, /^Path 2 of/);
			await press("Shift+P");
			assert.match((await bar.textContent())!, /^Path 1 of/);
		},
		async fold() {
			await goTo("us.web");
			await press("E");
			assert.deepEqual(await drawn.answer(), { expanded: ["us.web"] });
			assert.equal(await focused(), "us.web#1");
			await press("E");
			assert.deepEqual(await drawn.answer(), {});
			await goTo("us.users");
			await press("E");
			assert.deepEqual(await drawn.answer(), { expanded: ["us.users"] }, "replicas, too");
			await press("E");
			await drawn.answer();
			await press("A", "E");
			assert.deepEqual(await drawn.answer(), { collapsed: ["us"] });
			assert.equal(await focused(), "us");
			await press("E");
			assert.deepEqual(await drawn.answer(), {});
			await press("Shift+E");
			assert.deepEqual(await drawn.answer(), { collapsed: ["us", "eu"] });
			await press("Shift+E");
			assert.deepEqual(await drawn.answer(), {});
		},
		async alone() {
			await goTo("us.web");
			await press("V");
			assert.deepEqual(await drawn.answer(), { view: "us" });
			await tabTo(".path button", "Tab");
			await press("Enter");
			assert.deepEqual(await drawn.answer(), {});
		},
		async table() {
			await goTo("us.web");
			await press("T");
			assert.ok(await locator(".table-view").isVisible());
			await tabTo(".to-card");
			await press("Enter");
			assert.equal(await revealed(), "browser");
			await press("T");
			assert.ok(await locator(".table-view").isHidden());
			assert.equal(await focused(), "browser");
		},
		async menu() {
			for (const [keys, label] of [
				[[], "Menu of Web tier"],
				[["A"], "Menu of US East"],
				[["L"], /^Menu of .* → /],
			] as const) {
				for (const key of ["X", "Shift+F10", "ContextMenu"]) {
					await goTo("us.web");
					await press(...keys);
					const before = await focused();
					await press(key);
					await locator(".menu").waitFor();
					assert.match((await locator(".menu").getAttribute("aria-label"))!, new RegExp(label));
					await press("Esc");
					assert.equal(await locator(".menu").count(), 0);
					assert.equal(await focused(), before);
				}
			}
		},
		async findings() {
			for (const keys of [["A"], ["L"], []]) {
				await goTo("us.web");
				await press(...keys);
				const id = await focused();
				await press("Ctrl+.");
				assert.deepEqual(await preview.answer("archscale/findings", FOUND), { id, options: {} });
				await press("Esc");
				assert.equal(await focused(), id);
			}
			await press("Ctrl+.");
			await preview.answer("archscale/findings", FOUND);
			await tabTo(".panel .link");
			await press("Enter");
			assert.deepEqual(await preview.posted("openRule"), [{ type: "openRule", rule: "component-saturated" }]);
			await tabTo(".fix");
			const asked = await preview.answer("archscale/previewFix", {
				diagram: await drawn.diagram({}, PHOTO.replace("x4", "x5")),
				effects: ["saturates later"],
			});
			assert.equal((asked as { fix: number }).fix, 0);
			await locator(".preview-tag:not([hidden])").waitFor();
			await press("Enter");
			await preview.answer("archscale/fix", { applied: true });
			await locator(".live").getByText("Done: Run 5 instances").waitFor();
			await tabTo(".panel-close", "Shift+Tab");
			await press("Enter");
			assert.equal(await focused(), "us.web");
		},
		async details() {
			for (const keys of [["A"], []]) {
				await goTo("us.web");
				await press(...keys);
				const id = await focused();
				await press("I");
				const markdown = "k = **8** ([line 3](file:///shop.arch#L3))";
				assert.deepEqual(await preview.answer("archscale/details", { markdown }), { id, options: {} });
				await tabTo(".panel .link, .panel a");
				await press("Enter");
				await press("Esc");
				assert.equal(await focused(), id);
			}
			assert.equal((await preview.posted("openLine")).length, 2);
		},
		async find() {
			await press("Ctrl+F");
			await type("web tier");
			await press("Enter");
			assert.equal(await revealed(), "us.web");
			await press("Enter");
			assert.equal(await revealed(), "eu.web");
			await press("Shift+Enter");
			assert.equal(await revealed(), "us.web");
			await press("Esc");
			await press("A", "E");
			assert.deepEqual(await drawn.answer(), { collapsed: ["us"] });
			await press("Ctrl+F");
			await type("redis");
			assert.equal(await locator(".found").textContent(), "2 found, 1 of them folded");
			assert.deepEqual((await shown()).sort(), ["eu.redis", "us"], "the folded place stands for what is in it");
			await press("Enter", "Enter");
			assert.equal(await revealed(), "us.redis");
			assert.deepEqual(await drawn.answer(), {}, "what is around it is unfolded");
			assert.equal(await preview.card("us.redis").getAttribute("aria-current"), "true");
			assert.equal(await locator(".found").textContent(), "2 found");
			await press("Esc");
			assert.equal(await focused(), "us.redis");
			await press("Ctrl+F");
			await type("web");
			await press("↓", "↓");
			assert.equal(await revealed(), "eu.web");
			await press("↑");
			assert.equal(await revealed(), "us.web");
			await preview.page.keyboard.press("Control+a");
			await type("web tier > redis");
			assert.equal(await locator(".found").textContent(), "2 found");
			assert.deepEqual((await shown()).sort(), ["eu.redis", "eu.web", "us.redis", "us.web"]);
			assert.equal(await locator("main .edge:not([data-faded])").count(), 2);
			await press("Enter", "Enter");
			assert.equal(await revealed(), "eu.web>eu.redis");
			await press("Esc");
			assert.equal(await focused(), "eu.web>eu.redis", "on the link, whose keys go on");
		},
		async help() {
			await goTo("us.web");
			await press("?");
			assert.equal(await locator(".help dt").count(), operations.length);
			await press("Esc");
			assert.equal(await focused(), "us.web");
			await press("?");
			await tabTo(".help-close");
			await press("Enter");
			assert.ok(await locator(".help").isHidden());
		},
		async add() {
			await goTo("us.web");
			await press("N");
			await preview.answer("archscale/kinds", KINDS);
			await type("red");
			await press("Enter");
			await type("Sessions");
			await press("Enter");
			assert.deepEqual(await edit(), { type: "add", kind: "cache", title: "Sessions", parent: "us" });
		},
		async connect() {
			await goTo("us.users");
			await press("C", "↑", "Enter");
			assert.deepEqual(await edit(), { type: "connect", from: "us.users", to: "us.web" });
		},
		async disconnect() {
			await goTo("us.redis");
			await press("D", "Enter");
			assert.deepEqual(await edit(), { type: "disconnect", edge: "us.web>us.redis" });
		},
		async rename() {
			await goTo("us.redis");
			await press("F2");
			await type("sessions");
			await press("Enter");
			assert.deepEqual(await edit(), { type: "rename", id: "us.redis", name: "sessions" });
		},
		async retitle() {
			await goTo("us.redis");
			await press("Shift+F2");
			await type("Sessions");
			await press("Enter");
			assert.deepEqual(await edit(), { type: "retitle", id: "us.redis", title: "Sessions" });
		},
		async count() {
			await goTo("us.web");
			await press("Shift+↑");
			assert.deepEqual(await edit(), { type: "instances", id: "us.web", count: 5 });
			await press("Shift+↓");
			assert.deepEqual(await edit(), { type: "instances", id: "us.web", count: 3 });
		},
		async move() {
			await goTo("us.redis");
			await press("M", "↓", "Enter");
			assert.deepEqual(await edit(), { type: "move", id: "us.redis" }, "to the top level");
		},
		async group() {
			await goTo("us.redis");
			await press("G", "Enter");
			assert.equal(await locator(".menu").getAttribute("aria-label"), "Menu of US East");
		},
		async delete() {
			await goTo("us.redis");
			await press("Delete");
			assert.deepEqual(await edit(), { type: "delete", id: "us.redis" });
			await goTo("us.redis");
			await press("L", "Delete");
			assert.deepEqual(await edit(), { type: "disconnect", edge: "us.web>us.redis" });
		},
		async undo() {
			await goTo("us.redis");
			await press("Ctrl+Z", "Ctrl+Y");
			assert.deepEqual(
				(await preview.posted("history")).map(({ direction }) => direction),
				["undo", "redo"],
			);
		},
		async escape() {
			await goTo("us.users");
			await press("C", "↑", "Esc");
			assert.equal(await locator(".live").textContent(), "Nothing has changed.");
			assert.deepEqual(
				(await preview.posted("request")).filter(({ method }) => method === "archscale/edit"),
				[],
			);
			assert.equal(await focused(), "us.users");
		},
	};

	for (const { title, keys } of KEY_GROUPS) {
		describe(title.en, () => {
			for (const { id, text, keys: all } of keys) {
				it(`${id}: ${text.en}`, async () => {
					await open();
					assert.ok(WAYS[id], "each operation of the table has a test");
					await WAYS[id]();
					assert.deepEqual(
						all.filter((key) => !pressed.has(key)),
						[],
						"every key of it is pressed",
					);
				});
			}
		});
	}

	const CONTROLS: Readonly<Record<(typeof OTHERS)[number], () => Promise<void>>> = {
		async map() {
			await press("+", "+", "+");
			await preview.rest();
			await tabTo(".minimap");
			const before = await preview.view();
			await press("→");
			assert.notEqual(await preview.view(), before);
			await press("0");
			await preview.rest();
			assert.ok(await locator(".minimap").isHidden());
			assert.equal(await focused(), "browser", "the map goes, and the keyboard with it to a card");
		},
		async slider() {
			await tabTo("input[type=range]");
			await press("→");
			const { users } = await drawn.answer();
			assert.ok(users! > 2_000_000);
			await preview.rest();
			await tabTo("vscode-button[title^='Back to the declared']");
			await press("Enter");
			assert.deepEqual(await drawn.answer(), {});
		},
		async "typed users"() {
			await tabTo(".users-typed");
			await press("Ctrl+A");
			await type("10M");
			await press("Enter");
			assert.deepEqual(await drawn.answer(), { users: 10_000_000 });
		},
		async heat() {
			await tabTo("select");
			for (const heat of ["responseTime", "availability", "cost"]) {
				await press("↓");
				assert.deepEqual(await drawn.answer(), { heat });
			}
		},
		async failures() {
			for (const [keys, down] of [
				[["X"], ["us.web"]],
				[["X", "↓"], ["us.redis#1"]],
				[["A", "X"], ["us"]],
			] as const) {
				await goTo(down[0]!.includes("redis") ? "us.redis" : "us.web");
				await press(...keys);
				await locator(".menu").waitFor();
				await press("Enter");
				assert.deepEqual((await drawn.answer()).down!.at(-1), down[0]);
			}
			await tabTo(".chip", "Shift+Tab");
			await press("Enter");
			assert.equal((await drawn.answer()).down!.length, 2);
			await tabTo(".failures vscode-button");
			await press("Enter");
			assert.deepEqual(await drawn.answer(), {});
		},
		async ladder() {
			await preview.answer("archscale/saturations", [
				{ ids: ["us.web"], title: "Web tier", users: 1_500_000, usersText: "1.5M", technique: "add instances" },
			]);
			await tabTo("[data-rare=ladder]");
			await press("Enter");
			await tabTo(".ladder-rung");
			await press("Enter");
			assert.equal(await revealed(), "us.web");
		},
		async legend() {
			await tabTo("[data-rare=legend]");
			await press("Enter");
			assert.ok(await locator(".legend-box").isHidden());
			await press("Space");
			assert.ok(await locator(".legend-box").isVisible());
		},
		async "table button"() {
			await tabTo("[data-rare=table]");
			await press("Enter");
			assert.ok(await locator(".table-view").isVisible());
			await press("Enter");
			assert.ok(await locator(".table-view").isHidden());
		},
		async export() {
			const choose = async (steps: number): Promise<void> => {
				await tabTo("[data-rare=export]");
				await press("Enter");
				for (let step = 0; step < steps; step++) await press("↓");
				await press("Enter");
				assert.ok(await preview.page.evaluate(() => document.activeElement?.matches("[data-rare=export]")));
			};
			for (const [at, format] of EXPORT_FORMATS.entries()) {
				await choose(at);
				assert.deepEqual((await preview.posted("export")).at(-1), { type: "export", format });
			}
			for (const [at, format] of (["png", "svg"] as const).entries()) {
				await choose(EXPORT_FORMATS.length + at);
				assert.deepEqual((await preview.posted("copy")).at(-1), { type: "copy", format });
			}
		},
		async "toolbar menu"() {
			await preview.close();
			await open({ width: 400, height: 700 });
			await press("+");
			const texts: string[] = [];
			for (let at = 0; at === 0 || at < texts.length; at++) {
				await tabTo("[data-more]", at === 0 ? "Tab" : "Shift+Tab");
				await press("Enter");
				const items = locator(".menu [role^=menuitem]");
				if (at === 0) texts.push(...(await items.locator("span:first-of-type").allTextContents()));
				const isEnabled = (await items.nth(at).getAttribute("aria-disabled")) === null;
				for (let step = 0; step < at; step++) await press("↓");
				await press("Esc");
				const before = await snapshot();
				await press("Enter");
				for (let step = 0; step < at; step++) await press("↓");
				await press("Enter");
				if (isEnabled) assert.notEqual(await snapshot(), before, texts[at]);
				// Export opens a menu of its own.
				await press("Esc");
			}
			for (const text of ["Ladder", "Table", "Legend", "Collapse all", "Export", "Heat: cost"]) {
				assert.ok(texts.includes(text), `${text} is in ${texts.join(", ")}`);
			}
		},
		async "fold controls"() {
			await goTo("us.web");
			await tabTo("[data-of=us]", "Shift+Tab");
			await press("Enter");
			assert.deepEqual(await drawn.answer(), { collapsed: ["us"] });
		},
		async "collapse all"() {
			await tabTo("[data-rare=folds]");
			await press("Enter");
			assert.deepEqual(await drawn.answer(), { collapsed: ["us", "eu"] });
			await press("Enter");
			assert.deepEqual(await drawn.answer(), {});
		},
		async problems() {
			await tabTo(".counts");
			await press("Enter");
			assert.equal((await preview.posted("showProblems")).length, 1);
		},
		async "focus bar"() {
			await goTo("us.web");
			await press("F");
			await tabTo(".focus-bar button");
			await press("Enter");
			assert.ok(await locator(".focus-bar").isHidden());
		},
		async "fit button"() {
			const whole = await preview.view();
			await press("+");
			await tabTo("[data-rare=fit]");
			await press("Enter");
			assert.equal(await preview.view(), whole);
		},
		async "history buttons"() {
			const whole = await preview.view();
			await goTo("us.redis");
			await press("Z");
			await button("‹").and(locator(":not([disabled])")).waitFor();
			const near = await preview.view();
			await tabTo("[data-rare=history]", "Shift+Tab");
			await press("Enter");
			assert.equal(await preview.view(), whole);
			await tabTo("vscode-button[title^=Forward]");
			await press("Enter");
			assert.equal(await preview.view(), near);
		},
		async menus() {
			await goTo("us.users");
			await press("N");
			await preview.answer("archscale/kinds", KINDS);
			await press("Esc");
			for (const keys of [[], ["A"], ["L"]]) {
				let count = 1;
				for (let at = 0; at < count; at++) {
					await goTo("us.users");
					await press(...keys);
					const before = await snapshot();
					await press("X");
					const items = locator(".menu [role^=menuitem]");
					await items.first().waitFor();
					count = await items.count();
					const text = await items.nth(at).textContent();
					for (let step = 0; step < at; step++) await press("↓");
					await press("Enter");
					assert.equal(await locator(".menu").count(), 0);
					await preview.rest();
					assert.notEqual(await snapshot(), before, text!);
					await press("Esc");
				}
				assert.ok(count > (keys[0] === "L" ? 0 : 4));
			}
		},
	};

	describe("controls", () => {
		for (const name of OTHERS) {
			it(name, async () => {
				await open();
				await CONTROLS[name]();
			});
		}
	});

	describe("altogether", () => {
		it("has every key in the table that does something on a card, a place or a link", async () => {
			await open();
			const known = new Set<string>(operations.flatMap(({ keys, also = [] }) => [...keys, ...also]));
			const named = ["Enter", "Delete", "Backspace", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];
			named.push(
				"PageUp",
				"PageDown",
				"ContextMenu",
				"Insert",
				"F1",
				"F2",
				"F3",
				"F4",
				"F5",
				"F6",
				"F7",
				"F8",
				"F9",
				"F10",
			);
			const signs = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
			const candidates = [
				...signs.map((key) => ({ key, shiftKey: /[A-Z]/.test(key), ctrlKey: false })),
				...named.flatMap((key) => [false, true].map((shiftKey) => ({ key, shiftKey, ctrlKey: false }))),
				...[...signs, ...named]
					.filter((key) => !/[A-Z]/.test(key))
					.map((key) => ({ key, shiftKey: false, ctrlKey: true })),
			];
			for (const selector of ['[data-id="us.web"]', '[data-frame="us"]', '[data-link="us.web>us.redis"]']) {
				const taken = await preview.page.evaluate(
					async ([selector, candidates]) => {
						const element = document.querySelector<SVGElement>(selector)!;
						const options = { bubbles: true, cancelable: true };
						const taken: (typeof candidates)[number][] = [];
						for (const candidate of candidates) {
							element.focus();
							if (element.dispatchEvent(new KeyboardEvent("keydown", { ...candidate, ...options }))) continue;
							taken.push(candidate);
							// Menus open in a moment.
							await new Promise((resolve) => requestAnimationFrame(resolve));
							document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", ...options }));
						}
						return taken;
					},
					[selector, candidates] as const,
				);
				assert.ok(taken.length > 20, `${taken.length} keys on ${selector}`);
				const names = taken.map(tableKey);
				const unlisted = names.filter((name) => !known.has(name) && !known.has(name.replace(/^Shift\+/, "")));
				assert.deepEqual(unlisted, [], selector);
			}
		});

		it("takes letters under caps lock and from a Korean keyboard for the same keys", async () => {
			await open();
			const keys = async (
				...all: readonly { readonly key: string; readonly code: string; readonly shiftKey?: boolean }[]
			) => {
				await goTo("us.redis");
				for (const init of all) {
					const options = JSON.stringify({ ...init, bubbles: true, cancelable: true });
					await preview.page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", ${options}))`);
				}
			};
			await keys({ key: "F", code: "KeyF" });
			assert.deepEqual(await shown(), ["us.web", "us.redis"]);
			await keys({ key: "ㄹ", code: "KeyF" });
			assert.equal((await shown()).length > 2, true, "the same key ends it");
			await keys({ key: "l", code: "KeyL", shiftKey: true });
			const last = await focused();
			await keys({ key: "L", code: "KeyL" });
			assert.equal(await focused(), "us.web>us.redis");
			await keys({ key: "ㅣ", code: "KeyL", shiftKey: true });
			assert.equal(await focused(), last, "Shift is Shift, whatever caps lock makes of the letter");
			await keys({ key: "E", code: "KeyE" });
			const [asked] = await preview.posted("options");
			assert.ok(asked && asked.options.collapsed === undefined, "not Shift+E, which folds all places");
		});

		it("fades for what was last asked for, and then for what was asked for before it", async () => {
			await open();
			await goTo("us.redis");
			await press("F");
			const near = ["us.web", "us.redis"];
			assert.deepEqual(await shown(), near);
			await press("Ctrl+F");
			await type("users");
			const matches = await shown();
			assert.ok(matches.length > 0 && !matches.includes("us.redis"));
			await drawn.show();
			assert.deepEqual(await shown(), matches, "another picture changes nothing about it");
			await press("Esc");
			assert.deepEqual(await shown(), near, "without the search, what was there before it");
			await press("Ctrl+F");
			await type("users");
			await tabTo("main .card");
			await press("P");
			const way = await shown();
			assert.ok(way.includes("us.redis") && way.length > 2);
			await drawn.show();
			assert.deepEqual(await shown(), way);
			await press("Esc");
			assert.deepEqual(await shown(), matches, "the text of the search still stands in its field");
			await press("Ctrl+F", "Esc");
			assert.equal((await shown()).length > matches.length, true, "nothing is faded any more");
		});

		it("leaves what was typed into a field alone when the text is undone", async () => {
			await open();
			// VS Code undoes what was last typed into a field of the page for each such key that comes up to the window.
			await preview.page.evaluate(
				"addEventListener('keydown', (event) => event.ctrlKey && document.execCommand(event.key === 'z' ? 'undo' : 'redo'))",
			);
			const users = preview.page.locator(".users-typed");
			await users.fill("3M");
			await users.press("Enter");
			await preview.card("us.redis").focus();
			await preview.page.keyboard.press("Control+z");
			await preview.card("us.redis").focus();
			assert.equal(await users.inputValue(), "3M");
			assert.deepEqual(
				(await preview.posted("options")).map(({ options }) => options.users),
				[3_000_000],
			);
		});

		it("does all that the accessibility page of GLSP names", () => {
			const all = new Set<string>([...operations.map(({ id }) => id), ...OTHERS]);
			for (const [what, ways] of Object.entries(GLSP)) {
				assert.ok(ways.length > 0 && ways.every((way) => all.has(way)), what);
			}
		});

		it("has shown no control that was not used", () => {
			assert.ok(used.size > 25, `${used.size}`);
			assert.deepEqual(
				[...seen].filter((name) => !used.has(name)),
				[],
			);
		});
	});
});

const SIGNS: Readonly<Record<string, string>> = {
	"↑": "ArrowUp",
	"↓": "ArrowDown",
	"←": "ArrowLeft",
	"→": "ArrowRight",
	Esc: "Escape",
};

function playwrightKey(key: string): string {
	const parts = key === "+" ? ["+"] : key.split("+");
	const last = parts.at(-1)!;
	const isShifted = parts.includes("Shift");
	const plain = SIGNS[last] ?? (/^[A-Z]$/.test(last) && !isShifted ? last.toLowerCase() : last);
	return [...parts.slice(0, -1).map((part) => (part === "Ctrl" ? "Control" : part)), plain].join("+");
}

function tableKey({ key, shiftKey, ctrlKey }: { key: string; shiftKey: boolean; ctrlKey: boolean }): string {
	const sign = Object.entries(SIGNS).find(([, name]) => name === key)?.[0];
	const plain = sign ?? (key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key);
	return `${ctrlKey ? "Ctrl+" : ""}${shiftKey ? "Shift+" : ""}${plain}`;
}
