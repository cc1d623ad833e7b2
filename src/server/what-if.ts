import type { FailedOperation } from "../analysis/analysis.ts";
import { analyze } from "../analysis/analyze.ts";
import { losableParts } from "../analysis/parts.ts";
import { type WhatIf, whatIf } from "../analysis/what-if.ts";
import { fill, type Locale, type Localized } from "../language/locale.ts";
import { formatCount, formatPercent } from "../language/numbers.ts";
import { kinds } from "../language/vocabulary/index.ts";
import type { Architecture, Component } from "../model/architecture.ts";
import type { Part } from "../protocol/messages.ts";
import { unique } from "../rules/graph.ts";
import type { Inspection } from "../rules/inspect.ts";
import { document } from "./markdown.ts";
import type { Step } from "./progress.ts";

/** All that can be taken away, in the reader's language. */
export function partsOf(architecture: Architecture, locale: Locale): readonly Part[] {
	return losableParts(architecture).map(({ name, element, extent }) => ({
		name,
		text:
			extent === "whole"
				? [kinds.get(element.kind)?.title[locale] ?? element.kind, element.title !== element.name && element.title]
						.filter(Boolean)
						.join(" · ")
				: texts[extent][locale],
	}));
}

/** What the loss of parts sets off, as a Markdown document. */
export async function whatIfReport(
	{ architecture, analysis: before }: Inspection,
	parts: readonly string[],
	locale: Locale,
	step: Step,
): Promise<string> {
	const say: Say = (key, data = {}) => fill(texts[key][locale], data);
	const { users } = before;
	await step(0, 3);
	const result = whatIf(architecture, parts, users);
	await step(1, 3);
	const after = analyze(architecture, { ...(users !== undefined && { users }), state: result.taken });
	await step(2, 3);
	const known = parts.filter((part) => !result.unknown.includes(part));
	const loads = ({ id }: Component): string => {
		const component = architecture.elements.get(id) as Component;
		const [usual, now] = [before, after].map(({ components }) => components.get(component)?.utilization);
		if (usual === undefined || now === undefined || (usual === 0 && now === 0)) return "";
		const [then, since] = [formatPercent(usual), formatPercent(now)];
		return then === since ? say("same", { usual: then }) : say("change", { usual: then, now: since });
	};
	const down = new Set(result.components.map(({ id }) => id));
	const lacks = ({ outgoing }: Component): string => {
		const targets = unique(outgoing.map(({ to }) => to.id).filter((id) => down.has(id)));
		return targets.length === 0 ? "" : say("lacks", { parts: code(targets) });
	};
	const row = (component: Component, ...facts: readonly string[]): string =>
		[`\`${component.id}\``, facts.filter(Boolean).join(" · ")].filter(Boolean).join(": ");
	const names = code(parts);
	const overloaded = new Set(result.overloaded);
	const gone = result.components.filter((component) => !overloaded.has(component));
	return document([
		`# ${say("title", { parts: names })}`,
		result.unknown.length > 0 && say("unknown", { parts: code(result.unknown) }),
		...(known.length > 0
			? [
					users !== undefined && say("at", { users: formatCount(users) }),
					verdict(result, say),
					...section(
						"failed",
						result.failed.map((failed) => operationText(failed, say)),
					),
					...section(
						"overloaded",
						result.overloaded.map((one) => row(one, loads(one))),
					),
					...section(
						"degraded",
						result.degraded.map((one) => row(one, loads(one), lacks(one))),
					),
					...section(
						"gone",
						gone.map((one) => row(one)),
					),
				]
			: []),
	]);

	function section(title: keyof typeof texts, rows: readonly string[]): string[] {
		return rows.length > 0 ? [`## ${say(title)}`, rows.map((row) => `- ${row}`).join("\n")] : [];
	}
}

type Say = (key: keyof typeof texts, data?: Readonly<Record<string, string>>) => string;

function verdict({ failed, overloaded }: WhatIf, say: Say): string {
	if (failed.length === 0) return say(overloaded.length > 0 ? "survives-overloaded" : "survives");
	const clients = code(unique(failed.map(({ client }) => client.id)));
	return say("fails", { clients });
}

function operationText({ client, data, operation }: FailedOperation, say: Say): string {
	return say(operation, { client: `\`${client.id}\``, data: data ? `\`${data.id}\`` : "–" });
}

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const texts = {
	title: { en: "What if {parts} fails?", ko: "{parts}에 장애가 나면?" },
	at: { en: "At {users} users.", ko: "사용자 {users}명일 때." },
	unknown: { en: "Nothing is called {parts}.", ko: "{parts}(이)라는 이름은 없습니다." },
	survives: {
		en: "**The others go on answering every client.**",
		ko: "**나머지가 모든 클라이언트에 계속 응답합니다.**",
	},
	"survives-overloaded": {
		en: "**Every client is still answered, but not everything withstands the load.**",
		ko: "**모든 클라이언트에 계속 응답하지만, 일부는 부하를 견디지 못합니다.**",
	},
	fails: { en: "**Requests of {clients} fail.**", ko: "**{clients}의 요청이 실패합니다.**" },
	failed: { en: "What fails", ko: "실패하는 작업" },
	overloaded: { en: "What breaks down under the load of the others", ko: "나머지 부하로 무너지는 컴포넌트" },
	degraded: { en: "What goes on with less", ko: "성능이 떨어지는 컴포넌트" },
	gone: { en: "What was taken away", ko: "중단된 컴포넌트" },
	same: { en: "{usual} used as before", ko: "사용률은 그대로 {usual}" },
	change: { en: "{usual} used before, {now} after", ko: "사용률 {usual} → {now}" },
	lacks: { en: "without {parts}", ko: "{parts} 없이 동작" },
	request: { en: "{client}: every request", ko: "{client}: 모든 요청" },
	read: { en: "{client}: reads of {data}", ko: "{client}: {data} 읽기" },
	write: { en: "{client}: writes of {data}", ko: "{client}: {data} 쓰기" },
	instance: { en: "one instance", ko: "인스턴스 하나" },
	primary: { en: "its primary", ko: "프라이머리" },
	replica: { en: "one replica", ko: "복제본 하나" },
} as const satisfies Record<string, Localized>;
