import {
	DiagnosticSeverity,
	type Disposable,
	EventEmitter,
	FileDecoration,
	type FileDecorationProvider,
	l10n,
	languages,
	ThemeColor,
	Uri,
	window,
	workspace,
} from "vscode";

/** How many of each there are in a file, or in the files below a folder. */
interface Counts {
	readonly errors: number;
	readonly warnings: number;
}

/** A mistake that is gone before this has passed was a word that was being typed. */
const SETTLED_MS = 700;

const NONE: Counts = { errors: 0, warnings: 0 };

/**
 * The letter of the worst that Archscale says of each `.arch` file, in the explorer and on tabs, and of the folders around it. VS
 * Code itself tells errors from warnings by the colour of the name alone.
 */
export class Badges implements FileDecorationProvider, Disposable {
	readonly #changed = new EventEmitter<Uri[]>();
	readonly onDidChangeFileDecorations = this.#changed.event;
	readonly #subscriptions: readonly Disposable[];
	/** By address, of files and folders that have something. */
	#shown = new Map<string, Counts>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		this.#subscriptions = [
			this.#changed,
			window.registerFileDecorationProvider(this),
			languages.onDidChangeDiagnostics(({ uris }) => {
				if (uris.some(({ path }) => path.endsWith(".arch"))) this.#soon();
			}),
			workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration("archscale.explorerBadges")) this.#update();
			}),
			workspace.onDidChangeWorkspaceFolders(() => this.#soon()),
		];
	}

	provideFileDecoration(uri: Uri): FileDecoration | undefined {
		const counts = this.#shown.get(uri.toString());
		if (!counts) return undefined;
		const isError = counts.errors > 0;
		return new FileDecoration(
			isError ? "E" : "W",
			`Archscale: ${inWords(counts)}`,
			// Those of VS Code, so that it makes no difference which of the two colours a name.
			new ThemeColor(isError ? "list.errorForeground" : "list.warningForeground"),
		);
	}

	dispose(): void {
		clearTimeout(this.#timer);
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	/** Once nothing has changed for a while. */
	#soon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#update(), SETTLED_MS);
	}

	#update(): void {
		const before = this.#shown;
		this.#shown = workspace.getConfiguration("archscale").get("explorerBadges", true) ? allCounts() : new Map();
		const changed = [...new Set([...before.keys(), ...this.#shown.keys()])].filter(
			(uri) => !areSame(before.get(uri), this.#shown.get(uri)),
		);
		if (changed.length > 0) this.#changed.fire(changed.map((uri) => Uri.parse(uri)));
	}
}

function allCounts(): Map<string, Counts> {
	const counts = new Map<string, Counts>();
	for (const [uri, diagnostics] of languages.getDiagnostics()) {
		const ours = diagnostics.filter(({ source }) => source === "archscale");
		const of = (wanted: DiagnosticSeverity) => ours.filter(({ severity }) => severity === wanted).length;
		const [errors, warnings] = [of(DiagnosticSeverity.Error), of(DiagnosticSeverity.Warning)];
		if (errors + warnings === 0) continue;
		for (const at of [uri, ...foldersAround(uri)]) {
			const known = counts.get(at.toString()) ?? NONE;
			counts.set(at.toString(), { errors: known.errors + errors, warnings: known.warnings + warnings });
		}
	}
	return counts;
}

/** The folders that a file is in, as far as the workspace goes. */
function foldersAround(uri: Uri): readonly Uri[] {
	const root = workspace.getWorkspaceFolder(uri)?.uri.path.replace(/\/$/, "");
	const folders: Uri[] = [];
	for (let { path } = uri; root !== undefined && path.length > root.length; ) {
		path = path.slice(0, path.lastIndexOf("/"));
		folders.push(uri.with({ path: path || "/" }));
	}
	return folders;
}

function inWords({ errors, warnings }: Counts): string {
	const parts = [
		errors > 0 && (errors === 1 ? l10n.t("1 error") : l10n.t("{0} errors", errors)),
		warnings > 0 && (warnings === 1 ? l10n.t("1 warning") : l10n.t("{0} warnings", warnings)),
	];
	return parts.filter(Boolean).join(", ");
}

function areSame(a: Counts = NONE, b: Counts = NONE): boolean {
	return a.errors === b.errors && a.warnings === b.warnings;
}
