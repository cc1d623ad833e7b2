import {
	MarkupKind,
	type ParameterInformation,
	type SignatureHelp,
	type SignatureHelpClientCapabilities,
} from "vscode-languageserver";
import { lex, type TokenKind } from "../language/lexer.ts";
import { fill, type Locale } from "../language/locale.ts";
import { isComponentKind, kinds, propertiesOf } from "../language/vocabulary/index.ts";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { propertyText } from "./hover.ts";
import { inFormat } from "./markup.ts";
import { unitsFor } from "./quantity.ts";
import { signatureTexts } from "./signature-texts.ts";
import { bodyOf, itemsAt, useAt } from "./syntax.ts";

interface Word {
	readonly kind: TokenKind;
	readonly text: string;
	/** Offset in the text of the file. */
	readonly start: number;
	readonly end: number;
}

/** What may follow on the line before the cursor: in a link, an access, the head of a declaration, a quantity. */
export function signatureHelp(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	locale: Locale,
): SignatureHelp | undefined {
	const start = file.text.lastIndexOf("\n", offset - 1) + 1;
	const line = wordsOf(file.text.slice(start, offset), start);
	if (!line) return undefined;
	const { words, isInText } = line;
	const opened = words.findLastIndex(({ kind }) => kind === "{" || kind === "}" || kind === ";");
	const statement = words.slice(opened + 1);
	const colon = statement.findLastIndex(({ kind }) => kind === ":");
	const arrow = statement.findLastIndex(({ kind }) => kind === "->");
	const comma = statement.findLastIndex(({ kind }) => kind === ",");
	// `{ kind: static, reads d x3`: what stands behind a comma is an item of its own, but in a list and in a link.
	const item = arrow < 0 ? statement.slice(comma + 1) : statement;
	const first = item[0];
	// The cursor stands behind a word, and not in it.
	const isApart = !isInText && /\s/.test(file.text[offset - 1] ?? "");
	if (arrow > colon) {
		const source = statement.slice(0, arrow).findLast(({ kind }) => kind === "name");
		return linkHelp(architecture, file, source, statement.slice(arrow + 1), { isApart, isInText }, locale);
	}
	if (first && (first.text === "reads" || first.text === "writes") && (item.length > 1 || isApart))
		return accessHelp(first.text, item.slice(1), isApart, locale);
	if (colon > comma) return quantityHelp(file, offset, statement.slice(colon - 1), locale);
	if (first && kinds.has(first.text) && (item.length > 1 || isApart))
		return declarationHelp(first.text, item.slice(1), { isApart, isInText }, locale);
	return undefined;
}

/** The tokens of a line up to the cursor. Undefined in a comment. */
function wordsOf(
	line: string,
	from: number,
): { readonly words: readonly Word[]; readonly isInText: boolean } | undefined {
	const { kinds: tokenKinds, starts, ends, comments } = lex(line);
	const comment = comments.at(-1);
	if (comment && comment.end === line.length && !line.endsWith("*/")) return undefined;
	const words = tokenKinds.slice(0, -1).map((kind, index) => {
		const [start, end] = [starts[index]!, ends[index]!];
		return { kind, text: line.slice(start, end), start: from + start, end: from + end };
	});
	const last = words.at(-1);
	return { words, isInText: last?.kind === "text" && (last.text.length < 2 || !last.text.endsWith('"')) };
}

interface Cursor {
	readonly isApart: boolean;
	/** Between quotes. */
	readonly isInText: boolean;
}

function linkHelp(
	architecture: Architecture,
	file: SourceFile,
	source: Word | undefined,
	behind: readonly Word[],
	{ isApart, isInText }: Cursor,
	locale: Locale,
): SignatureHelp {
	const from = source && useAt(architecture, file, source.end)?.element;
	const splits = from !== undefined && kinds.get(from.kind)?.family === "router";
	const share = splits
		? fill(signatureTexts["split-share"][locale], { source: from.name })
		: signatureTexts["call-share"][locale];
	const comma = behind.findLastIndex(({ kind }) => kind === ",");
	const target = behind.slice(comma + 1);
	const last = target.at(-1);
	const isNamed = last?.kind === "name" && isApart;
	const isShare = beginsShare(target);
	const active = isInText ? 3 : last?.kind === "text" ? 4 : isShare ? (isApart ? 3 : 2) : isNamed ? 2 : 1;
	return help(
		signatureTexts.link[locale],
		[
			["source", signatureTexts.source[locale]],
			["-> target", signatureTexts.target[locale]],
			[splits ? "80%" : "x3 | 5%", share],
			['"label"', signatureTexts.label[locale]],
			["{ … }", signatureTexts["link-body"][locale]],
		],
		active,
	);
}

/** A number behind a name, or as yet only its `x`. */
function beginsShare(words: readonly Word[]): boolean {
	const last = words.at(-1);
	return last?.kind === "times" || last?.kind === "number" || (last?.kind === "name" && words.at(-2)?.kind === "name");
}

