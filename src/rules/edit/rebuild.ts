import type { Analysis } from "../../analysis/analysis.ts";
import { analyzeInSteps } from "../../analysis/analyze.ts";
import { type InSteps, onceInSteps } from "../../analysis/in-steps.ts";
import { applyEdits } from "../../language/text.ts";
import type { SourceFile } from "../../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../model/build.ts";
import { importsFrom, sameUri } from "../../model/load.ts";
import type { RuleContext } from "../rule.ts";
import type { Edits } from "./compile.ts";

/** A design that is not in the text yet. */
export interface Rebuilt extends RuleContext {
	/** Its numbers, which are computed when they are first asked for: many steps of a fix look at the structure alone. */
	readonly analysisInSteps: () => InSteps<Analysis>;
}

/** The same design after `edits`, at the same number of users. */
export function rebuilt({ architecture, analysis: before, thresholds }: RuleContext, edits: Edits): Rebuilt {
	const files = architecture.files.map((file): SourceFile => {
		const list = edits.get(file);
		return list ? sourceFile(file.uri, applyEdits(file.text, list)) : file;
	});
	const resolve = importsFrom((uri) => files.find((file) => sameUri(file.uri) === sameUri(uri)));
	const after = buildArchitecture(files[0]!, resolve);
	const analysis = onceInSteps(() => analyzeInSteps(after, before.users === undefined ? {} : { users: before.users }));
	return {
		architecture: after,
		thresholds,
		get analysis() {
			return analysis();
		},
		analysisInSteps: analysis.inSteps,
	};
}
