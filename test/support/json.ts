import { analyze } from "../../src/analysis/analyze.ts";
import { whatIf } from "../../src/analysis/what-if.ts";
import { analysisJson } from "../../src/cli/analysis-json.ts";
import { buildArchitecture, sourceFile } from "../../src/model/build.ts";

export interface JsonOptions {
	/** `--users`. */
	readonly users?: number | undefined;
	/** `--down`. */
	readonly down?: readonly string[] | undefined;
}

/** What `archscale analyze --format json` prints for one text without imports. */
export function jsonOf(text: string, { users, down = [] }: JsonOptions = {}): unknown {
	const architecture = buildArchitecture(sourceFile("file:///main.arch", text));
	const normal = analyze(architecture, { users });
	const result = down.length > 0 ? whatIf(architecture, down, users) : undefined;
	const loss = result && { whatIf: result, analysis: analyze(architecture, { users, state: result.taken }) };
	return JSON.parse(JSON.stringify(analysisJson(normal, "main.arch", loss)));
}

/** The value at a path such as `components/us.web/utilization` or `links/web>db/reads`; undefined where it is absent. */
export function valueAt(json: unknown, path: string): unknown {
	let value: unknown = json;
	for (const key of path.split("/")) {
		if (typeof value !== "object" || value === null) return undefined;
		const [from, to] = key.split(">");
		value = Array.isArray(value)
			? to === undefined
				? value[Number(key)]
				: value.find((link: { from: string; to: string }) => link.from === from && link.to === to)
			: (value as Record<string, unknown>)[key];
	}
	return value;
}

/** Every number in it, by its path, that JSON cannot say. */
export function senseless(json: unknown, path = ""): readonly string[] {
	if (json === null) return [path];
	if (typeof json === "number") return Number.isFinite(json) ? [] : [path];
	if (typeof json !== "object") return [];
	return Object.entries(json).flatMap(([key, value]) => senseless(value, `${path}/${key}`));
}
