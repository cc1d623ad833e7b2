import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { isInternal, isSynchronous } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Whatever users send reaches the services, and what those ask. */
export const noRateLimit = defineRule<"name" | "client", "limit">({
	id: "no-rate-limit",
	group: "resilience",
	since: "0.1.0",
	severity: "info",
	statements: [],
	production: true,
	text: {
		en: {
			title: "No rate limit",
			message: "`{name}` lets through whatever `{client}` sends: nothing limits the rate.",
			why: "A faulty client, a crawler or an attack sends many times what users do. What is above the capacity is not served anyway, but while it waits everything else waits too, down to the database.",
			technique:
				"**Rate limiting and load shedding.** A limit for each caller and one for all of them, near the capacity of what stands behind; what is above is refused at once, so that the rest is served.",
			tradeOff: "Users whose requests are refused have to be told, and limits have to grow with the capacity.",
			exceptions: "Not where a CDN or a firewall in front does it: say so with `rate-limit: true` there.",
			fixes: { limit: "Refuse what is above a limit at `{name}` (`rate-limit: true`)" },
		},
		ko: {
			title: "처리율 제한 없음",
			message: "`{name}`은(는) `{client}`이(가) 보내는 것을 모두 통과시킵니다. 처리율 제한이 없습니다.",
			why: "고장 난 클라이언트나 크롤러, 공격은 사용자보다 몇 배나 많이 보냅니다. 용량을 넘는 요청은 어차피 처리되지 않지만, 기다리는 동안 데이터베이스에 이르기까지 다른 요청도 함께 기다립니다.",
			technique:
				"**처리율 제한과 부하 차단.** 호출자마다, 그리고 전체에 뒤쪽 용량에 가까운 한도를 둡니다. 넘치는 요청은 곧바로 거절하여 나머지를 처리합니다.",
			tradeOff: "거절된 사용자에게 알려야 하고, 용량을 늘릴 때 한도도 늘려야 합니다.",
			exceptions: "앞의 CDN이나 방화벽이 제한한다면 거기에 `rate-limit: true`로 적습니다.",
			fixes: { limit: "`{name}`에서 한도를 넘는 요청을 거절하기(`rate-limit: true`)" },
		},
	},
	safety: { limit: "suggestion" },

	example: {
		bad: `client app { users: 1M }
gateway api x2
service web x2

app -> api -> web
`,
		good: `client app { users: 1M }
gateway api x2 { rate-limit: true }
service web x2

app -> api -> web
`,
	},
	*check(context) {
		const reported = new Set<Component>();
		for (const client of context.architecture.components) {
			if (client.kind !== "client" || isInternal(client)) continue;
			for (const entry of openEntries(client, new Set([client]))) {
				if (reported.has(entry)) continue;
				reported.add(entry);
				yield {
					element: entry,
					data: { name: entry.id, client: client.id },
					fixes: [fixOf(context, { id: "limit" as const, steps: [change(entry.id, ["rate-limit", "true"])] })],
				};
			}
		}
	},
});

/** The first that could limit what comes from there, on each way on which nothing in front does. */
function* openEntries(from: Component, seen: Set<Component>): Iterable<Component> {
	for (const { to } of from.outgoing.filter(isSynchronous)) {
		if (seen.has(to) || to.properties.has("rate-limit")) continue;
		seen.add(to);
		if (to.kind === "dns" || to.kind === "cdn") yield* openEntries(to, seen);
		else if (familyOf(to.kind) === "router" || to.kind === "service") if (!limitsBehind(to)) yield to;
	}
}

/** All that a router sends to has limits of its own. */
function limitsBehind(router: Component): boolean {
	const targets = familyOf(router.kind) === "router" ? router.outgoing.filter(isSynchronous) : [];
	return targets.length > 0 && targets.every(({ to }) => to.properties.has("rate-limit"));
}
