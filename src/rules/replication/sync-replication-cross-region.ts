import { Facts } from "../../analysis/facts.ts";
import { roundTrip } from "../../analysis/latency/round-trip.ts";
import { formatRate } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { dataCenterOf } from "../../model/replication.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule } from "../rule.ts";

/** Each write waits for a copy that is far away. */
export const syncReplicationCrossRegion = defineRule<
	"name" | "copy" | "rtt" | "target" | "each",
	"async" | "semi-sync"
>({
	id: "sync-replication-cross-region",
	group: "replication",
	since: "0.1.0",
	severity: "warning",
	statements: [],

	text: {
		en: {
			title: "Synchronous copies far away",
			message: "Each write of `{name}` waits {rtt} for its copy `{copy}`{target}.",
			why: "An acknowledgement takes a round trip, {rtt} between these places, on top of the write itself; and what writes the same row one after the other gets no further than 1 / {rtt} = {each}.",
			technique:
				"**Synchronous nearby, asynchronous far away.** A copy in another zone of the same region confirms each write within a millisecond; the one in the other region follows.",
			tradeOff: "What the far copy has not received yet is lost if the whole region is.",
			exceptions: "Right where nothing may be lost with a region and the writers can wait.",
			fixes: {
				async: "Let the copies of `{name}` follow (`replication: async`)",
				"semi-sync": "Let one copy nearby confirm each write of `{name}` (`replication: semi-sync`)",
			},
		},
		ko: {
			title: "멀리 있는 동기 사본",
			message: "`{name}`의 쓰기마다 사본 `{copy}`을(를) {rtt} 기다립니다{target}.",
			why: "확인을 받으려면 왕복 한 번이 쓰기 자체에 더해집니다(이 두 곳 사이에서는 {rtt}). 같은 행을 차례로 쓴다면 1 / {rtt} = {each}를 넘지 못합니다.",
			technique:
				"**가까운 곳은 동기, 먼 곳은 비동기.** 같은 리전의 다른 가용 영역에 있는 사본은 1밀리초 안에 쓰기를 확인하고, 다른 리전의 사본은 뒤따라갑니다.",
			tradeOff: "멀리 있는 사본이 아직 받지 못한 것은 리전 전체를 잃으면 사라집니다.",
			exceptions: "리전을 잃어도 아무것도 잃으면 안 되고 쓰는 쪽이 기다릴 수 있다면 알맞습니다.",
			fixes: {
				async: "`{name}`의 사본이 뒤따라가기(`replication: async`)",
				"semi-sync": "가까운 사본 하나가 `{name}`의 쓰기를 확인하기(`replication: semi-sync`)",
			},
		},
	},
	safety: { async: "suggestion", "semi-sync": "suggestion" },

	example: {
		bad: `system { latency-p99: 100ms }
datacenter us {
  service web x2 { timeout: 1s }
  database db { replication: sync }
  web -> db
}
datacenter eu {
  database copy
}
us.db -> eu.copy { latency: 120ms }
`,
		good: `system { latency-p99: 100ms }
datacenter us {
  service web x2 { timeout: 1s }
  database db { replication: async }
  web -> db
}
datacenter eu {
  database copy
}
us.db -> eu.copy { latency: 120ms }
`,
	},
	*check(context) {
		const { system, links } = context.architecture;
		const limits = system
			? (["latency-p99", "latency-p95"] as const).flatMap((name) => numberOf(system, name) ?? [])
			: [];
		const target = limits.length > 0 ? Math.min(...limits) : undefined;
		const facts = new Facts();
		for (const link of links) {
			const { from, to } = link;
			if (!link.replication || wordOf(from, "replication") !== "sync") continue;
			const rtt = roundTrip(link, facts);
			if (rtt < FAR || dataCenterOf(from) === dataCenterOf(to) || (target !== undefined && rtt <= target / 5)) continue;
			const { id } = from;
			const near = (numberOf(from, "replicas") ?? 0) > 0;
			yield {
				element: from,
				others: [to],
				at: from.properties.get("replication")!.at,
				links: [link],
				// Without a target nobody says that it is too long.
				...((target === undefined || rtt <= target) && { severity: "info" as const }),
				data: {
					name: id,
					copy: to.id,
					rtt: duration(rtt),
					each: formatRate(1 / rtt),
					target: target === undefined ? { en: "", ko: "" } : targetText(target),
				},
				fixes: [
					...(near
						? [
								fixOf(context, {
									id: "semi-sync" as const,
									steps: [change(id, ["replication", "semi-sync"])],
									subject: id,
								}),
							]
						: []),
					fixOf(context, { id: "async" as const, steps: [change(id, ["replication", "async"])], subject: id }),
				],
			};
			break;
		}
	},
});

/** Seconds there and back from which a copy is far away. */
const FAR = 0.02;

function targetText(seconds: number) {
	const { en, ko } = duration(seconds);
	return { en: `, and a request may take ${en}`, ko: `. 요청에는 ${ko}까지 걸려도 됩니다` };
}
