import { Facts } from "../../analysis/facts.ts";
import { isFar, roundTrip } from "../../analysis/latency/round-trip.ts";
import { formatCount, formatPercent } from "../../language/numbers.ts";
import { familyOf } from "../../model/kinds.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isSynchronous, requestPath } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Requests that spend their time on the way between data centers. */
export const crossDcChatty = defineRule<"name" | "target" | "calls" | "rtt" | "time" | "limit" | "share", "async">({
	id: "cross-dc-chatty",
	group: "data-centers",
	since: "0.1.0",
	severity: "warning",
	statements: [],

	text: {
		en: {
			title: "Chatty calls between data centers",
			message:
				"Each request at `{name}` waits {time} for calls to `{target}` in another data center: {share} of the {limit} that it may take.",
			why: "{calls} calls for each request, of {rtt} there and back each. Light in glass takes that long; no faster machine changes it.",
			technique:
				"**Keep the conversation inside a data center.** A copy or a cache of the data nearby, one call that asks for everything instead of many, or a message for what nobody waits for.",
			tradeOff: "Copies lag behind, and a call that asks for everything fetches what is not needed.",
			exceptions: "Not where the data has to stay in one place by law, and users can wait.",
			fixes: { async: "Do not wait for `{target}` (`async: true`)" },
		},
		ko: {
			title: "데이터 센터 사이의 잦은 호출",
			message:
				"`{name}`의 요청마다 다른 데이터 센터의 `{target}` 호출을 {time} 기다립니다. 허용된 {limit}의 {share}입니다.",
			why: "요청마다 {calls}번 호출하고, 한 번 오가는 데 걸리는 시간은 {rtt}입니다. 광섬유 속의 빛이 그만큼 걸리므로 더 빠른 장비로도 줄지 않습니다.",
			technique:
				"**대화는 데이터 센터 안에서.** 데이터의 사본이나 캐시를 가까이 두거나, 여러 번 묻는 대신 한 번에 모두 묻거나, 아무도 기다리지 않는 일은 메시지로 보냅니다.",
			tradeOff: "사본은 뒤처지고, 한 번에 모두 묻는 호출은 필요 없는 것도 가져옵니다.",
			exceptions: "법에 따라 데이터를 한곳에 두어야 하고 사용자가 기다릴 수 있다면 해당하지 않습니다.",
			fixes: { async: "`{target}`을(를) 기다리지 않기(`async: true`)" },
		},
	},
	safety: { async: "suggestion" },

	example: {
		bad: `system { latency-p99: 400ms }
client app { rate: 100rps }
datacenter us {
  service web x2 { capacity: 500rps, timeout: 2s }
}
datacenter eu {
  service prices x2 { capacity: 500rps }
}
app -> us.web
us.web -> eu.prices x3 { latency: 90ms }
`,
		good: `system { latency-p99: 400ms }
client app { rate: 100rps }
datacenter us {
  service web x2 { capacity: 500rps, timeout: 2s }
}
datacenter eu {
  service prices x2 { capacity: 500rps }
}
app -> us.web
us.web -> eu.prices x3 { latency: 90ms, async: true }
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const { system } = architecture;
		const limits = system
			? (["latency-p99", "latency-p95"] as const).flatMap((name) => numberOf(system, name) ?? [])
			: [];
		if (limits.length === 0) return;
		const limit = Math.min(...limits);
		const facts = new Facts();
		const path = requestPath(architecture);
		for (const link of context.each(architecture.links)) {
			if (!isFar(link.from, link.to) || !isSynchronous(link) || flagOf(link, "optional") === true) continue;
			// A write has to go where the primary is.
			const { requestsPerSecond = 0, writes = 0 } = analysis.links.get(link) ?? {};
			const rate = analysis.components.get(link.from)?.requestsPerSecond ?? 0;
			if (!(rate > 0) || !path.has(link.from)) continue;
			const calls = (requestsPerSecond - writes) / rate;
			const rtt = roundTrip(link, facts);
			const time = (flagOf(link, "parallel") === true ? Math.min(1, calls) : calls) * rtt;
			if (!(time > SHARE * limit)) continue;
			const step: Step = ({ architecture: now }) => {
				const found = now.links.find(({ id }) => id === link.id);
				return found && !found.copied && !found.implied ? [set(found, "async", "true")] : undefined;
			};
			yield {
				element: link.from,
				others: [link.to],
				at: link.at,
				links: [link],
				data: {
					name: link.from.id,
					target: link.to.id,
					calls: formatCount(calls),
					rtt: duration(rtt),
					time: duration(time),
					limit: duration(limit),
					share: formatPercent(time / limit),
				},
				// What is read has to be waited for.
				fixes: familyOf(link.to.kind) === "store" ? [] : [fixOf(context, { id: "async", steps: [step] })],
			};
		}
	},
});

/** Of the time that a request may take. */
const SHARE = 0.2;
