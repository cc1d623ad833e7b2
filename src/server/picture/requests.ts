import type { LayoutEngine } from "../../diagram/layout/engine.ts";
import type { Locale } from "../../language/locale.ts";
import type { PictureRequests } from "../../protocol/messages.ts";
import type { Workspace } from "../workspace.ts";
import { details } from "./details.ts";
import { type Editor, edit } from "./edit.ts";
import { findings } from "./findings.ts";
import { applyFix } from "./fix.ts";
import { kindTexts } from "./kinds.ts";
import { previewFix } from "./preview-fix.ts";
import { saturationsOf } from "./saturations.ts";

/** What the answers may do beside reading. */
export interface PictureHost extends Editor {
	engine(): LayoutEngine;
	/** The name under which the engine knows what a panel shows of a document. */
	nameOf(uri: string, panel: string | undefined): string;
}

type Handlers = {
	readonly [Method in keyof PictureRequests]: (
		params: PictureRequests[Method]["params"] & { readonly uri: string; readonly panel?: string },
		workspace: Workspace,
		locale: Locale,
		host: PictureHost,
	) => PictureRequests[Method]["result"] | null | Promise<PictureRequests[Method]["result"] | null>;
};

/** The answers to what the preview asks about the document that it shows. */
export const pictureRequests: Handlers = {
	"archscale/findings": ({ uri, id, options }, workspace, locale) => findings(workspace, uri, { id, options }, locale),
	"archscale/fix": ({ uri, panel: _panel, ...params }, workspace, locale, { apply }) =>
		applyFix(workspace, uri, params, { locale, apply }),
	"archscale/previewFix": ({ uri, panel, ...params }, workspace, locale, host) =>
		previewFix(workspace, uri, params, { locale, engine: host.engine(), name: host.nameOf(uri, panel) }),
	"archscale/details": ({ uri, id, options }, workspace, locale) => details(workspace, uri, { id, options }, locale),
	"archscale/saturations": ({ uri }, workspace, locale) => {
		const inspection = workspace.inspection(uri);
		return inspection ? saturationsOf(inspection, locale) : null;
	},
	"archscale/edit": ({ uri, action }, workspace, locale, host) => edit(uri, action, workspace, host, locale),
	"archscale/kinds": (_params, _workspace, locale) => kindTexts(locale),
};
