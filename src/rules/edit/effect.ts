import type { Analysis, SaturationUsers } from "../../analysis/analysis.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount } from "../../language/numbers.ts";
import { numberOf } from "../../model/properties.ts";
import { availability, utilizationText } from "../describe.ts";
import type { RuleContext } from "../rule.ts";

/** In larger designs a title does without the numbers: they take one more analysis for each fix. */
const MOST_COMPONENTS = 150;

/** What changes in the numbers of the component `subject`, or else in those of the whole design. */
export function effectOf(
	context: RuleContext,
	result: () => RuleContext,
	subject: string | undefined,
): Localized | undefined {
	if (context.architecture.components.length > MOST_COMPONENTS) return undefined;
	const before = context.analysis;
	const after = result().analysis;
	const own = ownEffect(before, after, subject);
	const missed = missedTarget(context, result());
	if (!missed) return own;
	return own ? { en: `${own.en}; ${missed.en}`, ko: `${own.ko}, ${missed.ko}` } : missed;
}

function ownEffect(before: Analysis, after: Analysis, subject: string | undefined): Localized | undefined {
	const ofSubject = subject === undefined ? undefined : effectOn(subject, before, after);
	if (!ofSubject) return effectOnDesign(before, after);
	const next = after.bottleneck;
	const moved = before.bottleneck?.id === subject && next && next.id !== subject && next.id !== before.bottleneck?.id;
	if (!moved || after.saturationUsers.kind !== "users") return ofSubject;
	const users = formatCount(after.saturationUsers.users);
	return {
		en: `${ofSubject.en}; then \`${next.id}\` saturates first, at ${users}`,
		ko: `${ofSubject.ko}, 다음 병목은 \`${next.id}\`(${users}명)`,
	};
}

/** What every request needs in addition may be one thing too much for what the design promises. */
function missedTarget(before: RuleContext, after: RuleContext): Localized | undefined {
	const target = before.architecture.system && numberOf(before.architecture.system, "availability");
	if (target === undefined) return undefined;
	const [then, now] = [before, after].map(({ analysis }) => analysis.details.attainable()?.system.unavailability ?? 0);
	if (then! > 1 - target || now! <= 1 - target) return undefined;
	const text = availability(1 - now!);
	return {
		en: `then the availability of ${text} misses its target`,
		ko: `그러면 가용성은 ${text}(으)로 목표에 못 미침`,
	};
}

function effectOn(id: string, before: Analysis, after: Analysis): Localized | undefined {
	const then = partOf(before, id);
	const now = partOf(after, id);
	if (!then || !now) return undefined;
	const users = saturation(then.saturationUsers, now.saturationUsers);
	if (users) return users;
	if (then.utilization === undefined || now.utilization === undefined) return undefined;
	const [old, next] = [utilizationText(then.utilization), utilizationText(now.utilization)];
	if (now.saturationUsers.kind === "users" || old.en === next.en) return undefined;
	return { en: `${next.en} of its capacity instead of ${old.en}`, ko: `용량 대비 부하 ${old.ko} -> ${next.ko}` };
}

function effectOnDesign(before: Analysis, after: Analysis): Localized | undefined {
	const users = saturation(before.saturationUsers, after.saturationUsers);
	return users && { en: `the design ${users.en}`, ko: `전체 설계가 ${users.ko}` };
}

function saturation(before: SaturationUsers, after: SaturationUsers): Localized | undefined {
	if (before.kind !== "users") return undefined;
	const old = formatCount(before.users);
	if (after.kind === "unbounded") {
		return { en: `no longer saturates (before: at ${old} users)`, ko: `더는 포화되지 않음(현재 사용자 ${old}명)` };
	}
	if (after.kind !== "users") return undefined;
	const now = formatCount(after.users);
	if (now === old) return undefined;
	return { en: `saturates at ${now} users instead of ${old}`, ko: `사용자 ${now}명에서 포화(현재 ${old}명)` };
}

function partOf({ architecture, components }: Analysis, id: string) {
	const element = architecture.elements.get(id);
	return element?.type === "component" ? components.get(element) : undefined;
}
