import type { Localized } from "../../language/locale.ts";
import type { Architecture, Component, Link } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { availability, names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { splice } from "../edit/operations.ts";
import { isSynchronous, ofKind, requestPath } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { newQueue } from "../repairs/queue.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** Services that can neither scale nor fail alone. */
export const tightCoupling = defineRule<"name" | "problem" | "arithmetic" | "queue", "queue">({
	id: "tight-coupling",
	group: "decoupling",
	since: "0.1.0",
	severity: "info",
	statements: ["N7", "N72"],
	text: {
		en: {
			title: "Services that wait for one another",
			message: "`{name}` {problem}.",
			why: "{arithmetic}",
			technique:
				"**Decouple with a queue.** What need not be done before the answer goes through a queue: each side scales by itself, and one may fail while the other goes on.",
			tradeOff:
				"Each split adds a hop, eventual consistency and something to run: do not split below the border of a team or of what scales alone.",
			exceptions: "Right as it is on a path where the user needs all of it at once.",
			fixes: { queue: "Put a queue `{queue}` before `{name}`: callers no longer wait" },
		},
		ko: {
			title: "서로 기다리는 서비스",
			message: "서비스 `{name}`{problem}.",
			why: "서로 묶인 정도를 계산하면 이렇습니다. {arithmetic}",
			technique:
				"**큐로 분리하기.** 응답하기 전에 끝낼 필요가 없는 것은 큐를 거치게 합니다. 양쪽을 따로 확장할 수 있고, 한쪽이 멈추어도 다른 쪽은 계속합니다.",
			tradeOff:
				"나눌 때마다 한 단계가 늘고, 최종 일관성을 다루어야 하며, 운영할 것이 늘어납니다. 팀이나 확장 단위보다 잘게 나누지 않습니다.",
			exceptions: "사용자가 결과를 모두 바로 받아야 하는 경로라면 지금 그대로 괜찮습니다.",
			fixes: { queue: "`{name}` 앞에 큐 `{queue}`을(를) 두어 호출한 쪽이 기다리지 않게 하기" },
		},
	},
	safety: { queue: "suggestion" },
	example: {
		bad: `client browser { rate: 50rps }
loadbalancer lb x2
service web x2 { timeout: 5s }
service orders x2 { timeout: 4s }
service billing x2 { timeout: 3s }
service invoices x2

browser -> lb -> web -> orders -> billing -> invoices
`,
		good: `client browser { rate: 50rps }
loadbalancer lb x2
service web x2 { timeout: 5s }
service orders x2 { timeout: 4s }
service billing x2 { timeout: 3s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true }
service invoices x2

browser -> lb -> web -> orders -> billing -> jobs -> invoices
`,
	},
	*check(context) {
		const { architecture, thresholds } = context;
		const depths = depthsOf(architecture);
		for (const service of context.each(ofKind(architecture, "service"))) {
			const chain = depths.get(service);
			const isEnd = !service.outgoing.some((link) => isSynchronous(link) && link.to.kind === "service");
			const neighbours = neighboursOf(service);
			const data = new Set(service.accesses.map((access) => access.data));
			const busy = context.analysis.components.get(service)?.utilization ?? 0;
			const problem =
				chain && chain.length >= DEEP && isEnd
					? chainText(servicesOf(chain))
					: neighbours.length >= BROAD
						? neighboursText(neighbours)
						: data.size >= MANY && busy >= thresholds.hot
							? dataText([...data])
							: undefined;
			if (!problem) continue;
			const { id } = service;
			const queue = freeName(architecture, "jobs", `${service.name}-jobs`);
			yield {
				element: service,
				data: { name: id, problem: problem.problem, arithmetic: problem.arithmetic, queue },
				fixes: [
					fixOf(context, { id: "queue", steps: [queueBefore(id, queue)], until: (after) => isDecoupled(after, id) }),
				],
			};
		}
	},
});

/** Services in a row, neighbours of one, and data sets in one hand from which on it counts. */
const DEEP = 4;
const BROAD = 5;
const MANY = 3;

/** A row of services, each of which waits for the next. */
interface Chain {
	readonly last: Component;
	readonly before: Chain | undefined;
	readonly length: number;
}

function servicesOf(chain: Chain): readonly Component[] {
	const services: Component[] = [];
	for (let row: Chain | undefined = chain; row; row = row.before) services.push(row.last);
	return services.reverse();
}

/** The longest row of services that wait for one another, up to each of them. Cycles are cut where they close. */
function depthsOf(architecture: Architecture): ReadonlyMap<Component, Chain> {
	const path = requestPath(architecture);
	const depths = new Map<Component, Chain>();
	const open = new Set<Component>();
	const visit = (service: Component): Chain | undefined => {
		const known = depths.get(service);
		if (known || open.has(service)) return known;
		open.add(service);
		let longest: Chain | undefined;
		for (const link of service.incoming) {
			if (link.from.kind !== "service" || !isSynchronous(link) || !path.has(link.from)) continue;
			const before = visit(link.from);
			if (before && before.length > (longest?.length ?? 0)) longest = before;
		}
		open.delete(service);
		const chain = { last: service, before: longest, length: (longest?.length ?? 0) + 1 };
		depths.set(service, chain);
		return chain;
	};
	for (const service of ofKind(architecture, "service")) if (path.has(service)) visit(service);
	return depths;
}

/** Services and third parties that call it or that it calls, and waits for. */
function neighboursOf({ incoming, outgoing }: Component): readonly Component[] {
	const others = new Set<Component>();
	for (const link of incoming) if (isService(link.from) && isSynchronous(link)) others.add(link.from);
	for (const link of outgoing) if (isService(link.to) && isSynchronous(link)) others.add(link.to);
	return [...others];
}

function isService({ kind }: Component): boolean {
	return familyOf(kind) === "compute" || kind === "external";
}

function isDecoupled({ architecture }: RuleContext, id: string): boolean {
	const found = architecture.elements.get(id);
	return (
		found?.type === "component" &&
		(depthsOf(architecture).get(found)?.length ?? 0) < DEEP &&
		neighboursOf(found).length < BROAD
	);
}

/** Only what no caller waits for an answer of: it hands out no data. */
function queueBefore(id: string, name: string): Step {
	return ({ architecture }) => {
		const service = architecture.elements.get(id);
		if (service?.type !== "component") return undefined;
		const reads = service.accesses.some(({ operation }) => operation === "read");
		const callers = service.incoming.filter((link: Link) => isSynchronous(link) && !link.implied);
		if (reads || callers.length === 0 || callers.some(({ from }) => from.kind !== "service")) return undefined;
		return splice(callers, newQueue(name, service), service);
	};
}

interface Coupling {
	readonly problem: Localized;
	readonly arithmetic: Localized;
}

function chainText(chain: readonly Component[]): Coupling {
	const all = availability(chain.reduce((product, one) => product * availabilityOf(one), 1));
	return {
		problem: {
			en: `is the last of ${chain.length} services that wait for one another`,
			ko: `은(는) 서로 기다리는 서비스 ${chain.length}개의 마지막입니다`,
		},
		arithmetic: {
			en: `A request waits for ${chain.map(({ id }) => `\`${id}\``).join(" -> ")} one after the other; with one instance of each up, all of them are up ${all} of the time.`,
			ko: `요청은 ${chain.map(({ id }) => `\`${id}\``).join(" -> ")}을(를) 차례로 기다립니다. 각각 인스턴스 하나씩이라면 모두 살아 있을 확률은 ${all}입니다.`,
		},
	};
}

function neighboursText(neighbours: readonly Component[]): Coupling {
	const all = names(neighbours);
	return {
		problem: {
			en: `waits for, or is waited for by, ${neighbours.length} others`,
			ko: `이(가) 다른 ${neighbours.length}개와 서로 기다립니다`,
		},
		arithmetic: {
			en: `A change or a failure of it reaches ${all.en} at once, and theirs reach it.`,
			ko: `이 서비스의 변경이나 장애는 ${all.ko}에 곧바로 미치고, 그쪽의 것도 이 서비스에 미칩니다.`,
		},
	};
}

function dataText(data: readonly { readonly id: string }[]): Coupling {
	const all = names(data);
	return {
		problem: {
			en: `handles ${data.length} unrelated data sets, and is hot`,
			ko: `이(가) 서로 다른 데이터 ${data.length}개를 다루며 뜨겁습니다`,
		},
		arithmetic: {
			en: `${all.en} can only be scaled together: each more instance serves all of them, whichever needs it.`,
			ko: `${all.ko}을(를) 함께만 확장할 수 있습니다. 어느 하나가 필요해도 인스턴스를 늘리면 전부를 처리하게 됩니다.`,
		},
	};
}
