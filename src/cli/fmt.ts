import { format } from "../language/format.ts";
import { fill } from "../language/locale.ts";
import { Files, STDIN } from "./files.ts";
import type { Command } from "./options.ts";
import type { ExitCode } from "./terminal.ts";

export const fmt: Command = {
	name: "fmt",
	operands: "FILE|DIR...",
	files: "some",
	text: { en: "Format files", ko: "파일을 정렬합니다" },
	options: [
		{
			name: "check",
			text: {
				en: "change nothing, only say which files are not formatted (exit code 1)",
				ko: "바꾸지 않고, 정렬되지 않은 파일만 알려 줍니다(종료 코드 1)",
			},
		},
	],
	details: {
		en: "Folders are searched for `.arch` files; `-` formats the standard input to the standard output.",
		ko: "폴더에서는 `.arch` 파일을 찾고, `-`는 표준 입력을 정렬하여 표준 출력으로 보냅니다.",
	},
	run(call, terminal): ExitCode {
		const files = new Files(terminal);
		const onlyCheck = call.values.check === true;
		let changed = 0;
		for (const file of files.open(call.files)) {
			const text = format(file.text);
			const isInput = call.files.includes(STDIN) && files.nameOf(file) === "<stdin>";
			if (isInput && !onlyCheck) terminal.out(text);
			if (text === file.text) continue;
			changed++;
			if (!onlyCheck && !isInput) files.write(file, text);
			if (onlyCheck || !isInput) {
				const key = onlyCheck ? "unformatted" : "formatted";
				terminal.out(`${fill(texts[key][terminal.locale], { file: files.nameOf(file) })}\n`);
			}
		}
		return onlyCheck && changed > 0 ? 1 : 0;
	},
};

const texts = {
	formatted: { en: "Formatted {file}", ko: "정렬함: {file}" },
	unformatted: { en: "Not formatted: {file}", ko: "정렬되지 않음: {file}" },
} as const;
