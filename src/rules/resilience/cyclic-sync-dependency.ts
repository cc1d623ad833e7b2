import type { Localized } from "../../language/locale.ts";
import { formatRate } from "../../language/numbers.ts";
import type { Architecture, Component, Link } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { type NewElement, splice } from "../edit/operations.ts";
import { inOrder, isSynchronous } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** Calls that come back to where they began. */
export const cyclicSyncDependency = defineRule<"name" | "path" | "effect" | "amount", "queue">({
	id: "cyclic-sync-dependency",
	group: "resilience",
	since: "0.1.0",
	severity: "warning",
	statements: ["N72", "N73"],
	text: {
		en: {
			title: "Cycle of calls",
			message: "The calls {path} form a cycle: {effect}.",
			why: "{amount}Callers that wait for one another can stop one another: once all threads of `{name}` wait for calls that need a thread of `{name}`, none of them ends. None of these components starts, scales or fails without the others, and traffic multiplies: where a share *g* of the requests comes around again, each of them becomes 1 / (1 − *g*), which is two at 50 % and has no end at 100 %.",
			technique:
				"**Queue between.** Whoever closes the cycle leaves a message in a queue and goes on; the other takes it when it has time. A queue ends the waiting, not the growth: where each request causes another one, the share of those that come around has to fall below 100 %.",
			tradeOff:
				"The caller gets no answer with it, only the promise that the work will be done, and the queue is one more tier to run.",
			exceptions: "Not needed for a callback that nobody waits for: write it as `async: true`.",
			fixes: { queue: "Put a queue `{queue}` between `{caller}` and `{name}`" },
		},
		ko: {
			title: "순환하는 호출",
			message: "{path} 호출이 순환합니다. {effect}.",
			why: "{amount}서로 기다리는 호출은 서로를 멈추게 할 수 있습니다. `{name}`의 스레드가 모두 기다리는 호출에 `{name}`의 스레드가 또 필요하면 어느 것도 끝나지 않습니다. 이 컴포넌트들은 따로 시작하거나 확장할 수 없고 장애도 함께 겪으며, 트래픽은 불어납니다. 요청의 *g*만큼이 되돌아오면 요청 하나가 1 / (1 − *g*)개가 되므로 50 %이면 두 개이고, 100 %이면 끝이 없습니다.",
			technique:
				"**사이에 큐 두기.** 순환을 닫는 쪽은 큐에 메시지를 남기고 하던 일을 계속하고, 받는 쪽은 여유가 있을 때 가져갑니다. 큐는 기다림을 없앨 뿐 늘어남을 막지는 못합니다. 요청마다 또 다른 요청이 생긴다면 되돌아오는 비율을 100 %보다 낮추어야 합니다.",
			tradeOff: "호출하는 쪽은 결과 대신 처리하겠다는 약속만 받고, 운영할 계층이 하나 늘어납니다.",
			exceptions: "아무도 기다리지 않는 콜백에는 필요 없습니다. `async: true`라고 적으십시오.",
			fixes: { queue: "`{caller}`와(과) `{name}` 사이에 큐 `{queue}` 두기" },
		},
	},
	safety: { queue: "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service orders x2
service stock

browser -> lb -> orders -> stock
stock -> orders 10%
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service orders x2
queue orders-queue x3 { durable: true }
service stock

browser -> lb -> orders -> stock
stock -> orders-queue 10% -> orders
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const endless = analysis.divergent;
		const waiting = cyclesOf(architecture).filter(
			(group) => !endless.some((other) => group.some((component) => other.includes(component))),
		);
		for (const [group, grows] of [
			...endless.map((one) => [one, true] as const),
			...waiting.map((one) => [one, false] as const),
		]) {
			const cycle = cycleIn(architecture, group, grows);
			if (!cycle) continue;
			const { entry, closing, path } = cycle;
			yield {
				element: entry,
				others: group.filter((component) => component !== entry),
				at: closing.at,
				links: [closing],
				severity: grows ? "error" : "warning",
				data: {
					name: entry.id,
					path: [...path, entry].map(({ id }) => `\`${id}\``).join(" -> "),
					effect: grows ? ENDLESS : waitText(entry),
					amount: grows ? NONE : amountText(context, entry, group),
				},
				// A queue would pass on as much as it gets.
				fixes: grows ? [] : [queueFix(context, entry, closing, group)],
			};
		}
	},
});

const NONE: Localized = { en: "", ko: "" };

const ENDLESS: Localized = {
	en: "each request comes around as one or more, so the traffic would grow without end; let a smaller share of them come back",
	ko: "요청 하나가 하나 이상이 되어 돌아오므로 트래픽이 끝없이 늘어납니다. 되돌아오는 비율을 줄이십시오",
};

function waitText({ id }: Component): Localized {
	return {
		en: `an answer of \`${id}\` waits for another answer of \`${id}\``,
		ko: `\`${id}\`의 응답이 \`${id}\`의 또 다른 응답을 기다립니다`,
	};
}

