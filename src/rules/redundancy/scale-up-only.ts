import type { Localized } from "../../language/locale.ts";
import { formatCount, formatRate } from "../../language/numbers.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { downtime, instancesText } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set, times } from "../edit/operations.ts";
import { copiesOf, isManaged, isReplicated, requestPath } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { balance } from "../repairs/balance.ts";
import { companions, promotion, replicate } from "../repairs/scale-out.ts";
import { shareSessions } from "../repairs/share-sessions.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";
import { survivingInstances } from "../survival.ts";

/** Growth by larger machines. */
export const scaleUpOnly = defineRule<"name" | "plan" | "down", "scale-out" | "replica">({
	id: "scale-up-only",
	group: "redundancy",
	since: "0.1.0",
	severity: "warning",
	statements: ["N15", "N16"],
	production: true,
	mutedBy: ["vertical-limit-reached"],
	text: {
		en: {
			title: "Scaling up only",
			message: "`{name}` {plan}.",
			why: "A larger machine is still one machine: it brings no failover and no recovery by itself, and one reboot is an outage. At the usual availability of one that is {down} a year, however large it is. And there is a largest one; long before it the price grows faster than what it carries.",
			technique:
				"**Scale out.** Several machines of a common size behind a load balancer, with the state in shared stores: add one when the load grows, and go on without one when it fails. A database takes replicas, then shards.",
			tradeOff:
				"It needs a balancer, state outside, and software that can run more than once. For a while a larger machine is simpler, and for a database often the right first step.",
			exceptions:
				"Right for what cannot run more than once, such as the one primary of a database, if a replica takes over when it fails.",
			fixes: {
				"scale-out": "Add {added} of `{name}` ({from} -> {to}){also}{instead}",
				replica: "Add a replica to `{name}`{failover}",
			},
		},
		ko: {
			title: "스케일 업에만 기댄 확장",
			message: "`{name}`은(는) {plan}.",
			why: "더 큰 서버도 한 대는 한 대입니다. 장애 조치도 자동 복구도 되지 않고, 한 번의 재부팅이 곧 장애입니다. 아무리 커도 서버 한 대의 흔한 가용성이면 1년에 {down} 멈춥니다. 게다가 가장 큰 서버가 한계이고, 그 전부터 가격이 성능보다 빠르게 오릅니다.",
			technique:
				"**스케일 아웃.** 흔한 크기의 서버 여러 대를 로드 밸런서 뒤에 두고 상태는 공유 저장소에 둡니다. 부하가 늘면 하나를 더하고, 하나가 멈춰도 계속합니다. 데이터베이스는 복제본을, 그다음 샤드를 둡니다.",
			tradeOff:
				"로드 밸런서가 필요하고 상태를 밖에 두어야 하며 여러 개가 함께 동작하는 소프트웨어여야 합니다. 한동안은 더 큰 서버가 더 간단하고, 데이터베이스라면 대개 그것이 첫걸음으로 맞습니다.",
			exceptions:
				"데이터베이스의 하나뿐인 프라이머리처럼 여러 개로 늘릴 수 없는 것은, 멈출 때 복제본이 이어받는다면 그대로 둡니다.",
			fixes: {
				"scale-out": "`{name}`에 {added} 추가({from} -> {to}){also}{instead}",
				replica: "`{name}`에 복제본 추가{failover}",
			},
		},
	},
	safety: { "scale-out": "suggestion", replica: "safe" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web { capacity: 4000rps, scaling: up }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 { capacity: 4000rps, scaling: out }

browser -> lb -> web
`,
	},
	*check(context) {
		const path = requestPath(context.architecture);
		for (const component of context.each(context.architecture.components)) {
			if (!path.has(component) || !SCALABLE.has(component.kind) || isManaged(component)) continue;
			const planned = wordOf(component, "scaling");
			const large = isAlone(component) ? largeCapacity(component) : undefined;
			if (planned === "out" || (planned !== "up" && !large) || takesOver(component)) continue;
			yield {
				element: component,
				data: {
					name: component.id,
					plan: planned === "up" ? plannedText(component) : largeText(large!),
					down: downtime(availabilityOf(component)),
				},
				fixes: [component.kind === "database" ? copied(context, component) : multiplied(context, component)],
			};
		}
	},
});

/** What has the property `scaling`. */
const SCALABLE: ReadonlySet<string> = new Set([
	"gateway",
	"loadbalancer",
	"service",
	"worker",
	"cache",
	"database",
	"search",
	"queue",
]);

function isAlone(component: Component): boolean {
	return component.instances.max === 1 && copiesOf(component) === 1 && !isReplicated(component);
}

/** A single writer cannot run more than once; what it needs is somebody who takes over. */
function takesOver(component: Component): boolean {
	if (component.kind !== "database") return false;
	const failover = wordOf(component, "failover");
	const replaced = failover === "automatic" || failover === "manual" || wordOf(component, "replication") === "quorum";
	return replaced && (copiesOf(component) > 1 || isReplicated(component));
}

interface Large {
	readonly perSecond: number;
	/** How many times what a machine of common size carries. */
	readonly times: number;
}

/** A declared capacity above that of a machine of common size, which the default is. */
function largeCapacity(component: Component): Large | undefined {
	const properties = component.kind === "database" ? ["read-capacity", "write-capacity"] : ["capacity"];
	let largest: Large | undefined;
	for (const property of properties) {
		const usual = defaultOf(component.kind, property)?.value;
		const perSecond = numberOf(component, property) ?? numberOf(component, "capacity");
		if (typeof usual !== "number" || perSecond === undefined || perSecond <= usual) continue;
		if (!largest || perSecond / usual > largest.times) largest = { perSecond, times: perSecond / usual };
	}
	return largest;
}

function plannedText({ instances }: Component): Localized {
	const alone = instances.max === 1;
	return {
		en: `is to grow by larger machines (\`scaling: up\`)${alone ? ", and there is only one of it" : ""}`,
		ko: `더 큰 서버로 바꿔 키우려 합니다(\`scaling: up\`)${alone ? ". 게다가 하나뿐입니다" : ""}`,
	};
}

function largeText({ perSecond, times: factor }: Large): Localized {
	const rate = formatRate(perSecond);
	const times = formatCount(factor);
	return {
		en: `is one machine that carries ${rate}, ${times} times a common one, instead of several of them`,
		ko: `흔한 서버 여러 대 대신 그 ${times}배인 ${rate}를 처리하는 서버 한 대입니다`,
	};
}

function multiplied(context: RuleContext, component: Component): Fix<"scale-out"> {
	const { id } = component;
	const { min, max } = component.instances;
	const analysis = context.analysis.components.get(component);
	const to = Math.max(min, 2, (max === 1 && analysis && survivingInstances(context, component, analysis)) || 2);
	const planned = wordOf(component, "scaling") === "up";
	const spread: Step = ({ architecture }) => {
		const found = architecture.elements.get(id);
		if (found?.type !== "component") return undefined;
		return [
			...(to > min ? [times(found, to, Math.max(to, max))] : []),
			...(planned ? [set(found, "scaling", "out")] : []),
		];
	};
	return fixOf(context, {
		id: "scale-out",
		data: {
			from: min,
			to,
			added: instancesText(to - min),
			also: companions(component),
			instead: planned ? INSTEAD : { en: "", ko: "" },
		},
		steps: [spread, balance(id), shareSessions(id)],
		subject: id,
	});
}

const INSTEAD: Localized = { en: ", and plan to scale out", ko: ", 스케일 아웃으로 계획 바꾸기" };

function copied(context: RuleContext, database: Component): Fix<"replica"> {
	return fixOf(context, {
		id: "replica",
		safe: true,
		data: { failover: promotion(database) },
		steps: [replicate(database.id, 1)],
		subject: database.id,
	});
}
