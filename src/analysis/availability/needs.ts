import type { Architecture, Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import type { FailedOperation } from "../analysis.ts";
import type { AnalysisContext } from "../context.ts";
import { ALL_UP, type State } from "../state.ts";
import { callLinks, seesHealth } from "../traffic/routing.ts";
import { type Need, RequirementGraph, Trial } from "./requirement-graph.ts";
import { Requirements } from "./requirements.ts";

/** What the operations of clients need, read from an architecture while everything is up. */
export class Needs {
	readonly graph = new RequirementGraph();
	readonly #operations: ReadonlyMap<Component, readonly { readonly operation: FailedOperation; readonly need: Need }[]>;
	/** What the targets need between which routers choose. */
	readonly #targets: ReadonlyMap<Component, Need>;
	readonly #trial: Trial;

	constructor({ architecture, routing, traffic }: Pick<AnalysisContext, "architecture" | "routing" | "traffic">) {
		const requirements = new Requirements(architecture, routing, traffic.makesDefaultCall, this.graph);
		const clients = architecture.components.filter(({ kind }) => kind === "client");
		this.#operations = new Map(clients.map((client) => [client, requirements.ofClient(client)]));
		this.#targets = new Map([...chosenTargets(architecture)].map((target) => [target, requirements.of(target)]));
		const operations = [...this.#operations.values()].flat();
		this.#trial = new Trial([...operations.map(({ need }) => need), ...this.#targets.values()]);
	}

	/** Of all operations of a client together. */
	ofClient(client: Component): Need {
		return this.graph.all((this.#operations.get(client) ?? []).map(({ need }) => need));
	}

	/** Operations that fail in a state. */
	failedIn(state: State): readonly FailedOperation[] {
		this.#enter(state);
		return [...this.#operations.values()]
			.flat()
			.flatMap(({ operation, need }) => (this.#trial.isMet(need) ? [] : operation));
	}

	/** Targets that are up but without something that they cannot do without: a router that sees it sends elsewhere. */
	unableIn(state: State): ReadonlySet<Component> {
		if (this.#targets.size === 0) return new Set();
		this.#enter(state);
		const unable = [...this.#targets].filter(([target, need]) => !state.down.has(target) && !this.#trial.isMet(need));
		return new Set(unable.map(([target]) => target));
	}

	/** Targets to which routers that see it do not send any more once these components are gone, though they have others. */
	lostTargets(...components: readonly Component[]): readonly Component[] {
		if (this.#targets.size === 0) return [];
		const own = components.filter((component) => this.#targets.has(component));
		return [...own, ...this.unableIn({ ...ALL_UP, down: new Set(components) })];
	}

	/** For each target behind which there is no other one: the targets that must be gone so that it gets everything. */
	lastTargets(): readonly (readonly Component[])[] {
		const targets = [...this.#targets.keys()];
		const behind = new Map(targets.map((target) => [target, reachedFrom(target)]));
		return targets
			.filter((target) => targets.every((other) => other === target || !behind.get(target)!.has(other)))
			.map((target) => targets.filter((other) => other !== target && !behind.get(other)!.has(target)));
	}

	#enter({ down, readOnly }: State): void {
		this.#trial.fail((part) => {
			const { element, stops } = this.graph.parts[part]!;
			if (!("type" in element) || element.type === "place") return false;
			return stops === "both" ? down.has(element) : stops === "write" && readOnly.has(element);
		});
	}
}

/** What routers that see health choose between. */
export function chosenTargets({ components }: Pick<Architecture, "components">): ReadonlySet<Component> {
	return new Set(components.filter(chooses).flatMap((router) => callLinks(router).map(({ to }) => to)));
}

/** A router that sees health, with something to choose from. */
function chooses(router: Component): boolean {
	return familyOf(router.kind) === "router" && seesHealth(router) && callLinks(router).length > 1;
}

function reachedFrom(component: Component): ReadonlySet<Component> {
	const reached = new Set([component]);
	for (const one of reached) for (const { to } of callLinks(one)) reached.add(to);
	return reached;
}
