import { formatCount } from "../../language/numbers.ts";
import type { Architecture, Component, Link } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isSynchronous, unique } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Retries of several layers that multiply. */
export const retryAmplification = defineRule<"name" | "attempts" | "callers" | "layers" | "first", "once">({
	id: "retry-amplification",
	group: "resilience",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	production: true,
	text: {
		en: {
			title: "Retries at several layers",
			message: "When `{name}` fails, one request becomes up to {attempts} attempts: {callers} try again.",
			why: "Retries of layers multiply: m attempts at each of k layers are mᵏ, so 3 retries at 3 layers are 4³ = 64. The load grows most when there is least to carry it, and after a short failure the retries alone can keep it overloaded.",
			technique:
				"**Retry at one layer only**, the one nearest to the client, with a budget. The layers below fail at once and tell whether trying again makes sense.",
			tradeOff: "A short failure further in is seen by the outermost caller and costs a whole request.",
			exceptions: "Not where a retry budget keeps them few: lower `retries` to what it allows.",
			fixes: { once: "Try again at {first} only" },
		},
		ko: {
			title: "여러 계층의 재시도",
			message: "`{name}`에 장애가 나면 요청 하나가 최대 {attempts}번의 시도가 됩니다. {callers}이(가) 다시 시도합니다.",
			why: "계층의 재시도는 곱해집니다. k개 계층에서 m번씩 시도하면 mᵏ이므로 3개 계층에서 3번씩 재시도하면 4³ = 64번입니다. 감당할 것이 가장 적을 때 부하가 가장 늘고, 잠깐의 장애 뒤에 재시도만으로 과부하가 이어질 수 있습니다.",
			technique:
				"**한 계층에서만 재시도하기.** 클라이언트에 가장 가까운 계층에서 횟수를 제한해 재시도합니다. 안쪽 계층은 곧바로 실패를 알리고, 다시 시도할 만한지도 알려 줍니다.",
			tradeOff: "안쪽의 짧은 실패도 바깥 호출자까지 올라가 요청 전체를 다시 합니다.",
			exceptions: "재시도 예산으로 횟수를 제한한다면 해당하지 않습니다. `retries`를 예산만큼 낮춥니다.",
			fixes: { once: "{first}에서만 다시 시도하기" },
		},
	},
	safety: { once: "suggestion" },

	example: {
		bad: `client app
service web x2 { timeout: 4s, retries: 3, backoff: jitter }
service orders x2 { timeout: 1s, retries: 3, backoff: jitter }
service stock x2

app -> web -> orders -> stock
`,
		good: `client app
service web x2 { timeout: 4s, retries: 3, backoff: jitter }
service orders x2 { timeout: 1s, retries: 0, backoff: jitter }
service stock x2

app -> web -> orders -> stock
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const retrying = architecture.components.filter((one) => retriesOf(one) > 0);
		if (retrying.length === 0) return;
		for (const component of context.each(behind(retrying))) {
			const attempts = analysis.details.of(component).retries?.amplification ?? 1;
			if (!(attempts > MANY) || callees(component).some((to) => amplified(to) > attempts * (1 - 1e-9))) continue;
			const callers = retrying.filter((caller) => reaches(caller, component));
			const outer = callers.filter((caller) => !callers.some((other) => other !== caller && reaches(other, caller)));
			const inner = callers.filter((caller) => !outer.includes(caller));
			yield {
				element: component,
				others: callers,
				data: {
					name: component.id,
					attempts: formatCount(attempts),
					callers: names(callers),
					layers: callers.length,
					first: names(outer.length > 0 ? outer : callers),
				},
				fixes: [
					fixOf(context, {
						id: "once",
						steps: [({ architecture: now }) => inner.flatMap(({ id }) => withoutRetries(now, id))],
						until: (after) => {
							const found = after.architecture.elements.get(component.id);
							return (
								found?.type !== "component" || !((after.analysis.details.of(found).retries?.amplification ?? 1) > MANY)
							);
						},
					}),
				],
			};
		}

		function amplified(to: Component): number {
			return analysis.details.of(to).retries?.amplification ?? 1;
		}
	},
});

/** More attempts than this for one request: two layers with two retries each are nine. */
const MANY = 8;

/** Most retries of one of its calls. */
function retriesOf(component: Component): number {
	const calls = component.outgoing.filter(isSynchronous);
	return Math.max(0, ...calls.map((link) => numberOf(link, "retries") ?? numberOf(component, "retries") ?? 0));
}

function callees(component: Component): readonly Component[] {
	return component.outgoing.filter(isSynchronous).map(({ to }) => to);
}

function behind(callers: readonly Component[]): ReadonlySet<Component> {
	const found = new Set(callers.flatMap(callees));
	for (const component of found) for (const to of callees(component)) found.add(to);
	return found;
}

function reaches(from: Component, to: Component): boolean {
	return behind([from]).has(to);
}

function withoutRetries(architecture: Architecture, id: string) {
	const found = architecture.elements.get(id);
	if (found?.type !== "component") return [];
	const own = (of: Component | Link): boolean => (numberOf(of, "retries") ?? 0) > 0;
	return unique([found, ...found.outgoing.filter(({ copied, implied }) => !copied && !implied)])
		.filter(own)
		.map((of) => set(of, "retries", "0"));
}
