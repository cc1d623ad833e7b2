import type { Localized } from "../../language/locale.ts";
import { flagOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { balancersOf, keepsSessions, ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Servers behind a balancer that the internet can reach as well. */
export const publicWebServer = defineRule<"name" | "servers" | "balancers" | "addresses" | "held", "private">({
	id: "public-web-server",
	group: "redundancy",
	since: "0.1.0",
	severity: "warning",
	statements: ["N21", "N22"],
	production: true,
	text: {
		en: {
			title: "Public server behind a balancer",
			message: "`{name}` stands behind {balancers}, but {servers} can be reached from the internet directly{held}.",
			why: "Each public address is one more to find and to attack: {addresses} here, where that of {balancers} would be enough. Who uses one of them goes past the balancer, and past whatever it does: spreading the load, limiting rates, ending TLS, filtering.",
			technique:
				"**Private addresses.** Users know the balancer only. The servers have private addresses and take connections from the balancer alone.",
			tradeOff:
				"Administrators then need a way into the private network, such as a VPN or a bastion, and the servers one out of it, such as a NAT gateway.",
			exceptions:
				"Not for what is itself the entrance: a single server without a balancer, a bastion, a node at the edge.",
			fixes: { private: "Give `{name}` private addresses only (`public: false`)" },
		},
		ko: {
			title: "로드 밸런서 뒤의 공개 서버",
			message: "`{name}`은(는) {balancers}의 뒤에 있는데 {servers} 인터넷에서 직접 접근할 수 있습니다{held}.",
			why: "공개 주소는 하나하나가 찾아내고 공격할 수 있는 대상입니다. {balancers}의 주소 하나면 될 것이 여기에는 {addresses} 있습니다. 이 주소를 쓰면 로드 밸런서를 건너뛰게 되어 부하 분산, 처리율 제한, TLS 종료, 필터링도 모두 건너뜁니다.",
			technique: "**사설 주소.** 사용자는 로드 밸런서만 알고, 서버는 사설 주소로 로드 밸런서의 연결만 받습니다.",
			tradeOff:
				"대신 관리자가 사설 네트워크로 들어갈 길(VPN, 배스천)과 서버가 밖으로 나갈 길(NAT 게이트웨이)이 필요합니다.",
			exceptions: "스스로가 입구인 것, 곧 로드 밸런서가 없는 단일 서버나 배스천, 에지 노드에는 해당하지 않습니다.",
			fixes: { private: "`{name}`에 사설 주소만 두기(`public: false`)" },
		},
	},
	safety: { private: "suggestion" },
	example: {
		bad: `client browser
loadbalancer lb x2 { public: true }
service web x4 { public: true }

browser -> lb -> web
`,
		good: `client browser
loadbalancer lb x2 { public: true }
service web x4 { public: false }

browser -> lb -> web
`,
	},
	*check(context) {
		for (const service of context.each(ofKind(context.architecture, "service"))) {
			if (flagOf(service, "public") !== true) continue;
			const balancers = balancersOf(service);
			if (balancers.length === 0) continue;
			const { id, instances } = service;
			const hide = change(id, ["public", "false"]);
			const stateful = keepsSessions(service);
			yield {
				element: service,
				...(stateful && { severity: "error" as const }),
				data: {
					name: id,
					servers: serversText(instances.max),
					balancers: names(balancers),
					addresses: addressesText(instances.max),
					held: stateful ? HOLDS_SESSIONS : NOTHING,
				},
				fixes: [fixOf(context, { id: "private", steps: [hide] })],
			};
		}
	},
});

function serversText(count: number): Localized {
	return {
		en: count === 1 ? "its one server" : `its ${count} servers`,
		ko: count === 1 ? "서버 한 대에" : `서버 ${count}대에`,
	};
}

function addressesText(count: number): Localized {
	return { en: String(count), ko: `${count}개가` };
}

const HOLDS_SESSIONS: Localized = { en: ", with the sessions in their memory", ko: ". 세션도 그 메모리에 있습니다" };
const NOTHING: Localized = { en: "", ko: "" };
