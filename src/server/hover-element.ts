import type { Analysis, ComponentAnalysis, SaturationUsers } from "../analysis/analysis.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../language/numbers.ts";
import type { Severity } from "../language/problem.ts";
import { assumedName, sourceText } from "../language/vocabulary/describe.ts";
import { kinds } from "../language/vocabulary/index.ts";
import type { Component, DataSet, Element, Place, SourceFile, System } from "../model/architecture.ts";
import { oncePer } from "../model/once.ts";
import { elementsOf } from "../model/properties.ts";
import type { Inspection } from "../rules/inspect.ts";
import { rulePage } from "../rules/page.ts";
import type { ReportedFinding } from "../rules/run.ts";
import { findingMessage, findingTechnique, findingWhy } from "../rules/words.ts";
import { arithmetic, disagreement } from "./arithmetic.ts";
import { assumptionsOf } from "./assumptions.ts";
import { elementsBy, findingsBy } from "./by-declaration.ts";
import { detailSections, systemSections } from "./details.ts";
import { hoverTexts } from "./hover-texts.ts";

/**
 * What an element is, its numbers with their arithmetic, and what the rules found. `from` is the file that is read. Told once
 * for an inspection: whoever moves the pointer comes back to the same names.
 */
export function elementHover(element: Element, inspection: Inspection, from: SourceFile, locale: Locale): string {
	const told = toldOf(inspection);
	const known = told.get(element);
	if (known?.from === from && known.locale === locale) return known.markdown;
	const markdown = telling(element, inspection, from, locale);
	told.set(element, { from, locale, markdown });
	return markdown;
}

interface Told {
	readonly from: SourceFile;
	readonly locale: Locale;
	readonly markdown: string;
}

const toldOf = oncePer((_: Inspection) => new Map<Element, Told>());

function telling(element: Element, inspection: Inspection, from: SourceFile, locale: Locale): string {
	const words = new Words(inspection, from, locale);
	switch (element.type) {
		case "component":
			return words.component(element);
		case "data":
			return words.data(element);
		case "place":
			return words.place(element);
		case "system":
			return words.system(element);
	}
}

const symbols: Readonly<Record<Severity, string>> = { error: "⛔", warning: "⚠️", info: "ℹ️", hint: "💡" };

/** One reader's view of one inspection. */
class Words {
	readonly #inspection: Inspection;
	readonly #analysis: Analysis;
	readonly #from: SourceFile;
	readonly #locale: Locale;

	constructor(inspection: Inspection, from: SourceFile, locale: Locale) {
		this.#inspection = inspection;
		this.#analysis = inspection.analysis;
		this.#from = from;
		this.#locale = locale;
	}

	component(component: Component): string {
		const numbers = this.#analysis.components.get(component);
		return paragraphs(
			this.#heading(component),
			numbers && this.#load(component, numbers),
			this.#disagreements(component),
			...detailSections(component, this.#analysis, this.#locale),
			arithmetic(this.#analysis.details.steps(component), this.#from, this.#locale),
			this.#assumptions(component),
			this.#copies(component),
			this.#findings(component),
		);
	}

	data(data: DataSet): string {
		const { components } = this.#inspection.architecture;
		const accessors = (operation: "read" | "write"): string[] =>
			components
				.filter((component) => component.accesses.some((a) => a.data === data && a.operation === operation))
				.map((component) => {
					const rate = component.accesses
						.filter((a) => a.data === data && a.operation === operation)
						.reduce((sum, a) => sum + a.factor, 0);
					const load = this.#analysis.components.get(component)?.requestsPerSecond;
					return `\`${component.id}\`${load === undefined ? "" : ` (${formatRate(rate * load)})`}`;
				});
		const holders = components.filter((component) => elementsOf(component, "holds").includes(data));
		const held = holders.map((component) => {
			const numbers = this.#analysis.components.get(component);
			const reads = numbers?.readsByData.get(data) ?? 0;
			const writes = numbers?.writesByData.get(data) ?? 0;
			return `- \`${component.id}\`: ${this.#split(reads, writes)}`;
		});
		const readers = accessors("read");
		const writers = accessors("write");
		return paragraphs(
			this.#heading(data),
			held.length > 0 ? `**${this.#say("held-by")}**\n${held.join("\n")}` : this.#say("held-nowhere"),
			readers.length > 0 && `**${this.#say("read-by")}** ${readers.join(", ")}`,
			writers.length > 0 && `**${this.#say("written-by")}** ${writers.join(", ")}`,
			this.#findings(data),
		);
	}

	place(place: Place): string {
		const failing = this.#analysis.removals.places.get(place) ?? [];
		const clients = [...new Set(failing.map(({ client }) => `\`${client.id}\``))].join(", ");
		return paragraphs(
			this.#heading(place),
			place.children.length > 0 &&
				`**${this.#say("contains")}** ${place.children.map(({ id }) => `\`${id}\``).join(", ")}`,
			place.kind !== "group" && (failing.length > 0 ? this.#say("fails-with", { clients }) : this.#say("survives")),
			this.#copies(place),
			this.#findings(place),
		);
	}

	system(system: System): string {
		const { requestsPerSecond, saturationUsers, bottleneck } = this.#analysis;
		const first = bottleneck && this.#say("first", { name: `\`${bottleneck.id}\`` });
		return paragraphs(
			this.#heading(system),
			[
				this.#say("requests", { load: formatRate(requestsPerSecond) }),
				this.#atUsers(),
				this.#saturation(saturationUsers),
				first,
			]
				.filter(Boolean)
				.join(" · "),
			...systemSections(system, this.#analysis, this.#locale),
			this.#findings(system),
		);
	}