/** How much of what arrives has come around. */
function amountText({ analysis }: RuleContext, entry: Component, group: readonly Component[]): Localized {
	const numbers = analysis.components.get(entry);
	if (!numbers?.requestsPerSecond) return NONE;
	const around = numbers.inflows.filter(({ link }) => group.includes(link.from));
	const again = around.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
	if (again === 0) return NONE;
	const all = formatRate(numbers.requestsPerSecond);
	const part = formatRate(again);
	return {
		en: `Of ${all} that arrive at \`${entry.id}\`, ${part} have come around. `,
		ko: `\`${entry.id}\`에 오는 ${all} 가운데 ${part}이(가) 돌아온 것입니다. `,
	};
}

/** Components that wait for one another, in groups. */
const cyclesOf = oncePer((architecture: Architecture): readonly (readonly Component[])[] => {
	const groups: (readonly Component[])[] = [];
	const grouped = new Set<Component>();
	const open = acyclicRest(architecture.components);
	for (const component of open) {
		if (grouped.has(component)) continue;
		const ahead = reach(component, open, (one) => one.outgoing.filter(isSynchronous).map(({ to }) => to));
		const behind = reach(component, open, (one) => one.incoming.filter(isSynchronous).map(({ from }) => from));
		const group = [...ahead].filter((one) => behind.has(one));
		if (!group.includes(component)) continue;
		for (const one of group) grouped.add(one);
		groups.push(inOrder(architecture, group));
	}
	return groups;
});

/** What is left once everything has been taken away that nothing calls or that calls nothing, again and again. */
function acyclicRest(components: readonly Component[]): ReadonlySet<Component> {
	const rest = new Set(components);
	const isOpen = (component: Component): boolean =>
		component.incoming.some((link) => isSynchronous(link) && rest.has(link.from)) &&
		component.outgoing.some((link) => isSynchronous(link) && rest.has(link.to));
	const queue = [...components];
	for (const component of queue) {
		if (!rest.has(component) || isOpen(component)) continue;
		rest.delete(component);
		queue.push(...component.incoming.map(({ from }) => from), ...component.outgoing.map(({ to }) => to));
	}
	return rest;
}

/** Everything that `next` leads to from a component within `bounds`; the component itself only if it leads back. */
function reach(
	from: Component,
	bounds: ReadonlySet<Component>,
	next: (component: Component) => readonly Component[],
): ReadonlySet<Component> {
	const reached = new Set<Component>();
	const queue = [from];
	for (const component of queue) {
		for (const other of next(component)) {
			if (!bounds.has(other) || reached.has(other)) continue;
			reached.add(other);
			queue.push(other);
		}
	}
	return reached;
}

interface Cycle {
	/** Where requests from outside come in. */
	readonly entry: Component;
	/** From the entry on, without coming back to it. */
	readonly path: readonly Component[];
	/** The link that comes back to it. */
	readonly closing: Link;
}

/** The shortest cycle through the first member that something outside calls. */
function cycleIn(architecture: Architecture, group: readonly Component[], grows: boolean): Cycle | undefined {
	const inside = new Set(group);
	const members = inOrder(architecture, group);
	const called = ({ incoming }: Component): boolean => incoming.some(({ from }) => !inside.has(from));
	const entry =
		members.find((one) => familyOf(one.kind) === "compute" && called(one)) ?? members.find(called) ?? members[0];
	if (!entry) return undefined;
	const before = new Map<Component, Component | undefined>([[entry, undefined]]);
	for (const [component] of before) {
		for (const link of component.outgoing) {
			if (link.replication || !inside.has(link.to) || !(grows || isSynchronous(link))) continue;
			if (link.to === entry) {
				const path: Component[] = [];
				for (let one: Component | undefined = component; one; one = before.get(one)) path.unshift(one);
				return { entry, path, closing: link };
			}
			if (!before.has(link.to)) before.set(link.to, component);
		}
	}
	return undefined;
}

/** Whoever closes the cycle waits no longer. Not offered where others wait on, or where it carries what must be answered. */
function queueFix(context: RuleContext, entry: Component, closing: Link, group: readonly Component[]) {
	const name = freeName(context.architecture, `${entry.name}-queue`);
	const queue: Step = ({ architecture }) => {
		const target = architecture.elements.get(entry.id);
		const link = architecture.links.find(({ id }) => id === closing.id);
		if (target?.type !== "component" || !link || familyOf(target.kind) !== "compute") return undefined;
		const middle: NewElement = {
			type: "new",
			kind: "queue",
			name,
			times: 3,
			parent: target.parent,
			beside: { element: target, side: "after" },
			properties: [["durable", "true"]],
		};
		return splice([link], middle, target);
	};
	const ids = new Set(group.map(({ id }) => id));
	return fixOf(context, {
		id: "queue",
		data: { queue: name, caller: closing.from.id },
		steps: [queue],
		until: (after) =>
			!cyclesOf(after.architecture).some((cycle) => cycle.some(({ id }) => ids.has(id))) &&
			after.analysis.unserved.length <= context.analysis.unserved.length &&
			after.analysis.divergent.length <= context.analysis.divergent.length,
	});
}
