import type { Analysis, Assumption, ComponentAnalysis } from "../analysis/analysis.ts";
import { analyze as compute } from "../analysis/analyze.ts";
import { type Sensitivity, sensitivitiesOf } from "../analysis/sensitivity.ts";
import { type WhatIf, whatIf } from "../analysis/what-if.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatAvailability, formatCount, formatPercent, formatRate } from "../language/numbers.ts";
import { problemMessage } from "../language/problem-texts.ts";
import { assumedName, sourceText } from "../language/vocabulary/describe.ts";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { techniqueTexts } from "../rules/limits.ts";
import { analysisJson } from "./analysis-json.ts";
import { Failure } from "./failure.ts";
import { Files } from "./files.ts";
import { type Command, downOption, formatOption, ledgerOption, usersOf, usersOption } from "./options.ts";
import { severityNames } from "./report.ts";
import { type ExitCode, type Paint, paintFor, type Terminal, table } from "./terminal.ts";

export const analyze: Command = {
	name: "analyze",
	operands: "FILE",
	files: "one",
	text: { en: "Compute loads, utilisation and where it saturates", ko: "부하, 사용률, 포화 지점을 계산합니다" },
	options: [formatOption, usersOption, downOption, ledgerOption],
	details: {
		en: 'Loads are those of the users that the file declares unless --users says otherwise. In JSON all numbers are per second and in SI\nunits; what is not known is left out, what has no limit is "unbounded". Exit code 1 if the file has errors.',
		ko: '--users가 없으면 파일이 선언한 사용자 수로 계산합니다. JSON의 수는 모두 초당 값이며 SI 단위입니다. 모르는 값은 빠지고,\n한계가 없는 값은 "unbounded"입니다. 파일에 오류가 있으면 종료 코드는 1입니다.',
	},
	run(call, terminal): ExitCode {
		const users = usersOf(call, terminal.locale);
		const files = new Files(terminal);
		const main = files.openOne(call.files[0]!);
		const architecture = files.architecture(main);
		const normal = compute(architecture, { users });
		const parts = call.lists.down ?? [];
		const loss = parts.length > 0 ? lossOf(architecture, parts, users, terminal.locale) : undefined;
		const analysis = loss?.analysis ?? normal;
		const ledger = call.values.ledger ? sensitivitiesOf(architecture, users) : undefined;
		if (call.values.format === "json")
			terminal.out(`${JSON.stringify(analysisJson(normal, files.nameOf(main), loss, ledger), null, 2)}\n`);
		else terminal.out(toText(normal, loss, ledger, terminal));
		return complain(analysis, files, terminal) ? 1 : 0;
	},
};

/** What the loss of parts sets off, and the loads that the others then get. */
function lossOf(architecture: Architecture, parts: readonly string[], users: number | undefined, locale: Locale): Loss {
	const result = whatIf(architecture, parts, users);
	const [unknown] = result.unknown;
	if (unknown !== undefined) throw new Failure(fill(texts["unknown-part"][locale], { part: unknown }));
	return { whatIf: result, analysis: compute(architecture, { users, state: result.taken }) };
}

interface Loss {
	readonly whatIf: WhatIf;
	readonly analysis: Analysis;
}

/** Errors in the text on stderr, because the numbers leave out what is wrong. */
function complain({ architecture }: Analysis, files: Files, { locale, error }: Terminal): boolean {
	let found = false;
	for (const [file, problems] of architecture.problems) {
		for (const problem of problems) {
			if (problem.severity !== "error") continue;
			found = true;
			error(
				`${placeOf(file, problem.start, files)}: ${severityNames.error[locale]}: ${problemMessage(problem, locale)}\n`,
			);
		}
	}
	return found;
}

function placeOf(file: SourceFile, offset: number, files: Files): string {
	const { line, character } = file.lines.positionAt(offset);
	return `${files.nameOf(file)}:${line + 1}:${character + 1}`;
}

