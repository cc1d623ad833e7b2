import type { Analysis } from "../analysis/analysis.ts";
import type { LadderStep } from "../analysis/ladder.ts";
import { fill, type Locale, type Localized } from "../language/locale.ts";
import { formatCount, formatPercent } from "../language/numbers.ts";
import { kinds } from "../language/vocabulary/index.ts";
import type { Component } from "../model/architecture.ts";
import { numberOf } from "../model/properties.ts";
import type { Inspection } from "../rules/inspect.ts";
import { techniqueTexts } from "../rules/limits.ts";
import { document, table } from "./markdown.ts";
import { sameDeclaration } from "./syntax.ts";

/** Beyond these nobody reads on. */
const MOST_ROWS = 25;

/**
 * What breaks first, at how many users, and what helps there; then the other way round: what it takes to carry the users that
 * were asked for. A Markdown document.
 */
export function ladderReport({ analysis }: Inspection, locale: Locale): string {
	const say: Say = (key, data = {}) => fill(texts[key][locale], data);
	const { users } = analysis;
	if (users === undefined) return document([`# ${say("title")}`, say("no-users")]);
	const steps = rungsOf(analysis);
	const rows = steps
		.slice(0, MOST_ROWS)
		.map(({ components, users: at, technique }, index) => [
			String(index + 1),
			`${components.map(({ id }) => `\`${id}\``).join(", ")} ${kinds.get(components[0]!.kind)?.title[locale] ?? components[0]!.kind}`,
			at < users ? `**${formatCount(at)}**` : formatCount(at),
			formatPercent(analysis.components.get(components[0]!)?.utilization ?? 0),
			techniqueTexts[technique][locale],
		]);
	const left = steps.length - rows.length;
	const heading = [say("rank"), say("component"), say("users"), say("utilization"), say("helps")];
	return document([
		`# ${say("title")}`,
		verdict(analysis, users, say),
		rows.length > 0 && table(heading, rows),
		left > 0 && say("more", { count: String(left) }),
		...needs(analysis, users, say),
	]);
}

/** What saturates at one number of users. */
export interface Rung extends Omit<LadderStep, "component"> {
	readonly components: readonly Component[];
}

/** The ladder with what one declaration makes on one rung, where it saturates together. */
export function rungsOf({ details }: Analysis): readonly Rung[] {
	const rungs: (Rung & { readonly components: Component[] })[] = [];
	for (const { component, ...step } of details.ladder()) {
		const same = rungs.find(
			({ components: [first], users }) =>
				first && sameDeclaration(first, component) && formatCount(users) === formatCount(step.users),
		);
		if (same) same.components.push(component);
		else rungs.push({ ...step, components: [component] });
	}
	return rungs;
}

type Say = (key: keyof typeof texts, data?: Readonly<Record<string, string>>) => string;

function verdict({ saturationUsers, bottleneck }: Analysis, users: number, say: Say): string {
	if (saturationUsers.kind !== "users") return say("unbounded", { users: formatCount(users) });
	return say(saturationUsers.users < users ? "too-many" : "enough", {
		users: formatCount(users),
		most: formatCount(saturationUsers.users),
		name: bottleneck ? `\`${bottleneck.id}\`` : "–",
	});
}

