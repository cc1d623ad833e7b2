import assert from "node:assert/strict";
import { staticWithoutCdn as rule } from "../../../../src/rules/cdn/static-without-cdn.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (client: string, more = ""): string => `data photos { kind: static, size: 200KB }
client c {
  ${client}
}
${more}storage files { holds: photos }
c -> files
`;
const mark = (text: string): string => text.replace("storage files", "storage <|files|>");

describe("static-without-cdn", () => {
	it("warns of files that load their origin", () =>
		checkReports(
			rule,
			mark(design("rate: 100rps\n  reads photos x10")),
			"`photos` go to users straight from `files`, without a CDN: 1.6 Gbit/s at the peak.",
			"warning",
		));

	it("mentions fewer of them, and some of unknown number", () => {
		checkReports(
			rule,
			mark(design("rate: 5rps\n  reads photos")),
			"`photos` go to users straight from `files`, without a CDN: 8 Mbit/s at the peak.",
			"info",
		);
		checkReports(
			rule,
			mark(design("reads photos")),
			"`photos` go to users straight from `files`, without a CDN: 200 KB each time.",
			"info",
		);
		assert.equal(
			findingMessage(findingsOf(rule, design("reads photos"))[0]!, "ko"),
			"`photos`이(가) CDN 없이 `files`에서 사용자에게 바로 갑니다. 한 번에 200 KB입니다.",
		);
	});

	it("warns of users in several regions however few they are", () => {
		const text = design("rate: 5rps\n  region: asia\n  reads photos", "client d { region: europe }\n");
		assert.equal(findingsOf(rule, text)[0]!.severity, "warning");
	});

	it("is one step milder where the size is assumed", () => {
		const text = design("rate: 1000rps\n  reads photos").replace(", size: 200KB", "");
		const [finding] = findingsOf(rule, text);
		assert.equal(finding!.severity, "info");
		assert.match(findingMessage(finding!, "en"), /Assumed: size 100KB\.$/);
	});

	it("rests on no assumed size where the declared ones are enough, or users are in several regions", () => {
		const text = (more: string): string => `data photos { kind: static, size: 2MB }
data icons { kind: static }
client c {
  rate: 100rps
  reads photos
  reads icons
}
${more}storage files { holds: [photos, icons] }
c -> files
`;
		assert.deepEqual(
			findingsOf(rule, text("")).map(({ severity, finding }) => [severity, finding.assumed]),
			[["warning", undefined]],
		);
		const spread = text("datacenter us\ndatacenter eu\n").replace(", size: 2MB", "");
		assert.equal(findingsOf(rule, spread)[0]!.severity, "warning");
	});

	it("is silent about tiny traffic, other data, and files that only workers read", () => {
		checkSilent(rule, design("users: 1000, requests: 2/day\n  reads photos".replace(", ", "\n  ")));
		checkSilent(rule, design("rate: 100rps\n  reads photos x10").replace("kind: static", "kind: durable"));
		checkSilent(
			rule,
			"data photos { kind: static }\nqueue q\nworker w {\n  reads photos\n}\nstorage files { holds: photos }\nq -> w -> files\n",
		);
	});

	it("is silent where a CDN holds them", () =>
		checkSilent(
			rule,
			design("rate: 100rps\n  reads photos x10", "cdn e { holds: photos }\n").replace("c -> files", "c -> e -> files"),
		));

	it("puts a CDN into the link", () =>
		checkFix(
			rule,
			"cdn",
			design("rate: 100rps\n  reads photos x10"),
			design("rate: 100rps\n  reads photos x10", "cdn cdn { holds: photos, ttl: 24h, fallback: origin }\n").replace(
				"c -> files",
				"c -> cdn -> files",
			),
		));

	it("keeps the line of the origin in front of it", () => {
		const before = design("rate: 100rps\n  reads photos x10").replace("c -> files", "c -> files { bandwidth: 10Gbps }");
		checkFix(
			rule,
			"cdn",
			before,
			before
				.replace("storage", "cdn cdn { holds: photos, ttl: 24h, fallback: origin }\nstorage")
				.replace("c -> files {", "c -> cdn\ncdn -> files {"),
		);
	});

	it("puts a CDN before the address that several places share", () => {
		const before = `data photos { kind: static, size: 200KB }
client c { rate: 100rps, reads photos x10 }
dns names
datacenter us { storage files { holds: photos } }
datacenter eu like us
c -> names -> us.files, eu.files
`;
		checkFix(
			rule,
			"cdn",
			before,
			before
				.replace("dns names", "cdn cdn { holds: photos, ttl: 24h, fallback: origin }\ndns names")
				.replace("c -> names", "c -> cdn -> names"),
		);
	});

	it("leaves a link that serves other data too", () => {
		const before = `data photos { kind: static }
data notes
client c {
  rate: 900rps
  reads photos
  reads notes
}
storage files { holds: [photos, notes] }
c -> files
`;
		checkFix(
			rule,
			"cdn",
			before,
			before
				.replace("storage files", "cdn cdn { holds: photos, ttl: 24h, fallback: origin }\nstorage files")
				.replace("c -> files\n", "c -> files\nc -> cdn\ncdn -> files\n"),
		);
	});

	it("lets clients fetch what a service fetched for them", () =>
		checkFix(
			rule,
			"cdn",
			`data photos { kind: static, size: 200KB }
client c { rate: 100rps }
datacenter us {
  service web x2 {
    capacity: 500rps
    reads photos x10 // one for each line
  }
  storage files { holds: photos }
  web -> files
}
c -> us.web
`,
			`data photos { kind: static, size: 200KB }
client c { rate: 100rps, reads photos x10 }
cdn cdn { holds: photos, ttl: 24h, fallback: origin }
datacenter us {
  service web x2 {
    capacity: 500rps
    // one for each line
  }
  storage files { holds: photos }
  web -> files
}
c -> us.web
c -> cdn
cdn -> us.files
`,
		));

	it("does not, where a service fetches them for only some of its callers", () => {
		const [finding] = findingsOf(
			rule,
			`data photos { kind: static }
client c { rate: 100rps }
loadbalancer lb x2
service a
service b {
  reads photos x10
}
storage files { holds: photos }
c -> lb -> a, b
b -> files
`,
		);
		assert.equal(finding!.finding.fixes[0]!.edits().size, 0);
	});

	it("extends the CDN that the clients use already", () => {
		const before = `data photos { kind: static, size: 200KB }
data films { kind: static, size: 90MB }
client c {
  rate: 100rps
  reads photos x10
  reads films
}
cdn edge { holds: photos, ttl: 24h }
storage files { holds: [photos, films] }
c -> edge -> files
c -> files // films
`;
		checkFix(
			rule,
			"cdn",
			before,
			before
				.replace("holds: photos, ttl", "holds: [photos, films], ttl")
				.replace("c -> files // films\n", "// films\n"),
		);
		const [finding] = findingsOf(rule, before);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "ko").split(":")[0],
			"`films`을(를) CDN `edge`에서 제공하고 `files`을(를) 원본으로 두기",
		);
	});
});