function toText(
	normal: Analysis,
	loss: Loss | undefined,
	ledger: readonly Sensitivity[] | undefined,
	terminal: Terminal,
): string {
	const analysis = loss?.analysis ?? normal;
	const { locale } = terminal;
	const paint = paintFor(terminal);
	const say = (key: keyof typeof texts, data: Record<string, string> = {}): string => fill(texts[key][locale], data);
	const rows = [...analysis.components.values()].map((one) => componentRow(one, paint, locale));
	const heading = (["component", "load", "capacity", "utilization", "saturation", "status"] as const).map((key) =>
		say(key),
	);
	const { users, saturationUsers, bottleneck, requestsPerSecond } = analysis;
	const isKnown = users !== undefined || requestsPerSecond > 0;
	const total = isKnown ? say("requests", { load: formatRate(requestsPerSecond) }) : say("no-load");
	const first =
		bottleneck && saturationUsers.kind === "users"
			? say("bottleneck", { name: paint(bottleneck.id, "bold"), users: formatCount(saturationUsers.users) })
			: say(saturationUsers.kind === "unbounded" ? "unbounded" : "unknown");
	return [
		users === undefined ? total : `${say("users", { users: formatCount(users) })}, ${total}`,
		"",
		...(rows.length > 0 ? [table(heading, rows, paint), ""] : []),
		first,
		...ladderLines(analysis, say, locale),
		...availabilityLines(normal, say),
		...(loss ? lossLines(loss.whatIf, paint, say) : []),
		...(ledger ? ledgerLines(ledger, paint, say, locale) : assumptionLines(analysis.assumptions, paint, locale)),
		"",
	].join("\n");
}

function componentRow(one: ComponentAnalysis, paint: Paint, locale: Locale): readonly string[] {
	const { saturationUsers: saturation, capacity, utilization } = one;
	const users =
		saturation.kind === "users" ? formatCount(saturation.users) : saturation.kind === "unbounded" ? "∞" : "–";
	const colour = { ok: "green", hot: "yellow", saturated: "red", unknown: "dim" } as const;
	return [
		one.component.id,
		one.status === "unknown" && one.requestsPerSecond === 0 ? "–" : formatRate(one.requestsPerSecond),
		one.component.kind === "client" || capacity === undefined
			? "–"
			: Number.isFinite(capacity)
				? formatRate(capacity)
				: "∞",
		utilization === undefined ? "–" : formatPercent(utilization),
		one.component.kind === "client" ? "–" : users,
		one.component.kind === "client" ? "" : paint(statuses[one.status][locale], colour[one.status]),
	];
}

type Say = (key: keyof typeof texts, data?: Record<string, string>) => string;

/** What breaks after the first, and the technique for each. */
function ladderLines({ details }: Analysis, say: Say, locale: Locale): readonly string[] {
	const steps = details.ladder().slice(0, LADDER_SHOWN);
	if (steps.length < 2) return [];
	const rows = steps.map(
		({ component, users, technique }) =>
			`  ${formatCount(users)}: ${component.id} (${techniqueTexts[technique][locale]})`,
	);
	return ["", say("ladder"), ...rows];
}

const LADDER_SHOWN = 5;

function availabilityLines({ details }: Analysis, say: Say): readonly string[] {
	const { system } = details.availabilities();
	if (!system) return [];
	const hours = (system.downtimeSecondsPerYear / 3600).toPrecision(2);
	return [
		"",
		say("availability", { availability: formatAvailability(system.unavailability), hours: String(Number(hours)) }),
	];
}

function lossLines({ failed, components, overloaded, degraded }: WhatIf, paint: Paint, say: Say): readonly string[] {
	const names = (all: readonly { readonly id: string }[]): string => all.map(({ id }) => id).join(", ") || "–";
	const operations = failed.map(
		({ client, data, operation }) => `${client.id}: ${operation}${data ? ` ${data.id}` : ""}`,
	);
	return [
		"",
		paint(say("what-if"), "bold"),
		`  ${say("failed")}: ${operations.join(", ") || "–"}`,
		`  ${say("out-of-service")}: ${names(components)}`,
		`  ${say("overloaded")}: ${names(overloaded)}`,
		`  ${say("degraded")}: ${names(degraded)}`,
	];
}

/** Each default in use with what the result would be if it were a fifth lower or higher. */
function ledgerLines(ledger: readonly Sensitivity[], paint: Paint, say: Say, locale: Locale): readonly string[] {
	if (ledger.length === 0) return ["", say("no-assumption")];
	const between = (sides: { lower: number; higher: number } | undefined, format: (value: number) => string): string => {
		if (!sides) return "–";
		const [lower, higher] = [format(sides.lower), format(sides.higher)];
		return lower === higher ? "–" : `${lower} … ${higher}`;
	};
	const rows = ledger.map(({ assumption, saturationUsers, availability }) => [
		assumption.component,
		`${assumedName(assumption.property, locale)}: ${assumption.written}`,
		between(saturationUsers, formatCount),
		between(availability, (value) => formatAvailability(1 - value)),
		sourceText(assumption.source, locale),
	]);
	const heading = (["assumed-of", "assumption", "saturation", "available", "source"] as const).map((key) => say(key));
	return ["", paint(say("ledger"), "bold"), table(heading, rows, paint)];
}

