import type { ServerCapabilities } from "vscode-languageserver";
import type { Capability, Session } from "../session.ts";
import { actions } from "./actions.ts";
import { diagnostics } from "./diagnostics.ts";
import { files } from "./files.ts";
import { layout } from "./layout.ts";
import { names } from "./names.ts";
import { numbers } from "./numbers.ts";
import { outline } from "./outline.ts";
import { typing } from "./typing.ts";

/** All that the server answers of the protocol. */
export const capabilities: readonly Capability[] = [
	numbers,
	typing,
	names,
	outline,
	layout,
	actions,
	diagnostics,
	files,
];

/** What the server says of itself to a client. */
export function announced(session: Session): ServerCapabilities {
	const all = capabilities.map((capability) => capability.announce(session));
	return { ...Object.assign({}, ...all), workspace: Object.assign({}, ...all.map(({ workspace }) => workspace)) };
}
