import type { Localized } from "../../language/locale.ts";
import { formatBytes, formatCount } from "../../language/numbers.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { wordOf } from "../../model/properties.ts";
import { duration, names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { dataKind, heldBy, sessionStores } from "../graph.ts";
import { homelessServices, placeSessions, placeText } from "../repairs/share-sessions.ts";
import { defineRule } from "../rule.ts";
import { sessionsOf } from "../sessions.ts";

/** Sessions that are meant to be shared, and that no store has, or one that nobody asks. */
export const sessionDatasetUnplaced = defineRule<"name" | "lack" | "count" | "lifetime", "store">({
	id: "session-dataset-unplaced",
	group: "web-tier",
	since: "0.1.0",
	severity: "warning",
	statements: ["N10"],
	text: {
		en: {
			title: "Sessions without a store",
			message: "`{name}` are sessions, but {lack}.",
			why: "{count}, and each lives for {lifetime}. They have to be somewhere: as long as nothing says where, they end up in the memory of whichever server began them, and another one does not know them. Their load and memory count nowhere, so the numbers look better than they are.",
			technique:
				"**Shared session store.** Say which store holds the sessions (`holds`), and which services keep theirs in it (`sessions`): a cache with a copy of each session and an expiry, or a database.",
			tradeOff:
				"Each request reads its session there, a hop of about 0.3 to 1 ms, and the store needs redundancy, an expiry and enough memory.",
			exceptions: "Not needed where the sessions are in a signed token at the client (`sessions: token`).",
			fixes: { store: "Keep the sessions of {services} in {store}" },
		},
		ko: {
			title: "둘 곳이 없는 세션",
			message: "`{name}`은(는) 세션인데 {lack}.",
			why: "{count}, 하나의 수명은 {lifetime}입니다. 어딘가에는 있어야 하므로, 둘 곳을 정하지 않으면 세션을 만든 서버의 메모리에 남고 다른 서버는 그 세션을 알지 못합니다. 부하와 메모리도 계산에 들어가지 않아 수치가 실제보다 좋아 보입니다.",
			technique:
				"**공유 세션 저장소.** 어느 저장소가 세션을 가지는지(`holds`), 어느 서비스가 거기에 보관하는지(`sessions`) 적습니다. 세션마다 복제본과 만료 시간이 있는 캐시나 데이터베이스를 씁니다.",
			tradeOff:
				"요청마다 거기서 세션을 읽느라 0.3~1 ms 정도의 홉이 하나 늘고, 저장소에는 이중화와 만료 시간, 충분한 메모리가 필요합니다.",
			exceptions: "세션을 서명한 토큰에 담아 클라이언트에 둔다면(`sessions: token`) 필요 없습니다.",
			fixes: { store: "{services}의 세션을 {store}에 보관하기" },
		},
	},
	safety: { store: "suggestion" },
	example: {
		bad: `data logins { kind: session, size: 2KB, lifetime: 30min }

client browser { users: 1M, requests: 20/day, peak: 2x, visits: 2/day }
loadbalancer lb x2
service web x4

browser -> lb -> web
`,
		good: `data logins { kind: session, size: 2KB, lifetime: 30min }

client browser { users: 1M, requests: 20/day, peak: 2x, visits: 2/day }
loadbalancer lb x2
service web x4 { sessions: sessions }
cache sessions x2 { holds: logins, replicas: 1, ttl: 30min }

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture } = context;
		const sessions = architecture.data.filter((data) => dataKind(data) === "session");
		if (sessions.length === 0 || keepsThemElsewhere(architecture)) return;
		for (const data of context.each(sessions)) {
			const holders = architecture.components.filter(
				(component) => isStore(component) && heldBy(component).includes(data),
			);
			if (holders.some((store) => store.incoming.some(({ replication }) => !replication))) continue;
			const { atOnce, seconds, bytes } = sessionsOf(context, data);
			yield {
				element: data,
				data: {
					name: data.id,
					lack: holders.length === 0 ? NO_STORE : noLink(holders),
					count: countText(atOnce, bytes),
					lifetime: duration(seconds),
				},
				related: holders.map((element) => ({ at: { file: element.file, span: element.declaration.kind }, element })),
				fixes: [
					fixOf(context, {
						id: "store",
						data: () => ({
							services: names(homelessServices(architecture)),
							store: placeText(architecture, data),
						}),
						steps: [placeSessions(data.id)],
					}),
				],
			};
		}
	},
});

/** In a token, in a store that a service names, or in the memory of servers, which is told by a rule of its own. */
function keepsThemElsewhere(architecture: Architecture): boolean {
	if (sessionStores(architecture).size > 0) return true;
	return architecture.components.some((component) => {
		const sessions = wordOf(component, "sessions");
		return sessions === "token" || sessions === "local";
	});
}

function isStore({ kind }: Component): boolean {
	return familyOf(kind) === "store" || familyOf(kind) === "external";
}

const NO_STORE: Localized = { en: "nothing holds them", ko: "이를 가진 저장소가 없습니다" };

function noLink(holders: readonly Component[]): Localized {
	const list = names(holders);
	return {
		en: `nobody is linked to ${list.en}, which holds them`,
		ko: `이를 가진 ${list.ko}에 연결된 것이 없습니다`,
	};
}

function countText(atOnce: number | undefined, bytes: number): Localized {
	if (atOnce === undefined)
		return { en: "Every user who logs in begins one", ko: "사용자가 로그인할 때마다 하나씩 생기고" };
	const count = formatCount(atOnce);
	const all = formatBytes(atOnce * bytes);
	return {
		en: `At the peak about ${count} of them are alive at once, ${all} of data`,
		ko: `피크 때 동시에 살아 있는 세션이 약 ${count}개(${all})이고`,
	};
}
