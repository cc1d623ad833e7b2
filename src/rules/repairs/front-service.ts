import { instancesToCarry } from "../../analysis/models/failover-load.ts";
import type { Localized } from "../../language/locale.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Architecture, Component, Link } from "../../model/architecture.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { connect, declare, type NewElement, type Operation } from "../edit/operations.ts";
import { balancersOf, entryServices, isInternal, isSynchronous } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/**
 * Users no longer ask a store by themselves but a service that does it for them: one that asks it already, else a new one
 * behind a pair of balancers.
 */
export function frontService(id: string): Step {
	return (context) => {
		const { architecture } = context;
		const store = architecture.elements.get(id);
		if (store?.type !== "component") return undefined;
		const links = directLinks(store).filter(({ copied }) => !copied);
		if (links.length === 0) return undefined;
		const entrance = entranceTo(architecture, store);
		if (entrance) return links.map((link) => moved(link, entrance));
		const { service, balancer } = newService(context, store);
		const within = links.find(({ from }) => from.parent === store.parent);
		return [
			declare(balancer),
			declare(service),
			...links.map((link): Operation => ({ type: "redirect", link, to: balancer })),
			// The one that is put in last stands right behind the link.
			connect(service, store, within ? { behind: within } : {}),
			connect(balancer, service, within ? { behind: within } : {}),
		];
	};
}

/** What `frontService` puts in between, to be told in a title. */
export function frontText(context: RuleContext, store: Component): Localized {
	const entrance = entranceTo(context.architecture, store);
	if (entrance) return { en: `\`${entrance.id}\``, ko: `\`${entrance.id}\`` };
	const { service, balancer } = newService(context, store);
	return {
		en: `a new service \`${service.name}\` x${service.times} behind a pair of load balancers \`${balancer.name}\``,
		ko: `새 서비스 \`${service.name}\` x${service.times}(앞에 로드 밸런서 \`${balancer.name}\` 한 쌍)`,
	};
}

/** On which clients ask a store themselves. A name is only an address, so DNS is no one in between. */
export function directLinks(store: Component): readonly Link[] {
	return store.incoming.filter(
		({ from, replication }) => !replication && ((from.kind === "client" && !isInternal(from)) || from.kind === "dns"),
	);
}

/** Where users come in to the service that asks the store already. */
function entranceTo(architecture: Architecture, store: Component): Component | undefined {
	const service = entryServices(architecture).find((one) => one.outgoing.some(({ to }) => to === store));
	return service && (balancersOf(service)[0] ?? service);
}

function moved(link: Link, to: Component): Operation {
	const known = link.from.outgoing.some((other) => other.to === to && isSynchronous(other));
	return known ? { type: "disconnect", link } : { type: "redirect", link, to };
}

function newService({ architecture, analysis, thresholds }: RuleContext, store: Component) {
	const load = directLinks(store).reduce((sum, link) => sum + (analysis.links.get(link)?.requestsPerSecond ?? 0), 0);
	const capacity = defaultOf("service", "capacity")?.value;
	const needed = (typeof capacity === "number" ? instancesToCarry(load, capacity, thresholds.target) : undefined) ?? 1;
	const place = { parent: store.parent, beside: { element: store, side: "before" } } as const;
	const name = freeName(architecture, "api", `${store.name}-api`);
	const service: NewElement = { type: "new", kind: "service", name, times: needed + 1, properties: [], ...place };
	const lb = freeName(architecture, "lb", `${name}-lb`);
	const balancer: NewElement = { type: "new", kind: "loadbalancer", name: lb, times: 2, properties: [], ...place };
	return { service, balancer };
}
