import "./edit.css";
import type { Card, Group, Scene } from "../../src/diagram/scene.ts";
import type { EditAction, KindText } from "../../src/protocol/messages.ts";
import type { App, MenuEntry } from "../app.ts";
import { Drag } from "../edit/drag.ts";
import { openInlineInput } from "../edit/inline-input.ts";
import { openPalette } from "../edit/palette.ts";
import { richText } from "../edit/rich-text.ts";

import { editTextsIn } from "../edit/texts.ts";
import { html } from "../element.ts";
import { pressedKey } from "../pressed-key.ts";
import { focusedTarget, type Target, toStage } from "../target.ts";

/** So long a refusal is read at most. */
const NOTICE_MILLISECONDS = 8000;

/**
 * Changes of the text from the picture. The picture itself keeps nothing: it asks the server for an edit of the text, and
 * what the text then says comes back as the next picture.
 */
export function edit(app: App): void {
	const { picture, stage } = app;
	const text = editTextsIn(app.locale);
	const notice = html("p", { class: "edit-notice", role: "alert", hidden: "" });
	const hint = html("p", { class: "edit-hint", hidden: "" });
	stage.append(notice, hint);
	let kinds: Promise<readonly KindText[]> | undefined;
	/** The card that is being connected by keyboard. */
	let connecting: string | undefined;
	/** What an edit was about: the keyboard goes there once it is drawn. */
	let awaited: string | undefined;
	let hiding: ReturnType<typeof setTimeout> | undefined;

	const drag = new Drag(app, {
		handleTitle: text("handle"),
		onConnect: (from, to) => void connect(from, to),
		onDropOnNothing: (from, { x, y, group }) => void chooseKind({ parent: group, from, x, y }),
		onMove: (id, group) => void move(id, group),
	});

	const scene = () => picture.diagram?.scene;
	const cardOf = (id: string | undefined): Card | undefined => scene()?.cards.find((card) => card.id === id);
	const groupOf = (id: string | undefined): Group | undefined => scene()?.groups.find((group) => group.id === id);
	const titleOf = (id: string): string => cardOf(id)?.title ?? groupOf(id)?.title ?? id;
	const placeName = (id: string | undefined): string => (id === undefined ? text("topLevel") : titleOf(id));

	/** Where something about an element opens, in px of the stage. */
	function placeOf(id: string | undefined): { x: number; y: number; width: number } {
		const layout = picture.diagram?.layout;
		const box = id === undefined ? undefined : (layout?.cards[id] ?? layout?.groups[id]);
		if (!box) return { x: stage.clientWidth / 2 - 120, y: 40, width: 240 };
		return toStage(picture, box);
	}

	function back(id = picture.current): void {
		const isBack = id !== undefined && picture.focus(id);
		if (!isBack && picture.current !== undefined) picture.focus(picture.current);
	}

	function say(refused: string | undefined): void {
		clearTimeout(hiding);
		notice.replaceChildren(...richText(refused ?? ""));
		notice.hidden = refused === undefined;
		if (refused !== undefined) hiding = setTimeout(() => say(undefined), NOTICE_MILLISECONDS);
	}

	/** Asks for an edit. Returns why there is none. */
	async function act(action: EditAction, done: string): Promise<string | undefined> {
		say(undefined);
		const result = await app.request("archscale/edit", { action });
		if (!result) return text("failed");
		if (!result.ok) return result.reason;
		app.announce(done);
		if (result.select !== undefined && document.hasFocus()) {
			awaited = result.select;
			arrive();
		}
		return undefined;
	}

	/** The same, with a refusal shown over the picture. */
	async function actOrSay(action: EditAction, done: string): Promise<void> {
		say(await act(action, done));
	}

	function arrive(): void {
		if (awaited === undefined || !(cardOf(awaited) ?? groupOf(awaited))) return;
		const id = awaited;
		awaited = undefined;
		// Somebody who types a name or a number must not lose the field.
		const active = document.activeElement;
		if (active === null || active === document.body || picture.svg.contains(active)) picture.focus(id);
	}

	const connect = (from: string, to: string): Promise<void> =>
		actOrSay({ type: "connect", from, to }, text("doneConnect", { from: titleOf(from), to: titleOf(to) }));

	function move(id: string, parent: string | undefined): Promise<void> {
		const action: EditAction = { type: "move", id, ...(parent !== undefined && { parent }) };
		return actOrSay(action, text("doneMove", { title: titleOf(id), place: placeName(parent) }));
	}

	function instances(id: string, by: number): void {
		const card = cardOf(id);
		if (!card) return;
		const count = card.instances + by;
		if (count >= 1) {
			const done = text("doneInstances", { title: card.title, count });
			void actOrSay({ type: "instances", id, count }, done);
		}
	}

	function remove(id: string): void {
		void actOrSay({ type: "delete", id }, text("doneDelete", { title: titleOf(id) })).then(() => back());
	}

	async function chooseKind(place: {
		readonly parent: string | undefined;
		readonly from?: string;
		readonly x: number;
		readonly y: number;
	}): Promise<void> {
		const { parent, from, x, y } = place;
		kinds ??= app.request("archscale/kinds", {}).then((list) => list ?? []);
		const all = await kinds;
		if (all.length === 0) kinds = undefined;
		const choices = all.filter(({ isPlace, kind }) => from === undefined || (!isPlace && takesLinks(kind)));
		openPalette(stage, {
			label:
				from !== undefined
					? text("addAndConnect", { from: titleOf(from) })
					: parent === undefined
						? text("addHere")
						: text("addTo", { place: titleOf(parent) }),
			placeholder: text("kind"),
			noMatch: text("noMatch"),
			choices: choices.map(({ kind, title, icon, words }) => ({
				id: kind,
				text: title,
				...(title.toLowerCase() !== kind && { detail: kind }),
				icon,
				words,
			})),
			x,
			y,
			onCancel: () => cancel(from),
			onChoose(kind) {
				const title = all.find((one) => one.kind === kind)?.title ?? kind;
				openInlineInput(stage, {
					label: text("titleOf", { kind: title }),
					value: "",
					x,
					y,
					width: 280,
					onCancel: () => cancel(from),
					onDone: (given) =>
						act(
							{
								type: "add",
								kind,
								...(given.trim() !== "" && { title: given }),
								...(parent !== undefined && { parent }),
								...(from !== undefined && { from }),
							},
							text("doneAdd", { title: given.trim() || title }),
						),
				});
			},
		});
	}

	function add(parent: string | undefined, beside: string | undefined): void {
		const { x, y } = placeOf(beside ?? parent);
		void chooseKind({ parent, x: x + 12, y: y + 12 });
	}

	function cancel(id?: string): void {
		app.announce(text("cancelled"));
		back(id);
	}

	/** Names and titles are told apart: the name stands in the text, the title on the card. */
	function rename(id: string, what: "rename" | "retitle"): void {
		const title = titleOf(id);
		const place = placeOf(id);
		openInlineInput(stage, {
			label: text(what === "rename" ? "renameLabel" : "retitleLabel", { title }),
			value: what === "rename" ? nameIn(id) : title,
			...place,
			onCancel: () => cancel(id),
			onDone: (given) => {
				const action: EditAction =
					what === "rename" ? { type: "rename", id, name: given } : { type: "retitle", id, title: given };
				if (given.trim() === (what === "rename" ? nameIn(id) : title)) {
					cancel(id);
					return Promise.resolve(undefined);
				}
				return act(action, text("doneRename", { title: given }));
			},
		});
	}

	function nameIn(id: string): string {
		const parent = cardOf(id)?.parent ?? groupOf(id)?.parent;
		return parent === undefined ? id : id.slice(parent.length + 1);
	}

	function choosePlace(id: string): void {
		const parent = cardOf(id)?.parent ?? groupOf(id)?.parent;
		const places = (scene()?.groups ?? []).filter((group) => group.id !== parent && !isIn(group.id, id));
		const choices = places.map((group) => ({ id: group.id, text: group.title, detail: group.id }));
		const top = parent === undefined ? [] : [{ id: "", text: text("topLevel") }];
		if (choices.length + top.length === 0) return say(text("noGroups"));
		const { x, y } = placeOf(id);
		openPalette(stage, {
			label: text("moveTo", { title: titleOf(id) }),
			placeholder: "",
			noMatch: text("noMatch"),
			choices: [...choices, ...top],
			x: x + 12,
			y: y + 12,
			onCancel: () => cancel(id),
			onChoose: (place) => void move(id, place === "" ? undefined : place).then(() => back(id)),
		});
	}

	function chooseLink(id: string): void {
		const links = (scene()?.edges ?? []).filter((edge) => edge.from === id || edge.to === id);
		if (links.length === 0) return say(text("noLinks", { title: titleOf(id) }));
		const { x, y } = placeOf(id);
		openPalette(stage, {
			label: text("link"),
			placeholder: "",
			noMatch: text("noMatch"),
			choices: links.map((edge) => ({
				id: edge.id,
				text: text("connectTo", { from: titleOf(edge.from), to: titleOf(edge.to) }),
				...(edge.label !== undefined && { detail: edge.label }),
			})),
			x: x + 12,
			y: y + 12,
			onCancel: () => cancel(id),
			onChoose: (edge) => void disconnect(edge).then(() => back(id)),
		});
	}

	/** Any group of a large picture, from a list: first the one around the card. */
	function chooseGroup(id: string | undefined): void {
		const own = cardOf(id)?.parent;
		const groups = [...(scene()?.groups ?? [])].sort((a, b) => Number(b.id === own) - Number(a.id === own));
		if (groups.length === 0) return say(text("noGroup"));
		const at = placeOf(id ?? groups[0]?.id);
		const place = { x: at.x + 12, y: at.y + 12 };
		openPalette(stage, {
			label: text("group"),
			placeholder: "",
			noMatch: text("noMatch"),
			choices: groups.map((group) => ({ id: group.id, text: group.title, detail: group.id })),
			...place,
			onCancel: () => cancel(id),
			onChoose(group) {
				const { left, top } = stage.getBoundingClientRect();
				app.openMenu({ type: "group", id: group }, { x: left + place.x, y: top + place.y });
			},
		});
	}

	const disconnect = (edge: string): Promise<void> => actOrSay({ type: "disconnect", edge }, text("doneDisconnect"));

	function startConnecting(from: string): void {
		connecting = from;
		picture.focus(from);
		hint.textContent = text("connecting", { from: titleOf(from) });
		hint.hidden = false;
		app.announce(hint.textContent);
	}

	function stopConnecting(): void {
		connecting = undefined;
		hint.hidden = true;
		drag.preview(undefined);
	}

	picture.svg.addEventListener("focusin", () => {
		const to = picture.focused;
		if (connecting === undefined || to === undefined) return;
		drag.preview(connecting, to === connecting ? undefined : to);
		if (to === connecting) return;
		app.announce(text("connectTo", { from: titleOf(connecting), to: titleOf(to) }));
		hint.textContent = text("connectingTo", { from: titleOf(connecting), to: titleOf(to) });
	});
	// Before the card takes Enter for a jump to the text.
	stage.addEventListener(
		"keydown",
		(event) => {
			if (connecting === undefined || (event.key !== "Enter" && event.key !== "Escape")) return;
			event.preventDefault();
			event.stopPropagation();
			const [from, to] = [connecting, picture.focused];
			stopConnecting();
			if (event.key === "Enter" && to !== undefined && to !== from) void connect(from, to);
			else cancel(from);
		},
		{ capture: true },
	);

	app.onKey(({ key, shiftKey }) => {
		if (key === "Escape" && !notice.hidden) {
			say(undefined);
			return true;
		}
		const isDelete = key === "Delete" || key === "Backspace";
		const focused = focusedTarget(picture);
		const target = focused && scene() && textTarget(focused, scene()!);
		if (key === "n") {
			const beside = focused?.type === "edge" ? undefined : (focused?.id ?? picture.current);
			// A frame takes it in; a card, and a folded place like one, gets it beside itself.
			if (focused?.type === "group" && target?.type === "group") add(target.id, beside);
			else add(cardOf(beside)?.parent ?? groupOf(beside)?.parent, beside);
			return true;
		}
		if (key === "g") {
			chooseGroup(target?.type === "card" ? target.id : picture.current);
			return true;
		}
		if (target?.type === "edge" && (isDelete || key === "d")) {
			void disconnect(target.id).then(() => back());
			return true;
		}
		if (target?.type !== "card" && target?.type !== "group") return false;
		const { id } = target;
		if (key === "F2") rename(id, shiftKey ? "retitle" : "rename");
		else if (isDelete) remove(id);
		else if (key === "m") choosePlace(id);
		else if (target.type === "group") return false;
		else if (shiftKey && key === "ArrowUp") instances(id, 1);
		else if (shiftKey && key === "ArrowDown") instances(id, -1);
		else if (key === "c") startConnecting(id);
		else if (key === "d") chooseLink(id);
		else return false;
		return true;
	});

	// The text has the history; the picture only passes the keys on.
	document.addEventListener("keydown", (event) => {
		const isField = event.target instanceof HTMLElement && event.target.closest("input, vscode-text-field") !== null;
		const { key } = pressedKey(event);
		if (isField || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
		event.preventDefault();
		// VS Code would have the page undo as well: what was last typed into one of its fields.
		event.stopPropagation();
		// The editor has the focus for a moment.
		awaited = picture.focused;
		app.post({ type: "history", direction: key === "y" || event.shiftKey ? "redo" : "undo" });
	});

	/** What can be done with what somebody points at. */
	function editEntries(target: Target, at: { readonly x: number; readonly y: number }): readonly MenuEntry[] {
		switch (target.type) {
			case "card": {
				const { id } = target;
				const parent = cardOf(id)?.parent;
				return [
					{ text: text("connect"), key: "C", run: () => startConnecting(id) },
					{ text: text("disconnect"), key: "D", run: () => chooseLink(id) },
					{ text: text("rename"), key: "F2", run: () => rename(id, "rename") },
					{ text: text("retitle"), key: "Shift+F2", run: () => rename(id, "retitle") },
					{ text: text("more"), key: "Shift+↑", run: () => instances(id, 1) },
					{ text: text("fewer"), key: "Shift+↓", run: () => instances(id, -1) },
					{ text: text("move"), key: "M", run: () => choosePlace(id) },
					{ text: text("add"), key: "N", run: () => add(parent, id) },
					{ text: text("delete"), key: "Delete", run: () => remove(id) },
				];
			}
			case "group": {
				const { id } = target;
				return [
					{ text: text("add"), key: "N", run: () => void chooseKind({ parent: id, ...at }) },
					{ text: text("rename"), run: () => rename(id, "rename") },
					{ text: text("retitle"), run: () => rename(id, "retitle") },
					{ text: text("move"), run: () => choosePlace(id) },
					{ text: text("delete"), run: () => remove(id) },
				];
			}
			case "edge":
				return [{ text: text("disconnectThis"), run: () => void disconnect(target.id) }];
			case "picture":
				return [{ text: text("add"), key: "N", run: () => void chooseKind({ parent: undefined, ...at }) }];
		}
	}

	app.onMenu((target, at) => editEntries(textTarget(target, scene()!), at));

	app.onDiagram((_diagram, isOther) => {
		if (isOther) awaited = undefined;
		if (connecting !== undefined && (isOther || !cardOf(connecting))) stopConnecting();
		drag.refresh();
		arrive();
	});
}

/** What stands in the text for it: a folded place, or the component of a node that is drawn by itself. */
function textTarget(target: Target, { cards, groups }: Scene): Target {
	if (target.type === "card") {
		const card = cards.find(({ id }) => id === target.id);
		if (card?.folds === "place") return { type: "group", id: target.id };
		return { type: "card", id: target.id.split("#")[0]! };
	}
	const isComponent = target.type === "group" && groups.find(({ id }) => id === target.id)?.component !== undefined;
	return isComponent ? { type: "card", id: target.id } : target;
}

/** The server refuses the others, too; a list is shorter without them. */
function takesLinks(kind: string): boolean {
	return kind !== "monitoring" && kind !== "pipeline";
}

function isIn(id: string, place: string): boolean {
	return id === place || id.startsWith(`${place}.`);
}
