import type { Localized } from "../../language/locale.ts";
import { suggest } from "../../language/suggest.ts";
import type * as tree from "../../language/tree.ts";
import type { Architecture, Element, SourceFile } from "../../model/architecture.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule, type Finding, type RuleContext } from "../rule.ts";

/** A comment `archscale-ignore` that has nothing to silence. It would hide a finding of tomorrow. */
export const unusedIgnore = defineRule<"rule" | "because", "correct" | "remove">({
	id: "unused-ignore",
	group: "design",
	since: "0.1.0",
	severity: "hint",
	statements: [],
	text: {
		en: {
			title: "Ignore comment without a finding",
			message: "The comment that ignores `{rule}` silences nothing: {because}.",
			why: "A comment that has outlived its finding says something untrue about the design, and the day the problem comes back it hides it.",
			technique:
				"**Keep exceptions few and true.** Remove the comment; write it again, with its reason, if the finding returns.",
			tradeOff: "Nothing is lost: a rule that is silent needs no exception.",
			exceptions:
				"Where a finding depends on the number of users, a comment may be unused at one number and needed at another; then it may stay.",
			fixes: { correct: "Ignore `{suggestion}` instead", remove: "Remove the comment" },
		},
		ko: {
			title: "숨길 것이 없는 무시 주석",
			message: "`{rule}`의 무시 주석이 숨기는 것이 없습니다: {because}.",
			why: "문제가 사라진 뒤에도 남아 있는 주석은 설계에 관해 사실이 아닌 말을 하고, 같은 문제가 다시 생기는 날 그것을 가립니다.",
			technique: "**예외는 적고 정확하게 둡니다.** 주석을 지우고, 문제가 다시 나타나면 이유와 함께 다시 적습니다.",
			tradeOff: "규칙이 조용한 곳에는 예외가 필요 없으므로 잃는 것은 없습니다.",
			exceptions:
				"사용자 수에 따라 나타나기도 하고 사라지기도 하는 발견이라면, 지금은 쓸모없는 주석이 다른 사용자 수에서는 필요할 수 있으므로 그대로 두어도 됩니다.",
			fixes: { correct: "대신 `{suggestion}` 무시하기", remove: "주석 지우기" },
		},
	},
	safety: { correct: "safe", remove: "safe" },
	example: {
		bad: "// archscale-ignore load-balancer-spof: only one so far\nloadbalancer lb x2\n",
		good: "loadbalancer lb x2\n",
	},
	// Only `runRules` knows what a comment has silenced, and reports the rest by `unusedIgnores`.
	*check() {},
});

/** The findings for comments that silence nothing. They are about no element; one near by stands in for it. */
export function unusedIgnores(
	context: RuleContext,
	unused: readonly { readonly file: SourceFile; readonly ignore: tree.Ignore }[],
	known: readonly string[],
): Finding[] {
	return unused.flatMap(({ file, ignore }) => {
		const element = nearest(context.architecture, file, ignore);
		if (!element) return [];
		const rule = ignore.rule.text;
		const exists = known.includes(rule);
		const suggestion = exists ? undefined : suggest(rule, known);
		const { start, end } = ignore.rule;
		const correct = fixOf(context, {
			id: "correct",
			safe: true,
			data: { suggestion: suggestion ?? "" },
			steps: [() => [{ type: "text", file, span: { start, end }, text: suggestion ?? rule }]],
		});
		const remove = fixOf(context, {
			id: "remove",
			safe: true,
			steps: [() => [{ type: "remove", file, span: ignore }]],
		});
		return {
			element,
			at: { file, span: { start: ignore.start, end: ignore.end } },
			data: { rule, because: exists ? NOTHING_FOUND : noSuchRule(suggestion) },
			fixes: suggestion === undefined ? [remove] : [correct, remove],
		};
	});
}

const NOTHING_FOUND: Localized = {
	en: "the rule has nothing to report on that line",
	ko: "그 줄에는 이 규칙에 걸리는 것이 없습니다",
};

function noSuchRule(suggestion: string | undefined): Localized {
	if (suggestion === undefined) return { en: "there is no such rule", ko: "그런 규칙은 없습니다" };
	return {
		en: `there is no such rule (did you mean \`${suggestion}\`?)`,
		ko: `그런 규칙은 없습니다(\`${suggestion}\`을(를) 뜻했나요?)`,
	};
}

function nearest({ elements }: Architecture, file: SourceFile, { start }: tree.Ignore): Element | undefined {
	const here = [...elements.values()].filter((element) => element.file === file && !element.copyOf);
	return here.find(({ declaration }) => declaration.end > start) ?? here.at(-1) ?? elements.values().next().value;
}
