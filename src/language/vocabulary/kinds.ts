import type { Family, KindEntry } from "./types.ts";

const kind = (name: string, family: Family, en: string, ko: string, counted = false): KindEntry => ({
	name,
	family,
	title: { en, ko },
	text: { en: "", ko: "" },
	counted,
});

export const kindEntries: readonly KindEntry[] = [
	kind("system", "setting", "system", "시스템"),
	kind("data", "data", "data set", "데이터 세트"),
	kind("client", "client", "client", "클라이언트"),
	kind("dns", "router", "DNS", "DNS", true),
	kind("cdn", "router", "CDN", "CDN", true),
	kind("gateway", "router", "API gateway", "API 게이트웨이", true),
	kind("loadbalancer", "router", "load balancer", "로드 밸런서", true),
	kind("service", "compute", "service", "서비스", true),
	kind("worker", "compute", "worker", "워커", true),
	kind("cache", "store", "cache", "캐시", true),
	kind("database", "store", "database", "데이터베이스"),
	kind("storage", "store", "object storage", "객체 스토리지", true),
	kind("search", "store", "search index", "검색 인덱스", true),
	kind("queue", "queue", "message queue", "메시지 큐", true),
	kind("external", "external", "external system", "외부 시스템", true),
	kind("monitoring", "operations", "monitoring", "모니터링", true),
	kind("pipeline", "operations", "CI/CD pipeline", "CI/CD 파이프라인"),
	kind("datacenter", "place", "data center", "데이터 센터"),
	kind("zone", "place", "zone", "영역"),
	kind("group", "place", "group", "그룹"),
];
