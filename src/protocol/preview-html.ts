export interface PreviewPage {
	/** What the page is, for who hears it. */
	readonly title: string;
	/** Address of the webview's script. */
	readonly script: string;
	/** Address of its style sheet. */
	readonly style: string;
	/** The source that VS Code gives for the webview's content security policy. */
	readonly cspSource: string;
	/** A word that nobody can guess, new for each page. */
	readonly nonce: string;
	/** The display language, such as `ko`; the controls are in it. */
	readonly locale: string;
}

/** The controls test the browser by an empty style element, which this hash (of nothing) allows and nothing else. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * The page of the preview. Nothing may run or load in it but our own script and style sheet; everything that is to be
 * seen comes by messages. Images are our own drawing on its way to the pixels of a PNG.
 */
export function previewHtml(page: PreviewPage): string {
	const policy = `default-src 'none'; script-src 'nonce-${page.nonce}'; style-src ${page.cspSource} ${EMPTY_STYLE}; img-src data:`;
	return `<!DOCTYPE html>
<html lang="${escapeMarkup(page.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(page.title)}</title>
<link rel="stylesheet" href="${escapeMarkup(page.style)}">
</head>
<body>
<script nonce="${escapeMarkup(page.nonce)}" src="${escapeMarkup(page.script)}"></script>
</body>
</html>
`;
}

function escapeMarkup(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
