import { LOCALES, type Localized } from "../src/language/locale.ts";

export type Theme = "light" | "dark" | "highContrast";

export interface Screenshot {
	/** Of the picture in `docs/screenshots`, without its ending. */
	readonly name: string;
	/** What it shows, in one sentence. */
	readonly caption: Localized;
	readonly theme: Theme;
	/** The file that is opened, by its path in the examples, or how many components are generated. */
	readonly of: string | number;
	/** Of the window of VS Code, in px. */
	readonly window: readonly [width: number, height: number];
	/** The whole window, or only the panel of the diagram, which has half its width. */
	readonly shows: "window" | "diagram";
	/** What is done before it is taken. */
	readonly after?:
		| "heat by availability"
		| "heat by response time"
		| "failure of the US"
		| "another diagram"
		| "fix pointed at";
}

interface Chapter {
	readonly title: Localized;
	readonly screenshots: readonly Screenshot[];
}

const NARROW = [1500, 900] as const;
const WIDE = [2200, 900] as const;

const ladder: readonly (readonly [file: string, window: Screenshot["window"], en: string, ko: string])[] = [
	["01-single-server", NARROW, "One server for everything.", "서버 한 대가 모든 일을 합니다."],
	["02-separate-database", NARROW, "The database on a machine of its own.", "데이터베이스를 별도의 서버로 옮겼습니다."],
	[
		"03-load-balancer",
		NARROW,
		"Several web servers behind a load balancer.",
		"로드 밸런서 뒤에 웹 서버를 여러 대 둡니다.",
	],
	[
		"04-database-replicas",
		NARROW,
		"A primary and replicas that answer reads.",
		"프라이머리와 읽기를 맡는 복제본을 둡니다.",
	],
	["05-cache", NARROW, "A cache before the database.", "데이터베이스 앞에 캐시를 둡니다."],
	["06-cdn", NARROW, "Static files from a content delivery network.", "정적 파일은 CDN이 내려 줍니다."],
	["07-stateless-web-tier", NARROW, "Sessions outside the web tier.", "세션을 웹 계층 밖으로 옮겼습니다."],
	[
		"08-two-data-centers",
		WIDE,
		"Two data centers, with replication between them.",
		"데이터 센터 두 곳과 그 사이의 복제입니다.",
	],
	[
		"09-queue-and-workers",
		WIDE,
		"A queue and workers for what may wait.",
		"나중에 해도 되는 일은 큐와 워커가 맡습니다.",
	],
	[
		"10-shards-monitoring-automation",
		WIDE,
		"A database in shards, monitoring and a pipeline.",
		"데이터베이스를 샤드로 나누고 모니터링과 배포 파이프라인을 더했습니다.",
	],
];

/** Every picture of the page, in its order. */
export const chapters: readonly Chapter[] = [
	{
		title: { en: "From one server to twenty million users", ko: "서버 한 대에서 사용자 2천만 명까지" },
		screenshots: ladder.map(([file, window, en, ko]) => ({
			name: `ladder-${file}`,
			caption: { en, ko },
			theme: "light",
			of: `zero-to-millions/${file}.arch`,
			window,
			shows: "diagram",
		})),
	},
	{
		title: { en: "Light, dark, high contrast", ko: "밝은 테마, 어두운 테마, 고대비 테마" },
		screenshots: (
			[
				[
					"light",
					"Stack Overflow in 2016, the text and its diagram.",
					"2016년의 Stack Overflow. 텍스트와 그 다이어그램입니다.",
				],
				["dark", "The same in a dark theme.", "같은 화면을 어두운 테마로 본 모습입니다."],
				["highContrast", "The same in high contrast.", "같은 화면을 고대비 테마로 본 모습입니다."],
			] as const
		).map(([theme, en, ko]) => ({
			name: `stack-overflow-2016-${theme === "highContrast" ? "high-contrast" : theme}`,
			caption: { en, ko },
			theme,
			of: "stack-overflow-2016.arch",
			window: [1600, 900],
			shows: "window",
		})),
	},
	{
		title: { en: "Heat, failures, several diagrams", ko: "색의 기준, 장애, 여러 다이어그램" },
		screenshots: [
			{
				name: "heat-response-time",
				caption: {
					en: "Cards coloured by their response time, in a dark theme.",
					ko: "어두운 테마에서 카드를 응답 시간에 따라 칠했습니다.",
				},
				theme: "dark",
				of: "zero-to-millions/09-queue-and-workers.arch",
				window: WIDE,
				shows: "diagram",
				after: "heat by response time",
			},
			{
				name: "heat-availability",
				caption: {
					en: "Cards coloured by their availability, in high contrast.",
					ko: "고대비 테마에서 카드를 가용성에 따라 칠했습니다.",
				},
				theme: "highContrast",
				of: "zero-to-millions/09-queue-and-workers.arch",
				window: WIDE,
				shows: "diagram",
				after: "heat by availability",
			},
			{
				name: "failed-data-center",
				caption: {
					en: "One of two data centers has failed: what is down, what takes its load, and what users notice.",
					ko: "데이터 센터 두 곳 중 하나에 장애를 냈습니다. 무엇이 멈추고 무엇이 부하를 넘겨받으며 사용자가 무엇을 겪는지 보입니다.",
				},
				theme: "light",
				of: "zero-to-millions/08-two-data-centers.arch",
				window: WIDE,
				shows: "diagram",
				after: "failure of the US",
			},
			{
				name: "several-diagrams",
				caption: {
					en: "Two diagrams at once: one locked to its file, one that follows the text in the editor.",
					ko: "다이어그램 두 개를 함께 열었습니다. 하나는 파일에 고정되어 있고 하나는 편집 중인 파일을 따라갑니다.",
				},
				theme: "dark",
				of: "twitter-timelines-2013.arch",
				window: [2000, 900],
				shows: "window",
				after: "another diagram",
			},
		],
	},
	{
		title: { en: "Thirty to a thousand components", ko: "컴포넌트 30개에서 1,000개까지" },
		screenshots: [30, 200, 1000].map((count) => ({
			name: `components-${count}`,
			caption: {
				en: `${count.toLocaleString("en-US")} generated components.`,
				ko: `생성한 컴포넌트 ${count.toLocaleString("en-US")}개입니다.`,
			},
			theme: count === 200 ? "dark" : "light",
			of: count,
			window: WIDE,
			shows: "diagram",
		})),
	},
];

const intro: Localized = {
	en: "How Archscale looks in VS Code, its window or only the panel of the diagram. `npm run screenshots` takes them anew.",
	ko: "VS Code에서 본 Archscale의 모습으로, 창 전체이거나 다이어그램 패널입니다. `npm run screenshots`로 다시 찍습니다.",
};

/** `docs/screenshots.md` and its Korean twin. */
export function* screenshotsPages(): Iterable<[file: string, text: string]> {
	for (const locale of LOCALES) {
		const parts = [
			locale === "en" ? "# Screenshots" : "# 화면",
			locale === "en" ? "[한국어](screenshots.ko.md)" : "[English](screenshots.md)",
			"<!-- Written by `npm run docs`. -->",
			intro[locale],
			...chapters.flatMap(({ title, screenshots }) => [
				`## ${title[locale]}`,
				...screenshots.flatMap(({ name, caption }) => [
					caption[locale],
					`![${caption[locale]}](screenshots/${name}.webp)`,
				]),
			]),
		];
		yield [`docs/screenshots${locale === "en" ? "" : ".ko"}.md`, `${parts.join("\n\n")}\n`];
	}
}
