import type { Analysis } from "../../analysis/analysis.ts";
import { analyze } from "../../analysis/analyze.ts";
import { applyEdits } from "../../language/text.ts";
import type { SourceFile } from "../../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../model/build.ts";
import { importsFrom, sameUri } from "../../model/load.ts";
import type { RuleContext } from "../rule.ts";
import type { Edits } from "./compile.ts";

/** The same design after `edits`, at the same number of users. */
export function rebuilt({ architecture, analysis: before, thresholds }: RuleContext, edits: Edits): RuleContext {
	const files = architecture.files.map((file): SourceFile => {
		const list = edits.get(file);
		return list ? sourceFile(file.uri, applyEdits(file.text, list)) : file;
	});
	const resolve = importsFrom((uri) => files.find((file) => sameUri(file.uri) === sameUri(uri)));
	const after = buildArchitecture(files[0]!, resolve);
	let analysis: Analysis | undefined;
	return {
		architecture: after,
		thresholds,
		// Many steps of a fix look at the structure alone.
		get analysis() {
			analysis ??= analyze(after, before.users === undefined ? {} : { users: before.users });
			return analysis;
		},
	};
}
