import type { Step } from "../analysis/arithmetic.ts";
import type { Disagreement } from "../analysis/disagreements.ts";
import { fill, type Locale, type Localized } from "../language/locale.ts";
import {
	formatAvailability,
	formatBits,
	formatBytes,
	formatCount,
	formatDuration,
	formatPercent,
	formatRate,
} from "../language/numbers.ts";
import type { Location, SourceFile } from "../model/architecture.ts";

/**
 * How the numbers of a component came about, line by line: formula, the same with numbers, result, and links to the lines of
 * the text that the numbers come from. `from` is the file that is read.
 */
export function arithmetic(steps: readonly Step[], from: SourceFile, locale: Locale): string {
	if (steps.length === 0) return "";
	const rows = steps.map((step) => {
		const sides = [step.formula, step.substituted, resultOf(step, locale)];
		const line = sides.filter((side, index) => side !== "" && side !== sides[index - 1]).join(" = ");
		return `- ${stepNames[step.name]?.[locale] ?? step.name}: ${line}${linksOf(step.from, from, locale)}`;
	});
	return `**${texts.heading[locale]}**\n${rows.join("\n")}\n\n${legend(steps, locale)}`;
}

/** What is declared and what follows from something else that is declared, where they differ. */
export function disagreement({ property, declared, computed }: Disagreement, from: SourceFile, locale: Locale): string {
	const value = computed.unit === "availability" ? 1 - declared.value : declared.value;
	const { formula, substituted } = computed;
	return fill(texts.disagree[locale], {
		property: `\`${property}\``,
		declared: `**${resultOf({ ...computed, value }, locale)}**${linksOf(declared.at ? [declared.at] : [], from, locale)}`,
		computed: `${formula} = ${substituted} = **${resultOf(computed, locale)}**${linksOf(computed.from, from, locale)}`,
	});
}

function resultOf({ value, unit }: Step, locale: Locale): string {
	switch (unit) {
		case "rps":
			return formatRate(value);
		case "ratio":
			return formatPercent(value);
		case "availability":
			return formatAvailability(value);
		case "seconds":
			return formatDuration(value, locale);
		case "bytes":
			return formatBytes(value);
		case "bits":
			return formatBits(value);
		case "dollars":
			return `$${formatCount(value)}`;
		case "days":
			return formatDuration(value * 86_400, locale);
		case "users":
		case "count":
			return formatCount(value);
	}
}

function linksOf(places: readonly Location[], from: SourceFile, locale: Locale): string {
	const links = [...new Set(places.map((location) => lineLink(location, from, locale)))];
	return links.length > 0 ? ` (${links.join(", ")})` : "";
}

/** Opens the line in the editor. */
function lineLink({ file, span }: Location, from: SourceFile, locale: Locale): string {
	const line = file.lines.positionAt(span.start).line + 1;
	const name = decodeURI(file.uri.slice(file.uri.lastIndexOf("/") + 1));
	const text = fill(texts[file === from ? "line" : "line-of"][locale], { line, file: name });
	return `[${text}](${file.uri}#L${line})`;
}

