import type { Analysis, Assumption, ComponentAnalysis, RoleAnalysis, SaturationUsers } from "../analysis/analysis.ts";
import { analyze as compute } from "../analysis/analyze.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../language/numbers.ts";
import { problemMessage } from "../language/problem-texts.ts";
import type { SourceFile } from "../model/architecture.ts";
import { Files } from "./files.ts";
import { type Command, formatOption, usersOf, usersOption } from "./options.ts";
import { severityNames } from "./report.ts";
import { type ExitCode, type Paint, paintFor, type Terminal, table } from "./terminal.ts";

export const analyze: Command = {
	name: "analyze",
	operands: "FILE",
	files: "one",
	text: { en: "Compute loads, utilisation and where it saturates", ko: "부하, 사용률, 포화 지점을 계산합니다" },
	options: [formatOption, usersOption],
	details: {
		en: 'Loads are those of the users that the file declares unless --users says otherwise. In JSON all numbers are per second and in SI\nunits; what is not known is left out, what has no limit is "unbounded". Exit code 1 if the file has errors.',
		ko: '--users가 없으면 파일이 선언한 사용자 수로 계산합니다. JSON의 수는 모두 초당 값이며 SI 단위입니다. 모르는 값은 빠지고,\n한계가 없는 값은 "unbounded"입니다. 파일에 오류가 있으면 종료 코드는 1입니다.',
	},
	run(call, terminal): ExitCode {
		const users = usersOf(call, terminal.locale);
		const files = new Files(terminal);
		const main = files.openOne(call.files[0]!);
		const analysis = compute(files.architecture(main), users === undefined ? {} : { users });
		if (call.values.format === "json")
			terminal.out(`${JSON.stringify(toJson(analysis, files.nameOf(main)), null, 2)}\n`);
		else terminal.out(toText(analysis, terminal));
		return complain(analysis, files, terminal) ? 1 : 0;
	},
};

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

/** A number for JSON; undefined, which JSON leaves out, if it is unknown. */
function known(value: number | undefined): number | "unbounded" | undefined {
	if (value === undefined || Number.isNaN(value)) return undefined;
	return Number.isFinite(value) ? value : "unbounded";
}

function saturationJson(saturation: SaturationUsers): number | "unbounded" | undefined {
	switch (saturation.kind) {
		case "users":
			return known(saturation.users);
		case "unbounded":
			return "unbounded";
		case "unknown":
			return undefined;
	}
}

function toJson(analysis: Analysis, file: string): object {
	return {
		file,
		users: known(analysis.users),
		requestsPerSecond: known(analysis.requestsPerSecond),
		saturationUsers: saturationJson(analysis.saturationUsers),
		bottleneck: analysis.bottleneck?.id,
		components: Object.fromEntries(
			[...analysis.components.values()].map((one) => [one.component.id, componentJson(one)]),
		),
		links: [...analysis.links.values()].map(({ link, requestsPerSecond, reads, writes }) => ({
			from: link.from.id,
			to: link.to.id,
			requestsPerSecond: known(requestsPerSecond),
			reads: known(reads),
			writes: known(writes),
		})),
		assumptions: analysis.assumptions.map(({ component, property, value, source }) => ({
			component,
			property,
			value: typeof value === "number" ? known(value) : value,
			source,
		})),
	};
}

function componentJson(one: ComponentAnalysis): object {
	const hasRoles = one.roles.some(({ role }) => role !== "instance");
	return {
		kind: one.component.kind,
		instances: one.instances,
		requestsPerSecond: known(one.requestsPerSecond),
		reads: known(one.reads),
		writes: known(one.writes),
		capacity: known(one.capacity),
		utilization: known(one.utilization),
		status: one.status,
		saturationUsers: saturationJson(one.saturationUsers),
		hitRatio: known(one.hitRatio),
		roles: hasRoles ? Object.fromEntries(one.roles.map((role) => [role.role, roleJson(role)])) : undefined,
	};
}

function roleJson({ nodes, readsPerSecond, writesPerSecond, capacity, utilization }: RoleAnalysis): object {
	return {
		instances: nodes,
		reads: known(readsPerSecond),
		writes: known(writesPerSecond),
		capacity: known(capacity),
		utilization: known(utilization),
	};
}

function toText(analysis: Analysis, terminal: Terminal): string {
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
		...assumptionLines(analysis.assumptions, paint, locale),
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

/** One line for each value that was assumed, however many components it was assumed for. */
function assumptionLines(assumptions: readonly Assumption[], paint: Paint, locale: Locale): readonly string[] {
	if (assumptions.length === 0) return [];
	const lines = new Map<string, { readonly assumption: Assumption; readonly components: string[] }>();
	for (const assumption of assumptions) {
		const key = `${assumption.property} ${assumption.written} ${assumption.source}`;
		const line = lines.get(key) ?? { assumption, components: [] };
		line.components.push(assumption.component);
		lines.set(key, line);
	}
	const rows = [...lines.values()].map(({ assumption: { property, written, source }, components }) => {
		const shown = components.slice(0, 4).join(", ") + (components.length > 4 ? `, … (${components.length})` : "");
		return `  ${property} ${written}: ${shown} ${paint(`(${source})`, "dim")}`;
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
	assumptions: { en: "Assumed, because the file does not say:", ko: "파일에 없어서 가정한 값:" },
} as const;
