import assert from "node:assert/strict";
import { parse } from "../../../src/language/parser.ts";
import { problemMessage } from "../../../src/language/problem-texts.ts";
import { applyEdits } from "../../../src/language/text.ts";
import { outline } from "./outline.ts";

interface Mistake {
	/** The text; `<|` and `|>` enclose the places of the problems. */
	readonly text: string;
	readonly messages: readonly string[];
	/** What is understood all the same. */
	readonly kept: string;
	/** The text after the first repair of each problem. */
	readonly repaired?: string;
}

function check({ text: marked, messages, kept, repaired }: Mistake): void {
	const text = marked.replace(/<\||\|>/g, "");
	const tree = parse(text);
	const { problems } = tree;
	assert.deepEqual(
		problems.map((problem) => problemMessage(problem, "en")),
		messages,
	);
	const inserts = problems.flatMap(({ start, end }) => [
		{ span: { start, end: start }, text: "<|" },
		{ span: { start: end, end }, text: "|>" },
	]);
	assert.equal(applyEdits(text, inserts), marked);
	assert.equal(outline(tree), kept);
	for (const problem of problems) assert.doesNotMatch(problemMessage(problem, "ko"), /\{\w+\}/);
	const edits = problems.flatMap(({ repairs }) => repairs?.[0]?.edits ?? []);
	assert.equal(edits.length > 0 ? applyEdits(text, edits) : undefined, repaired);
	if (repaired !== undefined) assert.deepEqual(parse(repaired).problems, []);
}

