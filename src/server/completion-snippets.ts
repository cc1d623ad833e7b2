import type { Localized } from "../language/locale.ts";

/** Several statements at once that belong together. */
export interface Pattern {
	readonly label: string;
	readonly title: Localized;
	readonly text: Localized;
	/** With gaps to fill in: `<1:web>`, and `<1>` for the same again; `<0>` is where one ends. */
	readonly lines: string;
	/** At the top level only. */
	readonly isTop?: boolean;
}

export const patterns: readonly Pattern[] = [
	{
		label: "balanced-tier",
		title: { en: "load balancer and service", ko: "로드 밸런서와 서비스" },
		text: {
			en: "A tier of two instances behind a pair of load balancers: one instance may fail, and more can be added.",
			ko: "로드 밸런서 두 대 뒤에 인스턴스 두 개를 둔 계층입니다. 인스턴스 하나가 멈춰도 되고 더 늘릴 수 있습니다.",
		},
		lines:
			"loadbalancer <1:lb> x2\nservice <2:web> x<3:2> {\n\tcapacity: <4:500rps>\n\tsessions: none\n}\n\n<1> -> <2><0>",
	},
	{
		label: "cached-store",
		title: { en: "database with a cache beside it", ko: "캐시를 옆에 둔 데이터베이스" },
		text: {
			en: "A data set in a database with a replica, and a look-aside cache of two nodes for its reads.",
			ko: "복제본이 하나 있는 데이터베이스에 데이터 세트를 두고, 읽기를 위해 노드 두 개인 look-aside 캐시를 둡니다.",
		},
		lines:
			"data <1:items> { kind: durable, size: <2:2KB>, items: <3:1M> }\ncache <4:redis> x2 { holds: <1>, read: look-aside, write: write-around, invalidate: delete, ttl: <5:1h>, memory: <6:4GB> }\ndatabase <7:db> { holds: <1>, replicas: 1, failover: automatic }\n\n<8:web> -> <4>, <7><0>",
		isTop: true,
	},
	{
		label: "queued-work",
		title: { en: "queue and worker", ko: "큐와 워커" },
		text: {
			en: "Slow work behind a durable queue: callers do not wait for it, and a failed message is kept apart.",
			ko: "오래 걸리는 작업을 유실되지 않는 큐 뒤로 옮깁니다. 호출하는 쪽은 기다리지 않고, 실패한 메시지는 따로 보관합니다.",
		},
		lines:
			"queue <1:jobs> x3 { durable: true, dead-letter: true, replicas: 3 }\nworker <2:runner> x<3:2> { service-time: <4:200ms> }\n\n<5:web> -> <1> <6:5%>\n<1> -> <2><0>",
	},
	{
		label: "two-data-centers",
		title: { en: "two data centers behind DNS", ko: "DNS 뒤의 데이터 센터 두 곳" },
		text: {
			en: "The same tiers in two places, DNS that sends each user to the nearer one that is up, and copies of the data.",
			ko: "같은 계층을 두 곳에 둡니다. DNS가 사용자를 가까운 쪽으로, 장애가 나면 다른 쪽으로 보내고 데이터를 복제합니다.",
		},
		lines:
			"dns <1:names> { routing: geo, health-checks: true, ttl: 60s }\ndatacenter <2:us> {\n\tloadbalancer lb x2\n\tservice web x2\n\tdatabase db { replicas: 1, failover: automatic }\n\n\tlb -> web -> db\n}\ndatacenter <3:eu> like <2>\n\n<4:browser> -> <1> -> <2>.lb, <3>.lb\n<2>.db -> <3>.db<0>",
		isTop: true,
	},
];

/** As an editor fills it in. */
export function snippetOf({ lines }: Pattern): string {
	return lines.replace(GAP, (_, number: string, text: string | undefined) =>
		text === undefined ? `$${number}` : `\${${number}:${text}}`,
	);
}

/** As it reads when nobody changes anything. */
export function plainOf({ lines }: Pattern): string {
	const texts = new Map(
		[...lines.matchAll(GAP)].flatMap(([, number, text]) => (text === undefined ? [] : [[number, text]])),
	);
	return lines.replace(GAP, (_, number: string) => texts.get(number) ?? "").replace(/\t/g, "  ");
}

const GAP = /<(\d+)(?::([^>]*))?>/g;