/** `P(` is any probability: `P` alone is that of having to wait. */
const LETTERS = /(?!P\()\p{L}[\p{L}₀₁ₕᵢₘ]*/gu;

/** What the letters stand for, those that are used. */
function legend(steps: readonly Step[], locale: Locale): string {
	const letters = steps.flatMap(({ formula }) => formula.match(LETTERS) ?? []);
	const used = new Set(letters.map((symbol) => symbol.replace("ⁿ", "")));
	const rows = Object.entries(symbols).filter(([symbol]) => used.has(symbol));
	return rows.map(([symbol, text]) => `${symbol}: ${text[locale]}`).join(" · ");
}

const texts = {
	heading: { en: "How it is computed", ko: "계산 과정" },
	disagree: {
		en: "{property} is declared as {declared} and counts; {computed} follows from what else is declared.",
		ko: "선언한 {property} 값 {declared}을(를) 씁니다. 함께 선언한 다른 값으로 계산하면 {computed}입니다.",
	},
	line: { en: "line {line}", ko: "{line}행" },
	"line-of": { en: "{file} line {line}", ko: "{file} {line}행" },
} as const satisfies Record<string, Localized>;

const stepNames: Readonly<Record<string, Localized>> = {
	load: { en: "load", ko: "부하" },
	reads: { en: "reads", ko: "읽기" },
	writes: { en: "writes", ko: "쓰기" },
	replicated: { en: "writes that it repeats as a copy", ko: "복제본으로서 반복하는 쓰기" },
	"service-time": { en: "service time", ko: "서비스 시간" },
	"instance-capacity": { en: "capacity of an instance", ko: "인스턴스 하나의 용량" },
	autoscaled: { en: "instances that run", ko: "실행되는 인스턴스" },
	"active-instances": { en: "instances that can work at once", ko: "동시에 일할 수 있는 인스턴스" },
	capacity: { en: "capacity", ko: "용량" },
	utilization: { en: "utilisation", ko: "사용률" },
	"utilization-instance": { en: "utilisation", ko: "사용률" },
	"utilization-primary": { en: "utilisation of the primary", ko: "프라이머리의 사용률" },
	"utilization-replica": { en: "utilisation of a replica", ko: "복제본의 사용률" },
	"shard-share": { en: "share of the busiest shard", ko: "가장 바쁜 샤드의 비율" },
	"shard-share-reads": { en: "share of the busiest shard in the reads", ko: "읽기 중 가장 바쁜 샤드의 비율" },
	"shard-share-writes": { en: "share of the busiest shard in the writes", ko: "쓰기 중 가장 바쁜 샤드의 비율" },
	saturation: { en: "saturates at users", ko: "포화 사용자 수" },
	"busy-servers": { en: "servers busy on average", ko: "평균적으로 사용 중인 서버" },
	servers: { en: "servers", ko: "서버" },
	"wait-probability": { en: "share that waits", ko: "대기하는 비율" },
	"mean-wait": { en: "mean wait", ko: "평균 대기 시간" },
	"queue-length": { en: "requests that wait", ko: "대기 중인 요청" },
	"mean-response": { en: "mean response time", ko: "평균 응답 시간" },
	"node-availability": { en: "availability of one node", ko: "노드 하나의 가용성" },
	"availability-nodes": { en: "availability", ko: "가용성" },
	"availability-independent": { en: "availability without the common cause", ko: "공통 원인을 뺀 가용성" },
	"availability-any-node": { en: "availability of any node", ko: "노드가 하나라도 있을 확률" },
	"availability-failover": { en: "availability with failover", ko: "장애 조치를 포함한 가용성" },
	"availability-shards": { en: "availability of all shards", ko: "모든 샤드의 가용성" },
	"items-that-fit": { en: "items that fit", ko: "들어가는 항목 수" },
	"hit-ratio-predicted": { en: "hit ratio by the model", ko: "모델이 예측한 적중률" },
	"store-behind": { en: "reads left for the store behind", ko: "뒤의 저장소에 남는 읽기" },
	"backlog-growth": { en: "growth of the backlog", ko: "밀린 메시지의 증가" },
	"peak-backlog": { en: "largest backlog", ko: "최대로 밀린 메시지" },
	drain: { en: "until the backlog is gone", ko: "밀린 메시지를 소진하는 시간" },
	"consumers-needed": { en: "consumers needed", ko: "필요한 소비자" },
	stored: { en: "stored, all copies", ko: "저장된 양(모든 복제본)" },
	"days-to-full": { en: "until the fullest node is full, in GB", ko: "가장 많이 찬 노드가 가득 찰 때까지(GB)" },
	"recovery-point": { en: "writes lost with the primary", ko: "프라이머리와 함께 잃는 쓰기" },
	amplification: { en: "attempts for one request, at most", ko: "요청 하나의 최대 시도 횟수" },
	"worst-load": { en: "load if every attempt fails", ko: "모든 시도가 실패할 때의 부하" },
	"peak-instances": { en: "instances beyond which it gets slower", ko: "넘으면 느려지는 인스턴스 수" },
	threads: { en: "threads held", ko: "점유된 스레드" },
	bandwidth: { en: "bandwidth to the callers", ko: "호출자에게 보내는 대역폭" },
	"cost-instance": { en: "cost of the instances a month", ko: "인스턴스의 월 비용" },
	"cost-stored-byte": { en: "cost of what is stored a month", ko: "저장량의 월 비용" },
	"cost-sent-byte": { en: "cost of the traffic a month", ko: "전송량의 월 비용" },
	"cost-request": { en: "cost of the requests a month", ko: "요청의 월 비용" },
	cost: { en: "cost a month", ko: "월 비용" },
	"saturation-searched": {
		en: "saturates at users (loads do not grow in proportion, so it is searched for)",
		ko: "포화 사용자 수(부하가 비례해서 늘지 않으므로 탐색으로 구함)",
	},
};

const symbols: Readonly<Record<string, Localized>> = {
	U: { en: "users", ko: "사용자 수" },
	r: { en: "requests of a user a day", ko: "사용자당 하루 요청 수" },
	p: { en: "peak factor", ko: "피크 배수" },
	λ: { en: "load", ko: "부하" },
	λr: { en: "reads", ko: "읽기" },
	λw: { en: "writes", ko: "쓰기" },
	λc: { en: "writes of the original that are repeated", ko: "원본에서 복제되는 쓰기" },
	n: { en: "instances", ko: "인스턴스 수" },
	J: { en: "partitions", ko: "파티션 수" },
	R: { en: "replicas", ko: "복제본 수" },
	K: { en: "shards", ko: "샤드 수" },
	k: { en: "requests that an instance serves at once", ko: "인스턴스 하나가 동시에 처리하는 요청 수" },
	S: { en: "service time", ko: "서비스 시간" },
	h: { en: "share of heavy requests", ko: "무거운 요청의 비율" },
	sₕ: { en: "time of a heavy request", ko: "무거운 요청의 시간" },
	s: { en: "time of any other request", ko: "그 밖의 요청의 시간" },
	μ: { en: "capacity of an instance", ko: "인스턴스 하나의 용량" },
	μr: { en: "reads that a node carries", ko: "노드 하나의 읽기 용량" },
	μw: { en: "writes that a node carries", ko: "노드 하나의 쓰기 용량" },
	C: { en: "capacity", ko: "용량" },
	Cₘ: { en: "capacity of all instances that it may have", ko: "둘 수 있는 인스턴스 모두의 용량" },
	α: { en: "contention", ko: "경합" },
	β: { en: "coherency", ko: "일관성 비용" },
	ρ: { en: "utilisation", ko: "사용률" },
	κ: { en: "cost of a replayed write, in reads", ko: "복제된 쓰기의 비용(읽기 대비)" },
	φ: { en: "share of the busiest shard", ko: "가장 바쁜 샤드의 비율" },
	φr: { en: "its share in the reads", ko: "그 샤드의 읽기 비율" },
	φw: { en: "its share in the writes", ko: "그 샤드의 쓰기 비율" },
	"p₁": { en: "share of the hottest key", ko: "가장 인기 있는 키의 비율" },
	z: {
		en: "deviations of the largest of K shards above the mean",
		ko: "샤드 K개 중 가장 큰 것이 평균을 넘는 정도(표준 편차의 배수)",
	},
	σ: { en: "deviation of the load of a shard", ko: "샤드 부하의 표준 편차" },
	b: { en: "unevenness of the ring", ko: "해시 링의 불균형" },
	w: { en: "share of writes with a growing key", ko: "증가하는 키에 쓰는 비율" },
	M: { en: "memory of a node", ko: "노드 하나의 메모리" },
	D: { en: "size of an item", ko: "항목 하나의 크기" },
	o: { en: "overhead of an item", ko: "항목 하나의 부가 크기" },
	u: { en: "usable share of the memory", ko: "쓸 수 있는 메모리의 비율" },
	pᵢ: { en: "share of item i in the reads", ko: "읽기 중 항목 i의 비율" },
	hᵢ: { en: "probability that it is in the cache (Che's approximation)", ko: "그 항목이 캐시에 있을 확률(Che 근사)" },
	H: { en: "hit ratio", ko: "적중률" },
	B: { en: "backlog", ko: "밀린 메시지" },
	"B₀": { en: "backlog that is there already", ko: "이미 밀린 메시지" },
	t: { en: "time that it lasts", ko: "지속 시간" },
	d: { en: "time in which the backlog must be gone", ko: "밀린 메시지를 소진해야 하는 시간" },
	N: { en: "items", ko: "항목 수" },
	x: { en: "factor of the burst", ko: "급증 배수" },
	F: { en: "share that counts as full", ko: "가득 찼다고 보는 비율" },
	V: { en: "storage of a node", ko: "노드 하나의 저장 공간" },
	"V₁": { en: "used of it now", ko: "지금 쓰는 양" },
	g: { en: "growth", ko: "증가" },
	"A₁": { en: "availability of one node", ko: "노드 하나의 가용성" },
	Aₛ: { en: "availability of one shard", ko: "샤드 하나의 가용성" },
	A: { en: "availability", ko: "가용성" },
	q: { en: "1 − A₁", ko: "1 − A₁" },
	v: { en: "share of failures that the failover covers", ko: "장애 조치가 처리하는 장애의 비율" },
	Q: { en: "probability that no node is up", ko: "노드가 하나도 없을 확률" },
	I: { en: "availability without the common cause", ko: "공통 원인을 뺀 가용성" },
	γ: { en: "share of failures with a common cause", ko: "공통 원인으로 인한 장애의 비율" },
	j: { en: "nodes that are needed", ko: "필요한 노드 수" },
	Bin: { en: "binomial distribution", ko: "이항 분포" },
	X: { en: "nodes that are down", ko: "멈춘 노드 수" },
	Z: { en: "zones", ko: "영역 수" },
	MTBF: { en: "mean time between failures", ko: "평균 고장 간격" },
	MTTR: { en: "mean time to repair", ko: "평균 복구 시간" },
	L: { en: "lag", ko: "지연" },
	m: { en: "attempts", ko: "시도 횟수" },
	rᵢ: { en: "retries of layer i", ko: "i번째 계층의 재시도" },
	T: { en: "time of a request with its calls", ko: "호출을 포함한 요청 하나의 시간" },
	τ: { en: "period of the growth, in days", ko: "증가의 주기(일)" },
	E: { en: "millions of requests", ko: "요청(백만 건)" },
	G: { en: "gigabytes", ko: "기가바이트" },
	a: { en: "busy servers", ko: "사용 중인 서버 수" },
	c: { en: "servers", ko: "서버 수" },
	P: { en: "probability to wait", ko: "대기할 확률" },
	Erl: { en: "Erlang's C, all servers are busy", ko: "얼랑 C, 모든 서버가 사용 중일 확률" },
	W: { en: "mean wait", ko: "평균 대기 시간" },
	Lq: { en: "requests that wait", ko: "대기 중인 요청 수" },
	ca: { en: "variation of the arrivals", ko: "도착 간격의 변동 계수" },
	cs: { en: "variation of the service time", ko: "서비스 시간의 변동 계수" },
	f: { en: "share of queries that ask every shard", ko: "모든 샤드에 묻는 질의의 비율" },
};
