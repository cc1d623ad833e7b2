import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { buildScene } from "../diagram/build-scene.ts";
import { inProcessEngine } from "../diagram/layout/engine.ts";
import { fill } from "../language/locale.ts";
import { inspect } from "../rules/inspect.ts";
import { marksOf } from "../rules/marks.ts";
import { Failure } from "./failure.ts";
import { Files, STDIN } from "./files.ts";
import { type Command, usersOf, usersOption } from "./options.ts";
import type { ExitCode } from "./terminal.ts";
import { FORMATS, fontOption, scaleOption, writerOf } from "./writers.ts";

export const render: Command = {
	name: "render",
	operands: "FILE -o OUT",
	files: "one",
	text: { en: "Draw the diagram as a file", ko: "다이어그램을 파일로 그립니다" },
	options: [
		{
			name: "output",
			short: "o",
			value: "OUT",
			text: {
				en: `where to write it, and by its ending as what: ${FORMATS}; \`-\` is SVG to the standard output`,
				ko: `저장할 파일. 확장자가 형식입니다: ${FORMATS}. \`-\`는 SVG를 표준 출력으로 보냅니다`,
			},
		},
		{
			name: "theme",
			value: "light|dark",
			choices: ["light", "dark"],
			text: { en: "colours (default: light)", ko: "색(기본값: light)" },
		},
		usersOption,
		scaleOption,
		fontOption,
	],
	async run(call, terminal): Promise<ExitCode> {
		const { locale } = terminal;
		const users = usersOf(call, locale);
		const output = call.values.output;
		if (typeof output !== "string") throw new Failure(texts.where[locale]);
		const write = writerOf(output, call, terminal);
		const files = new Files(terminal);
		const inspection = inspect(files.architecture(files.openOne(call.files[0]!)), users === undefined ? {} : { users });
		const scene = buildScene(
			{ ...inspection, marks: marksOf(inspection), options: { ...(users !== undefined && { users }) } },
			locale,
		);
		const engine = inProcessEngine();
		const layout = await engine.layout("file", scene);
		engine.dispose();
		if (!layout) throw new Failure(texts.layout[locale]);
		const written = await write({ scene, layout }, call.values.theme === "dark" ? "dark" : "light");
		if (output === STDIN) terminal.out(String(written));
		else {
			try {
				writeFileSync(resolve(terminal.folder, output), written);
			} catch (error) {
				throw new Failure(fill(texts.write[locale], { file: output, reason: (error as Error).message }));
			}
		}
		return 0;
	},
};

const texts = {
	where: {
		en: "Say where to write the picture: `-o OUT.svg` (or .png, .pdf, .html), or `-o -` for the standard output.",
		ko: "그림을 저장할 곳을 지정하십시오: `-o OUT.svg`(또는 .png, .pdf, .html), 표준 출력이면 `-o -`.",
	},
	layout: {
		en: "This architecture could not be laid out: split it into several files and draw them one by one.",
		ko: "이 아키텍처는 배치할 수 없습니다. 여러 파일로 나누어 하나씩 그리십시오.",
	},
	write: { en: "Cannot write `{file}`: {reason}", ko: "`{file}` 파일을 쓸 수 없습니다. {reason}" },
} as const;
