import { familyOf } from "../../model/kinds.ts";
import { numberOf } from "../../model/properties.ts";
import { duration, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, stepped } from "../edit/fix.ts";
import { isSynchronous, unique } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** Calls that wait for an answer for as long as it takes. */
export const noTimeout = defineRule<"name" | "targets", "timeout">({
	id: "no-timeout",
	group: "resilience",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	production: true,
	mutedBy: ["thread-pool-exhaustion"],
	text: {
		en: {
			title: "Calls without timeout",
			message: "`{name}` waits for {targets} without a timeout.",
			why: "A dependency that fails at once costs an error. One that hangs costs a thread and a connection for each request, until none are left for requests that need nothing from it. What libraries do where nothing is said is to wait for minutes, or for ever.",
			technique: "**Timeouts.** A few times what 99 of 100 requests take, and no more than the caller itself is given.",
			tradeOff: "One that is too short gives up answers that were on their way.",
			exceptions: "Not for what runs in the same process.",
			fixes: { timeout: "Give up the calls of `{name}` after {to}" },
		},
		ko: {
			title: "타임아웃 없는 호출",
			message: "`{name}`은(는) {targets}을(를) 타임아웃 없이 기다립니다.",
			why: "곧바로 실패하는 의존 대상은 오류 하나로 끝납니다. 응답하지 않는 의존 대상은 요청마다 스레드와 연결을 하나씩 붙들어, 결국 그 대상이 필요 없는 요청에 쓸 것도 남지 않습니다. 라이브러리는 따로 정하지 않으면 흔히 몇 분, 또는 끝없이 기다립니다.",
			technique:
				"**타임아웃.** 요청 100개 가운데 99개가 걸리는 시간의 몇 배로, 호출자에게 주어진 시간을 넘지 않게 둡니다.",
			tradeOff: "너무 짧으면 오고 있던 응답을 버리게 됩니다.",
			exceptions: "같은 프로세스에서 실행하는 것에는 해당하지 않습니다.",
			fixes: { timeout: "`{name}`의 호출을 {to} 뒤에 포기하기" },
		},
	},
	safety: { timeout: "suggestion" },

	example: {
		bad: `client app { rate: 10/s }
service web x2
external payments { service-time: 100ms }

app -> web -> payments
`,
		good: `client app { rate: 10/s }
service web x2 { timeout: 1500ms }
external payments { service-time: 100ms }

app -> web -> payments
`,
	},
	*check(context) {
		for (const caller of context.each(context.architecture.components)) {
			if (familyOf(caller.kind) !== "compute" || numberOf(caller, "timeout") !== undefined) continue;
			const links = caller.outgoing.filter((link) => isSynchronous(link) && numberOf(link, "timeout") === undefined);
			const targets = unique(links.map(({ to }) => to));
			if (targets.length === 0) continue;
			yield {
				element: caller,
				...(targets.every(({ kind }) => familyOf(kind) === "store") && { severity: "hint" as const }),
				data: { name: caller.id, targets: names(targets) },
				fixes: [
					fixOf(context, {
						id: "timeout" as const,
						data: () => ({ to: duration(patience(context)) }),
						steps: () =>
							stepped(context, [change(caller.id, ["timeout", `${Math.round(1000 * patience(context))}ms`])]),
					}),
				],
			};
		}
	},
});

/** Three times what 99 of 100 requests of the slowest client take, to two digits, and no more than they may take. */
function patience({ architecture: { system }, analysis }: RuleContext): number {
	const latencies = [...analysis.details.latencies().values()];
	const slowest = Math.max(0, ...latencies.map((latency) => (latency.kind === "stable" ? latency.p99 : 0)));
	const usual = slowest > 0 ? 3 * slowest : 1;
	const digits = 10 ** (Math.floor(Math.log10(usual)) - 1);
	const most = (system && numberOf(system, "latency-p99")) ?? 30;
	return Math.max(0.001, Math.min(most, Math.ceil(usual / digits - 1e-9) * digits));
}