/** What has to grow so that nothing is above the target utilisation. */
function needs({ components, details }: Analysis, users: number, say: Say): string[] {
	const instances = details.instancesNeeded();
	const rows: string[][] = [];
	for (const { component, utilization, status } of components.values()) {
		if (component.kind === "client" || utilization === undefined) continue;
		const [now, needed] = nodes(component) ?? [];
		if (now !== undefined && needed !== undefined) rows.push([`\`${component.id}\``, now, needed]);

		function nodes({ kind }: Component): readonly [now: string, needed: string] | undefined {
			if (kind === "database") return databaseNodes(component);
			const count = instances.get(component);
			const { min, max } = component.instances;
			const present = min === max ? `×${max}` : `×${min}–${max}`;
			if (kind === "storage" && count !== undefined) {
				const partitions = numberOf(component, "partitions") ?? 1;
				const text = (value: number): string => say("partitions", { count: formatCount(value) });
				return count > 1 ? [text(partitions), `**${text(count * partitions)}**`] : undefined;
			}
			const partitions = details.partitionsNeeded(component);
			if (partitions !== undefined) {
				const needed = `×${Math.max(partitions, max)}, ${say("partitions", { count: formatCount(partitions) })}`;
				return [present, `**${needed}**`];
			}
			if (count === undefined) return status === "ok" ? undefined : [present, say("none-enough")];
			return count > max ? [present, `**×${count}**`] : undefined;
		}
	}
	const title = `## ${say("needs", { users: formatCount(users) })}`;
	if (rows.length === 0) return [title, say("nothing-needed", { users: formatCount(users) })];
	return [title, say("needs-intro"), table([say("component"), say("now"), say("needed")], rows)];

	function databaseNodes(database: Component): readonly [now: string, needed: string] | undefined {
		const found = details.nodesNeeded(database);
		if (!found) return undefined;
		const [shards, replicas] = [numberOf(database, "shards") ?? 1, numberOf(database, "replicas") ?? 0];
		const count = (key: "shards" | "replicas", value: number | undefined): string =>
			value === undefined ? `${say(key, { count: "∞" })}` : say(key, { count: String(value) });
		const changed: [now: string, needed: string][] = [];
		if (found.shards === undefined) changed.push([count("shards", shards), say("none-enough")]);
		else if (found.shards > shards) changed.push([count("shards", shards), `**${count("shards", found.shards)}**`]);
		if ("replicas" in found && found.replicas === undefined)
			changed.push([count("replicas", replicas), say("none-enough")]);
		else if (found.replicas !== undefined && found.replicas > replicas)
			changed.push([count("replicas", replicas), `**${count("replicas", found.replicas)}**`]);
		if (changed.length === 0) return undefined;
		return [changed.map(([now]) => now).join(", "), changed.map(([, needed]) => needed).join(", ")];
	}
}

const texts = {
	title: { en: "What Breaks First", ko: "먼저 무너지는 순서" },
	"no-users": {
		en: "No client declares `users`, so it cannot be said at how many of them something saturates.",
		ko: "`users`를 선언한 클라이언트가 없어 사용자 몇 명에서 포화되는지 알 수 없습니다.",
	},
	enough: {
		en: "It carries **{users}** users, and **{most}** at most: then {name} saturates.",
		ko: "사용자 **{users}**명을 감당하며 한계는 **{most}**명입니다. 그때 포화되는 것은 {name}입니다.",
	},
	"too-many": {
		en: "It does **not** carry {users} users. It carries **{most}** at most: then {name} saturates.",
		ko: "사용자 {users}명을 감당하지 **못합니다**. 한계는 **{most}**명이며, 그때 포화되는 것은 {name}입니다.",
	},
	unbounded: {
		en: "It carries {users} users. Nothing saturates at any number of them, as far as capacities are known.",
		ko: "사용자 {users}명을 감당합니다. 알려진 용량으로는 사용자가 아무리 늘어도 포화되는 것이 없습니다.",
	},
	rank: { en: "#", ko: "#" },
	component: { en: "Component", ko: "컴포넌트" },
	users: { en: "Saturates at users", ko: "포화 사용자 수" },
	utilization: { en: "Used", ko: "사용률" },
	helps: { en: "What helps", ko: "해결 기법" },
	more: { en: "{count} more saturate later.", ko: "이후에 포화되는 컴포넌트가 {count}개 더 있습니다." },
	needs: { en: "What {users} Users Take", ko: "사용자 {users}명에 필요한 것" },
	"needs-intro": {
		en: "So that nothing is used by more than 70 % at the peak:",
		ko: "피크 때 사용률이 70 %를 넘지 않으려면 다음이 필요합니다.",
	},
	"nothing-needed": {
		en: "Nothing has to grow: at {users} users everything is used by 70 % at most.",
		ko: "늘릴 것이 없습니다. 사용자 {users}명일 때 모든 사용률이 70 % 이하입니다.",
	},
	now: { en: "Now", ko: "현재" },
	needed: { en: "Needed", ko: "필요" },
	shards: { en: "shards: {count}", ko: "샤드 {count}개" },
	partitions: { en: "partitions: {count}", ko: "파티션 {count}개" },
	replicas: { en: "replicas: {count}", ko: "복제본 {count}개" },
	"none-enough": { en: "no number is enough", ko: "수를 늘려도 부족" },
} as const satisfies Record<string, Localized>;
