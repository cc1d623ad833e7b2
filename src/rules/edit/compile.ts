import type { Edit, Span } from "../../language/text.ts";
import type * as tree from "../../language/tree.ts";
import type { Architecture, Element, Link, Place, SourceFile } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { enclose } from "./enclose.ts";
import { insertion, Layout } from "./layout.ts";
import { canBeNamed, pathOf, referenceTo, written } from "./names.ts";
import { type End, type NewElement, namedIn, type Operation, type Properties, type Value } from "./operations.ts";
import { type Arrow, arrowsOf, statementsOf } from "./statement.ts";
import { syntaxOf } from "./syntax.ts";

/** Edits of the text by file, in its order and without overlaps. */
export type Edits = ReadonlyMap<SourceFile, readonly Edit[]>;

/**
 * The edits that carry out `operations`. Undefined if that cannot be done, as where it would have to change the text of
 * an original on behalf of one of its copies.
 */
export function compile(architecture: Architecture, operations: readonly Operation[]): Edits | undefined {
	const run = new Compiler(architecture);
	for (const operation of operations) if (!run.add(operation)) return undefined;
	return run.edits();
}

/** What becomes of one declaration, which may stand in the text or override a copy. */
interface DeclarationChange {
	readonly file: SourceFile;
	/** Where the names in its body are looked up. */
	readonly scope: Place | undefined;
	kind?: string;
	/** Empty: none. */
	title?: string;
	times?: string;
	readonly sets: Map<string, Value>;
	readonly unsets: Set<string>;
	readonly accesses: string[];
	readonly parts: Part[];
}

/** Something to be written into a body or at the top level. */
interface Part {
	readonly sort: "declaration" | "link";
	readonly beside?: { readonly node: Span; readonly side: "before" | "after" };
	readonly text: (layout: Layout) => string;
}

/** One run of `compile`: first it collects what becomes of each node of the trees, then it writes that down. */
class Compiler {
	readonly #architecture: Architecture;
	readonly #declarations = new Map<tree.Declaration, DeclarationChange>();
	readonly #overrides = new Map<Element, DeclarationChange>();
	readonly #topLevel = new Map<SourceFile, Part[]>();
	readonly #statements = new Map<tree.Link, { file: SourceFile; scope: Place | undefined; arrows: Arrow[] }>();
	readonly #edits = new Map<SourceFile, Edit[]>();

	constructor(architecture: Architecture) {
		this.#architecture = architecture;
	}

