import assert from "node:assert/strict";
import { networkBandwidthSaturated as rule } from "../../../../src/rules/capacity/network-bandwidth-saturated.ts";
import { findingMessage, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** 100 x 5 files of 250,000 bytes a second: 1 Gbit/s. */
const files = (bandwidth: string, more = ""): string =>
	`data photos { kind: static, size: 250KB }\nclient c {\n  rate: 100rps\n  reads photos x5\n}\nstorage files { holds: photos${more} }\nc -> files { bandwidth: ${bandwidth} }\n`;
const service = (web: string): string =>
	`data videos { kind: static, size: 5MB }\nclient c { rate: 100rps }\nloadbalancer lb x2\nservice ${web}\nc -> lb -> web { size: 500KB }\n`;

describe("network-bandwidth-saturated", () => {
	it("reports a line that is full", () => {
		const text = files("1Gbps").replace("c -> files", "c -> <|files|>");
		checkReports(rule, text, "Answers of `files` to `c` take 1 Gbit/s at the peak, 100 % of the 1 Gbit/s of the line.");
		checkReports(rule, files("1.2Gbps").replace("c -> files", "c -> <|files|>"));
		assert.equal(
			findingMessage(findingsOf(rule, files("1Gbps"))[0]!, "ko"),
			"`files`이(가) `c`에 보내는 응답은 피크 때 1 Gbit/s로, 이 회선의 대역폭 1 Gbit/s의 100 %입니다.",
		);
	});

	it("reports network cards that are full", () => {
		checkReports(
			rule,
			service("<|web|> x3 { bandwidth: 100Mbps, capacity: 100rps }"),
			"Answers of `web` take 400 Mbit/s at the peak, 133 % of the 300 Mbit/s of the 3 network cards of `web`.",
		);
	});

	it("counts copies and messages", () => {
		checkReports(
			rule,
			`data posts { kind: durable, size: 1MB }\nclient c { rate: 100rps }\ndatacenter us {\n  service web x2 {\n    writes posts x1\n  }\n  database db { holds: posts, replicas: 1, failover: automatic }\n  web -> db\n}
datacenter eu {\n  database db { holds: posts, replicas: 1, failover: automatic }\n}\nc -> us.web\nus.db -> <|eu.db|> { bandwidth: 500Mbps }\n`,
			"Copies from `us.db` to `eu.db` take 800 Mbit/s at the peak, 160 % of the 500 Mbit/s of the line.",
		);
		checkReports(
			rule,
			"client c { rate: 1000rps }\nqueue jobs x3 { message-size: 100KB }\nworker w x9 { service-time: 5ms }\nc -> jobs\njobs -> <|w|> { bandwidth: 500Mbps }\n",
			"Messages from `jobs` to `w` take 800 Mbit/s at the peak, 160 % of the 500 Mbit/s of the line.",
		);
	});

	it("is milder where the size is assumed", () =>
		checkReports(
			rule,
			files("200Mbps").replace(", size: 250KB", "").replace("c -> files", "c -> <|files|>"),
			"Answers of `files` to `c` take 400 Mbit/s at the peak, 200 % of the 200 Mbit/s of the line. Assumed: size 100KB.",
			"warning",
		));

	it("is silent below four fifths, without a bandwidth, and where no size is known", () => {
		checkSilent(rule, files("1.3Gbps"));
		checkSilent(rule, files("1Gbps").replace(" { bandwidth: 1Gbps }", ""));
		checkSilent(rule, service("web x3 { bandwidth: 200Mbps, capacity: 100rps }"));
		checkSilent(rule, service("web x3 { bandwidth: 1Mbps, capacity: 100rps }").replace(" { size: 500KB }", ""));
	});

	it("puts a CDN in front of files, and keeps the line for what it fetches", () => {
		checkFix(
			rule,
			"cdn",
			files("1Gbps"),
			`data photos { kind: static, size: 250KB }
client c {
  rate: 100rps
  reads photos x5
}
cdn cdn { holds: photos, ttl: 24h, fallback: origin }
storage files { holds: photos }
c -> cdn
cdn -> files { bandwidth: 1Gbps }
`,
		);
		const [finding] = findingsOf(rule, files("1Gbps"));
		assert.deepEqual(
			offeredFixes(finding!).map(({ id }) => id),
			["cdn", "wider"],
		);
		assert.match(fixTitle(finding!, finding!.finding.fixes[0]!, "en"), /^Serve `photos` through a new CDN `cdn`/);
		// Nine of ten are answered before it, and the tenth is still too much.
		const narrow = findingsOf(rule, files("100Mbps"))[0]!;
		assert.deepEqual(
			offeredFixes(narrow).map(({ id }) => id),
			["wider"],
		);
	});

	it("keeps what else is said of the line", () =>
		checkFix(
			rule,
			"cdn",
			files("1Gbps, latency: 20ms"),
			files("1Gbps").replace(
				"storage files { holds: photos }\nc -> files { bandwidth: 1Gbps }",
				"cdn cdn { holds: photos, ttl: 24h, fallback: origin }\nstorage files { holds: photos }\nc -> cdn { latency: 20ms }\ncdn -> files { bandwidth: 1Gbps }",
			),
		));

	it("provides a wider line, wider cards, or more of them", () => {
		checkFix(rule, "wider", files("1Gbps"), files("2.5Gbps"));
		const text = service("web x3 { bandwidth: 100Mbps, capacity: 100rps }");
		checkFix(rule, "wider", text, text.replace("100Mbps", "1Gbps"));
		checkFix(rule, "scale-out", text, text.replace("x3", "x5"));
		const [finding] = findingsOf(rule, text);
		const titles = offeredFixes(finding!).map((fix) => fixTitle(finding!, fix, "en"));
		assert.match(titles[0]!, /^Add 2 instances \(3 -> 5\) to `web`, each with a network card of its own/);
		assert.match(titles[1]!, /^Provide 1 Gbit\/s for the 3 network cards of `web`/);
	});
});
