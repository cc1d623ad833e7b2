import { workspace } from "vscode";
import type { Settings } from "../protocol/messages.ts";

/** The settings as the server wants them. */
export function readSettings(): Settings {
	const chosen = workspace.getConfiguration("archscale").get<Record<string, string>>("rules", {});
	// `default` leaves it to the rule.
	const severities = Object.entries(chosen).filter(([, severity]) => severity !== "default");
	return { severities: Object.fromEntries(severities) as Settings["severities"] };
}
