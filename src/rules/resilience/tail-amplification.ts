import { fanOutTail } from "../../analysis/models/latency.ts";
import { formatCount, formatPercent } from "../../language/numbers.ts";
import { flagOf } from "../../model/properties.ts";
import { isSynchronous } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** So many calls at once that one of them is nearly always slow. */
export const tailAmplification = defineRule<"name" | "target" | "calls" | "share", never>({
	id: "tail-amplification",
	group: "resilience",
	since: "0.1.0",
	severity: "info",
	statements: [],

	text: {
		en: {
			title: "Slowest of many calls",
			message: "Each request at `{name}` waits for the slowest of {calls} calls to `{target}`.",
			why: "A call that is slow once in a hundred is among {calls} of them 1 − 0.99ᵐ = {share} of the time: what is the 99th percentile there is usual here.",
			technique:
				"**Fewer calls, or a second try for the slow one.** Ask for more at once, keep together what is asked together, and send a hedged request to another copy when an answer is late; the first one counts.",
			tradeOff: "Hedged requests add a few percent of load.",
			exceptions: "Not where late answers are left out, or requests are hedged already.",
			fixes: {},
		},
		ko: {
			title: "여러 호출 중 가장 느린 것",
			message: "`{name}`의 요청마다 `{target}` 호출 {calls}개 중 가장 느린 것을 기다립니다.",
			why: "백 번에 한 번 느린 호출이 {calls}개 가운데 있을 확률은 1 − 0.99ᵐ = {share}입니다. 그쪽의 99번째 백분위수가 여기서는 흔한 일이 됩니다.",
			technique:
				"**호출을 줄이거나 느린 것을 한 번 더.** 한 번에 더 많이 묻고, 함께 묻는 것을 함께 두고, 응답이 늦으면 다른 사본에도 요청을 보내 먼저 온 것을 씁니다(헤지 요청).",
			tradeOff: "헤지 요청은 부하를 몇 % 늘립니다.",
			exceptions: "늦은 응답을 빼고 답하거나 이미 헤지 요청을 쓴다면 해당하지 않습니다.",
			fixes: {},
		},
	},
	safety: {},
	noFix: {
		en: "How a question is divided, and whether a late answer is asked for twice, is decided in the code.",
		ko: "질문을 어떻게 나누고 늦은 응답을 다시 물을지는 코드에서 정합니다.",
	},
	example: {
		bad: `client app { rate: 10rps }
service search x2 { timeout: 1s }
service index x40

app -> search -> index x40 { parallel: true }
`,
		good: `client app { rate: 10rps }
service search x2 { timeout: 1s }
service index x40

app -> search -> index x4 { parallel: true }
`,
	},
	*check({ architecture, each }) {
		for (const link of each(architecture.links)) {
			const calls = link.share ?? 1;
			if (link.percent || calls < MANY || flagOf(link, "parallel") !== true || !isSynchronous(link)) continue;
			const share = fanOutTail(0.01, calls);
			if (!(share > NOTICED)) continue;
			yield {
				element: link.from,
				others: [link.to],
				at: link.at,
				links: [link],
				data: { name: link.from.id, target: link.to.id, calls: formatCount(calls), share: formatPercent(share) },
				fixes: [],
			};
		}
	},
});

const MANY = 10;
const NOTICED = 0.1;