function accessHelp(
	operation: "reads" | "writes",
	behind: readonly Word[],
	isApart: boolean,
	locale: Locale,
): SignatureHelp {
	const last = behind.at(-1);
	const isShare = beginsShare(behind);
	return help(
		signatureTexts[operation][locale],
		[
			["data", signatureTexts.data[locale]],
			["x3 | 5%", signatureTexts["access-share"][locale]],
		],
		isShare || (last?.kind === "name" && isApart) ? 1 : 0,
		operation,
	);
}

/** Where a property takes a number: its unit, its range, what is assumed without it. */
function quantityHelp(
	{ tree }: SourceFile,
	offset: number,
	[name, , ...behind]: readonly Word[],
	locale: Locale,
): SignatureHelp | undefined {
	const holder = itemsAt(tree, offset).findLast((item) => bodyOf(item) && bodyOf(item)!.start < offset);
	const kind = holder?.type === "declaration" ? holder.kind.text : holder ? "link" : "system";
	const property = name && propertiesOf(kind).get(name.text);
	const units = property ? unitsFor(property.value) : [];
	if (!property || units.length === 0) return undefined;
	const shown = units.slice(0, 6).join(" | ");
	const typed = behind.at(-1)?.text ?? "";
	if (typed !== "" && !/^[\d$]/.test(typed)) return undefined;
	return help(
		propertyText(property, kind, locale),
		[
			[property.example, signatureTexts.number[locale]],
			[
				units.length > 6 ? `${shown} | …` : shown,
				fill(signatureTexts.unit[locale], { units: units.map((unit) => `\`${unit}\``).join(", ") }),
			],
		],
		typed === "" ? 0 : 1,
		`${property.name}:`,
	);
}

function declarationHelp(
	kind: string,
	behind: readonly Word[],
	{ isApart, isInText }: Cursor,
	locale: Locale,
): SignatureHelp {
	const entry = kinds.get(kind)!;
	const parts: [string, string][] = [["name", signatureTexts.name[locale]]];
	if (kind === "system") parts.pop();
	if (entry.family !== "data") parts.push(['"Title"', signatureTexts.title[locale]]);
	if (entry.counted) parts.push(["x4", signatureTexts.times[locale]]);
	if (isComponentKind(kind) || entry.family === "place") parts.push(["like other", signatureTexts.like[locale]]);
	parts.push(["{ … }", signatureTexts.body[locale]]);
	const at = (label: string): number => parts.findIndex(([part]) => part === label);
	const next = (label: string): number => Math.min(parts.length - 1, at(label) + 1);
	const last = behind.at(-1);
	const isLike = behind.some(({ text }, index) => text === "like" && index > 0);
	let active = 0;
	if (isLike) active = last!.text === "like" || !isApart ? at("like other") : parts.length - 1;
	else if (last?.kind === "text") active = isInText || !isApart ? at('"Title"') : next('"Title"');
	else if (last?.kind === "times" || last?.kind === "number") active = isApart && at("x4") >= 0 ? next("x4") : at("x4");
	else if (last?.kind === "name") active = isApart ? next("name") : at("name");
	return help(entry.text[locale], parts, Math.max(0, active), kind);
}

/** The same for a client that does not take places in a label, or no Markdown. */
export function signatureHelpFor(
	found: SignatureHelp | undefined,
	client: SignatureHelpClientCapabilities["signatureInformation"],
): SignatureHelp | undefined {
	if (!found || !client) return found;
	const { documentationFormat, parameterInformation } = client;
	const shown = (text: ParameterInformation["documentation"]) =>
		text === undefined
			? {}
			: { documentation: inFormat(typeof text === "string" ? text : text.value, documentationFormat) };
	const takesPlaces = parameterInformation?.labelOffsetSupport ?? false;
	const signatures = found.signatures.map(({ label, documentation, parameters = [] }) => ({
		label,
		...shown(documentation),
		parameters: parameters.map(
			({ label: part, documentation: text }): ParameterInformation => ({
				label: takesPlaces || typeof part === "string" ? part : label.slice(...part),
				...shown(text),
			}),
		),
	}));
	return { ...found, signatures };
}

function help(
	documentation: string,
	parts: readonly (readonly [label: string, text: string])[],
	activeParameter: number,
	head = "",
): SignatureHelp {
	let label = head;
	// Places in the label, because the same word may stand in it twice.
	const parameters = parts.map(([part, text]): ParameterInformation => {
		if (label) label += " ";
		const start = label.length;
		label += part;
		return { label: [start, label.length], documentation: { kind: MarkupKind.Markdown, value: text } };
	});
	return {
		signatures: [{ label, documentation: { kind: MarkupKind.Markdown, value: documentation }, parameters }],
		activeSignature: 0,
		activeParameter,
	};
}
