import assert from "node:assert/strict";
import fc from "fast-check";
import { format } from "../../../src/language/format.ts";
import { lex } from "../../../src/language/lexer.ts";
import { parse } from "../../../src/language/parser.ts";
import { outline } from "./outline.ts";
import { photoSharing } from "./photo-sharing.ts";

/** `before` becomes `after`, which stays as it is. */
function check(before: string, after: string): void {
	assert.equal(format(before), after);
	assert.equal(format(after), after);
}

/** Everything but white space and separators. */
const letters = (text: string): string => text.replace(/[\s,;]/gu, "");

describe("formatter", () => {
	it("puts each item on its line, indented by its depth", () => {
		check(
			"service   web\t{ttl:1h;\nread :look-aside reads  a   x3 , writes b 5% ;\n}cache c",
			"service web {\n  ttl: 1h\n  read: look-aside\n  reads a x3\n  writes b 5%\n}\ncache c\n",
		);
		check('import "a"; import "b", a->b', 'import "a"\nimport "b"\na -> b\n');
		check("group g {\nservice web {\nttl: 1h\n}\n}", "group g {\n  service web {\n    ttl: 1h\n  }\n}\n");
	});

	it("sets blanks between the parts of an item", () => {
		check('service  "Web"   x2   like  us . web', 'service "Web" x2 like us.web\n');
		check('a,b->c   x3,d  "l"{async:true}', 'a, b -> c x3, d "l" { async: true }\n');
		check("a b { c: [ d,e , [ ] , ] , f : - }".replace("-", "500 rps"), "a b { c: [d, e, []], f: 500rps }\n");
		check("a b { c: 20 /day, d: $ }".replace("$", "$12 "), "a b { c: 20/day, d: $12 }\n");
	});

	it("leaves a body on the line where its author wrote it, if it fits and holds no comment", () => {
		check("cache c {a:b,c:d;e:f g:h}", "cache c { a: b, c: d; e: f, g: h }\n");
		check("cache c { }\ncache d {\n\n}", "cache c {}\ncache d {}\n");
		check("group g { a -> b; cache c { d: e }, f: g; }", "group g { a -> b; cache c { d: e }, f: g }\n");
		check("cache c { /* d */ a: b }", "cache c {\n  /* d */ a: b\n}\n");
		check("cache c { a: b // d\n}", "cache c {\n  a: b  // d\n}\n");
		const long = Array.from({ length: 9 }, (_, i) => `property-${i}: value-${i}`);
		check(`cache c { ${long.join(", ")} }`, `cache c {\n${long.map((item) => `  ${item}\n`).join("")}}\n`);
		check(
			`group g { cache c { ${long.join(", ")} }, a -> b }`,
			`group g {\n  cache c {\n${long.map((item) => `    ${item}\n`).join("")}  }\n  a -> b\n}\n`,
		);
	});

	it("does not move a comment that silences a rule to another line", () => {
		const long = Array.from({ length: 9 }, (_, i) => `property-${i}: value-${i}`).join(", ");
		check(`cache c { ${long} } // archscale-ignore a: b`, `cache c { ${long} }  // archscale-ignore a: b\n`);
	});

	it("keeps the line breaks within a link or a list", () => {
		check("lb\n->web ->\nredis,\nusers", "lb\n  -> web ->\n  redis,\n  users\n");
		check("a b { c: [d,\ne,[f,\ng]\n] }", "a b {\n  c: [d,\n    e, [f,\n      g]\n  ]\n}\n");
		check("a b {\n c: [\n d\n e // f\n g]\n}", "a b {\n  c: [\n    d,\n    e,  // f\n    g]\n}\n");
		check("service web\n{ ttl: 1h }", "service web { ttl: 1h }\n");
	});

	it("keeps one blank line between items, and none at the ends of a body or file", () => {
		check("\n\n\na b\n\n\n\nc d {\n\n\n  e: f\n\n\n  g: h\n\n}\n\n\n", "a b\n\nc d {\n  e: f\n\n  g: h\n}\n");
		check("", "");
		check("\n\n", "");
	});

	it("keeps every comment where it belongs", () => {
		check(
			"// a\n\n// b\nservice web { // c\n // d\n\n // e\nttl: 1h\n// f\n}\n// g",
			[
				...["// a", "", "// b", "service web {  // c", "  // d", "", "  // e", "  ttl: 1h", "  // f", "}", "// g", ""],
			].join("\n"),
		);
		check("/* a\n   b */ c d", "/* a\n   b */ c d\n");
		check("a b /* c */ x2 /* d */\n/* e */", "a b /* c */ x2 /* d */\n/* e */\n");
		check("a -> // b\n c", "a ->  // b\n  c\n");
		check("service web // a\n{ ttl: 1h }", "service web  // a\n{ ttl: 1h }\n");
		check("a b { c: 1, // d\n e: 2 /* f */, g: 3 }", "a b {\n  c: 1  // d\n  e: 2 /* f */\n  g: 3\n}\n");
	});

	it("sets the comments of neighbouring lines in one column", () => {
		check("a: 1 // b\nccc: 1 // d\n\ne: 1   // f", "a: 1    // b\nccc: 1  // d\n\ne: 1   // f\n");
		check("a: 1     // b\nccc: 1   // d", "a: 1     // b\nccc: 1   // d\n");
		check("a: 가나 // b\nccc: 12 // d", "a: 가나  // b\nccc: 12  // d\n");
		const long = `a: "${"b".repeat(60)}"`;
		check(`${long} // c\nd: e // f`, `${long}  // c\nd: e  // f\n`);
		check("a b { // c\nd: e // f\n}", "a b {  // c\n  d: e  // f\n}\n");
	});

	it("indents as the text does", () => {
		check("a b {\n    c: d\n e f {\n  g: h } }", "a b {\n    c: d\n    e f {\n        g: h\n    }\n}\n");
		check("a b {\n\tc: d\n e f {\n  g: h } }", "a b {\n\tc: d\n\te f {\n\t\tg: h\n\t}\n}\n");
		check("a b {\nc: d\n}", "a b {\n  c: d\n}\n");
	});

	it("keeps line endings and a byte order mark", () => {
		check("\ufeffa b {\r\nc: d }\r\n/* e\r\n f */", "\ufeffa b {\r\n  c: d\r\n}\r\n/* e\r\n f */\r\n");
	});

	it("leaves a text with mistakes as it is", () => {
		for (const text of ["a ->\n", "a   b {", "foo", 'a "b', "a  @  b"]) assert.equal(format(text), text);
		check("a   b // archscale-ignore c", "a b  // archscale-ignore c\n");
	});

	it("has the example of the language page in its form", () => {
		assert.equal(format(photoSharing), photoSharing);
	});

	it("changes no meaning and loses no letter of any text, and is done after one time", () => {
		const { starts } = lex(photoSharing);
		const gap = fc.constantFrom(
			"",
			" ",
			"\t",
			"\n",
			"\n\n\n",
			"\r\n",
			",",
			";",
			"  // c\n",
			"\n// d\n",
			"/* e */",
			"\n/* f\n g */\n",
		);
		const edits = fc.dictionary(fc.nat(starts.length - 1).map(String), gap, { minKeys: 1, maxKeys: 6 });
		const lines = photoSharing.split("\n").length;
		let formatted = 0;
		fc.assert(
			fc.property(edits, fc.nat(lines), fc.nat(lines), (edits, from, to) => {
				let text = photoSharing;
				for (const [token, gap] of Object.entries(edits).sort(([a], [b]) => Number(b) - Number(a))) {
					const at = starts[Number(token)]!;
					text = text.slice(0, at) + gap + text.slice(at);
				}
				text = text.split("\n").slice(Math.min(from, to), Math.max(from, to)).join("\n");
				const tree = parse(text);
				const after = format(text);
				if (tree.problems.some(({ severity }) => severity === "error")) return assert.equal(after, text);
				formatted++;
				assert.equal(outline(parse(after)), outline(tree));
				assert.equal(parse(after).comments.length, tree.comments.length);
				assert.equal(letters(after), letters(text));
				assert.equal(format(after), after);
			}),
			{ numRuns: 600 },
		);
		assert(formatted > 50);
	});
});
