import type { Localized } from "../../language/locale.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { defineRule, type Finding, type RuleContext } from "../rule.ts";

type Data = "name" | "retries" | "attempts" | "how";

/** Calls that are tried again at once, or all at the same time. */
export const retryWithoutBackoff = defineRule<Data, "backoff">({
	id: "retry-without-backoff",
	group: "resilience",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	production: true,
	text: {
		en: {
			title: "Retries without backoff",
			message: "`{name}` tries a failed call {retries} times more, {how}.",
			why: "Retries come when the other side is weakest: with {retries} of them each failed call becomes {attempts} attempts, and callers that failed together come back together. What was a short failure goes on after its cause is gone.",
			technique:
				"**Exponential backoff with jitter.** Each pause is twice as long as the one before, with a random part that spreads the callers; and a budget, such as one retry for ten calls, that bounds them all.",
			tradeOff: "A call that succeeds at the second attempt takes longer.",
			exceptions: "Not for a single retry of a connection that was lost.",
			fixes: { backoff: "Wait longer after each attempt of `{name}`, with a random part (`backoff: jitter`)" },
		},
		ko: {
			title: "백오프 없는 재시도",
			message: "`{name}`은(는) 실패한 호출을 {retries}번 더 시도하는데, {how}.",
			why: "재시도는 상대가 가장 약할 때 몰립니다. {retries}번이면 실패한 호출 하나가 {attempts}번의 시도가 되고, 함께 실패한 호출은 함께 돌아옵니다. 잠깐의 실패가 원인이 사라진 뒤에도 이어집니다.",
			technique:
				"**지터를 더한 지수 백오프.** 시도할 때마다 두 배로 기다리고, 임의의 값을 섞어 호출을 흩뜨립니다. 호출 열 번에 재시도 한 번처럼 전체 횟수도 제한합니다.",
			tradeOff: "두 번째 시도에서 성공하는 호출은 더 오래 걸립니다.",
			exceptions: "끊어진 연결을 한 번만 다시 시도하는 경우에는 필요 없습니다.",
			fixes: { backoff: "`{name}`이(가) 시도할 때마다 더 오래, 임의의 값을 섞어 기다리기(`backoff: jitter`)" },
		},
	},
	safety: { backoff: "safe" },

	example: {
		bad: `client app
service web x2 { timeout: 1s, retries: 3 }
service stock x2

app -> web -> stock
`,
		good: `client app
service web x2 { timeout: 1s, retries: 3, backoff: jitter }
service stock x2

app -> web -> stock
`,
	},
	*check(context) {
		const { components, links } = context.architecture;
		for (const of of context.each([...components, ...links.filter(({ implied, copied }) => !implied && !copied)])) {
			const finding = found(context, of);
			if (finding) yield finding;
		}
	},
});

function found(context: RuleContext, of: Component | Link): Finding<Data, "backoff"> | undefined {
	const caller = "from" in of ? of.from : of;
	const retries = numberOf(of, "retries") ?? 0;
	const backoff = wordOf(of, "backoff") ?? wordOf(caller, "backoff") ?? "none";
	if (retries < 2 || backoff === "jitter") return undefined;
	const isLink = of !== caller;
	const step: Step = ({ architecture }) => {
		const found = isLink ? architecture.links.find(({ id }) => id === of.id) : architecture.elements.get(caller.id);
		return found && [set(found, "backoff", "jitter")];
	};
	return {
		element: caller,
		at: of.properties.get("retries")!.at,
		links: "from" in of ? [of] : [],
		data: { name: caller.id, retries, attempts: retries + 1, how: HOW[backoff === "none" ? "none" : "together"] },
		fixes: [fixOf(context, { id: "backoff", safe: true, steps: [step] })],
	};
}

const HOW: Readonly<Record<"none" | "together", Localized>> = {
	none: { en: "at once", ko: "곧바로 다시 시도합니다" },
	together: { en: "after pauses that are the same for all callers", ko: "기다리는 시간이 모든 호출자에게 같습니다" },
};
