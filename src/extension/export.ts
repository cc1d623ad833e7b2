import { ColorThemeKind, env, l10n, ProgressLocation, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { DrawParams, DrawResult, ExportFormat, PictureParams, PictureResult } from "../protocol/messages.ts";
import { standaloneHtml } from "../protocol/standalone-html.ts";
import type { Preview } from "./preview.ts";

type Diagram = PictureResult["diagram"];
type ThemeName = DrawParams["theme"];

/** Takes the picture of a document out of the editor: into a file, or to the clipboard. */
export class Exporter {
	readonly #client: BaseLanguageClient;
	readonly #preview: Preview;
	readonly #extensionUri: Uri;

	constructor(client: BaseLanguageClient, preview: Preview, extensionUri: Uri) {
		this.#client = client;
		this.#preview = preview;
		this.#extensionUri = extensionUri;
	}

	/** Ask where the picture should go, and as what unless that is known, and write it there. */
	async save(document: Uri, wanted?: ExportFormat, theme = themeName()): Promise<void> {
		const format = wanted ?? (await askFormat());
		if (!format) return;
		const path = document.path.replace(/\.arch$/, "");
		const name = `${path}.${format}`;
		const target = await window.showSaveDialog({
			// An untitled document has no folder that could be written to.
			defaultUri: document.scheme === "untitled" ? Uri.file(name) : document.with({ path: name }),
			filters: { [format.toUpperCase()]: [format] },
			title: l10n.t("Export Diagram as {0}", format.toUpperCase()),
		});
		if (!target) return;
		const written = await window.withProgress(
			{ location: ProgressLocation.Window, title: l10n.t("Exporting the diagram") },
			async () => {
				const bytes = await this.#contentOf(document, format, theme);
				if (bytes) await workspace.fs.writeFile(target, bytes);
				return bytes !== undefined;
			},
		);
		if (!written) return;
		const open = l10n.t("Open");
		const message = l10n.t("The diagram is in {0}.", workspace.asRelativePath(target));
		if ((await window.showInformationMessage(message, open)) === open) await this.#open(target, format);
	}

	/** The picture as pixels to the clipboard: the page in the preview alone can put them there. */
	async copyImage(document: Uri): Promise<void> {
		const diagram = await this.#diagram(document);
		const svg = diagram && (await this.#svg(diagram, themeName()));
		if (!svg) return;
		const { reason } = await this.#preview.rasterise(document, svg, true);
		if (reason === undefined) window.setStatusBarMessage(l10n.t("The diagram has been copied as an image."), 4000);
		else await window.showErrorMessage(l10n.t("The diagram could not be copied as an image: {0}", reason));
	}

	async copySvg(document: Uri): Promise<void> {
		const diagram = await this.#diagram(document);
		const svg = diagram && (await this.#svg(diagram, themeName()));
		if (!svg) return;
		await env.clipboard.writeText(svg);
		window.setStatusBarMessage(l10n.t("The diagram has been copied as SVG."), 4000);
	}

	async #contentOf(document: Uri, format: ExportFormat, theme: ThemeName): Promise<Uint8Array | undefined> {
		const diagram = await this.#diagram(document);
		if (!diagram) return undefined;
		switch (format) {
			case "svg":
				return bytesOf(await this.#svg(diagram, theme));
			case "png": {
				const { png, reason } = await this.#preview.rasterise(document, (await this.#svg(diagram, theme)) ?? "", false);
				if (!png) void window.showErrorMessage(l10n.t("The diagram could not be drawn as an image: {0}", reason ?? ""));
				return png;
			}
			case "pdf":
				return await this.#pdf(diagram);
			case "html":
				return bytesOf(
					await standaloneHtml({
						diagram,
						locale: env.language.startsWith("ko") ? "ko" : "en",
						// It follows the system of who reads it.
						theme: undefined,
						script: await this.#shipped("standalone.js"),
						style: await this.#shipped("standalone.css"),
						hashOf: sha256,
					}),
				);
		}
	}

	/** What the preview shows, if it shows the document; else the picture as the command line would draw it. */
	async #diagram(document: Uri): Promise<Diagram | undefined> {
		const shown = this.#preview.diagramOf(document);
		if (shown) return shown;
		await workspace.openTextDocument(document);
		const params: PictureParams = { uri: document.toString(), options: this.#preview.optionsOf(document) };
		const result = await this.#client.sendRequest<PictureResult | null>("archscale/picture", params);
		if (!result) void window.showErrorMessage(l10n.t("The diagram could not be drawn."));
		return result?.diagram;
	}

	async #svg(diagram: Diagram, theme: ThemeName): Promise<string | undefined> {
		const params: DrawParams = { diagram, theme, format: "svg" };
		const result = await this.#client.sendRequest<DrawResult>("archscale/draw", params);
		return "svg" in result ? result.svg : undefined;
	}

	/** On white, as paper is. */
	async #pdf(diagram: Diagram): Promise<Uint8Array | undefined> {
		const params: DrawParams = { diagram, theme: "light", format: "pdf" };
		const result = await this.#client.sendRequest<DrawResult>("archscale/draw", params);
		if (!("pdf" in result)) {
			void window.showErrorMessage(
				l10n.t(
					"PDF cannot be written by VS Code in a browser. Export HTML and print it, or use VS Code on the desktop.",
				),
			);
			return undefined;
		}
		if (result.missing.length > 0)
			void window.showWarningMessage(
				l10n.t("No installed font has these characters, so they are drawn as boxes: {0}", result.missing.join(" ")),
			);
		return Uint8Array.from(atob(result.pdf), (character) => character.charCodeAt(0));
	}

	async #shipped(file: string): Promise<string> {
		const bytes = await workspace.fs.readFile(Uri.joinPath(this.#extensionUri, "dist", file));
		return new TextDecoder().decode(bytes);
	}

	async #open(target: Uri, format: ExportFormat): Promise<void> {
		if (format === "svg") await window.showTextDocument(target);
		else await env.openExternal(target);
	}
}

async function askFormat(): Promise<ExportFormat | undefined> {
	const formats: readonly { readonly label: string; readonly description: string; readonly format: ExportFormat }[] = [
		{ label: "SVG", description: l10n.t("Scalable, for web pages and documents"), format: "svg" },
		{ label: "PNG", description: l10n.t("Pixels, for chats and slides"), format: "png" },
		{ label: "PDF", description: l10n.t("One page, for paper"), format: "pdf" },
		{ label: "HTML", description: l10n.t("A page to pan, zoom and search, in one file"), format: "html" },
	];
	const chosen = await window.showQuickPick(formats, {
		title: l10n.t("Export Diagram"),
		placeHolder: l10n.t("As what?"),
	});
	return chosen?.format;
}

/** The colours of the editor. */
export function themeName(): ThemeName {
	switch (window.activeColorTheme.kind) {
		case ColorThemeKind.Light:
			return "light";
		case ColorThemeKind.HighContrast:
			return "hc-dark";
		case ColorThemeKind.HighContrastLight:
			return "hc-light";
		default:
			return "dark";
	}
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
	return text === undefined ? undefined : new TextEncoder().encode(text);
}

async function sha256(text: string): Promise<string> {
	const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return btoa(String.fromCharCode(...new Uint8Array(hash)));
}
