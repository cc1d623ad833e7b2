import { drawSvg } from "../diagram/draw.ts";
import type { LayoutEngine } from "../diagram/layout/engine.ts";
import { fill, type Locale } from "../language/locale.ts";
import { problemMessage } from "../language/problem-texts.ts";
import { buildArchitecture, sourceFile } from "../model/build.ts";
import { importsFrom } from "../model/load.ts";
import type { BlockParams, BlockResult } from "../protocol/messages.ts";
import { inspect } from "../rules/inspect.ts";
import { sceneOf } from "./scene.ts";
import { placed } from "./svg.ts";
import type { Workspace } from "./workspace.ts";

const MOST_PROBLEMS = 3;

/** The picture of a text in another document; what is wrong with it stands beside what can be drawn. */
export async function block(
	{ uri, text, theme }: BlockParams,
	workspace: Workspace,
	engine: LayoutEngine,
	locale: Locale,
): Promise<BlockResult> {
	const file = sourceFile(uri, text);
	const architecture = buildArchitecture(
		file,
		importsFrom((imported) => workspace.file(imported)),
	);
	const errors = (architecture.problems.get(file) ?? []).filter(({ severity }) => severity === "error");
	const problems = errors.slice(0, MOST_PROBLEMS).map((problem) =>
		fill(texts.problem[locale], {
			line: file.lines.positionAt(problem.start).line + 1,
			message: problemMessage(problem, locale),
		}),
	);
	const scene = sceneOf(inspect(architecture, workspace.ruleSettings()), {}, locale);
	// Where the text gives no title, what stands around it in the document does.
	const summary = { ...scene.summary, title: architecture.system?.title ?? "" };
	const diagram = scene.cards.length > 0 ? await placed({ ...scene, summary }, engine) : undefined;
	return {
		...(diagram && { svg: drawSvg(diagram, { theme, locale }) }),
		label: fill(texts.label[locale], { cards: scene.cards.map(({ title }) => title).join(", ") }),
		problems,
	};
}

const texts = {
	problem: { en: "Line {line}: {message}", ko: "{line}행: {message}" },
	label: { en: "Architecture diagram: {cards}", ko: "아키텍처 다이어그램: {cards}" },
} as const;
