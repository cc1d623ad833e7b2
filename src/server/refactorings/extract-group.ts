import { freeName } from "../../rules/edit/names.ts";
import { enclosable, enclose } from "./enclosing.ts";
import type { Refactoring } from "./refactoring.ts";
import { named } from "./titles.ts";

/** What is selected becomes a group, with the links among them. No number changes. */
export const extractGroup: Refactoring = {
	kind: "refactor.extract.group",
	offer({ architecture, file, span }) {
		const enclosed = enclosable(architecture, file, span);
		if (!enclosed) return undefined;
		return {
			title: named(texts.title, { elements: enclosed.elements }),
			attempt: (design) =>
				enclose(design, file, enclosed, { kind: "group", name: freeName(architecture, "group", "part") }),
		};
	},
};

const texts = {
	title: { en: "Extract {elements} to a group", ko: "{elements}을(를) 그룹으로 추출" },
} as const;
