import type { Localized } from "../src/language/locale.ts";

/** What the chapter on scaling says, sentence by sentence, as far as rules cover it. */
export const statements: Readonly<Record<string, Localized>> = {
	N1: { en: "Keep the web tier stateless.", ko: "웹 계층은 무상태로 유지합니다." },
	N2: { en: "Build redundancy into every tier.", ko: "모든 계층을 이중화합니다." },
	N3: { en: "Cache as much data as makes sense.", ko: "캐시할 만한 데이터는 가능한 한 캐시합니다." },
	N4: { en: "Support several data centers.", ko: "여러 데이터 센터를 지원합니다." },
	N5: { en: "Serve static content through a CDN.", ko: "정적 콘텐츠는 CDN으로 제공합니다." },
	N8: { en: "Monitor continuously.", ko: "지속적으로 모니터링합니다." },
	N10: {
		en: "Keep state in a shared store, apart from the web servers.",
		ko: "상태 정보는 웹 서버와 분리된 공유 저장소에 보관합니다.",
	},
	N11: { en: "Remove state that is bound to a server.", ko: "서버에 묶인 상태를 없앱니다." },
	N12: {
		en: "Requests that are bound to a server need sticky sessions.",
		ko: "서버에 묶인 요청에는 고정 세션이 필요합니다.",
	},
	N13: { en: "Sticky sessions burden the load balancer.", ko: "고정 세션은 로드 밸런서에 부담을 줍니다." },
	N14: { en: "There are two ways to grow: up and out.", ko: "확장하는 방법은 스케일 업과 스케일 아웃 두 가지입니다." },
	N16: {
		en: "Scaling up brings neither failover nor redundancy.",
		ko: "스케일 업으로는 장애 자동 복구나 이중화가 되지 않습니다.",
	},
	N18: {
		en: "Scaling out makes the web tier more available.",
		ko: "스케일 아웃하면 웹 계층의 가용성이 높아집니다.",
	},
	N19: {
		en: "A load balancer spreads requests over the web servers.",
		ko: "로드 밸런서는 웹 서버들에 요청을 나누어 보냅니다.",
	},
	N23: {
		en: "Databases are replicated: a primary and its replicas.",
		ko: "데이터베이스는 프라이머리와 복제본으로 다중화합니다.",
	},
	N24: {
		en: "The primary holds the original, the replicas hold copies.",
		ko: "원본은 프라이머리에, 사본은 복제본에 저장합니다.",
	},
	N25: { en: "All changes go to the primary.", ko: "데이터를 바꾸는 명령은 모두 프라이머리로 갑니다." },
	N27: {
		en: "Replicas answer more queries in parallel.",
		ko: "복제본이 있으면 더 많은 질의를 동시에 처리합니다.",
	},
	N28: {
		en: "When the primary fails, a replica is promoted.",
		ko: "프라이머리가 멈추면 복제본을 승격합니다.",
	},
	N29: { en: "A separate cache tier improves performance.", ko: "별도의 캐시 계층은 성능을 높입니다." },
	N30: { en: "A cache lowers the load of the database.", ko: "캐시는 데이터베이스의 부하를 줄입니다." },
	N45: {
		en: "When a data center fails, its traffic goes to another one.",
		ko: "데이터 센터에 장애가 나면 트래픽을 다른 데이터 센터로 보냅니다.",
	},
	N53: {
		en: "A CDN is a network of servers near the users that deliver static content.",
		ko: "CDN은 지리적으로 분산되어 정적 콘텐츠를 전송하는 서버의 네트워크입니다.",
	},
	N54: {
		en: "A CDN keeps images, videos, style sheets and scripts.",
		ko: "CDN은 이미지, 동영상, CSS, 자바스크립트를 캐시합니다.",
	},
	N72: {
		en: "Decouple components so that each of them scales by itself.",
		ko: "컴포넌트를 느슨하게 연결해 따로 확장할 수 있게 합니다.",
	},
	N73: { en: "A message queue is the key to decoupling.", ko: "메시지 큐는 컴포넌트를 분리하는 핵심 전략입니다." },
};
