import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { availability, downtime, instancesText, operations } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { times } from "../edit/operations.ts";
import { copiesOf, isManaged } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { balance } from "../repairs/balance.ts";
import { companions, onlyNumbers, replicate } from "../repairs/scale-out.ts";
import { shareSessions } from "../repairs/share-sessions.ts";
import { defineRule } from "../rule.ts";
import { survivingInstances } from "../survival.ts";

/** A tier of one on which a client's request depends. */
export const singleInstanceTier = defineRule<
	"name" | "failed" | "one" | "two" | "down" | "downWithTwo",
	"replica" | "read-replica" | "managed"
>({
	id: "single-instance-tier",
	group: "redundancy",
	since: "0.1.0",
	severity: "error",
	statements: ["N2", "N16", "N18"],
	production: true,
	mutedBy: ["db-no-replica", "shard-no-replica", "session-store-spof", "read-through-spof"],
	text: {
		en: {
			title: "Tier of a single instance",
			message: "`{name}` runs as a single instance: without it {failed} fail.",
			why: "A tier of one is a single point of failure; its time to repair is your outage. One instance that is up *a* = {one} of the time is down for {down} a year. Of two that fail independently one is up 1 − (1 − *a*)² = {two} of the time, which leaves {downWithTwo} a year, provided that one alone can carry the load.",
			technique:
				"**Redundancy.** Run two or more instances in different failure domains, behind a load balancer that leaves out the ones that fail.",
			tradeOff:
				"It at least doubles the cost of the tier, and the failover has to be tested. A bigger machine is no substitute: one reboot is an outage.",
			exceptions:
				"Not needed for managed services that are redundant by themselves, for what callers can do without, or in a development environment.",
			fixes: {
				replica: "Add {added} of `{name}` ({from} -> {to}){also}",
				"read-replica": "Add a replica of `{name}` with automatic failover",
				managed: "Use a managed service for `{name}`",
			},
		},
		ko: {
			title: "인스턴스가 하나뿐인 계층",
			message: "`{name}`의 인스턴스가 하나뿐이어서, 멈추면 다음이 실패합니다: {failed}.",
			why: "하나뿐인 계층은 단일 장애점이며, 복구에 걸리는 시간이 그대로 장애 시간이 됩니다. 가용성이 *a* = {one}인 인스턴스 하나는 1년에 {down} 멈춥니다. 서로 독립적으로 고장 나는 둘 중 하나라도 살아 있을 확률은 1 − (1 − *a*)² = {two}(이)므로 1년에 {downWithTwo}만 멈춥니다. 단, 하나만으로 부하를 감당할 수 있어야 합니다.",
			technique:
				"**이중화.** 장애 영역이 다른 곳에 인스턴스를 둘 이상 두고, 멈춘 인스턴스를 제외해 주는 로드 밸런서를 앞에 둡니다.",
			tradeOff:
				"그 계층의 비용은 적어도 두 배가 되고 장애 조치도 시험해야 합니다. 더 큰 서버로 바꾸는 것으로는 대신할 수 없습니다. 한 번의 재부팅이 곧 장애이기 때문입니다.",
			exceptions: "스스로 이중화하는 관리형 서비스, 없어도 호출하는 쪽이 동작하는 것, 개발 환경에는 필요 없습니다.",
			fixes: {
				replica: "`{name}`에 {added} 추가({from} -> {to}){also}",
				"read-replica": "`{name}`에 자동 장애 조치되는 복제본 추가",
				managed: "`{name}`을(를) 관리형 서비스로 바꾸기",
			},
		},
	},
	safety: { replica: "varies", "read-replica": "safe", managed: "suggestion" },
	example: {
		bad: `client browser
loadbalancer lb x2
service web

browser -> lb -> web
`,
		good: `client browser
loadbalancer lb x2
service web x2

browser -> lb -> web
`,
	},
	*check(context) {
		const removals = context.analysis.removals.components;
		for (const component of context.each(removals.keys())) {
			const failed = removals.get(component)!;
			if (!mayStandAlone(component) || copiesOf(component) > 1 || isManaged(component)) continue;
			const { id } = component;
			const one = availabilityOf(component);
			const two = 1 - (1 - one) ** 2;
			const analysis = context.analysis.components.get(component);
			// One of them alone has to carry the load.
			const to = Math.max(2, (analysis && survivingInstances(context, component, analysis)) ?? 2);
			const addInstance: Step = ({ architecture }) => {
				const found = architecture.elements.get(id);
				if (found?.type !== "component") return undefined;
				const { max } = found.instances;
				return [max > 1 ? times(found, to, Math.max(to, max)) : times(found, to)];
			};
			const replica = fixOf(context, {
				id: "replica",
				safe: onlyNumbers(component),
				data: { from: 1, to, added: instancesText(to - 1), also: companions(component) },
				steps: [addInstance, balance(id), shareSessions(id)],
				subject: id,
			});
			const database = fixOf(context, { id: "read-replica", safe: true, steps: [replicate(id, 1)], subject: id });
			const manage = change(id, ["managed", "true"]);
			const managed = fixOf(context, { id: "managed", steps: [manage], subject: id });
			yield {
				element: component,
				data: {
					name: id,
					failed: operations(failed),
					one: availability(one),
					two: availability(two),
					down: downtime(one),
					downWithTwo: downtime(two),
				},
				fixes:
					component.kind === "database" ? [database] : component.kind === "storage" ? [managed, replica] : [replica],
			};
		}
	},
});

/** It runs on machines of its own, where one is not enough. */
function mayStandAlone({ kind }: Component): boolean {
	if (kind === "client" || LEFT_TO_OTHERS.has(kind) || familyOf(kind) === "external") return false;
	return defaultOf(kind, "managed")?.value !== "true" || kind === "storage";
}

/** `load-balancer-spof` and `queue-spof` know more about these. */
const LEFT_TO_OTHERS: ReadonlySet<string> = new Set(["loadbalancer", "queue"]);
