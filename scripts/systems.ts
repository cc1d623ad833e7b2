import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Analysis, ComponentAnalysis } from "../src/analysis/analysis.ts";
import { analyze } from "../src/analysis/analyze.ts";
import { bandwidthOf } from "../src/analysis/capacity/bandwidth.ts";
import { queueReport } from "../src/analysis/latency/queue-report.ts";
import { type Loads, loadsOf } from "../src/analysis/loads.ts";
import type { ResponseTime } from "../src/analysis/reports.ts";
import type { Localized } from "../src/language/locale.ts";
import { buildArchitecture, sourceFile } from "../src/model/build.ts";
import { numberOf } from "../src/model/properties.ts";

/** A system of which its makers published numbers, and the file in which it is written down. */
export interface PublishedSystem {
	readonly file: string;
	readonly title: string;
	readonly sources: readonly string[];
	/** Whether the published rates are those of an average or of the busiest second. */
	readonly at: "average" | "peak";
	readonly figures: readonly Figure[];
}

export interface Figure {
	readonly name: Localized;
	readonly unit: "" | "/s" | "%" | "ms" | "s" | "KB" | "MB/s" | "Gbit/s";
	readonly theirs: number;
	/** How the published number is meant; the number itself where absent. */
	readonly bound?: "at least" | "at most";
	/** Greatest difference, as a share of the published number. */
	readonly tolerance: number;
	/** `carried`: the file says it in other words, so this tries the arithmetic. `model`: a formula gives it. */
	readonly kind: "carried" | "model";
	readonly ours: (measured: Measured) => number;
	/** Why ours lies outside the tolerance; absent where it agrees. */
	readonly differs?: Localized;
	/** The assumptions that ours rests on, where it would be another number without them. */
	readonly rests?: Localized;
}

/** The analysis of the file of a system, under the load that the published numbers are of. */
export class Measured {
	readonly analysis: Analysis;
	readonly #loads: Loads;

	constructor({ file, at }: PublishedSystem) {
		const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
		const architecture = buildArchitecture(sourceFile(`file:///${file}`, readFileSync(path, "utf8")));
		const [client] = architecture.components.filter(({ kind }) => kind === "client");
		const users = client && numberOf(client, "users");
		const options = at === "average" && users ? { users: users / (numberOf(client, "peak") ?? 1) } : {};
		this.analysis = analyze(architecture, options);
		this.#loads = loadsOf(architecture, options);
	}

	of(id: string): ComponentAnalysis {
		const found = [...this.analysis.components.values()].find(({ component }) => component.id === id);
		if (!found) throw new Error(`no component ${id}`);
		return found;
	}

	eachOf(id: string): number {
		const { requestsPerSecond, instances } = this.of(id);
		return requestsPerSecond / instances;
	}

	busy(id: string): number {
		return known(this.of(id).utilization, `the utilisation of ${id}`);
	}

	hitRatio(id: string): number {
		return known(this.of(id).hitRatio, `the hit ratio of ${id}`);
	}

	/** Items that misses bring into a cache: its writes without the deletes, one for each write to the store. */
	fillsOf(id: string, store: string): number {
		const held = new Set(this.of(id).readsByData.keys());
		const deletes = [...this.of(store).writesByData].filter(([data]) => held.has(data));
		return this.of(id).writes - deletes.reduce((sum, [, rate]) => sum + rate, 0);
	}

