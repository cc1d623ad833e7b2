import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { stateWithout } from "../analysis/state.ts";
import { buildScene } from "../diagram/build-scene.ts";
import type { Diagram } from "../diagram/diagram.ts";
import { inProcessEngine } from "../diagram/layout/engine.ts";
import type { ThemeName } from "../diagram/theme.ts";
import { setOptions, type ViewOptions } from "../diagram/view-options.ts";
import { fill, type Locale, type Localized } from "../language/locale.ts";
import type { Architecture } from "../model/architecture.ts";
import { type Inspection, inspect } from "../rules/inspect.ts";
import { marksOf } from "../rules/marks.ts";
import { Failure } from "./failure.ts";
import { Files, STDIN } from "./files.ts";
import { namedElements } from "./named-elements.ts";
import { type Call, type Command, downOption, usersOf, usersOption } from "./options.ts";
import type { ExitCode } from "./terminal.ts";
import { FORMATS, fontOption, scaleOption, writerOf } from "./writers.ts";

const THEMES: Readonly<Record<string, ThemeName>> = {
	light: "light",
	dark: "dark",
	"high-contrast": "hc-dark",
	"high-contrast-light": "hc-light",
};

export const render: Command = {
	name: "render",
	operands: "FILE -o OUT",
	files: "one",
	text: {
		en: "Draw the diagram, or say where everything stands in it",
		ko: "다이어그램을 그리거나 배치를 JSON으로 씁니다",
	},
	options: [
		{
			name: "output",
			short: "o",
			value: "OUT",
			text: {
				en: `where to write it, and by its ending as what: ${FORMATS}; \`-\` is the standard output`,
				ko: `저장할 파일. 확장자가 형식입니다: ${FORMATS}. \`-\`는 표준 출력입니다`,
			},
		},
		{
			name: "format",
			value: FORMATS,
			choices: FORMATS.split("|"),
			text: {
				en: "format, whatever the ending (default for `-`: svg)",
				ko: "확장자와 상관없이 쓸 형식(`-`의 기본값: svg)",
			},
		},
		{
			name: "theme",
			value: Object.keys(THEMES).join("|"),
			choices: Object.keys(THEMES),
			text: { en: "colours (default: light)", ko: "색(기본값: light)" },
		},
		usersOption,
		downOption,
		{
			name: "expand",
			value: "ID|all",
			repeatable: true,
			text: {
				en: "draw the instances, shards or replicas of a component one by one; repeatable",
				ko: "컴포넌트의 인스턴스, 샤드, 복제본을 하나씩 그림. 여러 번 쓸 수 있음",
			},
		},
		{
			name: "collapse",
			value: "ID|all",
			repeatable: true,
			text: {
				en: "draw a data center, zone or group as one card; repeatable",
				ko: "데이터 센터, 가용 영역, 그룹을 카드 하나로 그림. 여러 번 쓸 수 있음",
			},
		},
		{
			name: "view",
			value: "GROUP",
			text: {
				en: "draw this data center, zone or group alone, with what calls it and what it calls",
				ko: "이 데이터 센터, 가용 영역, 그룹만 그리고, 호출하거나 호출받는 것을 곁들임",
			},
		},
		scaleOption,
		fontOption,
	],
	async run(call, terminal): Promise<ExitCode> {
		const { locale } = terminal;
		const users = usersOf(call, locale);
		const { output } = call.values;
		if (typeof output !== "string") throw new Failure(texts.where[locale]);
		const write = writerOf(output, call, terminal);
		const files = new Files(terminal);
		const architecture = files.architecture(files.openOne(call.files[0]!));
		const options = viewOptions(call, architecture, users, locale);
		const inspection = inspect(architecture, users === undefined ? {} : { users });
		const diagram = await layOut(inspection, options, locale);
		const written = await write(diagram, THEMES[`${call.values.theme}`] ?? "light");
		if (output === STDIN) terminal.out(written);
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

/** How the picture is to be, with every name checked. */
function viewOptions(
	{ lists, values }: Call,
	architecture: Architecture,
	users: number | undefined,
	locale: Locale,
): ViewOptions {
	const { places, components } = architecture;
	const { down = [], expand = [], collapse = [] } = lists;
	const [unknown] = stateWithout(architecture, down).unknown;
	if (unknown !== undefined) {
		namedElements([unknown], [...places, ...components], "down", texts.part, locale);
		// The component is there, but it has no such node.
		throw new Failure(fill(texts.part[locale], { option: "down", name: unknown }));
	}
	const idsOf = (
		names: readonly string[],
		all: readonly { id: string; name: string }[],
		option: string,
		about: Localized,
	) => (names.includes("all") ? all.map(({ id }) => id) : namedElements(names, all, option, about, locale));
	const [view] =
		typeof values.view === "string" ? namedElements([values.view], places, "view", texts.place, locale) : [];
	return setOptions({
		...(users !== undefined && { users }),
		down,
		expanded: idsOf(expand, components, "expand", texts.component),
		collapsed: idsOf(collapse, places, "collapse", texts.place),
		...(view !== undefined && { view }),
	});
}

async function layOut(inspection: Inspection, options: ViewOptions, locale: Locale): Promise<Diagram> {
	const scene = buildScene({ ...inspection, marks: marksOf(inspection), options }, locale);
	const engine = inProcessEngine();
	const layout = await engine.layout("file", scene);
	engine.dispose();
	if (!layout) throw new Failure(texts.layout[locale]);
	return { scene, layout };
}

const texts = {
	where: {
		en: "Say where to write the picture: `-o OUT.svg` (or .png, .pdf, .html), or `-o -` for the standard output.",
		ko: "그림을 저장할 곳을 지정하십시오: `-o OUT.svg`(또는 .png, .pdf, .html), 표준 출력이면 `-o -`.",
	},
	place: {
		en: "`--{option} {name}`: there is no such data center, zone or group.",
		ko: "`--{option} {name}`: 그런 데이터 센터, 가용 영역, 그룹은 없습니다.",
	},
	component: {
		en: "`--{option} {name}`: there is no such component.",
		ko: "`--{option} {name}`: 그런 컴포넌트는 없습니다.",
	},
	part: {
		en: "`--{option} {name}`: there is no such component, instance or place.",
		ko: "`--{option} {name}`: 그런 컴포넌트, 인스턴스, 장소는 없습니다.",
	},
	layout: {
		en: "This architecture could not be laid out: split it into several files and draw them one by one.",
		ko: "이 아키텍처는 배치할 수 없습니다. 여러 파일로 나누어 하나씩 그리십시오.",
	},
	write: { en: "Cannot write `{file}`: {reason}", ko: "`{file}` 파일을 쓸 수 없습니다. {reason}" },
} as const satisfies Record<string, Localized>;
