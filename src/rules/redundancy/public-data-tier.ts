import type { Localized } from "../../language/locale.ts";
import { formatCount, formatRate } from "../../language/numbers.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { flagOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { dataKind, heldBy, unique } from "../graph.ts";
import { directLinks, frontService, frontText } from "../repairs/front-service.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** Data that the internet can reach without a service in between. */
export const publicDataTier = defineRule<"name" | "exposed" | "held" | "access" | "users", "private" | "service">({
	id: "public-data-tier",
	group: "redundancy",
	since: "0.1.0",
	severity: "error",
	statements: ["N22"],
	production: true,
	text: {
		en: {
			title: "Data tier open to the internet",
			message: "`{name}`{held} {exposed}.",
			why: "{access}. A store knows who connects, at best, and not what that person may see: a password that {users} carry around is no secret, and caches and search engines often ask for none. Scanners find an open one within hours; databases and caches on public addresses are the classic breach.",
			technique:
				"**A service in between, on private addresses.** Only services of your own reach the store. They check who asks, what that person may do, and how often.",
			tradeOff: "It is one more tier to run, and each request takes one hop more.",
			exceptions:
				"Object storage may be reached with signed addresses that expire, and some products are made to be asked by clients and check each access by rules: declare such a one as `managed: true`.",
			fixes: {
				private: "Give `{name}` a private address only (`public: false`)",
				service: "Let {callers} ask {service} instead of `{name}`{hidden}",
			},
		},
		ko: {
			title: "인터넷에 열린 데이터 계층",
			message: "데이터 계층의 `{name}`{held} {exposed}.",
			why: "{access}. 저장소는 기껏해야 누가 접속했는지만 알 뿐, 그 사람이 무엇을 봐도 되는지는 모릅니다. {users}에 들어 있는 비밀번호는 비밀이 아니고, 캐시나 검색 엔진은 비밀번호조차 없는 경우가 많습니다. 열린 저장소는 몇 시간 안에 스캐너에 발견됩니다. 공개 주소의 데이터베이스와 캐시는 전형적인 유출 경로입니다.",
			technique:
				"**사설 주소와 중간의 서비스.** 저장소에는 우리 서비스만 접근하고, 누가 요청하는지, 무엇을 해도 되는지, 얼마나 자주 하는지 서비스가 확인합니다.",
			tradeOff: "운영할 계층이 하나 늘고 요청마다 홉이 하나 늘어납니다.",
			exceptions:
				"객체 스토리지는 만료되는 서명된 주소로 접근해도 됩니다. 클라이언트가 직접 쓰도록 만들어져 규칙으로 접근을 확인하는 제품이라면 `managed: true`로 적습니다.",
			fixes: {
				private: "`{name}`에 사설 주소만 두기(`public: false`)",
				service: "{callers}이(가) `{name}` 대신 {service}에 요청하게 하기{hidden}",
			},
		},
	},
	safety: { private: "suggestion", service: "suggestion" },
	example: {
		bad: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4 {
  reads orders x3
}
database db { holds: orders, replicas: 1, failover: automatic, public: true }

browser -> lb -> web -> db
`,
		good: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4 {
  reads orders x3
}
database db { holds: orders, replicas: 1, failover: automatic, public: false }

browser -> lb -> web -> db
`,
	},
	*check(context) {
		const { analysis } = context;
		for (const store of context.each(context.architecture.components)) {
			if (!mustBePrivate(store)) continue;
			const isPublic = flagOf(store, "public") === true;
			const links = store.kind === "storage" ? [] : directLinks(store);
			// Somebody else's service that is made for clients.
			if (links.length > 0 ? flagOf(store, "managed") === true : !isPublic) continue;
			const { id } = store;
			const hide: Step = ({ architecture }) => {
				const found = architecture.elements.get(id);
				return found && flagOf(found, "public") === true ? [set(found, "public", "false")] : [];
			};
			const reached = analysis.unserved.length;
			yield {
				element: store,
				data: {
					name: id,
					held: heldText(store),
					exposed: links.length > 0 ? askedText(links) : ADDRESS,
					access: accessText(context, store, links),
					users: usersText(analysis.users),
				},
				links,
				related: links.map(({ at, from }) => ({ at, element: from })),
				fixes: [
					links.length === 0
						? fixOf(context, { id: "private", steps: [hide] })
						: fixOf(context, {
								id: "service",
								data: () => ({
									callers: names(unique(links.map(({ from }) => from))),
									service: frontText(context, store),
									hidden: isPublic ? HIDDEN : NOTHING,
								}),
								steps: [frontService(id), hide],
								until: (after) => after.analysis.unserved.length <= reached,
							}),
				],
			};
		}
	},
});

/** Files for everybody may be public, and those that are not may have signed addresses, for which a store need not be. */
function mustBePrivate(store: Component): boolean {
	if (PRIVATE.has(store.kind)) return true;
	return store.kind === "storage" && heldBy(store).some((data) => ["durable", "session"].includes(dataKind(data)));
}

const PRIVATE: ReadonlySet<string> = new Set(["database", "cache", "search", "queue"]);

const NOTHING: Localized = { en: "", ko: "" };
const HIDDEN: Localized = { en: ", and give it a private address only", ko: ", 사설 주소만 두기" };
const ADDRESS: Localized = {
	en: "has a public address: anyone on the internet can try to connect",
	ko: "공개 주소가 있어 인터넷의 누구나 접속을 시도할 수 있습니다",
};

function heldText(store: Component): Localized {
	const held = heldBy(store);
	if (held.length === 0) return { en: "", ko: "에는" };
	const data = names(held);
	return { en: ` with ${data.en}`, ko: `(${data.ko})에는` };
}

function askedText(links: readonly Link[]): Localized {
	const callers = names(unique(links.map(({ from }) => from)));
	return {
		en: `is asked by ${callers.en} directly, so it is open to the internet`,
		ko: `${callers.ko}이(가) 직접 요청하므로 인터넷에 열려 있습니다`,
	};
}

function accessText({ analysis }: RuleContext, store: Component, links: readonly Link[]): Localized {
	const { requestsPerSecond = 0 } = analysis.components.get(store) ?? {};
	const direct = links.reduce((sum, link) => sum + (analysis.links.get(link)?.requestsPerSecond ?? 0), 0);
	const rate = formatRate(links.length > 0 ? direct : requestsPerSecond);
	if (links.length > 0) {
		return {
			en: `${rate} come straight from users, and nothing tells them from those of a stranger`,
			ko: `${rate}의 요청이 사용자에게서 바로 오는데, 낯선 사람의 요청과 구별할 것이 없습니다`,
		};
	}
	return {
		en: `Of the connections that bring ${rate} there, nothing but its own password tells yours from those of a stranger`,
		ko: `초당 요청(${rate})을 보내는 연결이 우리 것인지 낯선 사람의 것인지는 저장소의 비밀번호만이 구별합니다`,
	};
}

function usersText(users: number | undefined): Localized {
	if (users === undefined) return { en: "the devices of all users", ko: "모든 사용자의 기기" };
	const count = formatCount(users);
	return { en: `the devices of ${count} users`, ko: `사용자 ${count}명의 기기` };
}
