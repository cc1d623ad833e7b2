import { commands, type Disposable, l10n, Uri, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { BlockParams, BlockResult } from "../protocol/messages.ts";
import { themeName } from "./export.ts";

/** The part of markdown-it that we use. */
export interface MarkdownIt {
	readonly renderer: { readonly rules: { fence?: Fence | undefined } };
}
type Fence = (tokens: readonly Token[], at: number, options: unknown, env: unknown, renderer: unknown) => string;
interface Token {
	readonly info: string;
	readonly content: string;
	/** The first line and the one after the last. */
	readonly map?: readonly [number, number] | null;
}

const LANGUAGE = /^archscale(\s|$)/;
/** Pictures that are kept: those of a few documents, before and after some edits. */
const MOST_KEPT = 100;
const REFRESH_MILLISECONDS = 50;

/**
 * Draws the blocks of Markdown that are marked as `archscale`. Markdown is rendered at once and a picture takes a moment, so
 * the text stands in its place until the preview is refreshed with it; while a block is edited, its last picture does.
 */
export class MarkdownBlocks implements Disposable {
	readonly #client: BaseLanguageClient;
	/** By theme, document and text; undefined while it is drawn. */
	readonly #drawn = new Map<string, BlockResult | undefined>();
	/** By document and number of the block, the last picture of it. */
	readonly #last = new Map<string, BlockResult>();
	readonly #subscriptions: readonly Disposable[];
	#refreshing: ReturnType<typeof setTimeout> | undefined;

	constructor(client: BaseLanguageClient) {
		this.#client = client;
		this.#subscriptions = [window.onDidChangeActiveColorTheme(() => this.#drawn.size > 0 && this.#refresh())];
	}

	extend(markdown: MarkdownIt): MarkdownIt {
		const { rules } = markdown.renderer;
		const others = rules.fence;
		rules.fence = (tokens, at, options, env, renderer) => {
			const token = tokens[at]!;
			if (LANGUAGE.test(token.info.trim())) {
				const number = tokens.slice(0, at).filter(({ info }) => LANGUAGE.test(info.trim())).length;
				return this.#render(token, number, documentOf(env));
			}
			return others
				? others(tokens, at, options, env, renderer)
				: `<pre><code>${escapeHtml(token.content)}</code></pre>`;
		};
		return markdown;
	}

	dispose(): void {
		if (this.#refreshing) clearTimeout(this.#refreshing);
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	#render({ content, map }: Token, number: number, uri: string): string {
		const theme = themeName();
		const key = JSON.stringify([theme, uri, content]);
		if (!this.#drawn.has(key)) void this.#draw(key, `${uri} ${number}`, { uri, text: content, theme });
		const result = this.#drawn.get(key) ?? this.#last.get(`${uri} ${number}`);
		// What lets the preview scroll along with the text.
		const place = map ? ` class="code-line archscale" data-line="${map[0]}"` : ` class="archscale"`;
		if (!result) return `<pre${place}><code>${escapeHtml(content)}</code></pre>\n`;
		const problems = result.problems.map((problem) => `<p class="archscale-problem">${escapeHtml(problem)}</p>`);
		if (!result.svg) {
			const text = problems.length > 0 ? content : `${content}\n${l10n.t("Nothing to draw yet.")}`;
			return `<div${place}>${problems.join("")}<pre><code>${escapeHtml(text)}</code></pre></div>\n`;
		}
		// An image: nothing in it can run, and its style and names stay in it.
		const image = `<img alt="${escapeHtml(result.label)}" src="data:image/svg+xml;base64,${base64(result.svg)}">`;
		return `<div${place}>${problems.join("")}${image}</div>\n`;
	}

	async #draw(key: string, place: string, params: BlockParams): Promise<void> {
		this.#drawn.set(key, undefined);
		try {
			const result = await this.#client.sendRequest<BlockResult>("archscale/block", params);
			this.#drawn.set(key, result);
			this.#last.set(place, result);
			for (const cache of [this.#drawn, this.#last])
				while (cache.size > MOST_KEPT) cache.delete(cache.keys().next().value!);
			this.#refresh();
		} catch {
			// The server has ended; the next time that the preview is rendered asks the one that follows it.
			this.#drawn.delete(key);
		}
	}

	/** Once for all blocks of a document. */
	#refresh(): void {
		this.#refreshing ??= setTimeout(() => {
			this.#refreshing = undefined;
			void commands.executeCommand("markdown.preview.refresh");
		}, REFRESH_MILLISECONDS);
	}
}

/** VS Code passes the document along. */
function documentOf(env: unknown): string {
	const document = (env as { readonly currentDocument?: unknown } | undefined)?.currentDocument;
	return document instanceof Uri ? document.toString() : "untitled:block";
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function base64(text: string): string {
	let bytes = "";
	for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
	return btoa(bytes);
}
