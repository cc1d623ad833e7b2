import { isCache } from "../analysis/traffic/routing.ts";
import type { Architecture, Component, Element, Link } from "../model/architecture.ts";
import { elementsOf } from "../model/properties.ts";
import { ofKind } from "./graph.ts";

/** Elements and links that a rule is to look at again. */
export class About {
	readonly #all: ReadonlySet<Element | Link>;
	readonly #architecture: Architecture;
	/** In the order of the text. */
	readonly #components: readonly Component[];

	constructor(architecture: Architecture, all: ReadonlySet<Element | Link>) {
		this.#all = all;
		this.#architecture = architecture;
		this.#components = architecture.components.filter((component) => all.has(component));
	}

	/**
	 * What an edit has touched or given other numbers, what is linked with that, the data that these hold or use, and the caches
	 * beside a store.
	 */
	static afterEdit(
		architecture: Architecture,
		touched: ReadonlySet<Element>,
		changed: ReadonlySet<Component | Link>,
	): About {
		const near = new Set<Element | Link>([...touched, ...changed]);
		for (const one of [...near]) {
			if (!("type" in one) || one.type !== "component") continue;
			for (const link of one.incoming) {
				near.add(link).add(link.from);
				for (const { to } of link.from.outgoing) if (isCache(to)) near.add(to);
			}
			for (const link of one.outgoing) near.add(link).add(link.to);
			for (const data of elementsOf(one, "holds")) near.add(data);
			for (const { data } of one.accesses) near.add(data);
		}
		return new About(architecture, near);
	}

	get size(): number {
		return this.#all.size;
	}

	has(one: Element | Link): boolean {
		return this.#all.has(one);
	}

	/** Those of `all` that are among them, in their order. */
	among<T extends Element | Link>(all: Iterable<T>): Iterable<T> {
		// The lists over which most rules go are long, and these are few.
		const known = this.#known(all);
		if (known) return known as Iterable<Element | Link> as Iterable<T>;
		return [...all].filter((one) => this.#all.has(one));
	}

	/** The same of all components, or all of one kind. */
	#known(all: Iterable<Element | Link>): readonly Component[] | undefined {
		if (all === this.#architecture.components) return this.#components;
		const kind = Array.isArray(all) ? all[0]?.kind : undefined;
		if (kind === undefined || all !== ofKind(this.#architecture, kind)) return undefined;
		return this.#components.filter((component) => component.kind === kind);
	}
}
