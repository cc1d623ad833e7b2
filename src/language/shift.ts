import type { Problem } from "./problem.ts";
import type { Span } from "./text.ts";
import type * as tree from "./tree.ts";

/** Move `span` by so many characters, in place. */
export function shiftSpan(span: Span, by: number): void {
	const own = span as { start: number; end: number };
	own.start += by;
	own.end += by;
}

/** Move an item with all that is in it. */
export function shiftItem(item: tree.Item, by: number): void {
	shiftSpan(item, by);
	switch (item.type) {
		case "declaration":
			shiftSpan(item.kind, by);
			if (item.name) shiftSpan(item.name, by);
			if (item.title) shiftSpan(item.title, by);
			if (item.times) shiftSpan(item.times, by);
			if (item.like) shiftReference(item.like, by);
			shiftBody(item.body, by);
			break;
		case "link":
			for (const source of item.sources) shiftReference(source, by);
			for (const hop of item.hops) {
				shiftSpan(hop, by);
				for (const target of hop.targets) {
					shiftSpan(target, by);
					shiftReference(target.ref, by);
					if (target.share) shiftSpan(target.share, by);
				}
			}
			if (item.label) shiftSpan(item.label, by);
			shiftBody(item.body, by);
			break;
		case "property":
			shiftSpan(item.name, by);
			if (item.value) shiftValue(item.value, by);
			break;
		case "access":
			shiftSpan(item.operation, by);
			if (item.data) shiftReference(item.data, by);
			if (item.share) shiftSpan(item.share, by);
	}
}

export function shiftImport(one: tree.Import, by: number): void {
	shiftSpan(one, by);
	shiftSpan(one.path, by);
}

/** Move a problem with the places that it speaks of in its own file. */
export function shiftProblem(problem: Problem, by: number): void {
	shiftSpan(problem, by);
	for (const { edits } of problem.repairs ?? []) for (const { span } of edits) shiftSpan(span, by);
	for (const related of problem.related ?? []) if (related.uri === undefined) shiftSpan(related, by);
}

function shiftBody(body: tree.Body | undefined, by: number): void {
	if (!body) return;
	shiftSpan(body, by);
	for (const item of body.items) shiftItem(item, by);
}

function shiftReference(reference: tree.Reference, by: number): void {
	shiftSpan(reference, by);
	for (const word of reference.path) shiftSpan(word, by);
}

function shiftValue(value: tree.Value, by: number): void {
	if (value.type === "reference") return shiftReference(value, by);
	shiftSpan(value, by);
	if (value.type === "list") for (const item of value.items) shiftValue(item, by);
}
