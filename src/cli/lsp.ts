import { Failure } from "./failure.ts";
import type { Command } from "./options.ts";
import type { ExitCode } from "./terminal.ts";

export const lsp: Command = {
	name: "lsp",
	operands: "--stdio",
	files: "none",
	text: { en: "Start the language server, for any editor", ko: "편집기를 위한 언어 서버를 시작합니다" },
	options: [
		{ name: "stdio", text: { en: "speak over standard input and output", ko: "표준 입출력으로 통신합니다" } },
		// Editors pass it so that the server ends with them; the protocol says it once more.
		{ name: "clientProcessId", value: "PID", text: { en: "process of the editor", ko: "편집기의 프로세스" } },
	],
	async run(call, { locale }): Promise<ExitCode> {
		if (call.values.stdio !== true) throw new Failure(texts.stdio[locale]);
		// The server is a bundle of its own beside this one. It reads the same arguments, and ends the process itself.
		await import(new URL("server.cjs", import.meta.url).href);
		return new Promise(() => {});
	},
};

const texts = {
	stdio: {
		en: "Say how to speak with the editor: `archscale lsp --stdio`.",
		ko: "편집기와 통신할 방법을 지정하십시오: `archscale lsp --stdio`.",
	},
} as const;
