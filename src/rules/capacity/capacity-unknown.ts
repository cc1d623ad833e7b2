import type { Localized } from "../../language/locale.ts";
import { formatRate } from "../../language/numbers.ts";
import { defaultOf, kinds } from "../../language/vocabulary/index.ts";
import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isManaged, requestPath } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Something that requests wait for and of which nobody knows how much it carries. */
export const capacityUnknown = defineRule<"name" | "load" | "kind", "assume">({
	id: "capacity-unknown",
	group: "capacity",
	since: "0.1.0",
	severity: "hint",
	statements: [],
	exclusive: "capacity",
	text: {
		en: {
			title: "Capacity not known",
			message: "`{name}` gets {load} at the peak, and nothing says how many it carries.",
			why: "ρ = λ / C = {load} / ?. Requests wait for it, but there is no usual figure for a {kind}, so its utilisation, its answer times and the users at which it saturates are left out, and whatever the design says of its limit may be too hopeful.",
			technique:
				"**Measure, and write it down.** Load one instance until it stops keeping up, and declare that rate as `capacity`; or declare `service-time` and `concurrency`. Until then an assumption that says that it is one is better than none.",
			tradeOff: "A load test takes a day; a guess takes a minute and can be wrong by a factor of ten.",
			exceptions: "Not needed for a managed service, which its provider scales.",
			fixes: { assume: "Assume `{assumption}` for `{name}` until you have measured it" },
		},
		ko: {
			title: "알 수 없는 용량",
			message: "`{name}`의 부하는 피크 때 {load}인데 얼마나 감당하는지 적혀 있지 않습니다.",
			why: "ρ = λ / C = {load} / ?입니다. 요청이 이것을 기다리는데 {kind}에는 흔히 쓰는 값이 없습니다. 그래서 사용률과 응답 시간, 포화되는 사용자 수를 계산하지 못하고, 설계 전체의 한계도 실제보다 높게 나올 수 있습니다.",
			technique:
				"**재서 적기.** 인스턴스 하나에 부하를 걸어 더는 따라가지 못하는 값을 `capacity`로 적거나, `service-time`과 `concurrency`를 적습니다. 그때까지는 가정임을 밝힌 가정이 없는 것보다 낫습니다.",
			tradeOff: "부하 시험에는 하루가 걸립니다. 어림짐작은 1분이면 되지만 열 배까지 틀릴 수 있습니다.",
			exceptions: "제공자가 확장해 주는 관리형 서비스에는 필요 없습니다.",
			fixes: { assume: "`{name}`을(를) 재기 전까지 `{assumption}`로 가정하기" },
		},
	},
	safety: { assume: "suggestion" },
	example: {
		bad: `data listings { kind: derived }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4 {
  reads listings 20%
}
search index x3 { holds: listings }

browser -> lb -> web -> index
`,
		good: `data listings { kind: derived }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4 {
  reads listings 20%
}
search index x3 {
  holds: listings
  capacity: 100rps /* assumed; Stack Overflow 2016: 66/s on average for each of three nodes */
}

browser -> lb -> web -> index
`,
	},
	*check(context) {
		const { architecture, analysis, each } = context;
		const path = requestPath(architecture);
		for (const component of each(analysis.components.keys())) {
			const { requestsPerSecond } = analysis.components.get(component)!;
			if (!(requestsPerSecond > 0) || !path.has(component) || !isUnknown(component)) continue;
			const { id, kind } = component;
			const start = STARTS[kind];
			const assume: Step = (current) => {
				const found = current.architecture.elements.get(id);
				return found && start && [set(found, start.property, `${start.value} /* ${start.reason} */`)];
			};
			yield {
				element: component,
				data: { name: id, load: formatRate(requestsPerSecond), kind: kindText(kind) },
				fixes: start
					? [
							fixOf(context, {
								id: "assume",
								data: { assumption: `${start.property}: ${start.value}` },
								steps: [assume],
								subject: id,
							}),
						]
					: [],
			};
		}
	},
});

/** Neither said nor assumed, and somebody of ours has to see that it is enough. */
function isUnknown(component: Component): boolean {
	const { kind, properties } = component;
	const family = familyOf(kind);
	if (!kinds.has(kind) || family === "client" || family === "external" || isManaged(component)) return false;
	if (kind === "database" || kind === "storage") return false;
	return !properties.has("capacity") && !properties.has("service-time") && !defaultOf(kind, "capacity");
}

/** Where to begin; the comment goes along into the text. */
const STARTS: Readonly<Record<string, { property: string; value: string; reason: string }>> = {
	search: {
		property: "capacity",
		value: "100rps",
		reason: "assumed; Stack Overflow 2016: 66/s on average for each of three nodes",
	},
	worker: { property: "service-time", value: "100ms", reason: "assumed; measure it" },
};

function kindText(kind: string): Localized {
	return kinds.get(kind)?.title ?? { en: kind, ko: kind };
}
