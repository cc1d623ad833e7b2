import type { Localized } from "../language/locale.ts";

/** The parts of the chapter, in its order. The rules of each stand in a folder of this name. */
export const groups = {
	capacity: { en: "Capacity", ko: "용량" },
	"web-tier": { en: "Stateless web tier", ko: "무상태 웹 계층" },
	redundancy: { en: "Redundancy and load balancing", ko: "이중화와 부하 분산" },
	replication: { en: "Database replication", ko: "데이터베이스 복제" },
	caching: { en: "Cache", ko: "캐시" },
	"caching-strategies": { en: "Caching strategies and warming", ko: "캐싱 전략과 예열" },
	"data-centers": { en: "Data centers", ko: "데이터 센터" },
	cdn: { en: "Content delivery network", ko: "콘텐츠 전송 네트워크(CDN)" },
	sharding: { en: "Sharding", ko: "샤딩" },
	"hot-keys": { en: "Hot keys and salting", ko: "핫 키와 솔팅" },
	decoupling: { en: "Message queues and decoupling", ko: "메시지 큐와 결합도 완화" },
	monitoring: { en: "Monitoring and automation", ko: "모니터링과 자동화" },
	resilience: { en: "Resilience", ko: "복원력" },
	design: { en: "The text itself", ko: "설계 텍스트" },
} as const satisfies Readonly<Record<string, Localized>>;

export type Group = keyof typeof groups;