	bytesPerSecond(id: string): number {
		return known(bandwidthOf(this.of(id).component, this.#loads), `the bandwidth of ${id}`) / 8;
	}

	/** Worked on at the same time, by Little's law: rate x time. */
	inProgress(id: string): number {
		return this.of(id).requestsPerSecond * this.responseTime(id).mean;
	}

	/** Requests that hold a thread while they and their calls run. */
	busyThreads(id: string): number {
		return known(this.analysis.details.of(this.of(id).component).threads?.busy, `the busy threads of ${id}`);
	}

	responseTime(id: string): ResponseTime {
		const time = this.analysis.details.of(this.of(id).component).responseTime;
		if (!time) throw new Error(`the response time of ${id} is not known`);
		return time;
	}

	busyServers(id: string): number {
		return known(this.analysis.details.of(this.of(id).component).queueing?.busyServers, `the busy servers of ${id}`);
	}

	drainSeconds(id: string): number {
		return known(queueReport(this.of(id).component, this.#loads)?.drainSeconds, `the backlog of ${id}`);
	}

	/** Machines that the file draws, without managed parts and the given ones. */
	machines(without: readonly string[] = []): number {
		const own = ["loadbalancer", "service", "worker", "cache", "database", "storage", "search", "queue"];
		return [...this.analysis.components.values()]
			.filter(({ component }) => own.includes(component.kind) && !without.includes(component.id))
			.reduce((sum, { instances }) => sum + instances, 0);
	}
}

function known(value: number | undefined, what: string): number {
	if (value === undefined) throw new Error(`${what} is not known`);
	return value;
}

/** Whether ours is the published number, or keeps its bound, but for the tolerance. */
export function agrees({ theirs, bound, tolerance }: Figure, ours: number): boolean {
	const margin = tolerance * Math.abs(theirs);
	if (bound === "at least") return ours >= theirs - margin;
	if (bound === "at most") return ours <= theirs + margin;
	return Math.abs(ours - theirs) <= margin;
}

const DAY = 86_400;

const stackOverflow: PublishedSystem = {
	file: "examples/stack-overflow-2016.arch",
	title: "Stack Overflow, 2016",
	sources: [
		'Nick Craver, "Stack Overflow: The Architecture - 2016 Edition", 2016',
		'Nick Craver, "Stack Overflow: The Hardware - 2016 Edition", 2016',
	],
	at: "average",
	figures: [
		{
			name: { en: "Requests of each of 9 web servers", ko: "웹 서버 9대 각각의 요청" },
			unit: "/s",
			theirs: 209_420_973 / DAY / 9,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => m.eachOf("newyork.web"),
		},
		{
			name: {
				en: "Utilisation of the web tier, since one server would do",
				ko: "웹 계층 사용률(한 대로도 충분하다고 하므로)",
			},
			unit: "%",
			theirs: 1 / 9,
			bound: "at most",
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => m.busy("newyork.web"),
			rests: {
				en: "The capacity in the file is that statement itself, so this only tries the arithmetic with nine servers.",
				ko: "파일의 용량이 바로 그 말에서 나왔으므로, 서버 9대로 하는 계산만 확인합니다.",
			},
		},
		{
			name: { en: "HTTP traffic sent", ko: "보내는 HTTP 트래픽" },
			unit: "MB/s",
			theirs: 1_240_266_346_053 / DAY / 1e6,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => m.bytesPerSecond("newyork.haproxy") / 1e6,
		},
		{
			name: {
				en: "Requests in progress in ASP.NET, 7.69 ms each",
				ko: "ASP.NET에서 처리 중인 요청(각 7.69 ms)",
			},
			unit: "",
			theirs: 1_609_944_301 / 1000 / DAY,
			tolerance: 0.03,
			kind: "carried",
			ours: (m) => m.busyThreads("newyork.web"),
			rests: {
				en: "The file has the time without the calls, which is what is left of 7.69 ms after 2.41 SQL queries, the tag engine and Redis. Ours puts the calls back by Little's law, and those to Elasticsearch, whose time is not published, on top.",
				ko: "파일에는 7.69 ms에서 SQL 질의 2.41건과 태그 엔진, Redis를 뺀 시간을 적었습니다. 계산은 리틀의 법칙으로 호출을 다시 더하고, 시간이 발표되지 않은 Elasticsearch 호출도 얹습니다.",
			},
		},
		{
			name: { en: "SQL queries", ko: "SQL 질의" },
			unit: "/s",
			theirs: 504_816_843 / DAY,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => m.of("newyork.sql").requestsPerSecond,
		},
		{
			name: { en: "SQL queries for a request", ko: "요청 하나의 SQL 질의" },
			unit: "",
			theirs: 504_816_843 / 209_420_973,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => m.of("newyork.sql").requestsPerSecond / m.of("newyork.web").requestsPerSecond,
		},
		{
			name: { en: "SQL queries in progress, 1.20 ms each", ko: "처리 중인 SQL 질의(각 1.20 ms)" },
			unit: "",
			theirs: 607_073_066 / 1000 / DAY,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => m.inProgress("newyork.sql"),
		},
		{
			name: { en: "Utilisation of the SQL servers: 5 to 10 %", ko: "SQL 서버 사용률: 5~10%" },
			unit: "%",
			theirs: 0.075,
			tolerance: 1 / 3,
			kind: "model",
			ours: (m) => m.busy("newyork.sql"),
			rests: {
				en: "48 threads in each server are assumed. A query counts as busy for all of its 1.20 ms, also where it waits for a disk; theirs is what the processors do.",
				ko: "서버마다 스레드 48개를 가정했습니다. 계산에서는 질의가 디스크를 기다리는 동안까지 1.20 ms 내내 바쁜 것으로 보고, 발표된 값은 프로세서가 일한 비율입니다.",
			},
		},
		{
			name: { en: "Redis hits", ko: "Redis 적중" },
			unit: "/s",
			theirs: 5_831_683_114 / DAY,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => m.of("newyork.redis").reads,
			rests: {
				en: "27.8 for each request. Most of them belong to none: some 4 billion a day work out the feeds of mobile users in the background, their author said in the discussion on Hacker News. The file counts all of them among the requests.",
				ko: "요청당 27.8회입니다. 글쓴이가 Hacker News 토론에서 밝힌 바로는, 그 대부분인 하루 40억 회쯤은 요청과 관계없이 모바일 피드를 다시 계산하는 작업입니다. 파일은 모두 요청에 넣어 셉니다.",
			},
		},
		{
			name: { en: "Utilisation of Redis", ko: "Redis 사용률" },
			unit: "%",
			theirs: 0.02,
			bound: "at most",
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => m.busy("newyork.redis"),
			differs: {
				en: "67,496 hits a second at 2 % of the processors would be 3.4 million at 100 %. The file says 3 million, rounded down. Redis runs on one thread, so it could reach neither: at these rates the difference means nothing.",
				ko: "프로세서 2%로 초당 67,496회 적중했다면 100%에서는 340만 회입니다. 파일에는 내림한 300만을 적었습니다. Redis는 스레드 하나로 돌아 어느 쪽에도 이를 수 없으므로, 이 정도 부하에서 차이는 의미가 없습니다.",
			},
		},
		{
			name: { en: "Searches", ko: "검색" },
			unit: "/s",
			theirs: 17_158_874 / DAY,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => m.of("newyork.elastic").requestsPerSecond,
		},
		{
			name: { en: "Tag engine requests in progress", ko: "처리 중인 태그 엔진 요청" },
			unit: "",
			theirs: 147_018_571 / 1000 / DAY,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => m.busyServers("newyork.tags"),
		},
	],
};

const instagram: PublishedSystem = {
	file: "examples/instagram-2011.arch",
	title: "Instagram, 2011",
	sources: [
		'Instagram Engineering, "What Powers Instagram: Hundreds of Instances, Dozens of Technologies", 2011',
		'Instagram Engineering, "Sharding & IDs at Instagram", 2011',
	],
	at: "average",
	figures: [
		{
			name: { en: "PostgreSQL machines: 12 and a replica of each", ko: "PostgreSQL 서버: 12대와 각각의 복제본" },
			unit: "",
			theirs: 24,
			tolerance: 0,
			kind: "carried",
			ours: (m) => m.of("us.postgres").instances,
		},
		{
			name: { en: "Photos and likes written", ko: "기록되는 사진과 좋아요" },
			unit: "/s",
			theirs: 25 + 90,
			tolerance: 0.03,
			kind: "carried",
			ours: (m) => m.of("us.postgres").writes,
		},
		{
			name: { en: "EC2 instances", ko: "EC2 인스턴스" },
			unit: "",
			theirs: 100,
			bound: "at least",
			tolerance: 0.1,
			kind: "carried",
			ours: (m) => m.machines(["us.elb", "us.workers", "s3"]),
			differs: {
				en: "The 200 workers are processes; the article does not say on how many machines they run, so the file draws them but they are left out here. The other missing machines are those that it does not count either: image processing, push notifications, monitoring, more of Redis.",
				ko: "워커 200개는 프로세스입니다. 글에 몇 대에서 도는지 나오지 않으므로 파일에는 그렸지만 여기서는 세지 않았습니다. 나머지 차이는 글에도 대수가 없는 서버입니다. 이미지 처리, 푸시 알림, 모니터링, 더 많은 Redis가 그렇습니다.",
			},
		},
	],
};

const wikipedia: PublishedSystem = {
	file: "examples/wikipedia-2018.arch",
	title: "Wikipedia, 2018",
	sources: [
		'Wikimedia, "The Tech That Drives Wikipedia", 2018',
		'Emanuele Rocca, "Wikimedia\'s CDN up to 2018: Varnish and IPSec", techblog.wikimedia.org, 2020',
	],
	at: "peak",
	figures: [
		{
			name: { en: "Requests at the caches", ko: "캐시에 오는 요청" },
			unit: "/s",
			theirs: 8_000_000 / 60,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => m.of("varnish").requestsPerSecond,
		},
		{
			name: { en: "Share that the caches answer", ko: "캐시가 응답하는 비율" },
			unit: "%",
			theirs: 0.9,
			bound: "at least",
			tolerance: 0,
			kind: "model",
			ours: (m) => m.hitRatio("varnish"),
			rests: {
				en: "Predicted for 100 million items of Zipf exponent 0.8 that stay for a day in each of five places: all of that is assumed. Requests of logged-in users, which are never cached, are not told apart.",
				ko: "항목 1억 개, Zipf 지수 0.8, 다섯 곳에서 각각 하루 보관으로 예측했으며 모두 가정입니다. 캐시하지 않는 로그인 사용자의 요청은 구별하지 않았습니다.",
			},
		},
		{
			name: { en: "Traffic", ko: "트래픽" },
			unit: "Gbit/s",
			theirs: 25,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => (m.bytesPerSecond("varnish") * 8) / 1e9,
		},
		{
			name: { en: "Bytes of an answer", ko: "응답 하나의 바이트" },
			unit: "KB",
			theirs: 25e9 / 8 / (8_000_000 / 60) / 1000,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => m.bytesPerSecond("varnish") / m.of("varnish").requestsPerSecond / 1000,
		},
		{
			name: { en: "Edits", ko: "편집" },
			unit: "/s",
			theirs: 1000 / 60,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => m.of("eqiad.mariadb").writes,
		},
		{
			name: { en: "Edits at each of 8 primaries", ko: "프라이머리 8대 각각의 편집" },
			unit: "/s",
			theirs: 1000 / 60 / 8,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => {
				const primary = m.of("eqiad.mariadb").roles.find(({ role }) => role === "primary")!;
				return primary.writesPerSecond / primary.nodes;
			},
		},
		{
			name: { en: "Servers", ko: "서버" },
			unit: "",
			theirs: 1000,
			tolerance: 0.2,
			kind: "carried",
			ours: (m) => m.machines(),
			differs: {
				en: "The file draws what a page view passes. The cache servers themselves are one box without a count, and job runners, Kafka, Elasticsearch, Cassandra, Parsoid, maps and the analytics clusters are not drawn. The counts of all tiers but the primaries are assumptions.",
				ko: "파일은 페이지 조회가 지나는 길만 그립니다. 캐시 서버는 대수 없는 상자 하나이고, 작업 실행기, Kafka, Elasticsearch, Cassandra, Parsoid, 지도, 분석 클러스터는 그리지 않았습니다. 프라이머리 데이터베이스를 뺀 모든 계층의 대수는 가정입니다.",
			},
		},
	],
};

const twitter: PublishedSystem = {
	file: "examples/twitter-timelines-2013.arch",
	title: "Twitter, 2013",
	sources: [
		'Raffi Krikorian, "Timelines at Scale", 2012, and its summary on highscalability.com, 2013',
		'Martin Kleppmann, "Designing Data-Intensive Applications", 2017, chapter 1',
	],
	at: "peak",
	figures: [
		{
			name: { en: "Timelines read", ko: "읽히는 타임라인" },
			unit: "/s",
			theirs: 300_000,
			tolerance: 0.001,
			kind: "carried",
			ours: (m) => m.of("dc.redis").reads,
		},
		{
			name: { en: "Tweets", ko: "트윗" },
			unit: "/s",
			theirs: 400e6 / DAY,
			tolerance: 0.001,
			kind: "carried",
			ours: (m) => m.of("dc.store").writes,
		},
		{
			name: { en: "Share of reads among the requests", ko: "요청 가운데 읽기의 비율" },
			unit: "%",
			theirs: 300_000 / 306_000,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => m.of("dc.timeline").requestsPerSecond / m.of("dc.lb").requestsPerSecond,
		},
		{
			name: { en: "Deliveries, 75 for each tweet", ko: "트윗마다 75건씩 전달" },
			unit: "/s",
			theirs: 345_000,
			tolerance: 0.01,
			kind: "carried",
			ours: (m) => m.of("dc.redis").writes,
		},
		{
			name: {
				en: "Time to deliver a tweet to 31 million followers",
				ko: "트윗 하나를 팔로워 3,100만 명에게 전달하는 시간",
			},
			unit: "s",
			theirs: 300,
			bound: "at most",
			tolerance: 0,
			kind: "model",
			ours: (m) => m.drainSeconds("dc.deliver"),
			rests: {
				en: "How many workers there were is not published; the file has enough to be 75 % busy. The spare quarter is what works such a tweet off, so with 60 % it would take half the time.",
				ko: "워커 수는 발표되지 않았습니다. 파일에는 75% 사용률이 될 만큼 두었습니다. 이런 트윗은 남는 4분의 1로 처리하므로, 60%라면 절반의 시간이 걸립니다.",
			},
		},
		{
			name: {
				en: "Time to deliver any other tweet, 99th percentile; theirs is the goal",
				ko: "그 밖의 트윗을 전달하는 시간, 99백분위수(발표된 값은 목표)",
			},
			unit: "s",
			theirs: 5,
			bound: "at most",
			tolerance: 0,
			kind: "model",
			ours: (m) => m.responseTime("dc.deliver").p99,
			rests: {
				en: "1 ms for each delivery is assumed, and that no tweet of somebody with millions of followers is being delivered.",
				ko: "전달 한 건에 1 ms를 가정했고, 팔로워가 수백만 명인 사람의 트윗이 전달되고 있지 않을 때입니다.",
			},
		},
	],
};

interface Pool {
	readonly id: string;
	readonly name: string;
	readonly missRatio: number;
	readonly gets: number;
	readonly sets: number;
	readonly deletes: number;
	readonly megabytes: number;
}

const notAsked: Localized = {
	en: "The sizes are of the items that are stored; what is asked for is another mixture. The published bytes and gets make 219 B for a get here, between the median (169 B) and the mean (1.11 KB).",
	ko: "크기는 저장된 항목의 것이고, 실제로 요청되는 항목은 구성이 다릅니다. 발표된 바이트와 get 수로는 get 하나가 219 B로, 중앙값(169 B)과 평균(1.11 KB) 사이입니다.",
};

const bytesDiffer: Readonly<Record<string, Localized>> = {
	wildcard: notAsked,
	app: {
		en: "As in the wildcard pool: 321 B for a get, between the median (269 B) and the mean (881 B).",
		ko: "와일드카드 풀과 같습니다. get 하나가 321 B로, 중앙값(269 B)과 평균(881 B) 사이입니다.",
	},
	replicated: {
		en: "Published bytes and gets make 42 B for a get, less than nearly any item that is stored. Ours takes the median of 68 B for each.",
		ko: "발표된 바이트와 get 수로는 get 하나가 42 B로, 저장된 항목 거의 모두보다 작습니다. 우리는 get마다 중앙값 68 B로 셉니다.",
	},
	regional: {
		en: "The items here are large, but those that are asked for are small: 1.19 KB for a get, while the median of the stored ones is 5.31 KB. One size for each data set cannot say that.",
		ko: "여기에 저장된 항목은 크지만 요청되는 것은 작습니다. get 하나가 1.19 KB인데 저장된 항목의 중앙값은 5.31 KB입니다. 데이터 세트마다 크기가 하나뿐이어서 이를 나타낼 수 없습니다.",
	},
};

const setsDiffer: Localized = {
	en: "We count one set for each miss. Servers got more than that; the paper does not divide them up. Values that are written without a miss before may be among them.",
	ko: "우리는 미스마다 set 하나를 셉니다. 실제 서버는 그보다 많이 받았습니다. 논문에 내역은 없으며, 미스 없이 쓰는 값이 들어 있을 수 있습니다.",
};

const setsToAll: Localized = {
	en: "Each item of this pool is on all of its servers, so a set goes to every one of them. We spread the sets as we spread the reads.",
	ko: "이 풀의 항목은 모든 서버에 있으므로 set은 모든 서버로 갑니다. 우리는 읽기처럼 set도 나누어 셉니다.",
};

const pools: readonly Pool[] = [
	{ id: "wildcard", name: "wildcard", missRatio: 0.0176, gets: 262e3, sets: 8.26e3, deletes: 21.2e3, megabytes: 57.4 },
	{ id: "app", name: "app", missRatio: 0.0785, gets: 96.5e3, sets: 11.9e3, deletes: 6.28e3, megabytes: 31 },
	{
		id: "replicated",
		name: "replicated",
		missRatio: 0.00053,
		gets: 710e3,
		sets: 1.75e3,
		deletes: 3.22e3,
		megabytes: 30.1,
	},
	{ id: "regional", name: "regional", missRatio: 0.0635, gets: 9.1e3, sets: 790, deletes: 35.9e3, megabytes: 10.8 },
];

function poolFigures({ id, name, missRatio, gets, sets, deletes, megabytes }: Pool): readonly Figure[] {
	const pool = `region.pool-${id}`;
	const server = (m: Measured, total: number): number => total / m.of(pool).instances;
	return [
		{
			name: { en: `Gets of a server, ${name}`, ko: `서버 한 대의 get, ${name}` },
			unit: "/s",
			theirs: gets,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => server(m, m.of(pool).reads),
		},
		{
			name: { en: `Misses of a server, ${name}`, ko: `서버 한 대의 미스, ${name}` },
			unit: "/s",
			theirs: gets * missRatio,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => server(m, m.of(pool).reads * (1 - m.hitRatio(pool))),
		},
		{
			name: { en: `Deletes of a server, ${name}`, ko: `서버 한 대의 delete, ${name}` },
			unit: "/s",
			theirs: deletes,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) => server(m, m.of(pool).writes - m.fillsOf(pool, "region.mysql")),
		},
		{
			name: { en: `Sets of a server, ${name}`, ko: `서버 한 대의 set, ${name}` },
			unit: "/s",
			theirs: sets,
			tolerance: 0.1,
			kind: "model",
			ours: (m) => server(m, m.fillsOf(pool, "region.mysql")),
			differs: id === "replicated" ? setsToAll : setsDiffer,
		},
		{
			name: { en: `Bytes sent by a server, ${name}`, ko: `서버 한 대가 보내는 바이트, ${name}` },
			unit: "MB/s",
			theirs: megabytes,
			tolerance: 0.1,
			kind: "model",
			ours: (m) => server(m, m.bytesPerSecond(pool)) / 1e6,
			differs: bytesDiffer[id]!,
		},
	];
}

const facebook: PublishedSystem = {
	file: "examples/facebook-memcache-2013.arch",
	title: "Facebook memcache, 2013",
	sources: ['Rajesh Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013'],
	at: "peak",
	figures: [
		{
			name: { en: "Items for a page", ko: "페이지 하나의 항목 수" },
			unit: "",
			theirs: 521,
			tolerance: 0.005,
			kind: "carried",
			ours: (m) =>
				pools.reduce((sum, { id }) => sum + m.of(`region.pool-${id}`).reads, 0) / m.of("region.web").requestsPerSecond,
		},
		...pools.flatMap(poolFigures),
		{
			name: { en: "Time of a get, median", ko: "get 하나의 시간, 중앙값" },
			unit: "ms",
			theirs: 0.333,
			tolerance: 0.1,
			kind: "model",
			ours: (m) => m.responseTime("region.pool-wildcard").p50 * 1000,
			rests: {
				en: "The mean is not published; 0.5 ms, our default for every cache, was chosen by this figure and the next.",
				ko: "평균은 발표되지 않았습니다. 모든 캐시의 기본값인 0.5 ms는 이 값과 다음 값을 보고 정했습니다.",
			},
		},
		{
			name: { en: "Time of a get, 95th percentile", ko: "get 하나의 시간, 95백분위수" },
			unit: "ms",
			theirs: 1.135,
			tolerance: 0.1,
			kind: "model",
			ours: (m) => m.responseTime("region.pool-wildcard").p95 * 1000,
			differs: {
				en: "The times of a cache are taken as exponential, which makes the 95th percentile 4.3 times the median. At Facebook it was 3.4 times: a part of each time, such as that of the network, is much the same for all.",
				ko: "캐시의 시간이 지수 분포를 따른다고 보므로 95백분위수가 중앙값의 4.3배가 됩니다. Facebook에서는 3.4배였습니다. 네트워크처럼 시간의 일부는 모든 요청에서 거의 같기 때문입니다.",
			},
		},
	],
};

export const systems: readonly PublishedSystem[] = [stackOverflow, instagram, wikipedia, twitter, facebook];
