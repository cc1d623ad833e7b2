import { byWeight, eachSensitivity, type Sensitivity } from "../analysis/sensitivity.ts";
import { fill, type Locale, type Localized } from "../language/locale.ts";
import { formatAvailability, formatCount } from "../language/numbers.ts";
import { assumedName, sourceText } from "../language/vocabulary/describe.ts";
import type { Inspection } from "../rules/inspect.ts";
import { document, table } from "./markdown.ts";
import type { Step } from "./progress.ts";

/** How far each default in use moves the result. In a large architecture that takes seconds, so it goes by steps. */
export async function sensitivities(
	{ architecture, analysis }: Inspection,
	step: Step,
): Promise<readonly Sensitivity[]> {
	const found: Sensitivity[] = [];
	for (const sensitivity of eachSensitivity(architecture, analysis.users)) {
		found.push(sensitivity);
		await step(found.length, analysis.assumptions.length);
	}
	return byWeight(found);
}

/** Every default in use and what hangs on it, those that move the result most first, as a Markdown document. */
export function ledgerReport({ analysis }: Inspection, rows: readonly Sensitivity[], locale: Locale): string {
	const say = (key: keyof typeof texts, data: Readonly<Record<string, string | number>> = {}) =>
		fill(texts[key][locale], data);
	const { users, saturationUsers } = analysis;
	if (rows.length === 0) return document([`# ${say("title")}`, say("none")]);
	const { system } = analysis.details.availabilities();
	const now = [
		users !== undefined && say("at", { users: formatCount(users) }),
		saturationUsers.kind === "users" && say("saturates", { users: formatCount(saturationUsers.users) }),
		system && say("available", { availability: formatAvailability(system.unavailability) }),
	].filter(Boolean);
	const written = rows.map((row) => ({ row, sides: sidesOf(row) }));
	const moving = written.filter(({ sides }) => sides.some((side) => side !== NO_CHANGE));
	const others = written.filter(({ sides }) => sides.every((side) => side === NO_CHANGE)).map(({ row }) => row);
	const heading = (["assumption", "saturation", "availability", "source"] as const).map((key) => say(key));
	return document([
		`# ${say("title")}`,
		say("intro", { count: rows.length }),
		now.length > 0 && now.join(" · "),
		moving.length > 0 &&
			table(
				heading,
				moving.map(({ row, sides }) => cells(row, sides, locale)),
			),
		...(others.length > 0
			? [
					`## ${say("no-effect", { count: others.length })}`,
					table([say("assumption"), say("assumed-of"), say("source")], together(others, locale)),
				]
			: []),
	]);
}

/** The users at which it saturates, and the availability, with the assumption a fifth lower and a fifth higher. */
function sidesOf({ saturationUsers, availability }: Sensitivity): readonly string[] {
	const between = (sides: { lower: number; higher: number } | undefined, format: (value: number) => string): string => {
		if (!sides) return NO_CHANGE;
		const [lower, higher] = [format(sides.lower), format(sides.higher)];
		return lower === higher ? NO_CHANGE : `${lower} … ${higher}`;
	};
	return [between(saturationUsers, formatCount), between(availability, (value) => formatAvailability(1 - value))];
}

const NO_CHANGE = "–";

function cells({ assumption }: Sensitivity, sides: readonly string[], locale: Locale): readonly string[] {
	const { component, property, written, source } = assumption;
	const value = `\`${component}\` \`${assumedName(property, locale)}: ${written}\``;
	return [value, ...sides, inCell(sourceText(source, locale))];
}

/** One row for each value that was assumed, whatever it was assumed for. */
function together(rows: readonly Sensitivity[], locale: Locale): readonly (readonly string[])[] {
	const found = new Map<string, { readonly row: readonly [value: string, source: string]; readonly of: string[] }>();
	for (const { assumption } of rows) {
		const { component, property, written, source } = assumption;
		const value = `\`${assumedName(property, locale)}: ${written}\``;
		const text = inCell(sourceText(source, locale));
		const known = found.get(`${value} ${text}`) ?? { row: [value, text], of: [] };
		known.of.push(`\`${component}\``);
		found.set(`${value} ${text}`, known);
	}
	return [...found.values()].map(({ row: [value, text], of }) => {
		const shown = of.slice(0, MOST_NAMES).join(", ") + (of.length > MOST_NAMES ? `, … (${of.length})` : "");
		return [value, shown, text];
	});
}

const MOST_NAMES = 4;

const inCell = (text: string): string => text.replaceAll("|", "\\|");

const texts = {
	title: { en: "Assumption Ledger", ko: "가정 목록" },
	none: {
		en: "Nothing is assumed: every number follows from the text.",
		ko: "가정한 값이 없습니다. 모든 수가 텍스트에서 나옵니다.",
	},
	intro: {
		en: "Defaults in use: {count}. Each is taken a fifth lower and a fifth higher; those that move the result most come first. Write a property into the text and its assumption is gone.",
		ko: "사용 중인 기본값은 {count}개입니다. 각각을 20 % 낮추고 높여 계산하며, 결과를 가장 많이 바꾸는 것이 먼저입니다. 텍스트에 속성을 쓰면 그 가정은 사라집니다.",
	},
	at: { en: "At {users} users", ko: "사용자 {users}명일 때" },
	saturates: { en: "saturates at {users} users", ko: "사용자 {users}명에서 포화" },
	available: { en: "{availability} available", ko: "가용성 {availability}" },
	assumption: { en: "Assumption", ko: "가정" },
	saturation: { en: "Saturates at users, −20 % … +20 %", ko: "포화 사용자 수, −20 % … +20 %" },
	availability: { en: "Availability, −20 % … +20 %", ko: "가용성, −20 % … +20 %" },
	source: { en: "Source", ko: "출처" },
	"no-effect": { en: "Without Effect on Either: {count}", ko: "둘 다 바꾸지 않는 가정 {count}개" },
	"assumed-of": { en: "Of", ko: "대상" },
} as const satisfies Record<string, Localized>;
