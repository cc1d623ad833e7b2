import type { LayoutEngine } from "../../diagram/layout/engine.ts";
import type { Locale } from "../../language/locale.ts";
import { applyEdits, type Edit } from "../../language/text.ts";
import type { SourceFile } from "../../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../model/build.ts";
import { importsFrom, sameUri } from "../../model/load.ts";
import type { FixParams, PreviewResult } from "../../protocol/messages.ts";
import { type Inspection, inspect } from "../../rules/inspect.ts";
import { sceneOf } from "../scene.ts";
import type { Workspace } from "../workspace.ts";
import { effectsOf } from "./effects.ts";
import { chosenEdits } from "./fix.ts";

/**
 * The picture as it would be after a fix, placed as it would come next under `name`, and what changes in its numbers. Null where the
 * text has changed since the fix was offered, also while the picture was being made.
 */
export async function previewFix(
	workspace: Workspace,
	uri: string,
	params: FixParams,
	{ locale, engine, name }: { readonly locale: Locale; readonly engine: LayoutEngine; readonly name: string },
): Promise<PreviewResult | null> {
	const { options = {}, version } = params;
	const edits = chosenEdits(workspace, uri, params, locale);
	const before = edits && workspace.inspection(uri, options.users);
	if (!edits || !before) return null;
	const after = inspectionAfter(workspace, before, edits, options.users);
	const scene = sceneOf(after, options, locale);
	const layout = await engine.preview(name, scene);
	if (!layout || workspace.document(uri)?.version !== version) return null;
	return { diagram: { scene, layout }, effects: effectsOf(before, after, params.id, locale) };
}

/** What the texts would say after `edits`. */
function inspectionAfter(
	workspace: Workspace,
	{ architecture }: Inspection,
	edits: ReadonlyMap<SourceFile, readonly Edit[]>,
	users: number | undefined,
): Inspection {
	const edited = new Map<string, SourceFile>();
	for (const [file, own] of edits) edited.set(sameUri(file.uri), sourceFile(file.uri, applyEdits(file.text, own)));
	const read = (uri: string): SourceFile | undefined => edited.get(sameUri(uri)) ?? workspace.file(uri);
	const main = architecture.files[0]!;
	return inspect(buildArchitecture(read(main.uri) ?? main, importsFrom(read)), {
		...workspace.ruleSettings(),
		...(users !== undefined && { users }),
	});
}
