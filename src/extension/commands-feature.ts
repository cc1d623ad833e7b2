import type { ClientCapabilities, StaticFeature } from "vscode-languageclient";
import type { ClientCommands } from "../protocol/messages.ts";

/** Tells the server which of its commands are run here, so that it offers them. */
export const commandsFeature: StaticFeature = {
	fillClientCapabilities(capabilities: ClientCapabilities) {
		const ours: ClientCommands = { commands: { commands: ["archscale.showInDiagram", "archscale.rename"] } };
		capabilities.experimental = { ...capabilities.experimental, ...ours };
	},
	initialize() {},
	getState: () => ({ kind: "static" }),
	clear() {},
};