	/** False if it cannot be done. */
	add(operation: Operation): boolean {
		if (!namedIn(operation).every(canBeNamed)) return false;
		switch (operation.type) {
			case "set":
				if ("from" in operation.of) return this.#setOfLink(operation.of, operation.property, operation.value);
				this.#change(operation.of).sets.set(operation.property, operation.value);
				return true;
			case "unset":
				if ("from" in operation.of) return this.#unsetOfLink(operation.of, operation.property);
				this.#change(operation.of).unsets.add(operation.property);
				return operation.of.copyOf === undefined;
			case "times": {
				const { min, max = min } = operation;
				this.#change(operation.component).times = max === min ? `x${min}` : `x${min}..${max}`;
				return true;
			}
			case "kind":
				this.#change(operation.place).kind = operation.kind;
				return operation.place.copyOf === undefined;
			case "title": {
				const { of, title = "" } = operation;
				this.#change(of).title = title;
				// A copy without a title of its own has that of its original.
				return title !== "" || of.copyOf === undefined;
			}
			case "declare":
				return this.#declare(operation.element);
			case "connect":
				return this.#connect(operation);
			case "disconnect":
				return this.#rewrite(operation.link, () => []);
			case "twin": {
				const { link, from = link.from, to = link.to } = operation;
				return this.#rewrite(link, (arrow, scope) => [
					arrow,
					{
						from: referenceTo(from, scope, this.#architecture),
						to: referenceTo(to, scope, this.#architecture),
						share: arrow.share,
						label: arrow.label,
						body: arrow.body,
					},
				]);
			}
			case "redirect":
				return this.#rewrite(operation.link, (arrow, scope) => [
					{ ...arrow, to: referenceTo(operation.to, scope, this.#architecture) },
				]);
			case "access": {
				const { component, share } = operation;
				const data = referenceTo(operation.data, component.parent, this.#architecture);
				this.#change(component).accesses.push(`${operation.operation} ${data} ${share}`.trimEnd());
				return true;
			}
			case "drop-access": {
				const { at } = operation.access;
				if (!contains(operation.component.declaration, at.span)) return false;
				this.#remove(at.file, at.span);
				return true;
			}
			case "enclose": {
				const edits = enclose(this.#architecture, operation.place, operation.elements);
				for (const [file, list] of edits ?? []) this.#push(file, ...list);
				return edits !== undefined;
			}
			case "text":
				this.#push(operation.file, { span: operation.span, text: operation.text });
				return true;
			case "remove":
				this.#remove(operation.file, operation.span);
				return true;
		}
	}

	edits(): Edits | undefined {
		for (const [declaration, change] of this.#declarations) this.#writeDeclaration(declaration, change);
		for (const [statement, { file, arrows }] of this.#statements) this.#writeStatement(file, statement, arrows);
		for (const [file, parts] of this.#topLevel) this.#writeParts(file, file.tree.items, undefined, parts);
		for (const list of this.#edits.values()) {
			list.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
			for (const [i, { span }] of list.entries()) if (i > 0 && span.start < list[i - 1]!.span.end) return undefined;
		}
		return this.#edits;
	}

	// Collecting

	#change(element: Element): DeclarationChange {
		const known = element.copyOf ? this.#overrides.get(element) : this.#declarations.get(element.declaration);
		if (known) return known;
		const change: DeclarationChange = {
			file: element.file,
			scope: element.type === "place" ? element : element.parent,
			sets: new Map(),
			unsets: new Set(),
			accesses: [],
			parts: [],
		};
		if (!element.copyOf) this.#declarations.set(element.declaration, change);
		else {
			// The body of the copied place is where a copy may differ from its original.
			this.#overrides.set(element, change);
			const { kind, name } = element;
			const text = (layout: Layout): string => this.#overrideText(layout, kind, name, change);
			this.#change(element.parent!).parts.push({ sort: "declaration", text });
		}
		return change;
	}

	#overrideText(layout: Layout, kind: string, name: string, change: DeclarationChange): string {
		const title = change.title ? `"${change.title}"` : undefined;
		const header = [kind, name, title, change.times].filter(Boolean).join(" ");
		const inside = [
			...this.#properties([...change.sets], change.scope),
			...change.accesses,
			...change.parts.map((part) => part.text(layout)),
		];
		return inside.length === 0 ? header : `${header} ${layout.body(inside, header.length + 1)}`;
	}

	#declare(element: NewElement): boolean {
		const { parent, beside, like } = element;
		if (parent?.type === "new") return false;
		const file = this.#fileOf(element);
		const text = (layout: Layout): string => {
			const title = element.title === undefined ? "" : `"${element.title}"`;
			const times = element.times === undefined || element.times === 1 ? "" : `x${element.times}`;
			const source = like ? `like ${referenceTo(like, parent, this.#architecture)}` : "";
			const header = [element.kind, element.name, title, times, source].filter((word) => word !== "").join(" ");
			const properties = this.#properties(element.properties, parent);
			return properties.length === 0 ? header : `${header} ${layout.body(properties, header.length + 1)}`;
		};
		const neighbour = beside && !beside.element.copyOf && beside.element.parent === parent ? beside : undefined;
		const anchor = neighbour?.element.file === file ? neighbour : undefined;
		const part: Part = {
			sort: "declaration",
			text,
			...(anchor && { beside: { node: anchor.element.declaration, side: anchor.side } }),
		};
		this.#partsOf(parent, file).push(part);
		return true;
	}

	#connect(operation: Extract<Operation, { type: "connect" }>): boolean {
		const { from, to, share = "", behind, before, properties = [] } = operation;
		const beside = behind ?? before;
		const arrow = (scope: Place | undefined): Arrow => {
			const inside = this.#properties(properties, scope);
			const body = inside.length === 0 ? "" : `{ ${inside.join(", ")} }`;
			const names = {
				from: referenceTo(from, scope, this.#architecture),
				to: referenceTo(to, scope, this.#architecture),
			};
			return { ...names, share, label: "", body };
		};
		if (beside?.statement && !beside.copied) {
			return this.#rewrite(beside, (found, scope) => (behind ? [found, arrow(scope)] : [arrow(scope), found]));
		}
		const place = this.#commonPlace(from, to);
		const file = place?.file ?? this.#fileOf(from, to);
		this.#partsOf(place, file).push({ sort: "link", text: () => statementsOf([arrow(place)]).join("\n") });
		return true;
	}

	#setOfLink(link: Link, property: string, value: Value): boolean {
		return this.#rewrite(link, (arrow, scope) => {
			const text = `${property}: ${written(value, scope, this.#architecture)}`;
			const known = new RegExp(`(?<![\\w-])${property}\\s*:\\s*[^\\s,;}]+`);
			if (known.test(arrow.body)) return [{ ...arrow, body: arrow.body.replace(known, text) }];
			const body = arrow.body === "" ? `{ ${text} }` : arrow.body.replace(/,?\s*\}$/, `, ${text} }`);
			return [{ ...arrow, body }];
		});
	}

	#unsetOfLink(link: Link, property: string): boolean {
		const declared = new RegExp(`(,\\s*)?(?<![\\w-])${property}\\s*:\\s*[^\\s,;}]+`);
		return this.#rewrite(link, (arrow) => {
			const body = arrow.body.replace(declared, "").replace(/^\{\s*,\s*/, "{ ");
			return [{ ...arrow, body: /^\{\s*\}$/.test(body) ? "" : body }];
		});
	}

	/** Puts other arrows in the place of that of a link. */
	#rewrite(link: Link, replace: (arrow: Arrow, scope: Place | undefined) => readonly Arrow[]): boolean {
		const { statement } = link;
		if (!statement || link.copied) return false;
		const { file } = link.at;
		const { scopeOf, elementAt } = syntaxOf(this.#architecture);
		let change = this.#statements.get(statement);
		if (!change) {
			change = { file, scope: scopeOf(file, statement), arrows: [...arrowsOf(file.text, statement)] };
			this.#statements.set(statement, change);
		}
		const index = change.arrows.findIndex(
			({ ends }) => ends?.to.start === link.at.span.start && elementAt(file, ends.from) === link.from,
		);
		if (index < 0) return false;
		change.arrows.splice(index, 1, ...replace(change.arrows[index]!, change.scope));
		return true;
	}

	#partsOf(place: Place | undefined, file: SourceFile): Part[] {
		if (place) return this.#change(place).parts;
		const parts = this.#topLevel.get(file) ?? [];
		this.#topLevel.set(file, parts);
		return parts;
	}

	/** The innermost place around both that has a text of its own. */
	#commonPlace(from: End, to: End): Place | undefined {
		const a = pathOf(from);
		const b = pathOf(to);
		let shared = 0;
		while (shared < Math.min(a.length, b.length) - 1 && a[shared] === b[shared]) shared++;
		for (; shared > 0; shared--) {
			const place = this.#architecture.elements.get(a.slice(0, shared).join("."));
			if (place?.type === "place" && !place.copyOf) return place;
		}
		return undefined;
	}

	/** The file that all ends stand in, else the one that imports the others. */
	#fileOf(...ends: readonly (End | Place)[]): SourceFile {
		const main = this.#architecture.files[0]!;
		const files = ends.map((end): SourceFile => {
			if (end.type === "counterpart") return this.#fileOf(end.copy);
			if (end.type !== "new") return end.file;
			const { parent, beside } = end;
			return parent ? (parent.type === "new" ? this.#fileOf(parent) : parent.file) : (beside?.element.file ?? main);
		});
		return files.every((file) => file === files[0]) ? files[0]! : main;
	}

	#properties(properties: Properties, scope: NewElement["parent"]): string[] {
		return properties.map(([name, value]) => `${name}: ${written(value, scope, this.#architecture)}`);
	}

	// Writing

	#writeDeclaration(declaration: tree.Declaration, change: DeclarationChange): void {
		const { file, kind, title, times, scope } = change;
		if (kind) this.#push(file, { span: declaration.kind, text: kind });
		if (title !== undefined) this.#writeTitle(file, declaration, title);
		if (times && declaration.times) this.#push(file, { span: declaration.times, text: times });
		else if (times) {
			const { end } = declaration.title ?? declaration.name ?? declaration.kind;
			this.#push(file, insertion(end, ` ${times}`));
		}
		const items = declaration.body?.items ?? [];
		const added: [string, Value][] = [];
		for (const [name, value] of change.sets) {
			const node = items.findLast((item) => item.type === "property" && item.name.text === name);
			if (node?.type !== "property") added.push([name, value]);
			else if (node.value) this.#push(file, { span: node.value, text: written(value, scope, this.#architecture) });
			else this.#push(file, insertion(node.end, ` ${written(value, scope, this.#architecture)}`));
		}
		for (const name of change.unsets) {
			for (const item of items) if (item.type === "property" && item.name.text === name) this.#remove(file, item);
		}
		const facts = [...this.#properties(added, scope), ...change.accesses];
		if (facts.length === 0 && change.parts.length === 0) return;
		const layout = layoutOf(file);
		const { body } = declaration;
		if (!body) {
			const parts = [...facts, ...change.parts.map((part) => part.text(layout))];
			const column = declaration.end - layout.lineStart(declaration.end) + (times ? times.length + 1 : 0) + 1;
			const text = layout.indented(layout.body(parts, column), layout.indentAt(declaration.start));
			return this.#push(file, insertion(declaration.end, ` ${text}`));
		}
		this.#writeFacts(file, declaration, body, facts);
		this.#writeParts(file, items, { declaration, body }, change.parts);
	}

	#writeTitle(file: SourceFile, { kind, name, title: old }: tree.Declaration, title: string): void {
		const { end } = name ?? kind;
		if (title === "") this.#push(file, { span: { start: end, end: old?.end ?? end }, text: "" });
		else if (old) this.#push(file, { span: old, text: `"${title}"` });
		else this.#push(file, insertion(end, ` "${title}"`));
	}

	/** Properties and accesses stand behind the last property. */
	#writeFacts(file: SourceFile, declaration: tree.Declaration, body: tree.Body, facts: readonly string[]): void {
		if (facts.length === 0) return;
		const layout = layoutOf(file);
		const last = body.items.findLast(({ type }) => type === "property");
		const oneLine = layout.isOneLine(body);
		if (oneLine && last) return this.#push(file, insertion(last.end, `, ${facts.join(", ")}`));
		if (last) return this.#push(file, ...facts.map((fact) => layout.after(last, fact, ",")));
		this.#push(file, this.#inFront(layout, declaration, body, facts));
	}

	/** Right behind the `{`. */
	#inFront(layout: Layout, declaration: tree.Declaration, body: tree.Body, texts: readonly string[]): Edit {
		const open = body.start + 1;
		if (layout.isOneLine(body)) {
			if (body.items.length > 0) return insertion(open, ` ${texts.join(", ")},`);
			const spaces = /^[ \t]*/.exec(layout.text.slice(open))![0].length;
			return { span: { start: open, end: open + spaces }, text: ` ${texts.join(", ")} ` };
		}
		const indent = layout.indentAt(declaration.start) + layout.unit;
		const lines = texts.map((text) => layout.newline + indent + layout.indented(text, indent)).join("");
		if (layout.endsLine(open)) return insertion(layout.lineEnd(open), lines);
		return insertion(open, lines + layout.newline + indent);
	}

	#writeParts(
		file: SourceFile,
		items: readonly tree.Item[],
		owner: { declaration: tree.Declaration; body: tree.Body } | undefined,
		parts: readonly Part[],
	): void {
		const layout = layoutOf(file);
		for (const part of parts) {
			const text = part.text(layout);
			const anchor = part.beside;
			if (anchor) {
				const separator = part.sort === "link" ? ";" : ",";
				const edit =
					anchor.side === "before"
						? layout.before(anchor.node, text, separator)
						: layout.after(anchor.node, text, separator);
				this.#push(file, edit);
				continue;
			}
			const last = items.findLast(({ type }) => type === part.sort) ?? items.at(-1);
			if (last) {
				const separator = last.type === "link" || part.sort === "link" ? ";" : ",";
				const gap = part.sort === "link" && last.type === "declaration" && !(owner && layout.isOneLine(owner.body));
				const edit = layout.after(last, text, separator);
				this.#push(
					file,
					gap && edit.text.startsWith(layout.newline) ? { ...edit, text: layout.newline + edit.text } : edit,
				);
			} else if (owner) this.#push(file, this.#inFront(layout, owner.declaration, owner.body, [text]));
			else {
				const { length } = file.text;
				const lead = length > 0 && !file.text.endsWith("\n") ? layout.newline : "";
				this.#push(file, insertion(length, lead + layout.indented(text, "") + layout.newline));
			}
		}
	}

	#writeStatement(file: SourceFile, statement: tree.Link, arrows: readonly Arrow[]): void {
		const layout = layoutOf(file);
		const outside = ({ start, end }: Span): boolean => !(statement.body && contains(statement.body, { start, end }));
		const comments = file.tree.comments.filter((comment) => contains(statement, comment) && outside(comment));
		const kept = comments.map(({ start, end }) => file.text.slice(start, end));
		const lines = statementsOf(arrows);
		if (lines.length === 0 && kept.length === 0) return this.#remove(file, statement);
		const indent = layout.indentAt(statement.start);
		const alone = layout.beginsLine(statement.start) && layout.endsLine(statement.end);
		const text = [...kept, ...lines].join(alone || kept.length > 0 ? "\n" : "; ");
		this.#push(file, { span: statement, text: layout.indented(text, indent) });
	}

	/** Takes a node out, and its line with it where nothing else stands there. */
	#remove(file: SourceFile, { start, end }: Span): void {
		const layout = layoutOf(file);
		const { text } = layout;
		const behind = /^[ \t]*[,;]?[ \t]*/.exec(text.slice(end, layout.lineEnd(end)))![0].length;
		if (layout.beginsLine(start) && end + behind === layout.lineEnd(end)) {
			const next = text.indexOf("\n", end);
			const span = { start: layout.lineStart(start), end: next < 0 ? text.length : next + 1 };
			return this.#push(file, { span, text: "" });
		}
		// A comment that follows keeps the place; so does an item.
		const separated = layout.beginsLine(start) || /[,;]/.test(text.slice(end, end + behind));
		const before = separated ? 0 : /[,;]?[ \t]*$/.exec(text.slice(layout.lineStart(start), start))![0].length;
		this.#push(file, { span: { start: start - before, end: separated ? end + behind : end }, text: "" });
	}

	#push(file: SourceFile, ...edits: readonly Edit[]): void {
		const list = this.#edits.get(file);
		if (list) list.push(...edits);
		else this.#edits.set(file, [...edits]);
	}
}

const layoutOf = oncePer(({ text }: SourceFile) => new Layout(text));

function contains(outer: Span, inner: Span): boolean {
	return outer.start <= inner.start && inner.end <= outer.end;
}
