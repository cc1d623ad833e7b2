import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { duration, names } from "../describe.ts";
import { dataKind, heldBy, ofKind, requestPath } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Answers that many users share and that may be a little old, computed for each of them anew. */
export const cdnDynamicOpportunity = defineRule<"name" | "shared" | "busy" | "reads" | "freshness", never>({
	id: "cdn-dynamic-opportunity",
	group: "cdn",
	since: "0.1.0",
	severity: "hint",
	statements: ["N55"],
	text: {
		en: {
			title: "Dynamic content for the CDN",
			message: "`{name}` is {busy} busy, also with {shared}, which a CDN could keep for {freshness}.",
			why: "{reads} reads of {shared} pass `{name}`, and an answer that is up to {freshness} old is still right. A CDN that keeps each answer that long asks for it at most once in {freshness} and point of presence, however many users ask.",
			technique:
				"**Caching dynamic content.** Answers that are the same for everybody are sent with a time to live of a second or more, and the CDN serves them to whoever asks in between.",
			tradeOff:
				"What depends on cookies or on the user must not be kept; a mistake there shows one user the page of another.",
			exceptions: "Not for personal data (`personal: true`), and not worth while where the tier has room.",
			fixes: {},
		},
		ko: {
			title: "CDN에 둘 수 있는 동적 콘텐츠",
			message: "`{name}`의 사용률이 {busy}인데, 그 가운데 {shared}은(는) CDN이 {freshness} 동안 보관할 수 있습니다.",
			why: "{shared} 읽기 {reads}이(가) `{name}`을(를) 거치고, {freshness}까지 지난 응답도 유효합니다. CDN이 응답을 그만큼 보관하면 사용자가 아무리 많아도 접속 지점마다 {freshness}에 한 번만 원본에 묻습니다.",
			technique:
				"**동적 콘텐츠 캐시.** 모두에게 같은 응답을 1초 이상의 만료 시간과 함께 보내면, 그 사이에 들어온 요청에는 CDN이 대신 응답합니다.",
			tradeOff:
				"쿠키나 사용자에 따라 달라지는 것은 보관하면 안 됩니다. 실수하면 한 사용자의 화면이 다른 사용자에게 보입니다.",
			exceptions: "개인 데이터(`personal: true`)에는 쓰지 않고, 계층에 여유가 있으면 그럴 필요가 없습니다.",
			fixes: {},
		},
	},
	safety: {},
	noFix: {
		en: "Which answers are the same for everybody, and under which addresses, only their author knows.",
		ko: "어떤 주소의 응답이 모두에게 같은지는 작성자만 압니다.",
	},
	example: {
		bad: `data front-page { kind: derived, freshness: 10s }
client browser { rate: 600rps }
service web x2 {
  capacity: 500rps
  reads front-page
}
storage pages { holds: front-page }

browser -> web -> pages
`,
		good: `data front-page { kind: derived, freshness: 10s }
client browser { rate: 600rps }
service web x4 {
  capacity: 500rps
  reads front-page
}
storage pages { holds: front-page }

browser -> web -> pages
`,
	},
	*check({ architecture, analysis, thresholds, each }) {
		const path = requestPath(architecture);
		const atEdge = new Set(ofKind(architecture, "cdn").flatMap(heldBy));
		for (const service of each(ofKind(architecture, "service"))) {
			const numbers = analysis.components.get(service);
			const { utilization = 0 } = numbers ?? {};
			if (!path.has(service) || utilization < thresholds.worthCaching) continue;
			const shared = sharedBy(service).filter((data) => !atEdge.has(data));
			if (shared.length === 0) continue;
			const factor = service.accesses
				.filter(({ operation, data }) => operation === "read" && shared.includes(data))
				.reduce((sum, access) => sum + access.factor, 0);
			yield {
				element: service,
				data: {
					name: service.id,
					shared: names(shared),
					busy: formatPercent(utilization),
					reads: formatRate(numbers!.requestsPerSecond * factor),
					freshness: duration(Math.min(...shared.map((data) => numberOf(data, "freshness")!))),
				},
				fixes: [],
			};
		}
	},
});

/** What a service reads that is the same for everybody and may be a second old. */
function sharedBy({ accesses }: Component): readonly DataSet[] {
	const read = accesses.filter(({ operation }) => operation === "read").map(({ data }) => data);
	return [...new Set(read)].filter(
		(data) =>
			(numberOf(data, "freshness") ?? 0) >= 1 &&
			flagOf(data, "personal") !== true &&
			!["session", "static"].includes(dataKind(data)),
	);
}
