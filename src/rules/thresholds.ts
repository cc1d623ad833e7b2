import type { Localized } from "../language/locale.ts";

/** A number that decides when a rule speaks. */
interface Threshold {
	readonly value: number;
	readonly least: number;
	readonly most: number;
	readonly text: Localized;
}

const share = (value: number, text: Localized): Threshold => ({ value, least: 0, most: 1, text });
const amount = (value: number, text: Localized): Threshold => ({
	value,
	least: 0,
	most: Number.MAX_SAFE_INTEGER,
	text,
});

/** Every threshold, in the order of the settings. Shares lie between 0 and 1. */
export const thresholds = {
	hot: share(0.7, { en: "Utilisation from which a component is hot.", ko: "컴포넌트가 뜨겁다고 보는 사용률입니다." }),
	critical: share(0.85, {
		en: "Utilisation from which a hot component is called critical.",
		ko: "뜨거운 컴포넌트를 위험하다고 알리는 사용률입니다.",
	}),
	busyBackground: share(0.9, {
		en: "Utilisation from which a worker that nobody waits for is hot.",
		ko: "아무도 기다리지 않는 워커가 뜨겁다고 보는 사용률입니다.",
	}),
	target: share(0.7, { en: "Utilisation that a fix aims at.", ko: "수정이 목표로 하는 사용률입니다." }),
	afterFailure: share(0.9, {
		en: "Utilisation that what is left may have after a failure.",
		ko: "장애가 난 뒤 남은 것에 허용되는 사용률입니다.",
	}),
	idle: share(0.1, {
		en: "Utilisation below which a tier is overprovisioned.",
		ko: "계층이 과잉이라고 보는 사용률의 상한입니다.",
	}),
	memory: share(0.8, {
		en: "Share of its memory that a cache may need.",
		ko: "캐시가 필요로 해도 되는 메모리 비율입니다.",
	}),
	storage: share(0.8, {
		en: "Share of its storage at which a store counts as full.",
		ko: "저장소가 찼다고 보는 용량 비율입니다.",
	}),
	horizonDays: amount(180, {
		en: "Days to look ahead where data grows and `system` declares no `horizon`.",
		ko: "데이터가 늘고 `system`에 `horizon`이 없을 때 내다보는 일수입니다.",
	}),
	readHeavy: share(0.8, {
		en: "Share of reads from which data is read-heavy.",
		ko: "읽기 위주 데이터로 보는 읽기 비율입니다.",
	}),
	writeHeavy: share(0.3, {
		en: "Share of writes from which data is write-heavy.",
		ko: "쓰기 위주 데이터로 보는 쓰기 비율입니다.",
	}),
	skewed: {
		value: 0.6,
		least: 0,
		most: 3,
		text: {
			en: "Zipf exponent from which popularity is uneven enough for a cache.",
			ko: "캐시가 효과를 낼 만큼 인기가 치우쳤다고 보는 Zipf 지수입니다.",
		},
	},
	worthCaching: share(0.5, {
		en: "Utilisation of a database from which a cache is worth its trouble.",
		ko: "캐시를 둘 만하다고 보는 데이터베이스 사용률입니다.",
	}),
	hitRatio: share(0.8, { en: "Hit ratio that a cache should reach.", ko: "캐시가 달성해야 하는 적중률입니다." }),
	staleReads: share(0.05, { en: "Share of stale hits that is still right.", ko: "허용되는 오래된 적중의 비율입니다." }),
	heavyStatic: amount(100e6, {
		en: "Bits per second of static files from which they load the origin.",
		ko: "정적 파일이 원본에 부담을 준다고 보는 초당 비트 수입니다.",
	}),
	lightStatic: amount(1e9 / 86_400, {
		en: "Bytes of static files per second, on average, below which a content delivery network is not worth while.",
		ko: "CDN을 둘 가치가 없다고 보는 정적 파일의 초당 평균 바이트 수입니다.",
	}),
	manyDataCenters: share(0.9995, {
		en: "Availability target from which one data center is not enough.",
		ko: "데이터 센터 하나로는 부족하다고 보는 가용성 목표입니다.",
	}),
	oneDataCenter: share(0.999, {
		en: "Availability target up to which one data center is enough for users of one country.",
		ko: "한 나라의 사용자에게 데이터 센터 하나로 충분하다고 보는 가용성 목표의 상한입니다.",
	}),
	manyUsers: amount(1e6, {
		en: "Daily users from which one data center is not enough.",
		ko: "데이터 센터 하나로는 부족하다고 보는 일일 사용자 수입니다.",
	}),
} as const satisfies Readonly<Record<string, Threshold>>;

export type Thresholds = Readonly<Record<keyof typeof thresholds, number>>;

/** What was chosen, the default of all else; what is no number in range is left out. */
export function thresholdsWith(chosen: Readonly<Record<string, unknown>> = {}): Thresholds {
	const entries = Object.entries(thresholds).map(([name, { value, least, most }]) => {
		const own = chosen[name];
		return [name, typeof own === "number" && own >= least && own <= most ? own : value];
	});
	return Object.fromEntries(entries) as Thresholds;
}
