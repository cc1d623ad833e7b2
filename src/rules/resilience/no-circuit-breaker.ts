import type { Localized } from "../../language/locale.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { availability, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { isSynchronous, unique } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** Calls go on to dependencies that keep failing. */
export const noCircuitBreaker = defineRule<"name" | "targets" | "reason", "breaker">({
	id: "no-circuit-breaker",
	group: "resilience",
	since: "0.1.0",
	severity: "info",
	statements: [],
	production: true,
	mutedBy: ["thread-pool-exhaustion"],
	text: {
		en: {
			title: "No circuit breaker",
			message: "`{name}` goes on calling {targets} when they fail: {reason}.",
			why: "Each call that is going to fail holds a thread until it does, and keeps the other side from recovering. The more dependencies, the more often one of them is ill.",
			technique:
				"**Circuit breaker.** After some failures no call is made for a while, and what was asked for is answered at once: with an error, something older, or without that part. A trial call now and then finds out when it is well again.",
			tradeOff:
				"For a while requests fail of which some would have succeeded; where something older is shown, it has to be kept.",
			exceptions: "Not needed where the library or the service mesh does it: say so with `circuit-breaker: true`.",
			fixes: { breaker: "Let `{name}` stop calling what keeps failing (`circuit-breaker: true`)" },
		},
		ko: {
			title: "서킷 브레이커 없음",
			message: "`{name}`은(는) {targets}이(가) 실패해도 계속 호출합니다. {reason}.",
			why: "실패할 호출은 실패할 때까지 스레드를 붙들고, 상대가 회복하지 못하게 합니다. 의존 대상이 많을수록 그 가운데 하나가 아픈 때도 많습니다.",
			technique:
				"**서킷 브레이커.** 몇 번 실패하면 얼마 동안 호출하지 않고 오류, 예전 값, 또는 그 부분을 뺀 응답을 곧바로 돌려줍니다. 가끔 시험 호출을 보내 회복했는지 확인합니다.",
			tradeOff: "얼마 동안은 성공했을 요청도 실패합니다. 예전 값을 보여 주려면 보관해 두어야 합니다.",
			exceptions: "라이브러리나 서비스 메시가 이미 하고 있다면 `circuit-breaker: true`로 적습니다.",
			fixes: { breaker: "`{name}`이(가) 계속 실패하는 대상의 호출을 멈추기(`circuit-breaker: true`)" },
		},
	},
	safety: { breaker: "suggestion" },

	example: {
		bad: `service web x2
service stock x2
service prices x2
external payments

web -> stock, prices, payments
`,
		good: `service web x2 { circuit-breaker: true }
service stock x2
service prices x2
external payments

web -> stock, prices, payments
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const caller of context.each(architecture.components)) {
			if (familyOf(caller.kind) !== "compute" || flagOf(caller, "circuit-breaker") !== undefined) continue;
			const calls = caller.outgoing.filter((link) => isService(link.to) && isSynchronous(link));
			const called = unique(calls.map(({ to }) => to));
			const weak = called.filter((target) => isWeak(target, context));
			if (called.length < MANY && weak.length === 0) continue;
			yield {
				element: caller,
				data: {
					name: caller.id,
					targets: names(called.length < MANY ? weak : called),
					reason: called.length < MANY ? weakText(architecture) : manyText(called.length),
				},
				fixes: [
					fixOf(context, {
						id: "breaker" as const,
						steps: [change(caller.id, ["circuit-breaker", "true"])],
					}),
				],
			};
		}
	},
});

/** So many dependencies, and one of them fails now and then. */
const MANY = 3;

function isService({ kind }: Component): boolean {
	return familyOf(kind) === "compute" || familyOf(kind) === "external";
}

/** Declared to be up less than the whole is to be. */
function isWeak(target: Component, { architecture: { system } }: RuleContext): boolean {
	const [own, whole] = [numberOf(target, "availability"), system && numberOf(system, "availability")];
	return own !== undefined && whole !== undefined && target.kind === "external" && own < whole;
}

function weakText({ system }: Architecture): Localized {
	const target = availability(system ? (numberOf(system, "availability") ?? 1) : 1);
	return {
		en: `that is up less than the ${target} that the system is to be`,
		ko: `시스템 목표인 ${target}보다 가용성이 낮습니다`,
	};
}

function manyText(count: number): Localized {
	return { en: `one of ${count} is ill now and then`, ko: `${count}개 가운데 하나는 가끔 장애를 겪습니다` };
}
