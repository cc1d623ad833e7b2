import { Facts } from "../../analysis/facts.ts";
import type { Localized } from "../../language/locale.ts";
import type { Architecture, Component, Place } from "../../model/architecture.ts";
import { quorumOf, votersByPlace, votersOf } from "../../model/voters.ts";
import { availability, downtime, listed, names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare, type NewElement, set } from "../edit/operations.ts";
import { isQuorum, ofKind } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { vote } from "./voters.ts";

/** A data center without which no quorum is left. */
export const quorumDcMajority = defineRule<
	"name" | "place" | "held" | "voters" | "left" | "quorum" | "sites" | "up" | "down",
	"witness" | "spread"
>({
	id: "quorum-dc-majority",
	group: "resilience",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	production: true,
	mutedBy: ["quorum-too-small"],
	text: {
		en: {
			title: "One data center holds the majority",
			message:
				"Without `{place}` nothing can be written to `{name}`: {held} of its {voters} voters stand there, and what is left ({left}) is less than the {quorum} that a write needs.",
			why: "The voters stand like this: {sites}. Of two data centers one always has at least half of the voters, so the second makes the store no more available than the first alone. With an availability of {up} `{place}` is down {down} a year, and for that time every write fails although the rest is up.",
			technique:
				"**A witness in a third data center.** Voters in three places of which none has a majority: whichever is lost, the other two go on. A witness only votes and keeps no data, so a small machine will do.",
			tradeOff: "A third place to run, and writes that wait for a voter in another data center.",
			exceptions:
				"Not where a third place votes already (name it in `voters-in`), or where writes may wait until the data center is back.",
			fixes: {
				witness: "Let a witness in `{site}`, a third data center, vote for `{name}`{also}",
				spread: "Spread the voters of `{name}` evenly over {over}{also}",
			},
		},
		ko: {
			title: "데이터 센터 하나에 몰린 과반수",
			message:
				"`{place}`을(를) 잃으면 `{name}`에 아무것도 쓸 수 없습니다. 투표 노드 {voters}개 가운데 {held}개가 그곳에 있어, 쓰기에는 {quorum}개가 필요한데 {left}개만 남습니다.",
			why: "투표 노드는 {sites}에 있습니다. 데이터 센터가 둘이면 언제나 한 곳에 투표 노드의 절반 이상이 있으므로, 두 번째 데이터 센터를 두어도 첫 번째만 있을 때보다 가용성이 나아지지 않습니다. 가용성이 {up}인 `{place}`은(는) 1년에 {down} 멈추고, 나머지가 정상이어도 그동안 모든 쓰기가 실패합니다.",
			technique:
				"**세 번째 데이터 센터의 증인 노드.** 투표 노드를 세 곳에 두고 어느 곳도 과반수를 갖지 않게 합니다. 한 곳을 잃어도 나머지 두 곳이 계속합니다. 증인 노드는 데이터 없이 투표만 하므로 작은 서버면 충분합니다.",
			tradeOff: "세 번째 장소를 운영해야 하고, 쓰기가 다른 데이터 센터의 투표 노드를 기다립니다.",
			exceptions:
				"이미 세 번째 장소에서 투표한다면(`voters-in`에 적습니다) 해당하지 않습니다. 데이터 센터가 복구될 때까지 쓰기를 미루어도 되는 경우에도 필요 없습니다.",
			fixes: {
				witness: "세 번째 데이터 센터 `{site}`의 증인 노드가 `{name}`에 투표하기{also}",
				spread: "`{name}`의 투표 노드를 {over}에 고르게 나누어 두기{also}",
			},
		},
	},
	safety: { witness: "suggestion", spread: "suggestion" },
	example: {
		bad: `datacenter us
datacenter eu
database db { replication: quorum, voters: 3, voters-in: [us, eu] }
`,
		good: `datacenter us
datacenter eu
datacenter witness
database db { replication: quorum, voters: 3, voters-in: [us, eu, witness] }
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const database of context.each(ofKind(architecture, "database"))) {
			const worst = indispensable(database);
			if (!worst) continue;
			const sites = votersByPlace(database);
			// In a design with one data center nothing goes on without it anyway.
			if (sites.size < 2 && centersOf(architecture).length < 2) continue;
			const voters = votersOf(database);
			const up = new Facts().of(worst.place, "availability")?.value ?? 1;
			yield {
				element: database,
				at: database.properties.get("voters-in")!.at,
				data: {
					name: database.id,
					place: worst.place.id,
					held: worst.held,
					voters,
					left: voters - worst.held,
					quorum: quorumOf(database, "write"),
					sites: listed([...sites].map(([place, count]) => siteText(place, count))),
					up: availability(up),
					down: downtime(up),
				},
				fixes: [repair(context, database)],
			};
		}
	},
});

/** The place with the most voters, if too few are left without it. */
function indispensable(database: Component): { readonly place: Place; readonly held: number } | undefined {
	if (!isQuorum(database)) return undefined;
	const [first, ...rest] = votersByPlace(database);
	if (!first) return undefined;
	const [place, held] = rest.reduce((most, site) => (site[1] > most[1] ? site : most), first);
	return votersOf(database) - held < quorumOf(database, "write") ? { place, held } : undefined;
}

function centersOf({ places }: Architecture): readonly Place[] {
	return places.filter(({ kind }) => kind === "datacenter");
}

function siteText({ id }: Place, count: number): Localized {
	return { en: `${count} in \`${id}\``, ko: `\`${id}\`에 ${count}개` };
}

/** The voters stand evenly in three data centers or more: those that have some, and another one. */
function repair(context: RuleContext, database: Component) {
	const { id } = database;
	const sites = [...votersByPlace(database).keys()];
	const voters = votersOf(database);
	// Of an even number half may be lost with one place.
	const to = Math.max(3, voters + 1 - (voters % 2));
	const more = to === voters ? [] : [vote(id, to)];
	const also: Localized =
		to === voters ? { en: "", ko: "" } : { en: `, so that ${to} vote`, ko: `(투표 노드 ${to}개)` };
	const until = ({ architecture }: RuleContext): boolean => {
		const after = architecture.elements.get(id);
		return after?.type === "component" && !indispensable(after);
	};
	if (sites.length > 2) {
		const spread: Step = ({ architecture }) => placed(architecture, id, [...votersByPlace(database).keys()]);
		const data = { over: names(sites), also };
		return fixOf(context, { id: "spread" as const, data, steps: [...more, spread], subject: id, until });
	}
	const third = thirdOf(context.architecture, sites);
	const name = third?.id ?? freeName(context.architecture, "witness", "witness-site");
	const witness: Step = ({ architecture }) => {
		if (third) return placed(architecture, id, [...sites, third]);
		const last = architecture.elements.get(sites.at(-1)?.id ?? "");
		const added: NewElement = {
			type: "new",
			kind: "datacenter",
			name,
			parent: undefined,
			...(last && { beside: { element: last, side: "after" } }),
			properties: [],
		};
		const moved = placed(architecture, id, [...sites, added]);
		return moved && [declare(added), ...moved];
	};
	const data = { site: name, also };
	return fixOf(context, { id: "witness" as const, data, steps: [...more, witness], subject: id, until });
}

function placed({ elements }: Architecture, id: string, places: readonly (Place | NewElement)[]) {
	const found = elements.get(id);
	const now = places.flatMap((place) => (place.type === "place" ? (elements.get(place.id) ?? []) : place));
	return found && [set(found, "voters-in", now)];
}

/** A data center that is there and has no voter yet. */
function thirdOf(architecture: Architecture, sites: readonly Place[]): Place | undefined {
	return centersOf(architecture).find((place) => !sites.includes(place));
}
