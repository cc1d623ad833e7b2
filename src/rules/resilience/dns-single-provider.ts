import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { availability, downtime } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { isInternal, ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Names that only one company can answer for, where hardly a minute may be lost. */
export const dnsSingleProvider = defineRule<"name" | "target" | "allowed", "second">({
	id: "dns-single-provider",
	group: "resilience",
	since: "0.1.0",
	severity: "info",
	statements: [],
	production: true,
	text: {
		en: {
			title: "DNS of a single provider",
			message:
				"One provider answers for the names of `{name}`, and the availability target of {target} allows {allowed} a year for everything that fails.",
			why: "Without the name nobody finds what stands behind it, however healthy that is. In October 2016 an attack on the provider Dyn made large sites unreachable for hours; those whose names a second provider answered for as well went on. One such day takes the {allowed} many times over.",
			technique:
				"**A second DNS provider.** Both answer for the same names from networks of their own; resolvers that get no answer from the one ask the other.",
			tradeOff:
				"Each change has to reach both, and routing by place or by health checks has to be set up at both, in the terms of each.",
			exceptions:
				"Not where you rely on a provider that promises to be up always (`availability: 100%`), or for names that only clients inside the company ask for (`internal: true`).",
			fixes: { second: "Let a second provider answer for the names of `{name}`" },
		},
		ko: {
			title: "제공자가 하나뿐인 DNS",
			message:
				"`{name}`의 이름에는 제공자 하나만 답하는데, 가용성 목표 {target}에서는 모든 장애를 합쳐 1년에 {allowed}만 멈출 수 있습니다.",
			why: "이름을 찾지 못하면 뒤에 있는 것이 아무리 정상이어도 닿을 수 없습니다. 2016년 10월 DNS 제공자 Dyn이 공격받았을 때 큰 사이트 여럿이 몇 시간 동안 접속되지 않았고, 다른 제공자도 함께 쓰던 사이트는 계속 동작했습니다. 그런 날이 하루만 있어도 {allowed}의 몇 배가 사라집니다.",
			technique:
				"**두 번째 DNS 제공자.** 두 제공자가 각자의 네트워크에서 같은 이름에 답합니다. 한쪽이 답하지 않으면 리졸버가 다른 쪽에 묻습니다.",
			tradeOff:
				"바꿀 때마다 두 곳에 모두 반영해야 하고, 지리적 라우팅이나 상태 확인도 제공자마다 그 방식대로 설정해야 합니다.",
			exceptions:
				"언제나 동작한다고 보장하는 제공자를 믿고 쓰는 경우(`availability: 100%`)와 사내 클라이언트만 조회하는 이름(`internal: true`)에는 필요 없습니다.",
			fixes: { second: "두 번째 제공자도 `{name}`의 이름에 답하게 하기" },
		},
	},
	safety: { second: "suggestion" },
	example: {
		bad: `system { availability: 99.99% }

client browser
dns names { ttl: 60s }
loadbalancer lb x2
service web x2 { timeout: 1s }

browser -> names -> lb -> web
`,
		good: `system { availability: 99.99% }

client browser
dns names { ttl: 60s, providers: 2 }
loadbalancer lb x2
service web x2 { timeout: 1s }

browser -> names -> lb -> web
`,
	},
	*check(context) {
		const { architecture } = context;
		const target = architecture.system && numberOf(architecture.system, "availability");
		if (target === undefined || target < STRICT - ROUNDING) return;
		for (const dns of context.each(ofKind(architecture, "dns"))) {
			if ((numberOf(dns, "providers") ?? 1) > 1 || numberOf(dns, "availability") === 1) continue;
			if (!isAskedByStrangers(dns)) continue;
			const { id } = dns;
			const declared = dns.properties.get("providers");
			yield {
				element: dns,
				...(declared && { at: declared.at }),
				data: { name: id, target: availability(target), allowed: downtime(target) },
				fixes: [fixOf(context, { id: "second", steps: [change(id, ["providers", "2"])], subject: id })],
			};
		}
	},
});

function isAskedByStrangers({ incoming }: Component): boolean {
	return incoming.some(({ from }) => from.kind === "client" && !isInternal(from));
}

/** The target from which an outage of the provider is more than a year allows. */
const STRICT = 0.9999;
const ROUNDING = 1e-9;
