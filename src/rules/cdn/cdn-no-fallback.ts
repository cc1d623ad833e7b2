import type { Component } from "../../model/architecture.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { availability, downtime, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { heldBy } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { defineRule } from "../rule.ts";
import { edgesOf, originsOf, secondName, secondNetwork } from "./edge.ts";

/** A content delivery network without which its content cannot be had. */
export const cdnNoFallback = defineRule<
	"name" | "content" | "origins" | "one" | "down" | "second",
	"origin" | "second"
>({
	id: "cdn-no-fallback",
	group: "cdn",
	since: "0.1.0",
	severity: "warning",
	statements: ["N58"],
	production: true,
	text: {
		en: {
			title: "CDN without a fallback",
			message: "When `{name}` fails, nothing says where users get {content} instead.",
			why: "At an availability of {one} the CDN is gone for {down} a year, and for that time {content} cannot be had, however healthy {origins} may be.",
			technique:
				"**Plan for the failure of the CDN.** Clients that get no answer ask the origin, or a second CDN of another provider.",
			tradeOff:
				"A fallback to the origin needs capacity there that stands idle nearly all the time: without the CDN the origin gets everything.",
			exceptions:
				"Not needed where users can do without the content, or the provider already stands for several networks.",
			fixes: {
				origin: "Fall back to the origin when `{name}` fails",
				second: "Add a second CDN `{second}` to fall back to",
			},
		},
		ko: {
			title: "대체 경로가 없는 CDN",
			message: "`{name}`에 장애가 나면 사용자가 {content}을(를) 어디서 받을지 정해져 있지 않습니다.",
			why: "가용성이 {one}이면 CDN은 1년에 {down} 멈추고, {origins}이(가) 멀쩡해도 그동안 {content}을(를) 받을 수 없습니다.",
			technique:
				"**CDN 장애 대비.** 응답을 받지 못한 클라이언트가 원본 서버나 다른 사업자의 두 번째 CDN에서 가져오게 합니다.",
			tradeOff:
				"원본 서버로 대체하려면 거의 항상 놀고 있는 용량이 필요합니다. CDN이 없으면 모든 요청이 원본 서버로 갑니다.",
			exceptions: "콘텐츠 없이도 사용할 수 있거나 사업자가 이미 여러 CDN을 묶어 제공하면 필요 없습니다.",
			fixes: {
				origin: "`{name}`에 장애가 나면 원본 서버에서 가져오기",
				second: "장애 때 쓸 두 번째 CDN `{second}` 추가",
			},
		},
	},
	safety: { origin: "suggestion", second: "suggestion" },
	example: {
		bad: `data photos { kind: static }
client browser {
  rate: 100rps
  reads photos
}
cdn edge { holds: photos, ttl: 24h }
storage files { holds: photos }

browser -> edge -> files
`,
		good: `data photos { kind: static }
client browser {
  rate: 100rps
  reads photos
}
cdn edge { holds: photos, ttl: 24h, fallback: origin }
storage files { holds: photos }

browser -> edge -> files
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const edges = edgesOf(architecture);
		for (const cdn of context.each(edges)) {
			const declared = cdn.properties.get("fallback");
			if (declared && wordOf(cdn, "fallback") !== "none") continue;
			// Another network that the same users know has the same content.
			const others = edges.filter((other) => other !== cdn && sharesUsers(cdn, other));
			const content = heldBy(cdn);
			if (others.some((other) => content.every((data) => heldBy(other).includes(data)))) continue;
			const one = availabilityOf(cdn);
			const { id } = cdn;
			yield {
				element: cdn,
				severity: isNeeded(cdn) && analysis.removals.components.has(cdn) ? "error" : "warning",
				...(declared && { at: declared.at }),
				data: {
					name: id,
					content: content.length > 0 ? names(content) : { en: "its content", ko: "그 콘텐츠" },
					origins: names(originsOf(cdn)),
					one: availability(one),
					down: downtime(one),
					second: secondName(architecture, cdn),
				},
				fixes: [
					fixOf(context, {
						id: "origin",
						steps: [change(id, ["fallback", "origin"])],
					}),
					fixOf(context, { id: "second", steps: [secondNetwork(id)] }),
				],
			};
		}
	},
});

/** Users cannot do without it. */
function isNeeded({ incoming }: Component): boolean {
	return incoming.some((link) => flagOf(link, "optional") !== true);
}

function sharesUsers(a: Component, b: Component): boolean {
	return a.incoming.some(({ from }) => b.incoming.some((link) => link.from === from));
}