/** One line for each value that was assumed, however many components it was assumed for. */
function assumptionLines(assumptions: readonly Assumption[], paint: Paint, locale: Locale): readonly string[] {
	if (assumptions.length === 0) return [];
	const lines = new Map<string, { readonly assumption: Assumption; readonly components: string[] }>();
	for (const assumption of assumptions) {
		const key = `${assumption.property} ${assumption.written} ${assumption.source.text}`;
		const line = lines.get(key) ?? { assumption, components: [] };
		line.components.push(assumption.component);
		lines.set(key, line);
	}
	const rows = [...lines.values()].map(({ assumption: { property, written, source }, components }) => {
		const shown = components.slice(0, 4).join(", ") + (components.length > 4 ? `, … (${components.length})` : "");
		return `  ${assumedName(property, locale)} ${written}: ${shown} ${paint(`(${sourceText(source, locale)})`, "dim")}`;
	});
	return ["", paint(texts.assumptions[locale], "bold"), ...rows];
}

const statuses = {
	ok: { en: "ok", ko: "정상" },
	hot: { en: "hot", ko: "높음" },
	saturated: { en: "saturated", ko: "포화" },
	unknown: { en: "unknown", ko: "알 수 없음" },
} as const;

const texts = {
	component: { en: "component", ko: "컴포넌트" },
	load: { en: "load", ko: "부하" },
	capacity: { en: "capacity", ko: "용량" },
	utilization: { en: "utilisation", ko: "사용률" },
	saturation: { en: "saturates at users", ko: "포화 사용자 수" },
	status: { en: "status", ko: "상태" },
	users: { en: "{users} users", ko: "사용자 {users}명" },
	requests: { en: "{load} requests at the peak", ko: "최대 요청 {load}" },
	"no-load": {
		en: "No client declares `users` or `rate`, so the load is not known.",
		ko: "`users`나 `rate`을(를) 선언한 클라이언트가 없어 부하를 알 수 없습니다.",
	},
	bottleneck: {
		en: "{name} saturates first, at {users} users.",
		ko: "가장 먼저 포화되는 것은 {name}, 사용자 {users}명에서입니다.",
	},
	unbounded: { en: "Nothing saturates at any number of users.", ko: "사용자가 아무리 늘어도 포화되는 것이 없습니다." },
	unknown: {
		en: "Where it saturates is not known: that takes `users` in a client.",
		ko: "포화 지점을 알 수 없습니다. 클라이언트에 `users`가 있어야 합니다.",
	},
	ladder: { en: "What saturates, in this order, and what helps:", ko: "포화되는 순서와 해결 기법:" },
	availability: {
		en: "{availability} available: {hours} hours of downtime a year.",
		ko: "가용성 {availability}: 연간 중단 시간 {hours}시간.",
	},
	"what-if": { en: "What the loss sets off:", ko: "손실의 영향:" },
	failed: { en: "fails", ko: "실패하는 작업" },
	"out-of-service": { en: "out of service in the end", ko: "결국 중단되는 컴포넌트" },
	overloaded: { en: "breaks down under the load of the others", ko: "나머지 부하로 무너지는 컴포넌트" },
	degraded: { en: "goes on with less", ko: "성능이 떨어지는 컴포넌트" },
	"unknown-part": {
		en: "`--down {part}`: nothing in the file is called that. Write a component (`us.web`), an instance (`us.web#1`), a part of a database (`users#primary`) or a place (`us`).",
		ko: "`--down {part}`: 파일에 그런 이름이 없습니다. 컴포넌트(`us.web`), 인스턴스(`us.web#1`), 데이터베이스의 일부(`users#primary`) 또는 장소(`us`)를 쓰십시오.",
	},
	ledger: {
		en: "Assumed, and the result if it is 20 % lower … 20 % higher; what moves it most comes first:",
		ko: "가정한 값과, 그 값이 20 % 낮을 때 … 높을 때의 결과(영향이 큰 순서):",
	},
	"no-assumption": { en: "Nothing is assumed.", ko: "가정한 값이 없습니다." },
	"assumed-of": { en: "of", ko: "대상" },
	assumption: { en: "assumption", ko: "가정" },
	available: { en: "availability", ko: "가용성" },
	source: { en: "source", ko: "출처" },
	assumptions: { en: "Assumed, because the file does not say:", ko: "파일에 없어서 가정한 값:" },
} as const;
