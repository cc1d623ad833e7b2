import { workspace } from "vscode";
import type { Settings } from "../protocol/messages.ts";

/** The settings as the server wants them. */
export function readSettings(): Settings {
	const configuration = workspace.getConfiguration("archscale");
	const chosen = configuration.get<Record<string, string>>("rules", {});
	// `default` leaves it to the rule.
	const severities = Object.entries(chosen).filter(([, severity]) => severity !== "default");
	return {
		severities: Object.fromEntries(severities) as Settings["severities"],
		codeLens: configuration.get("codeLens", true),
		inlayHints: configuration.get("inlayHints", true),
	};
}