const groups: Readonly<Record<string, Readonly<Record<string, Mistake>>>> = {
	"a brace": {
		"that is never closed is found by indentation": {
			text: "datacenter us {\n  service web <|{|>\n    ttl: 1h\n  cache c {\n  }\n}\nclient b",
			messages: ["The `{` of `web` is never closed: add `}`."],
			kept: "datacenter us {service web {ttl: 1h; cache c {}}; client b",
			repaired: "datacenter us {\n  service web {\n    ttl: 1h\n  }\n  cache c {\n  }\n}\nclient b",
		},
		"of the outermost body": {
			text: "datacenter us <|{|>\n  service web {\n  }\n\ndatacenter eu {\n}",
			messages: ["The `{` of `us` is never closed: add `}`."],
			kept: "datacenter us {service web {}; datacenter eu {}",
			repaired: "datacenter us {\n  service web {\n  }\n}\n\ndatacenter eu {\n}",
		},
		"of a body on one line": {
			text: "cache a <|{|> holds: b\ncache c { holds: d }",
			messages: ["The `{` of `a` is never closed: add `}`."],
			kept: "cache a {holds: b; cache c {holds: d}",
			repaired: "cache a { holds: b }\ncache c { holds: d }",
		},
		"of several bodies": {
			text: "datacenter us <|{|>\n\tservice web <|{|>\n\t\tttl: 1h\nclient b",
			messages: ["The `{` of `us` is never closed: add `}`.", "The `{` of `web` is never closed: add `}`."],
			kept: "datacenter us {service web {ttl: 1h; client b",
			repaired: "datacenter us {\n\tservice web {\n\t\tttl: 1h\n}\n\t}\nclient b",
		},
		"of a link": {
			text: "a -> b <|{|>\n  async: true\nc -> d",
			messages: ["The `{` of `a -> b` is never closed: add `}`."],
			kept: "a -> b {async: true; c -> d",
			repaired: "a -> b {\n  async: true\n}\nc -> d",
		},
		"that is one too many": {
			text: "service web {\n}\n<|}|>\na -> b",
			messages: ["Nothing is open for this `}` to close."],
			kept: "service web {}; a -> b",
			repaired: "service web {\n}\n\na -> b",
		},
		"that is one too many in the middle": {
			text: "group g {\n  service web {\n  }\n  <|}|>\n  cache c\n}",
			messages: ["Nothing is open for this `}` to close."],
			kept: "group g {service web {}; cache c}",
			repaired: "group g {\n  service web {\n  }\n  \n  cache c\n}",
		},
		"without a kind": {
			text: "<|{|>\n  a -> b\n  ttl: 3\n}",
			messages: ["Expected a kind and a name before `{`, such as `service web {`."],
			kept: "a -> b",
		},
		"in place of brackets": {
			text: "monitoring m { metrics: <|{|> host, tier }, alerts: true }",
			messages: ["A value has no braces: write several values as `[a, b]`."],
			kept: "monitoring m {metrics: ?; alerts: true}",
		},
	},
	"a declaration": {
		"without a name": {
			text: "<|cache|>\n<|cache|> { ttl: 1h }\n<|group|> like us\nb -> c",
			messages: ["cache", "cache", "group"].map((kind) => `Expected a name after \`${kind}\`.`),
			kept: "cache ?; cache ? {ttl: 1h}; group ? like us; b -> c",
		},
		"with instances in place of a name": {
			text: "service <|x4|> { ttl: 1h }",
			messages: ["`x4` is a number of instances and cannot be a name: expected a name."],
			kept: "service ? x4 {ttl: 1h}",
		},
		"with a name that begins with a digit": {
			text: "service <|3tier|> { ttl: 1h }",
			messages: ["A name begins with a letter: `3tier` does not."],
			kept: "service 3tier {ttl: 1h}",
		},
		"with a name of several words": {
			text: "service <|web tier|> x4 { ttl: 1h }\ndatacenter <|us east  one|> like eu",
			messages: [
				'A name is one word: write `web-tier`, or `"tier"` as a title.',
				'A name is one word: write `us-east-one`, or `"east  one"` as a title.',
			],
			kept: "service web x4 {ttl: 1h}; datacenter us like eu",
			repaired: "service web-tier x4 { ttl: 1h }\ndatacenter us-east-one like eu",
		},
		"with instances in other forms": {
			text: "service a <|4x|>\nservice b <|x 4|>\nservice c <|2..10|> {}\nservice d <|3|>",
			messages: ["x4", "x4", "x2..10", "x3"].map((own) => `The number of instances is written \`${own}\`.`),
			kept: "service a x4; service b x4; service c x2..10 {}; service d x3",
			repaired: "service a x4\nservice b x4\nservice c x2..10 {}\nservice d x3",
		},
		"with no instances": {
			text: "service a <|x0|> {}\nservice b <|x2.5|>",
			messages: ["x0", "x2.5"].map(
				(word) =>
					`\`${word}\` is not a number of instances: expected a whole number from 1, such as \`x4\`, or a range such as \`x2..10\`.`,
			),
			kept: "service a {}; service b",
		},
		"with a range the wrong way round": {
			text: "service a <|x10..2|>",
			messages: [
				"`x10..2` is not a number of instances: expected a whole number from 1, such as `x4`, or a range such as `x2..10`.",
			],
			kept: "service a x2..10",
			repaired: "service a x2..10",
		},
		"with two titles": {
			text: 'service a "b" <|"c"|> x2 <|x3|>',
			messages: ['`"c"` is one too many: `a` has one already.', "`x3` is one too many: `a` has one already."],
			kept: 'service a "b" x2',
		},
		"with nothing to copy": {
			text: "datacenter eu <|like|>\na -> b",
			messages: ["Expected a name after `like`."],
			kept: "datacenter eu; a -> b",
		},
		"with a colon before its body": {
			text: "service web<|:|> { ttl: 1h }",
			messages: ["Did not expect `:` here: expected `,` or a new line."],
			kept: "service web {ttl: 1h}",
			repaired: "service web { ttl: 1h }",
		},
		"with properties outside of braces": {
			text: "service web <|capacity|>: 500rps, ttl: 1h\na -> b",
			messages: ["The properties of `web` stand in braces: put `{` before and `}` after them."],
			kept: "service web {capacity: 500rps; ttl: 1h; a -> b",
			repaired: "service web { capacity: 500rps, ttl: 1h }\na -> b",
		},
		"without its opening brace": {
			text: "service web <|capacity|>: 500rps, ttl: 1h }\na -> b",
			messages: ["The properties of `web` stand in braces: put `{` before and `}` after them."],
			kept: "service web {capacity: 500rps; ttl: 1h}; a -> b",
			repaired: "service web { capacity: 500rps, ttl: 1h }\na -> b",
		},
		"with something before its body": {
			text: 'service web "Web" <|tier|> { ttl: 1h }\nservice api x2 <|=|> {}\nservice b "B" <|x|> {}',
			messages: ["tier", "=", "x"].map((word) => `Did not expect \`${word}\` here: expected \`,\` or a new line.`),
			kept: 'service web "Web" {ttl: 1h}; service api x2 {}; service b "B" {}',
			repaired: 'service web "Web"  { ttl: 1h }\nservice api x2  {}\nservice b "B"  {}',
		},
		"that goes on as a link": {
			text: "  cache redis x2 <|->|> db\nb -> c",
			messages: ["A declaration and a link are two statements: begin the link on a line of its own with `redis ->`."],
			kept: "cache redis x2; redis -> db; b -> c",
			repaired: "  cache redis x2\n  redis -> db\nb -> c",
		},
	},
	"a link": {
		"without a target does not take the next line for one": {
			text: "a <|->|>\nb -> c\nb <|->|> \n  cache d {}\nc <|->|>\n  ttl: 1h",
			messages: Array(3).fill("Expected a component after `->`."),
			kept: "a; b -> c; b; cache d {}; c; ttl: 1h",
		},
		"without a target in the middle": {
			text: "g h { a <|->|>, ttl: 1h }\na <|->|> -> b\na -> b <|->|>",
			messages: Array(3).fill("Expected a component after `->`."),
			kept: "g h {a; ttl: 1h}; a -> b; a -> b",
		},
		"without a source": {
			text: "<|->|> b\ncache a {}\n<|->|> c -> d",
			messages: Array(2).fill("Expected a component before `->`."),
			kept: "cache a {}; c -> d",
		},
		"without an arrow": {
			text: "<|lb web|> -> db",
			messages: ["Expected `->` or `,` between `lb` and `web`."],
			kept: "lb -> web -> db",
			repaired: "lb -> web -> db",
		},
		"without an arrow or a comma later": {
			text: "lb -> web <|redis|>\nlb -> web <|redis|> -> db",
			messages: Array(2).fill("Expected `->`, `,` or a new line before `redis`."),
			kept: "lb -> web; lb -> web; redis -> db",
		},
		"without anything": {
			text: "<|us.web|>\n<|a, us.b|>\nb -> c",
			messages: ["Expected `->` after `us.web`.", "Expected `->` after `a, us.b`."],
			kept: "us.web; a, us.b; b -> c",
		},
		"with half a name": {
			text: "<|us.|>\na -> <|us.|>\nb -> c",
			messages: Array(2).fill("Expected a name after `us.`."),
			kept: "us; a -> us; b -> c",
		},
		"with other arrows": {
			text: "a <|-->|> b <|=>|> c <|→|> d",
			messages: ["-->", "=>", "→"].map((word) => `Write \`->\` instead of \`${word}\`.`),
			kept: "a -> b -> c -> d",
			repaired: "a -> b -> c -> d",
		},
		"with a label as others write it": {
			text: 'a -> b<|:|> "calls"\na -> b<|: sends mail|>\na -> b<|:|> 5%',
			messages: Array(3).fill('The label of a link stands in quotes, without `:`, such as `a -> b "label"`.'),
			kept: 'a -> b "calls"; a -> b "sends mail"; a -> b 5%',
			repaired: 'a -> b "calls"\na -> b "sends mail"\na -> b 5%',
		},
		"with a label inside": {
			text: 'a <|"calls"|> -> b\na -> b <|"calls"|> -> c',
			messages: Array(2).fill("The label of a link stands at its end, behind the last component."),
			kept: 'a -> b "calls"; a -> b -> c "calls"',
		},
		"with a share of the source": {
			text: "a <|x3|> -> b\na, b <|5%|> -> c",
			messages: [
				"The share `x3` belongs behind the component that is called.",
				"The share `5%` belongs behind the component that is called.",
			],
			kept: "a -> b; a, b -> c",
		},
		"with a share in other forms": {
			text: "a -> b <|3x|>, c <|0.5|>",
			messages: ["A share is written `x3`.", "A share is written `x0.5`."],
			kept: "a -> b x3, c x0.5",
			repaired: "a -> b x3, c x0.5",
		},
		"with a share out of range": {
			text: "a -> b <|120%|>\na -> b <|-5%|>\na -> b <|500rps|>\na -> b <|x2..3|>",
			messages: ["120%", "-5%", "500rps", "x2..3"].map(
				(word) =>
					`\`${word}\` is not a share: expected calls for each request, such as \`x3\` or \`x0.5\`, or 0% to 100%.`,
			),
			kept: "a -> b; a -> b; a -> b; a -> b",
		},
	},
	"an access": {
		"without data": {
			text: "service web {\n  <|reads|>\n  <|writes|> x3\n  ttl: 1h\n}",
			messages: ["Expected a data set after `reads`.", "Expected a data set after `writes`."],
			kept: "service web {reads ?; writes ? x3; ttl: 1h}",
		},
		"to several data sets": {
			text: "service web { reads a x2, <|b|>, ttl: 1h }",
			messages: ["Each data set has its own `reads`: write `reads` here too."],
			kept: "service web {reads a x2; reads b; ttl: 1h}",
			repaired: "service web { reads a x2, reads b, ttl: 1h }",
		},
	},
	"a property": {
		"without a value": {
			text: "service web {\n  <|ttl:|>\n  size: 2KB, <|read:|> }\nservice b { <|ttl:|> size: 2KB }",
			messages: ["ttl", "read", "ttl"].map((name) => `Expected a value for \`${name}\`.`),
			kept: "service web {ttl: ?; size: 2KB; read: ?}; service b {ttl: ?; size: 2KB}",
		},
		"without a colon": {
			text: "a b {\n  <|ttl|> 5h\n  <|peak|> 3x }",
			messages: ["Expected `:` after `ttl`.", "Expected `:` after `peak`."],
			kept: "a b {ttl: 5h; peak: 3x}",
			repaired: "a b {\n  ttl: 5h\n  peak: 3x }",
		},
		"with an equals sign": {
			text: "a b { ttl <|=|> 5h, c<|：|> d }",
			messages: ["Write `:` instead of `=`.", "Write `:` instead of `：`."],
			kept: "a b {ttl: 5h; c: d}",
			repaired: "a b { ttl : 5h, c: d }",
		},
		"with several values but no brackets": {
			text: "cache c { holds: <|a, us.b|>, ttl: 3h }\ncache d { holds: <|a, b|> }",
			messages: ["Several values stand in brackets: `[a, us.b]`.", "Several values stand in brackets: `[a, b]`."],
			kept: "cache c {holds: [a, us.b]; ttl: 3h}; cache d {holds: [a, b]}",
			repaired: "cache c { holds: [a, us.b], ttl: 3h }\ncache d { holds: [a, b] }",
		},
		"with several words but no quotes": {
			text: "service a { description: <|the 2 main servers|>, ttl: 1h }",
			messages: ['Several words stand in quotes: write `"the 2 main servers"`.'],
			kept: 'service a {description: "the 2 main servers"; ttl: 1h}',
			repaired: 'service a { description: "the 2 main servers", ttl: 1h }',
		},
		"with commas between digits": {
			text: "data d { items: <|1,000,000|>, size: <|2,500MB|>, on: [1,000] }",
			messages: ["Digits are grouped by `_`: write `1_000_000`.", "Digits are grouped by `_`: write `2_500MB`."],
			kept: "data d {items: 1000000; size: 2500MB; on: [1, 0]}",
			repaired: "data d { items: 1_000_000, size: 2_500MB, on: [1,000] }",
		},
		"with something that is no number": {
			text: "data d { items: <|1.2.3|>, size: <|2..10|> }",
			messages: ["1.2.3", "2..10"].map(
				(word) => `\`${word}\` is not a number: write it such as \`1_000\`, \`1.5\`, \`2M\` or \`500rps\`.`,
			),
			kept: "data d {items: 1.2; size: 2}",
		},
		"with a factor the wrong way round": {
			text: "client c { peak: <|x3|> }",
			messages: ["A factor is written `3x`."],
			kept: "client c {peak: 3x}",
			repaired: "client c { peak: 3x }",
		},
		"with something behind its value": {
			text: "a b { ttl: 5h <|]|>\n c: d <|->|> e\n f: 3 }",
			messages: [
				"Did not expect `]` here: expected `,` or a new line.",
				"Did not expect `->` here: expected `,` or a new line.",
			],
			kept: "a b {ttl: 5h; c: d; f: 3}",
		},
	},
	"a list": {
		"that is never closed": {
			text: "a b {\n  metrics: <|[|>host, tier\n  alerts: true\n}\nc d { on: <|[|>e }\nf g { on: <|[|>h,\n  i: 3 }",
			messages: Array(3).fill("This list is never closed: add `]`."),
			kept: "a b {metrics: [host, tier]; alerts: true}; c d {on: [e]}; f g {on: [h]; i: 3}",
			repaired: "a b {\n  metrics: [host, tier]\n  alerts: true\n}\nc d { on: [e] }\nf g { on: [h,]\n  i: 3 }",
		},
		"without a comma": {
			text: "a b { on: [c <|d|>, e] }",
			messages: ["Expected `,` before `d`."],
			kept: "a b {on: [c, d, e]}",
			repaired: "a b { on: [c, d, e] }",
		},
		"with a sign inside": {
			text: "a b { on: [c <|;|> d], e: 3 }",
			messages: ["Write `,` instead of `;`."],
			kept: "a b {on: [c, d]; e: 3}",
			repaired: "a b { on: [c , d], e: 3 }",
		},
	},
	"a text": {
		"that is never closed leaves the rest of its line": {
			text: 'service web <|"Web tier|> x4 {\n  ttl: 1h\n}\nimport <|"a.arch|>\na -> b <|"c d|>  // e',
			messages: Array(3).fill('This text is never closed: add `"` at its end.'),
			kept: 'import "a.arch"; service web "Web tier" x4 {ttl: 1h}; a -> b "c d"',
			repaired: 'service web "Web tier" x4 {\n  ttl: 1h\n}\nimport "a.arch"\na -> b "c d"  // e',
		},
		"that is never closed inside of a line": {
			text: 'a b { c: <|"d e|>, ttl: 1h }\na b { on: [<|"c|>] }',
			messages: Array(2).fill('This text is never closed: add `"` at its end.'),
			kept: 'a b {c: "d e"; ttl: 1h}; a b {on: ["c"]}',
			repaired: 'a b { c: "d e", ttl: 1h }\na b { on: ["c"] }',
		},
		"in other quotes": {
			text: "service a <|'b c'|>\nservice d <|“e f”|> x2",
			messages: ["Write `\"b c\"` instead of `'b c'`.", 'Write `"e f"` instead of `“e f”`.'],
			kept: 'service a "b c"; service d "e f" x2',
			repaired: 'service a "b c"\nservice d "e f" x2',
		},
	},
	"a comment": {
		"that is never closed leaves the next lines": {
			text: "<|/*|> a -> b\nb -> c",
			messages: ["This comment is never closed: add `*/` at its end."],
			kept: "b -> c",
		},
		"as shells write it": {
			text: "<|#|> one, two\na -> b  <|#|> c -> d",
			messages: Array(2).fill("Write `//` instead of `#`."),
			kept: "a -> b",
			repaired: "// one, two\na -> b  // c -> d",
		},
	},
	"an import": {
		"without a path": {
			text: "<|import|>\n<|import|> ./a.arch\n<|import|> foo\na -> b",
			messages: Array(3).fill('Expected a path in quotes after `import`, such as `import "./shared.arch"`.'),
			kept: "a -> b",
		},
		"inside of braces": {
			text: 'group g { <|import|> "a.arch"\n a -> b }',
			messages: ["An import stands outside of all braces."],
			kept: "group g {a -> b}",
		},
	},
	"a line": {
		"with a lone word": {
			text: "<|foo|>\na -> b\ng h { <|foo|>, ttl: 1h }",
			messages: Array(2).fill(
				"`foo` alone says nothing: expected `->` for a link, `:` for a property, or a kind before the name.",
			),
			kept: "a -> b; g h {ttl: 1h}",
		},
		"with signs that mean nothing is reported once": {
			text: "a <|@@|> b ?? c !\nservice web <|%|> { ttl: 1h }\nttl: <|~|>\na -> b",
			messages: ["@@", "%", "~"].map((word) => `\`${word}\` means nothing here: remove it, or put it in quotes.`),
			kept: "a b; service web {ttl: 1h}; ttl: ?; a -> b",
		},
		"that begins with something else": {
			text: '<|"x"|> y\n<|5|>\n<|[|>a]\n<|:|> b\na -> b',
			messages: ['"x"', "5", "[", ":"].map(
				(word) =>
					`Did not expect \`${word}\` here: a declaration (\`service web\`), a link (\`a -> b\`) or a property (\`name: value\`) begins with a name.`,
			),
			kept: "a -> b",
		},
	},
};

describe("mistakes of syntax", () => {
	for (const [subject, mistakes] of Object.entries(groups)) {
		describe(subject, () => {
			for (const [what, mistake] of Object.entries(mistakes)) it(what, () => check(mistake));
		});
	}
});