	#heading(element: Element): string {
		const kind = kinds.get(element.kind)?.title[this.#locale] ?? element.kind;
		const title = element.title === element.name ? "" : ` “${element.title}”`;
		const place = element.parent ? `, ${this.#say("in", { place: `\`${element.parent.id}\`` })}` : "";
		const count =
			element.type === "component" && element.instances.max > 1
				? ` ×${element.instances.min}${element.instances.max > element.instances.min ? `–${element.instances.max}` : ""}`
				: "";
		return `**\`${element.id}\`**${title} — ${kind}${count}${place}`;
	}

	#load(component: Component, numbers: ComponentAnalysis): string {
		const { requestsPerSecond, reads, writes, capacity, utilization, hitRatio } = numbers;
		const isClient = component.kind === "client";
		if (numbers.roles.length === 0) {
			const isEndless = this.#analysis.divergent.some((group) => group.includes(component));
			return this.#say(isEndless ? "endless-load" : "no-load");
		}
		if (requestsPerSecond === 0 && !isClient)
			return [this.#say("missing-load"), this.#atUsers()].filter(Boolean).join(" · ");
		const load = this.#say(isClient ? "sends" : "load", { load: formatRate(requestsPerSecond) });
		const isLimited = capacity !== undefined && Number.isFinite(capacity);
		const of = isLimited ? ` ${this.#say("capacity", { capacity: formatRate(capacity) })}` : "";
		return [
			`${load}${of}`,
			(reads > 0 || writes > 0) && this.#split(reads, writes),
			isLimited && utilization !== undefined && this.#say("utilization", { percent: formatPercent(utilization) }),
			capacity === Number.POSITIVE_INFINITY && this.#say("unlimited"),
			hitRatio !== undefined && this.#say("hits", { percent: formatPercent(hitRatio) }),
			this.#atUsers(),
			!isClient && this.#saturation(numbers.saturationUsers),
		]
			.filter(Boolean)
			.join(" · ");
	}

	#split(reads: number, writes: number): string {
		return this.#say("split", { reads: formatRate(reads), writes: formatRate(writes) });
	}

	#atUsers(): string {
		const { users } = this.#analysis;
		return users === undefined ? "" : this.#say("at", { users: formatCount(users) });
	}

	#saturation(saturation: SaturationUsers): string {
		switch (saturation.kind) {
			case "users":
				return this.#say("saturates", { users: formatCount(saturation.users) });
			case "unbounded":
				return this.#say("unbounded");
			case "unknown": {
				const key = `missing-${saturation.missing}`;
				const missing = key in hoverTexts ? this.#say(key as keyof typeof hoverTexts) : saturation.missing;
				return this.#say("no-number", { missing });
			}
		}
	}

	#disagreements(component: Component): string {
		const found = this.#analysis.details.disagreements(component);
		return found.map((one) => `⚠️ ${disagreement(one, this.#from, this.#locale)}`).join("\n\n");
	}

	/** The defaults that the numbers of a component rest on, and those of the data that it holds. */
	#assumptions(component: Component): string {
		const of = new Set([component, ...elementsOf(component, "holds")]);
		const order = Array.from(of, ({ id }) => id);
		const assumed = assumptionsOf([...of], this.#inspection);
		const rows = [...of]
			.flatMap((element) => assumed.get(element) ?? [])
			// Not in the order in which somebody asked for what rests on them.
			.sort((a, b) => order.indexOf(a.component) - order.indexOf(b.component) || (a.property < b.property ? -1 : 1))
			.map(({ component: id, property, written, source }) => {
				const whose = id === component.id ? "" : `\`${id}\`: `;
				return `- ${whose}\`${assumedName(property, this.#locale)}: ${written}\` — ${sourceText(source, this.#locale)}`;
			});
		return rows.length > 0 ? `**${this.#say("assumed")}**\n${rows.join("\n")}` : "";
	}

	#copies(element: Element): string {
		const all = elementsBy(this.#inspection.architecture, element.declaration);
		const copies = all.filter((other) => other !== element);
		if (copies.length === 0) return "";
		const rows = copies.map((copy) => {
			const utilization = copy.type === "component" ? this.#analysis.components.get(copy)?.utilization : undefined;
			return `\`${copy.id}\`${utilization === undefined ? "" : ` (${formatPercent(utilization)})`}`;
		});
		return `${this.#say("copies")} ${rows.join(", ")}`;
	}

	#findings(element: Element): string {
		const about = findingsBy(this.#inspection, element.declaration);
		if (about.length === 0) return "";
		return paragraphs(`**${this.#say("findings")}**`, ...about.map((finding) => this.#finding(finding)));
	}

	#finding(finding: ReportedFinding): string {
		const { id } = finding.rule;
		return paragraphs(
			`${symbols[finding.severity]} ${findingMessage(finding, this.#locale)} [${this.#say("page", { rule: id })}](${rulePage(id, this.#locale)})`,
			findingWhy(finding, this.#locale),
			findingTechnique(finding, this.#locale),
		);
	}

	#say(key: keyof typeof hoverTexts, data: Readonly<Record<string, string | number>> = {}): string {
		return fill(hoverTexts[key][this.#locale], data);
	}
}

function paragraphs(...parts: readonly (string | false | undefined)[]): string {
	return parts.filter(Boolean).join("\n\n");
}
