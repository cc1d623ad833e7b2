import type { Assumption } from "../../analysis/analysis.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent } from "../../language/numbers.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { times } from "../edit/operations.ts";
import { keepsSessions, ofKind } from "../graph.ts";
import { averageToPeak } from "../numbers.ts";
import { shareSessions, storeText, tokenSessions } from "../repairs/share-sessions.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** A tier that scales with its load, or should, and cannot since users are bound to its instances. */
export const autoscaleBlockedByState = defineRule<"name" | "state" | "range" | "share", "shared-store" | "token">({
	id: "autoscale-blocked-by-state",
	group: "web-tier",
	since: "0.1.0",
	severity: "info",
	statements: ["N11"],
	text: {
		en: {
			title: "Autoscaling blocked by sessions",
			message: "`{name}` {state}.",
			why: "{range} An instance that is taken away takes its sessions along, 1/n = {share} of the users; one that is added gets newcomers only, so those that are busy stay busy. The tier cannot follow its load in either direction.",
			technique:
				"**Stateless web tier, then autoscaling.** With the sessions in a shared store or a token instances are alike: a rule can add and remove them by utilisation, and a deployment or a crash ends no session.",
			tradeOff:
				"Autoscaling needs minutes to react: a new instance has to start and warm up, so keep headroom for bursts, and a minimum that survives the loss of one.",
			exceptions:
				"Not worth the trouble for a load that is the same all day, or where instances hand their state over before they stop.",
			fixes: {
				"shared-store": "Move the sessions of `{name}` to {store}{scaling}",
				token: "Keep the sessions of `{name}` in a signed token at the client{scaling}",
			},
		},
		ko: {
			title: "세션 때문에 막힌 자동 확장",
			message: "`{name}`은(는) {state}.",
			why: "{range} 인스턴스를 줄이면 그 안의 세션, 곧 사용자의 1/n = {share}의 세션이 사라집니다. 늘린 인스턴스에는 새 사용자만 오므로 바쁜 인스턴스는 계속 바쁩니다. 늘리든 줄이든 부하를 따라가지 못합니다.",
			technique:
				"**무상태 웹 계층, 그다음 자동 확장.** 세션을 공유 저장소나 토큰에 두면 인스턴스가 모두 같아집니다. 사용률에 따라 자동으로 늘리고 줄일 수 있고, 배포나 장애로 세션이 끊기지도 않습니다.",
			tradeOff:
				"자동 확장은 반응하는 데 몇 분이 걸립니다. 새 인스턴스가 뜨고 예열해야 하므로 순간적인 증가를 견딜 여유를 두고, 하나를 잃어도 버티는 최소 개수를 둡니다.",
			exceptions: "하루 내내 부하가 같거나, 인스턴스가 멈추기 전에 상태를 넘겨준다면 수고할 만한 가치가 없습니다.",
			fixes: {
				"shared-store": "`{name}`의 세션을 {store}(으)로 옮기기{scaling}",
				token: "`{name}`의 세션을 서명한 토큰으로 클라이언트에 두기{scaling}",
			},
		},
	},
	safety: { "shared-store": "suggestion", token: "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 4x }
loadbalancer lb x2
service web x2..10 { sessions: local }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 4x }
loadbalancer lb x2
service web x2..10 { sessions: sessions }
cache sessions x2 { replicas: 1, ttl: 30min }

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const peak = 1 / averageToPeak(context);
		for (const service of context.each(ofKind(architecture, "service"))) {
			if (!keepsSessions(service)) continue;
			const { id } = service;
			const { min, max } = service.instances;
			const load = analysis.components.get(service)?.requestsPerSecond ?? 0;
			const scales = min < max;
			if (!scales && !(load > 0 && peak >= VARIES)) continue;
			const running = Math.max(1, analysis.components.get(service)?.instances ?? min);
			const steps = !scales && max > 1 ? [autoscale(id, max)] : [];
			const data = { scaling: steps.length > 0 ? rangeText(max) : NOTHING };
			yield {
				element: service,
				...(!scales && { assumed: assumedPeaks(context) }),
				data: {
					name: id,
					state: scales ? scalesText(min, max) : variesText(max, peak),
					range: scales ? RANGE : runsText(max, peak),
					share: formatPercent(1 / running),
				},
				fixes: [
					fixOf(context, {
						id: "shared-store",
						data: () => ({ ...data, store: storeText(architecture, service) }),
						steps: [shareSessions(id), ...steps],
						subject: id,
					}),
					fixOf(context, { id: "token", data, steps: [tokenSessions(id), ...steps], subject: id }),
				],
			};
		}
	},
});

/** Busiest second against the average one from which a tier of constant size stands idle for half of the day. */
const VARIES = 2 - 1e-9;

/** From what runs now, so that nothing is missing at once, to twice as many. */
function autoscale(id: string, instances: number): Step {
	return ({ architecture }) => {
		const found = architecture.elements.get(id);
		return found?.type === "component" ? [times(found, instances, 2 * instances)] : undefined;
	};
}

const NOTHING: Localized = { en: "", ko: "" };

function rangeText(instances: number): Localized {
	const range = `x${instances}..${2 * instances}`;
	return { en: `, and let it scale by itself (${range})`, ko: `, 자동 확장 켜기(${range})` };
}

function scalesText(min: number, max: number): Localized {
	return {
		en: `scales itself between ${min} and ${max} instances, but keeps sessions in the memory of its servers: each one that it removes logs its users out`,
		ko: `인스턴스를 ${min}개에서 ${max}개까지 자동으로 조절하지만 세션을 그 메모리에 보관하므로, 줄일 때마다 그곳의 사용자가 로그아웃됩니다`,
	};
}

function variesText(instances: number, peak: number): Localized {
	const times = formatCount(peak);
	const en = instances === 1 ? "cannot grow with it" : `stays at ${instances} instances all day`;
	const ko = instances === 1 ? "그에 맞춰 늘릴 수 없습니다" : `하루 내내 인스턴스가 ${instances}개입니다`;
	return {
		en: `gets ${times} times its average load at the peak, but ${en}, since sessions live in the memory of its servers`,
		ko: `피크의 부하가 평균의 ${times}배인데 세션이 서버 메모리에 있어서 ${ko}`,
	};
}

const RANGE: Localized = {
	en: "The tier is meant to follow its load.",
	ko: "부하에 따라 크기를 바꾸도록 설계된 계층입니다.",
};

/** Of what is paid for, one part in `peak` is used on average. */
function runsText(instances: number, peak: number): Localized {
	const used = formatPercent(1 / peak);
	return {
		en: `Sized for the peak, ${instances === 1 ? "it is" : `${instances} instances are`} on average ${used} as busy as then.`,
		ko: `피크에 맞춘 인스턴스 ${instances}개는 평균적으로 피크 때의 ${used}만큼만 바쁩니다.`,
	};
}

/** The clients' default of `peak`, where the load follows from it. */
function assumedPeaks({ analysis }: RuleContext): readonly Assumption[] {
	return [...analysis.components].flatMap(([client, { requestsPerSecond, assumptions }]) =>
		client.kind === "client" && requestsPerSecond > 0 ? assumptions.filter(isPeak) : [],
	);
}

const isPeak = ({ property }: Assumption): boolean => property === "peak";
