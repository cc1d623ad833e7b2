import { cdnPrivateData as rule } from "../../../../src/rules/cdn/cdn-private-data.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (data: string, cdn = ""): string =>
	`data photos { kind: static }\ndata own { ${data} }\nclient c {\n  reads photos\n  reads own\n}\ncdn edge { holds: [photos, own]${cdn} }\nstorage files { holds: [photos, own] }\n\nc -> edge -> files\n`;

describe("cdn-private-data", () => {
	it("reports sessions and personal data in a CDN, at what it holds", () => {
		checkReports(
			rule,
			design("personal: true").replace("holds: [photos, own] }\nstorage", "<|holds: [photos, own]|> }\nstorage"),
			"`edge` keeps `own`, which may be shown to one user only.",
		);
		checkReports(rule, "data s { kind: session }\ncdn edge { <|holds: s|> }\n");
	});

	it("is silent about what all users share, and where the user is in the cache key", () => {
		checkSilent(rule, design("kind: derived"));
		checkSilent(rule, design("personal: false"));
		checkSilent(rule, design("personal: true", ", signed: true"));
		checkSilent(rule, "data own { personal: true }\ncache redis { holds: own }\n");
	});

	it("takes it off, or signs the addresses", () => {
		checkFix(
			rule,
			"take-off",
			design("personal: true"),
			`${design("personal: true").replace("holds: [photos, own] }\nstorage", "holds: photos }\nstorage")}c -> files\n`,
		);
		checkFix(rule, "sign", design("personal: true"), design("personal: true", ", signed: true"));
	});
});
