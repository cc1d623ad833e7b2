import { html } from "./element.ts";

/** Where a link of a text leads when it is clicked. */
export interface LinkTargets {
	readonly onRule: (rule: string) => void;
	readonly onLine: (uri: string, line: number) => void;
}

const RULE_PAGE = /^https:\/\/[^\s()]+\/docs\/rules\/([a-z-]+)(?:\.[a-z]+)?\.md$/;
const LINE = /^([^#]+)#L(\d+)$/;
/** Code, a link, bold, or emphasised; what is in bold or in a link may hold code. The star of `n* = 3` is only a star. */
const INLINE =
	/`([^`]+)`|\[((?:[^[\]`]|`[^`]*`)+)\]\(([^()\s]+)\)|\*\*((?:[^*`]|`[^`]*`|\*(?!\*))+)\*\*|(?<![\p{L}\p{N}*])\*([^\s*`](?:[^*`]*[^\s*`])?)\*/gu;

/**
 * The texts of the language server, which are Markdown, as elements: paragraphs, lists, code, bold, emphasis and links. Whatever else
 * they hold stays text; nothing in them is ever parsed as markup of the page.
 */
export function richText(markdown: string, links: LinkTargets): Node[] {
	return markdown
		.split(/\n{2,}/)
		.filter((block) => block.trim() !== "")
		.flatMap((block) => blockOf(block.trim().split("\n"), links));
}

function blockOf(lines: readonly string[], links: LinkTargets): Node[] {
	const nodes: Node[] = [];
	let paragraph: string[] = [];
	let list: HTMLElement | undefined;
	const endParagraph = () => {
		if (paragraph.length > 0) nodes.push(html("p", {}, ...inlineText(paragraph.join(" "), links)));
		paragraph = [];
	};
	for (const line of lines) {
		const item = /^- (.*)$/.exec(line)?.[1];
		if (item === undefined) {
			list = undefined;
			paragraph.push(line);
			continue;
		}
		endParagraph();
		if (!list) {
			list = html("ul", {});
			nodes.push(list);
		}
		list.append(html("li", {}, ...inlineText(item, links)));
	}
	endParagraph();
	return nodes;
}

/** One line of text; without `links`, what would be a link is its text. */
export function inlineText(text: string, links?: LinkTargets): (Node | string)[] {
	const nodes: (Node | string)[] = [];
	let end = 0;
	for (const match of text.matchAll(INLINE)) {
		const [whole, code, label, address, bold, emphasised] = match;
		if (match.index > end) nodes.push(text.slice(end, match.index));
		end = match.index + whole.length;
		if (code !== undefined) nodes.push(html("code", {}, code));
		else if (bold !== undefined) nodes.push(html("strong", {}, ...inlineText(bold, links)));
		else if (emphasised !== undefined) nodes.push(html("em", {}, emphasised));
		else if (label !== undefined && address !== undefined) nodes.push(...linkOf(label, address, links));
	}
	if (end < text.length) nodes.push(text.slice(end));
	return nodes;
}

function linkOf(label: string, address: string, links: LinkTargets | undefined): (Node | string)[] {
	const content = inlineText(label);
	if (!links) return content;
	const rule = RULE_PAGE.exec(address)?.[1];
	if (rule !== undefined) return [link(content, () => links.onRule(rule))];
	const [, uri, line] = LINE.exec(address) ?? [];
	// An address of the web is opened by VS Code, after its own question.
	if (/^https?:/.test(address)) return [html("a", { href: address }, ...content)];
	return uri !== undefined ? [link(content, () => links.onLine(uri, Number(line) - 1))] : content;
}

/** A link that leads out of the page by a message. It has no address, which VS Code would follow itself. */
export function link(content: readonly (Node | string)[], onClick: () => void): HTMLElement {
	const element = html("span", { class: "link", role: "link", tabindex: "0" }, ...content);
	element.addEventListener("click", onClick);
	element.addEventListener("keydown", (event) => {
		if (event.key === "Enter") onClick();
	});
	return element;
}
