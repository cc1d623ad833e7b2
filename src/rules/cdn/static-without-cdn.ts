import type { Assumption } from "../../analysis/analysis.ts";
import type { Localized } from "../../language/locale.ts";
import { formatBits, formatBytes, formatRate } from "../../language/numbers.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { dataKind, heldBy, isInternal, ofKind, requestPath, unique } from "../graph.ts";
import { averageToPeak } from "../numbers.ts";
import { cdnFor, cdnInFront, readersOf } from "../repairs/cdn.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** Static files that travel from the origin to every user. */
export const staticWithoutCdn = defineRule<"name" | "data" | "amount" | "reads" | "misses", "cdn">({
	id: "static-without-cdn",
	group: "cdn",
	since: "0.1.0",
	severity: "info",
	statements: ["N5", "N53", "N54"],
	text: {
		en: {
			title: "Static content without a CDN",
			message: "{data} go to users straight from `{name}`, without a CDN: {amount}.",
			why: "Each file travels from `{name}` to the user, however far away, and the same bytes leave it again and again: {reads} at the peak. A CDN that answers 90 % of the requests near the user leaves `{name}` {misses}.",
			technique:
				"**Content delivery network.** Servers near the users keep copies of images, videos, style sheets and scripts until they expire, and fetch what they miss from the origin.",
			tradeOff:
				"It is billed by the gigabyte, adds a provider to depend on (so let clients fall back to the origin when it fails), and needs expiry times or versioned file names, so that a change reaches users.",
			exceptions:
				"Not for what is rarely asked for, which is paid for twice and never found there, and not inside a company network.",
			fixes: { cdn: "Serve {data} from {cdn}, with `{name}` as its origin" },
		},
		ko: {
			title: "CDN 없이 제공하는 정적 콘텐츠",
			message: "{data}이(가) CDN 없이 `{name}`에서 사용자에게 바로 갑니다. {amount}.",
			why: "사용자가 아무리 멀리 있어도 파일은 매번 `{name}`에서 출발하고, 같은 내용이 거듭 전송됩니다. 피크 때 {reads}입니다. CDN이 사용자 가까이에서 요청의 90 %에 응답하면 `{name}`에는 {misses}만 남습니다.",
			technique:
				"**콘텐츠 전송 네트워크(CDN).** 사용자 가까이에 있는 서버가 이미지, 동영상, CSS, 자바스크립트의 사본을 만료될 때까지 보관하고, 없는 것은 원본 서버에서 가져옵니다.",
			tradeOff:
				"전송량에 따라 비용이 들고 의존할 업체가 하나 늘어나므로, CDN이 멈추면 원본 서버에서 받도록 해 둡니다. 바뀐 내용이 사용자에게 닿으려면 만료 시간이나 버전이 붙은 파일 이름이 필요합니다.",
			exceptions:
				"드물게 요청되는 콘텐츠는 CDN에서 찾을 수도 없고 비용만 두 배로 들며, 사내망에서는 쓸 이유가 없습니다.",
			fixes: { cdn: "{data}을(를) {cdn}에서 제공하고 `{name}`을(를) 원본으로 두기" },
		},
	},
	safety: { cdn: "suggestion" },
	example: {
		bad: `data photos { kind: static, size: 200KB }

client browser {
  users: 1M
  requests: 20/day
  peak: 2x
  reads photos x10
}
loadbalancer lb x2
service web x4
storage files { holds: photos }

browser -> lb -> web
browser -> files
`,
		good: `data photos { kind: static, size: 200KB }

client browser {
  users: 1M
  requests: 20/day
  peak: 2x
  reads photos x10
}
loadbalancer lb x2
service web x4
cdn cdn { holds: photos, ttl: 24h, fallback: origin }
storage files { holds: photos }

browser -> lb -> web
browser -> cdn -> files
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		for (const origin of context.each(architecture.components)) {
			if (origin.kind === "cdn" || origin.kind === "cache") continue;
			const data = heldBy(origin).filter((one) => goesToUsers(architecture, one));
			if (data.length === 0) continue;
			const numbers = analysis.components.get(origin);
			const reads = data.reduce((sum, one) => sum + (numbers?.readsByData.get(one) ?? 0), 0);
			const sizes = data.map((one) => sizeOf(one));
			const bytesPerSecond = data.reduce(
				(sum, one, i) => sum + (numbers?.readsByData.get(one) ?? 0) * (sizes[i]?.bytes ?? 0),
				0,
			);
			if (reads > 0 && bytesPerSecond * averageToPeak(context) < thresholds.lightStatic) continue;
			const heavy = bytesPerSecond * 8 > thresholds.heavyStatic;
			// Where users are in several regions it is as bad whatever the files weigh.
			const assumed =
				heavy && !isSpread(context) ? sizesBehind(data, sizes, numbers?.readsByData, thresholds.heavyStatic) : [];
			const ids = data.map(({ id }) => id);
			yield {
				element: origin,
				severity: heavy || isSpread(context) ? "warning" : "info",
				...(assumed.length > 0 && { assumed }),
				data: {
					name: origin.id,
					data: names(data),
					amount: amountText(bytesPerSecond, sizes[0]?.bytes ?? 0),
					reads: formatRate(reads),
					misses: formatRate(reads / 10),
				},
				fixes: [
					fixOf(context, {
						id: "cdn",
						data: () => ({ cdn: cdnText(cdnFor(context, origin, data)) }),
						steps: [cdnInFront(origin.id, ids)],
						subject: origin.id,
					}),
				],
			};
		}
	},
});

/** A static data set that clients, or services on behalf of them, read, and that no CDN holds. */
function goesToUsers(architecture: Architecture, data: DataSet): boolean {
	const { components } = architecture;
	if (dataKind(data) !== "static") return false;
	if (components.some((cdn) => cdn.kind === "cdn" && (!cdn.properties.has("holds") || heldBy(cdn).includes(data)))) {
		return false;
	}
	const path = requestPath(architecture);
	if (components.filter(({ kind }) => kind === "client").every(isInternal)) return false;
	const readers = [...readersOf(components, [data], "client"), ...readersOf(components, [data], "service")];
	return readers.some((reader) => path.has(reader));
}

/** Users in several regions, or data centers in several of them. */
function isSpread({ architecture }: RuleContext): boolean {
	const regions = ofKind(architecture, "client").map((client) => regionOf(client));
	if (unique(regions.filter((region) => region !== undefined)).length > 1) return true;
	return architecture.places.filter(({ kind }) => kind === "datacenter").length > 1;
}

function regionOf(client: Component): string | undefined {
	const region = client.properties.get("region")?.value;
	return region?.type === "text" ? region.value : undefined;
}

function sizeOf(data: DataSet): { readonly bytes: number; readonly assumed?: Assumption } | undefined {
	const declared = numberOf(data, "size");
	if (declared !== undefined) return { bytes: declared };
	const size = defaultOf("data", "size", dataKind(data));
	if (typeof size?.value !== "number") return undefined;
	const { value, written, source } = size;
	return { bytes: value, assumed: { component: data.id, property: "size", value, written, source } };
}

/** The assumed sizes without which the declared ones would not load the origin. */
function sizesBehind(
	data: readonly DataSet[],
	sizes: readonly ReturnType<typeof sizeOf>[],
	reads: ReadonlyMap<DataSet, number> | undefined,
	heavy: number,
): readonly Assumption[] {
	const read = sizes.map((size, i) => ({ size, rate: reads?.get(data[i]!) ?? 0 })).filter(({ rate }) => rate > 0);
	const declared = read.reduce((sum, { size, rate }) => sum + (size && !size.assumed ? size.bytes * rate : 0), 0);
	return declared * 8 > heavy ? [] : read.flatMap(({ size }) => size?.assumed ?? []);
}

function amountText(bytesPerSecond: number, size: number): Localized {
	if (bytesPerSecond === 0) {
		return { en: `${formatBytes(size)} each time`, ko: `한 번에 ${formatBytes(size)}입니다` };
	}
	return {
		en: `${formatBits(bytesPerSecond * 8)} at the peak`,
		ko: `피크 때 ${formatBits(bytesPerSecond * 8)}입니다`,
	};
}

function cdnText(cdn: ReturnType<typeof cdnFor>): Localized {
	return cdn.type === "new"
		? { en: `a new CDN \`${cdn.name}\``, ko: `새 CDN \`${cdn.name}\`` }
		: { en: `the CDN \`${cdn.id}\``, ko: `CDN \`${cdn.id}\`` };
}
