import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent } from "../../language/numbers.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { isSynchronous } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** A router that keeps sending requests to what is down. */
export const noHealthCheck = defineRule<"name" | "targets" | "share" | "byHand" | "found" | "lost", "health-checks">({
	id: "no-health-check",
	group: "redundancy",
	since: "0.1.0",
	severity: "warning",
	statements: ["N17"],
	production: true,
	mutedBy: ["multi-dc-no-failover-routing"],
	text: {
		en: {
			title: "Routing without health checks",
			message: "`{name}` does not check {targets}: when one is down, {share} of the requests go on failing there.",
			why: "The others could take over at once, but nobody tells `{name}`. Until a person takes the dead one out, some {byHand}, {share} of the requests fail{lost}. A check every 10 s that takes it out after three failures in a row needs {found}.",
			technique:
				"**Health checks.** The router asks each target every few seconds whether it works, takes out one that fails several times in a row, and takes it back when it answers again. Scaling out brings recovery only together with them, and with enough capacity in the others.",
			tradeOff:
				"A check that asks too much takes out healthy targets when a common dependency is slow, all of them at once; one that asks too little sees nothing. With DNS, clients keep the dead address for the time to live.",
			exceptions: "Not needed where the provider checks by default.",
			fixes: { "health-checks": "Let `{name}` check its targets and leave out those that are down" },
		},
		ko: {
			title: "상태 확인이 없는 라우팅",
			message: "`{name}`이(가) {targets}의 상태를 확인하지 않아서, 하나가 멈추면 요청의 {share}가 계속 실패합니다.",
			why: "다른 것이 곧바로 이어받을 수 있지만 `{name}`에 알려 주는 것이 없습니다. 사람이 죽은 대상을 뺄 때까지({byHand} 정도) 요청의 {share}가 실패합니다{lost}. 10초마다 확인해 세 번 잇달아 실패하면 제외하는 상태 확인은 {found}이면 됩니다.",
			technique:
				"**상태 확인.** 라우터가 몇 초마다 대상이 동작하는지 묻고, 여러 번 잇달아 실패하면 제외했다가 다시 응답하면 되돌립니다. 스케일 아웃은 상태 확인이 있고 나머지의 용량이 충분할 때에만 자동 복구가 됩니다.",
			tradeOff:
				"너무 많은 것을 확인하면 공통 의존 대상이 느려질 때 멀쩡한 대상이 한꺼번에 제외되고, 너무 적게 확인하면 아무것도 알아채지 못합니다. DNS라면 클라이언트가 TTL 동안 죽은 주소를 계속 씁니다.",
			exceptions: "제공자가 기본으로 확인해 준다면 필요 없습니다.",
			fixes: { "health-checks": "`{name}`이(가) 대상의 상태를 확인하고 멈춘 것을 제외하게 하기" },
		},
	},
	safety: { "health-checks": "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2 { health-checks: false }
service web x4

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2 { health-checks: true }
service web x4

browser -> lb -> web
`,
	},
	*check(context) {
		for (const router of context.each(context.architecture.components)) {
			if (!ROUTERS.has(router.kind) || checks(router)) continue;
			const links = router.outgoing.filter(isSynchronous);
			// A name with one address has nowhere else to send users.
			if (links.length < (router.kind === "dns" ? 2 : 1)) continue;
			const { id } = router;
			const check = change(id, ["health-checks", "true"]);
			const { count, share } = router.kind === "dns" ? ofPlaces(context, links) : ofInstances(context, links);
			const byHand = Math.max(...links.map(({ to }) => numberOr(to, "mttr", REPAIR)));
			const found = CHECKED + (router.kind === "dns" ? (numberOf(router, "ttl") ?? DNS_TTL) : 0);
			const load = context.analysis.components.get(router)?.requestsPerSecond ?? 0;
			yield {
				element: router,
				data: {
					name: id,
					targets: targetsText(router, count),
					share: formatPercent(share),
					byHand: duration(byHand),
					found: router.kind === "dns" ? withTtl(found) : duration(found),
					lost: lostText(load * share * byHand, load * share * found),
				},
				fixes: [fixOf(context, { id: "health-checks", steps: [check] })],
			};
		}
	},
});

const ROUTERS: ReadonlySet<string> = new Set(["dns", "loadbalancer", "gateway"]);

function checks(router: Component): boolean {
	return flagOf(router, "health-checks") ?? defaultOf(router.kind, "health-checks")?.value === "true";
}

/** Every 10 s, three times in a row. */
const CHECKED = 30;
/** Usual for names that have to fail over; resolvers and clients keep an address for that long. */
const DNS_TTL = 60;
const REPAIR = 4 * 3600;

interface Targets {
	readonly count: number;
	/** Part of the requests that goes to the one that gets most. */
	readonly share: number;
}

/** What a name leads to, each as a whole. */
function ofPlaces({ analysis }: RuleContext, links: readonly Link[]): Targets {
	const loads = links.map((link) => analysis.links.get(link)?.requestsPerSecond ?? 0);
	const total = loads.reduce((sum, load) => sum + load, 0);
	return { count: links.length, share: total > 0 ? Math.max(...loads) / total : 1 / links.length };
}

/** The instances that requests are spread over. */
function ofInstances({ analysis }: RuleContext, links: readonly Link[]): Targets {
	const count = links.reduce((sum, { to }) => sum + (analysis.components.get(to)?.instances ?? to.instances.min), 0);
	return { count, share: 1 / Math.max(1, count) };
}

function targetsText({ kind }: Component, count: number): Localized {
	if (kind === "dns") return { en: `the ${count} places that it leads to`, ko: `연결된 ${count}곳` };
	return count === 1
		? { en: "the instance behind it", ko: "뒤에 있는 인스턴스" }
		: { en: `the ${count} instances behind it`, ko: `뒤에 있는 인스턴스 ${count}개` };
}

function withTtl(seconds: number): Localized {
	const { en, ko } = duration(seconds);
	return { en: `${en}, the time to live included`, ko: `TTL까지 더해 ${ko}` };
}

function lostText(byHand: number, checked: number): Localized {
	if (byHand === 0) return { en: "", ko: "" };
	return {
		en: `, ${formatCount(byHand)} of them instead of ${formatCount(checked)}`,
		ko: `(상태 확인이 있으면 ${formatCount(checked)}건, 없으면 ${formatCount(byHand)}건)`,
	};
}
