import type { Diagram } from "../diagram/diagram.ts";
import type { ThemeName } from "../diagram/theme.ts";
import type { Locale } from "../language/locale.ts";

export interface StandalonePage {
	readonly diagram: Diagram;
	readonly locale: Locale;
	/** Absent: light or dark, as the reader's system says. */
	readonly theme: ThemeName | undefined;
	/** Text of `dist/standalone.js`. */
	readonly script: string;
	/** Text of `dist/standalone.css`. */
	readonly style: string;
	/** SHA-256 of a text, in Base64. */
	readonly hashOf: (text: string) => string | Promise<string>;
}

/** What the script of the page reads. */
export interface StandaloneData {
	readonly diagram: Diagram;
	readonly theme?: ThemeName;
}

/** The picture as one file that can be looked at in any browser. It loads nothing, and runs nothing but what it was made with. */
export async function standaloneHtml(page: StandalonePage): Promise<string> {
	const data: StandaloneData = { diagram: page.diagram, ...(page.theme && { theme: page.theme }) };
	const [script, style] = [
		page.script.replaceAll("</script", "<\\/script"),
		page.style.replaceAll("</style", "<\\/style"),
	];
	const [scriptHash, styleHash] = [await page.hashOf(script), await page.hashOf(style)];
	const policy = `default-src 'none'; script-src 'sha256-${scriptHash}'; style-src 'sha256-${styleHash}'`;
	return `<!DOCTYPE html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Archscale">
<title>${escapeText(page.diagram.scene.summary.title)}</title>
<style>${style}</style>
</head>
<body>
<script type="application/json" id="data">${escapeJson(JSON.stringify(data))}</script>
<script>${script}</script>
</body>
</html>
`;
}

function escapeText(text: string): string {
	return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON stays the same, but no markup can begin in it. */
function escapeJson(json: string): string {
	return json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
