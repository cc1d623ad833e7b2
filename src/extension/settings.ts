import { workspace } from "vscode";
import type { Settings } from "../protocol/messages.ts";

/** The settings as the server wants them. */
export function readSettings(): Settings {
	const configuration = workspace.getConfiguration("archscale");
	const ofGroups = configuration.get<Record<string, string>>("ruleGroups", {});
	const ofRules = configuration.get<Record<string, string>>("rules", {});
	// `default` leaves it to the group, and to the rule in the end.
	const severities = [ofGroups, ofRules].flatMap((chosen) =>
		Object.entries(chosen).filter(([, severity]) => severity !== "default"),
	);
	return {
		severities: Object.fromEntries(severities) as Settings["severities"],
		// A copy, since what VS Code hands out cannot be sent to a worker.
		thresholds: { ...configuration.get<Record<string, number>>("thresholds", {}) },
		codeLens: configuration.get("codeLens", true),
		inlayHints: configuration.get("inlayHints", true),
	};
}
