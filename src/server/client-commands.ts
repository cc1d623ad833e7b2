import type { ClientCapabilities } from "vscode-languageserver";
import type { ClientCommand, ClientCommands } from "../protocol/messages.ts";

/** Whether a client says that it runs a command of ours: without that, whoever chooses it would get an error. */
export function runsCommand({ experimental }: ClientCapabilities, command: ClientCommand): boolean {
	const { commands } = (experimental ?? {}) as Partial<ClientCommands>;
	return Array.isArray(commands?.commands) && commands.commands.includes(command);
}
