import type { WorkspaceEdit } from "vscode-languageserver";
import type { LayoutEngine } from "../../diagram/layout/engine.ts";
import type { Locale } from "../../language/locale.ts";
import type { PictureRequests } from "../../protocol/messages.ts";
import type { Workspace } from "../workspace.ts";
import { details } from "./details.ts";
import { findings } from "./findings.ts";
import { applyFix } from "./fix.ts";
import { previewFix } from "./preview-fix.ts";

/** What the answers may do beside reading. */
export interface PictureHost {
	/** Edit the texts, as one step that can be undone. Whether the editor has done it. */
	apply(edit: WorkspaceEdit, label: string): Promise<boolean>;
	engine(): LayoutEngine;
}

type Handlers = {
	readonly [Method in keyof PictureRequests]: (
		params: PictureRequests[Method]["params"] & { readonly uri: string },
		workspace: Workspace,
		locale: Locale,
		host: PictureHost,
	) => PictureRequests[Method]["result"] | null | Promise<PictureRequests[Method]["result"] | null>;
};

/** The answers to what the preview asks about the document that it shows. */
export const pictureRequests: Handlers = {
	"archscale/findings": ({ uri, id, options }, workspace, locale) => findings(workspace, uri, { id, options }, locale),
	"archscale/fix": ({ uri, ...params }, workspace, locale, { apply }) =>
		applyFix(workspace, uri, params, { locale, apply }),
	"archscale/previewFix": ({ uri, ...params }, workspace, locale, host) =>
		previewFix(workspace, uri, params, { locale, engine: host.engine() }),
	"archscale/details": ({ uri, id, options }, workspace, locale) => details(workspace, uri, { id, options }, locale),
};
