import type { Locale } from "../../language/locale.ts";
import type { PictureRequests } from "../../protocol/messages.ts";
import type { Workspace } from "../workspace.ts";
import { type Editor, edit } from "./edit.ts";
import { findingsOf } from "./findings.ts";
import { kindTexts } from "./kinds.ts";
import { saturationsOf } from "./saturations.ts";

type Handlers = {
	readonly [Method in keyof PictureRequests]: (
		params: PictureRequests[Method]["params"] & { readonly uri: string },
		workspace: Workspace,
		locale: Locale,
		editor: Editor,
	) => PictureRequests[Method]["result"] | null | Promise<PictureRequests[Method]["result"] | null>;
};

/** The answers to what the preview asks about the document that it shows. */
export const pictureRequests: Handlers = {
	"archscale/findings": ({ uri, id }, workspace, locale) => {
		const inspection = workspace.inspection(uri);
		return inspection ? findingsOf(inspection, id, locale) : null;
	},
	"archscale/saturations": ({ uri }, workspace, locale) => {
		const inspection = workspace.inspection(uri);
		return inspection ? saturationsOf(inspection, locale) : null;
	},
	"archscale/edit": ({ uri, action }, workspace, locale, editor) => edit(uri, action, workspace, editor, locale),
	"archscale/kinds": (_params, _workspace, locale) => kindTexts(locale),
};
