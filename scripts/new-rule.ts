// Begins a rule: its file, its test and its lines in the index.
// npm run new-rule ID [GROUP]
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { groups } from "../src/rules/groups.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const [id = "", group = "design"] = process.argv.slice(2);
const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

const source = `src/rules/${group}/${id}.ts`;
const test = `test/unit/rules/${group}/${id}.test.ts`;
const index = "src/rules/index.ts";

if (!/^[a-z]+(-[a-z]+)+$/.test(id)) fail("ID is the pattern that is found, in kebab case: `single-instance-tier`");
if (!(group in groups)) fail(`GROUP is one of ${Object.keys(groups).join(", ")}`);
if (existsSync(join(root, source))) fail(`${source} is there already`);

write(
	source,
	`import { defineRule } from "../rule.ts";

/** What it finds, in one sentence. */
export const ${name} = defineRule<"name", never>({
	id: "${id}",
	group: "${group}",
	since: "${version}",
	severity: "warning",
	statements: [],
	text: {
		en: {
			title: "",
			message: "\`{name}\` …",
			why: "",
			technique: "**…**",
			tradeOff: "",
			exceptions: "",
			fixes: {},
		},
		ko: {
			title: "",
			message: "\`{name}\` …",
			why: "",
			technique: "**…**",
			tradeOff: "",
			exceptions: "",
			fixes: {},
		},
	},
	safety: {},
	example: { bad: "", good: "" },
	*check({ architecture, each }) {
		for (const component of each(architecture.components)) {
			if (component.kind !== "service") continue;
			yield { element: component, data: { name: component.id }, fixes: [] };
		}
	},
});
`,
);
write(
	test,
	`import { ${name} as rule } from "../../../../src/rules/${group}/${id}.ts";
import { checkReports, checkSilent } from "../../../support/rules.ts";

describe("${id}", () => {
	it("reports …", () => {
		checkReports(rule, "service <|web|>\\n", "\`web\` …");
	});

	it("is silent about …", () => {
		checkSilent(rule, "database db\\n");
	});
});
`,
);
write(index, withLine(readFileSync(join(root, index), "utf8")));
execFileSync(process.execPath, [join(root, "node_modules/@biomejs/biome/bin/biome"), "check", "--write", index], {
	cwd: root,
	stdio: "ignore",
});
console.log(
	`${source} and ${test} are begun. Fill them in, then: npm run docs && npx mocha ${test} test/unit/rules/well-formed.test.ts`,
);

/** The rule stands behind the last one of its group, or at the end. */
function withLine(text: string): string {
	const known = [...text.matchAll(/import \{ (\w+) \} from "\.\/([\w-]+)\//g)].filter(
		([, , folder]) => folder === group,
	);
	const list = text.slice(text.indexOf("rules: readonly Rule[]"));
	const places = known.map(([, other]) => list.indexOf(`\t${other},\n`));
	const last = known[places.indexOf(Math.max(...places))]?.[1];
	const line = `\t${name},\n`;
	const listed = last ? text.replace(`\t${last},\n`, `\t${last},\n${line}`) : text.replace(/\n\];/, `\n${line}];`);
	return `import { ${name} } from "./${group}/${id}.ts";\n${listed}`;
}

function write(file: string, text: string): void {
	mkdirSync(dirname(join(root, file)), { recursive: true });
	writeFileSync(join(root, file), text);
}

function fail(reason: string): never {
	console.error(`new-rule: ${reason}.\nnpm run new-rule ID [GROUP]`);
	process.exit(2);
}
