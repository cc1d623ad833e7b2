import type { DataSet } from "../../model/architecture.ts";
import { flagOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { dataKind, heldBy, ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { takeOff } from "./edge.ts";

/** What belongs to one user in a cache that all users share. */
export const cdnPrivateData = defineRule<"name" | "personal", "take-off" | "sign">({
	id: "cdn-private-data",
	group: "cdn",
	since: "0.1.0",
	severity: "error",
	statements: [],
	text: {
		en: {
			title: "Personal data at the CDN",
			message: "`{name}` keeps {personal}, which may be shown to one user only.",
			why: "A CDN answers everybody who asks for the same address with the same copy: what {personal} is to one user, the next one gets as well.",
			technique:
				"**Keep personal content out of shared caches.** Answers that belong to one user are sent with `Cache-Control: private`, and come from the origin each time.",
			tradeOff:
				"They are not near the user then. With signed addresses and the user in the cache key the CDN may keep them, one copy for each user, which are rarely asked for twice.",
			exceptions: "Not a fault where addresses are signed and the cache key holds the user (`signed: true`).",
			fixes: {
				"take-off": "Take {personal} off `{name}`: users get it from the origin",
				sign: "Sign the addresses, with the user in the cache key",
			},
		},
		ko: {
			title: "CDN에 있는 개인 데이터",
			message: "한 사용자에게만 보여야 하는 {personal}을(를) `{name}`이(가) 보관합니다.",
			why: "CDN은 같은 주소를 요청하는 모든 사람에게 같은 사본을 내줍니다. 한 사용자의 {personal}이(가) 다음 사용자에게도 나갑니다.",
			technique:
				"**개인 콘텐츠는 공유 캐시에 두지 않기.** 한 사용자의 응답은 `Cache-Control: private`으로 보내고 매번 원본 서버에서 가져옵니다.",
			tradeOff:
				"그만큼 사용자에게서 멀어집니다. 주소에 서명하고 캐시 키에 사용자를 넣으면 CDN에 둘 수도 있지만, 사용자마다 사본이 생기고 두 번 요청되는 일이 드뭅니다.",
			exceptions: "주소에 서명이 있고 캐시 키에 사용자가 들어 있으면(`signed: true`) 문제가 아닙니다.",
			fixes: {
				"take-off": "`{name}`에서 {personal} 빼기: 원본 서버에서 가져오기",
				sign: "주소에 서명하고 캐시 키에 사용자 넣기",
			},
		},
	},
	safety: { "take-off": "suggestion", sign: "suggestion" },
	example: {
		bad: `data photos { kind: static }
data letters { personal: true }
client browser {
  rate: 100rps
  reads photos
  reads letters
}
cdn edge { holds: [photos, letters], ttl: 1h, fallback: origin }
storage files { holds: [photos, letters], backup: 1d }

browser -> edge -> files
`,
		good: `data photos { kind: static }
data letters { personal: true }
client browser {
  rate: 100rps
  reads photos
  reads letters
}
cdn edge { holds: photos, ttl: 1h, fallback: origin }
storage files { holds: [photos, letters], backup: 1d }

browser -> edge -> files
browser -> files
`,
	},
	*check(context) {
		for (const cdn of context.each(ofKind(context.architecture, "cdn"))) {
			if (flagOf(cdn, "signed") === true) continue;
			const personal = heldBy(cdn).filter(isPersonal);
			if (personal.length === 0) continue;
			const { id } = cdn;
			yield {
				element: cdn,
				at: cdn.properties.get("holds")!.at,
				data: { name: id, personal: names(personal) },
				fixes: [
					fixOf(context, {
						id: "take-off",
						steps: [
							takeOff(
								id,
								personal.map((data) => data.id),
							),
						],
					}),
					fixOf(context, {
						id: "sign",
						steps: [change(id, ["signed", "true"])],
					}),
				],
			};
		}
	},
});

function isPersonal(data: DataSet): boolean {
	return flagOf(data, "personal") === true || dataKind(data) === "session";
}
