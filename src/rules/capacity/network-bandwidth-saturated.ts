import type { Assumption } from "../../analysis/analysis.ts";
import { Facts } from "../../analysis/facts.ts";
import type { Localized } from "../../language/locale.ts";
import { formatBits, formatPercent } from "../../language/numbers.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import type { Component, DataSet, Link, Location } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { numberOf } from "../../model/properties.ts";
import { instancesText, names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { dataKind, heldBy } from "../graph.ts";
import { cdnFor, cdnInFront } from "../repairs/cdn.ts";
import { companions, scaleOut } from "../repairs/scale-out.ts";
import { defineRule, type Finding, type Fix, type RuleContext } from "../rule.ts";

type FixId = "cdn" | "scale-out" | "wider";
type Data = "traffic" | "bits" | "share" | "bandwidth" | "line" | "usable";

/** A line or a network card that is full before anything else is. */
export const networkBandwidthSaturated = defineRule<Data, FixId>({
	id: "network-bandwidth-saturated",
	group: "capacity",
	since: "0.1.0",
	severity: "error",
	statements: [],
	exclusive: "capacity",
	text: {
		en: {
			title: "Network full at the peak",
			message: "{traffic} {bits} at the peak, {share} of the {bandwidth} of {line}.",
			why: "λ × bytes × 8 = {bits}. Of {bandwidth} about 80 %, {usable}, can be used: above, packets wait in line, are dropped and sent again, and whoever shares the line slows down. Files and videos fill a line long before they fill a processor.",
			technique:
				"**Send less, or from elsewhere.** A CDN answers for static content near the user, object storage spares the servers, compression makes answers smaller, and more instances bring more network cards. What is left needs a wider line.",
			tradeOff: "A CDN costs money for each GB; compression costs processor time; a wider line is paid for all day.",
			exceptions: "Says nothing where no bandwidth is declared, or no size is known of what is sent.",
			fixes: {
				cdn: "Serve {data} through {cdn}",
				"scale-out": "Add {added} ({from} -> {to}) to `{name}`{also}, each with a network card of its own",
				wider: "Provide {wide} for {line}",
			},
		},
		ko: {
			title: "피크에 가득 차는 네트워크",
			message: "{traffic} 피크 때 {bits}로, {line}의 대역폭 {bandwidth}의 {share}입니다.",
			why: "λ × 바이트 × 8 = {bits}입니다. {bandwidth} 가운데 쓸 수 있는 것은 80 %인 {usable} 정도입니다. 그 위로는 패킷이 줄을 서다가 버려지고 다시 보내지며, 같은 회선을 쓰는 모두가 느려집니다. 파일과 동영상은 프로세서보다 훨씬 먼저 회선을 채웁니다.",
			technique:
				"**덜 보내거나 다른 곳에서 보내기.** 정적 콘텐츠는 CDN이 사용자 가까이에서 응답하고, 객체 스토리지는 서버의 짐을 덜며, 압축은 응답을 줄이고, 인스턴스를 늘리면 네트워크 카드도 늘어납니다. 그래도 남는 것에는 더 넓은 회선이 필요합니다.",
			tradeOff: "CDN은 GB마다, 압축은 프로세서 시간으로 비용이 들고, 넓은 회선에는 하루 종일 비용이 듭니다.",
			exceptions: "대역폭이 적혀 있지 않거나 보내는 것의 크기를 모르면 아무 말도 하지 않습니다.",
			fixes: {
				cdn: "{data}을(를) {cdn}(으)로 제공하기",
				"scale-out": "`{name}`에 {added} 추가({from} -> {to}){also}, 네트워크 카드도 하나씩",
				wider: "{line}의 대역폭을 {wide}(으)로 늘리기",
			},
		},
	},
	safety: { cdn: "suggestion", "scale-out": "suggestion", wider: "suggestion" },
	example: {
		bad: `data photos { kind: static, size: 300KB }

client browser {
  users: 1M
  requests: 20/day
  peak: 2x
  reads photos x5
}
storage files { holds: photos }

browser -> files { bandwidth: 5Gbps }
`,
		good: `data photos { kind: static, size: 300KB }

client browser {
  users: 1M
  requests: 20/day
  peak: 2x
  reads photos x5
}
cdn cdn { holds: photos, ttl: 24h, fallback: origin }
storage files { holds: photos }

browser -> cdn
cdn -> files { bandwidth: 5Gbps }
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const link of context.each(architecture.links)) {
			const bandwidth = numberOf(link, "bandwidth");
			const { bandwidthBitsPerSecond, utilization } = bandwidth === undefined ? {} : analysis.details.line(link);
			if (bandwidth === undefined || bandwidthBitsPerSecond === undefined || !isFull(utilization)) continue;
			yield finding(
				{
					element: link.to,
					at: link.at,
					links: [link],
					assumed: assumedSizes(context, link.to, link),
					fixes: [...cdnForLink(context, link), wider(context, link, bandwidthBitsPerSecond)],
				},
				trafficOver(link),
				OF_LINE,
				bandwidthBitsPerSecond,
				bandwidth,
			);
		}
		for (const component of context.each(analysis.components.keys())) {
			const { instances } = analysis.components.get(component)!;
			const each = numberOf(component, "bandwidth");
			const bits = each === undefined ? undefined : analysis.details.of(component).bandwidthBitsPerSecond;
			const bandwidth = (each ?? 0) * instances;
			if (each === undefined || bits === undefined || !isFull(bits / bandwidth)) continue;
			yield finding(
				{
					element: component,
					assumed: assumedSizes(context, component),
					fixes: [
						...cdnForComponent(context, component),
						...moreCards(context, component, bits, each),
						wider(context, component, bits / instances),
					],
				},
				trafficOf(component),
				cards(component, instances),
				bits,
				bandwidth,
			);
		}
	},
});

/** Part of a line that can be used before packets are lost. */
const USABLE = 0.8;

function isFull(utilization: number | undefined): boolean {
	return utilization !== undefined && utilization > USABLE;
}

function finding(
	place: {
		readonly element: Component;
		readonly at?: Location;
		readonly links?: readonly Link[];
		readonly assumed: readonly Assumption[];
		readonly fixes: readonly Fix<FixId>[];
	},
	traffic: Localized,
	line: Localized,
	bits: number,
	bandwidth: number,
): Finding<Data, FixId> {
	return {
		...place,
		data: {
			traffic,
			line,
			bits: formatBits(bits),
			share: formatPercent(bits / bandwidth),
			bandwidth: formatBits(bandwidth),
			usable: formatBits(bandwidth * USABLE),
		},
	};
}

const OF_LINE: Localized = { en: "the line", ko: "이 회선" };

function cards({ id }: Component, instances: number): Localized {
	return {
		en: `${instances === 1 ? "the network card" : `the ${instances} network cards`} of \`${id}\``,
		ko: `\`${id}\` 네트워크 카드${instances === 1 ? "" : ` ${instances}개`}`,
	};
}

function trafficOf({ id }: Component): Localized {
	return { en: `Answers of \`${id}\` take`, ko: `\`${id}\`의 응답은` };
}

function trafficOver({ from, to, replication }: Link): Localized {
	if (replication) {
		return {
			en: `Copies from \`${from.id}\` to \`${to.id}\` take`,
			ko: `\`${from.id}\`에서 \`${to.id}\`(으)로 가는 복제는`,
		};
	}
	if (familyOf(from.kind) === "queue" || familyOf(to.kind) === "queue") {
		return {
			en: `Messages from \`${from.id}\` to \`${to.id}\` take`,
			ko: `\`${from.id}\`에서 \`${to.id}\`(으)로 가는 메시지는`,
		};
	}
	return {
		en: `Answers of \`${to.id}\` to \`${from.id}\` take`,
		ko: `\`${to.id}\`이(가) \`${from.id}\`에 보내는 응답은`,
	};
}

/** Sizes that nobody has declared. */
function assumedSizes({ analysis }: RuleContext, component: Component, link?: Link): readonly Assumption[] {
	if (link && numberOf(link, "size") !== undefined) return [];
	const facts = new Facts();
	const queue = [component, link?.from].find((end) => end && familyOf(end.kind) === "queue");
	if (queue) return facts.of(queue, "message-size")?.assumed ? facts.ledger() : [];
	const { readsByData, writesByData } = analysis.components.get(component) ?? {};
	const moved: Iterable<DataSet> = (link?.replication ? writesByData : readsByData)?.keys() ?? [];
	for (const data of moved) facts.of(data, "size");
	return facts.ledger();
}

function cdnForComponent(context: RuleContext, origin: Component): Fix<FixId>[] {
	const data = heldBy(origin).filter((one) => dataKind(one) === "static");
	return origin.kind === "cdn" || origin.kind === "cache" || data.length === 0 ? [] : [cdnFix(context, origin, data)];
}

function cdnForLink(context: RuleContext, { from, to }: Link): Fix<FixId>[] {
	return from.kind === "client" ? cdnForComponent(context, to) : [];
}

function cdnFix(context: RuleContext, origin: Component, data: readonly DataSet[]): Fix<FixId> {
	return fixOf(context, {
		id: "cdn",
		data: () => {
			const cdn = cdnFor(context, origin, data);
			const name = cdn.type === "new" ? cdn.name : cdn.id;
			const isNew = cdn.type === "new";
			return {
				data: names(data),
				cdn: { en: `${isNew ? "a new" : "the"} CDN \`${name}\``, ko: `${isNew ? "새 " : ""}CDN \`${name}\`` },
			};
		},
		steps: [
			cdnInFront(
				origin.id,
				data.map(({ id }) => id),
			),
		],
		subject: origin.id,
		until: (after) => !isFullAt(after, origin.id),
	});
}

/** Whether the network cards of a component, or a line that ends there, are still full. */
function isFullAt({ architecture, analysis }: RuleContext, id: string): boolean {
	const found = architecture.elements.get(id);
	if (found?.type !== "component") return false;
	if (
		found.incoming.some((link) => link.properties.has("bandwidth") && isFull(analysis.details.line(link).utilization))
	) {
		return true;
	}
	const each = numberOf(found, "bandwidth");
	const bits = analysis.details.of(found).bandwidthBitsPerSecond;
	const { instances = 1 } = analysis.components.get(found) ?? {};
	return each !== undefined && bits !== undefined && isFull(bits / (each * instances));
}

/** The instances of what holds data are as many as the data needs. */
function moreCards(context: RuleContext, component: Component, bits: number, each: number): Fix<FixId>[] {
	const { kind, instances, id } = component;
	if (familyOf(kind) === "store" || kinds.get(kind)?.counted !== true) return [];
	const from = instances.max;
	const to = Math.max(from + 1, Math.ceil(bits / (each * USABLE) - 1e-9));
	return [
		fixOf(context, {
			id: "scale-out",
			data: { name: id, from, to, added: instancesText(to - from), also: companions(component) },
			steps: scaleOut(component, to, to),
			subject: id,
		}),
	];
}

/** What is sold, in bits per second. */
const WIDTHS = [100e6, 1e9, 2.5e9, 10e9, 25e9, 40e9, 100e9, 200e9, 400e9, 800e9];

function wider(context: RuleContext, of: Component | Link, bits: number): Fix<FixId> {
	const width = WIDTHS.find((one) => bits / one <= USABLE);
	const written = width === undefined ? "" : width < 1e9 ? `${width / 1e6}Mbps` : `${width / 1e9}Gbps`;
	const widen: Step = ({ architecture }) => {
		if (width === undefined) return undefined;
		if ("from" in of) {
			return architecture.links.filter(({ id }) => id === of.id).map((link) => set(link, "bandwidth", written));
		}
		const found = architecture.elements.get(of.id);
		return found && [set(found, "bandwidth", written)];
	};
	return fixOf(context, { id: "wider", data: { wide: width === undefined ? "" : formatBits(width) }, steps: [widen] });
}
