import { fill, type Locale, type Localized } from "../../language/locale.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import { times } from "../../rules/edit/operations.ts";
import { compiled } from "../picture/edits/compiled.ts";
import { isAboutCopy } from "../picture/edits/facts.ts";
import { refuse } from "../picture/edits/refusals.ts";
import type { Refactoring } from "./refactoring.ts";
import { elementOf, headerAt } from "./selection.ts";

/** `x4` to `x2..4` and back: the most that the tier can carry stays the same. */
export const toggleAutoscaling: Refactoring = {
	kind: "refactor.rewrite.autoscaling",
	offer({ architecture, file, span }) {
		const declaration = headerAt(file, span.start);
		const component = declaration && elementOf(architecture, declaration);
		if (component?.type !== "component" || !declaration?.times || !kinds.get(component.kind)?.counted) return undefined;
		const { min, max } = component.instances;
		const least = min === max ? Math.min(max, Math.max(2, Math.ceil(max / 2))) : max;
		const data = { name: component.name, min, max, least };
		const title = filled(min === max ? texts.scale : texts.fix, data);
		if (min === max && max < 3) return { title, refused: filled(texts.few, data) };
		return {
			title,
			attempt({ architecture: now }) {
				const changed = compiled(now, [times(component, least, max)]);
				if (!changed) return refuse("text");
				return {
					texts: changed,
					select: component.id,
					allows: (fact, after) => isAboutCopy(fact, component.id, after),
				};
			},
		};
	},
};

function filled(text: Localized, data: Readonly<Record<string, string | number>>): Localized {
	const inLocale = (locale: Locale): string => fill(text[locale], data);
	return { en: inLocale("en"), ko: inLocale("ko") };
}

const texts = {
	scale: {
		en: "Let `{name}` scale itself: x{least}..{max} instead of x{max}",
		ko: "`{name}`을(를) 자동 확장으로 바꾸기: x{max} 대신 x{least}..{max}",
	},
	fix: {
		en: "Run `{name}` at a fixed size: x{max} instead of x{min}..{max}",
		ko: "`{name}`을(를) 고정된 크기로 바꾸기: x{min}..{max} 대신 x{max}",
	},
	few: {
		en: "Of {max} instances none can be spared.",
		ko: "인스턴스가 {max}개뿐이어서 줄일 것이 없습니다.",
	},
} as const;
