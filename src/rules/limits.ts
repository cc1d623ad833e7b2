import type { Technique } from "../analysis/ladder.ts";
import type { Localized } from "../language/locale.ts";

/** What raises the limit of the component that saturates next. */
export const techniqueTexts: Readonly<Record<Technique, Localized>> = {
	"scale-out": { en: "add instances", ko: "인스턴스 추가" },
	"read-replicas": { en: "add read replicas, or a cache", ko: "읽기 복제본 또는 캐시 추가" },
	cache: { en: "put a cache in front", ko: "앞에 캐시 배치" },
	shard: { en: "shard", ko: "샤딩" },
	cdn: { en: "put a CDN in front", ko: "앞에 CDN 배치" },
	"better-shard-key": { en: "add shards, or shard by a better key", ko: "샤드 추가 또는 더 나은 샤드 키" },
	partitions: { en: "spread over more partitions", ko: "파티션을 늘려 분산" },
};
