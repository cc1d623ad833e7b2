import { byWeight, eachSensitivity, type Sensitivity } from "../analysis/sensitivity.ts";
import { fill, type Locale, type Localized } from "../language/locale.ts";
import { formatAvailability, formatCount } from "../language/numbers.ts";
import { assumedName, sourceText } from "../language/vocabulary/describe.ts";
import type { Inspection } from "../rules/inspect.ts";

/**
 * How far each default in use moves the result. In a large architecture that takes seconds, so other messages are answered
 * in between: `defer` runs a task after those that have already arrived.
 */
export async function sensitivities(
	{ architecture, analysis }: Inspection,
	defer: (task: () => void) => void,
): Promise<readonly Sensitivity[]> {
	const found: Sensitivity[] = [];
	for (const sensitivity of eachSensitivity(architecture, analysis.users)) {
		found.push(sensitivity);
		await new Promise<void>((resolve) => defer(resolve));
	}
	return byWeight(found);
}

/** Every default in use and what hangs on it, those that move the result most first, as a Markdown document. */
export function ledgerReport({ analysis }: Inspection, rows: readonly Sensitivity[], locale: Locale): string {
	const say = (key: keyof typeof texts, data: Readonly<Record<string, string | number>> = {}) =>
		fill(texts[key][locale], data);
	const { users, saturationUsers } = analysis;
	if (rows.length === 0) return `# ${say("title")}\n\n${say("none")}\n`;
	const { system } = analysis.details.availabilities();
	const now = [
		users !== undefined && say("at", { users: formatCount(users) }),
		saturationUsers.kind === "users" && say("saturates", { users: formatCount(saturationUsers.users) }),
		system && say("available", { availability: formatAvailability(system.unavailability) }),
	].filter(Boolean);
	const heading = (["assumption", "saturation", "availability", "source"] as const).map((key) => say(key));
	return [
		`# ${say("title")}`,
		say("intro", { count: rows.length }),
		now.length > 0 && now.join(" · "),
		[heading, heading.map(() => "---"), ...rows.map((row) => cells(row, locale))]
			.map((row) => `| ${row.join(" | ")} |`)
			.join("\n"),
	]
		.filter(Boolean)
		.join("\n\n")
		.concat("\n");
}

function cells({ assumption, saturationUsers, availability, weight }: Sensitivity, locale: Locale): readonly string[] {
	const { component, property, written, source } = assumption;
	const between = (sides: { lower: number; higher: number } | undefined, format: (value: number) => string): string => {
		if (!sides || weight === 0) return "–";
		const [lower, higher] = [format(sides.lower), format(sides.higher)];
		return lower === higher ? "–" : `${lower} … ${higher}`;
	};
	return [
		`\`${component}\` \`${assumedName(property, locale)}: ${written}\``,
		between(saturationUsers, formatCount),
		between(availability, (value) => formatAvailability(1 - value)),
		sourceText(source, locale).replaceAll("|", "\\|"),
	];
}

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
} as const satisfies Record<string, Localized>;
