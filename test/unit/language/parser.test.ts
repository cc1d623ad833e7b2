import assert from "node:assert/strict";
import { parse } from "../../../src/language/parser.ts";
import type { Span } from "../../../src/language/text.ts";
import { outline } from "./outline.ts";
import { photoSharing } from "./photo-sharing.ts";

/** What is understood of a text that has no mistakes. */
function read(text: string): string {
	const tree = parse(text);
	assert.deepEqual(tree.problems, [], text);
	return outline(tree);
}

describe("parser", () => {
	describe("declarations", () => {
		it("have a kind and a name or title", () => {
			assert.equal(read("service web"), "service web");
			assert.equal(read('service web "Web tier"'), 'service web "Web tier"');
			assert.equal(read('service "Web tier" x2'), 'service ? "Web tier" x2');
			assert.equal(read("system { availability: 99.9% }"), "system ? {availability: 99.9%}");
			assert.equal(read('system "Photo sharing" {}'), 'system ? "Photo sharing" {}');
			assert.equal(read("system"), "system ?");
		});

		it("have a number of instances, a model to copy and a body, in any order before the body", () => {
			assert.equal(read('service web "Web" x4 like us.api { ttl: 1h }'), 'service web "Web" x4 like us.api {ttl: 1h}');
			assert.equal(read('service web like us.api x4 "Web"'), 'service web "Web" x4 like us.api');
			assert.equal(read("service web x2..10"), "service web x2..10");
			assert.equal(read("service web x1_000"), "service web x1000");
		});

		it("need no reserved words", () => {
			assert.equal(read("cache cache {}"), "cache cache {}");
			assert.equal(read("data reads { reads: 3 }\nreads -> writes"), "data reads {reads: 3}; reads -> writes");
			assert.equal(read("service like like like"), "service like like like");
			assert.equal(read("service import\nimport -> x2large"), "service import; import -> x2large");
			assert.equal(read("group x { x -> x }"), "group x {x -> x}");
		});

		it("have names of any letters, digits, _ and -", () => {
			assert.equal(read("서비스 웹-서버_2 { 용량: 10rps }"), "서비스 웹-서버_2 {용량: 10rps}");
			assert.equal(read("a-b->c-d"), "a-b -> c-d");
			assert.equal(read("Übung->größe"), "Übung -> größe");
			assert.equal(read("𠮷𠮷 -> é"), "𠮷𠮷 -> é");
		});

		it("may have their brace on the next line", () => {
			assert.equal(read("service web x4\n{\n ttl: 1h\n}"), "service web x4 {ttl: 1h}");
		});
	});

	describe("properties", () => {
		it("take a quantity, word, reference, text or list", () => {
			const body = 'ttl: 1h, read: look-aside, at: us.web, link: "https://a.b//c", on: [a, us.b, 3h, ["x"], []]';
			assert.equal(
				read(`a b { ${body} }`),
				'a b {ttl: 1h; read: look-aside; at: us.web; link: "https://a.b//c"; on: [a, us.b, 3h, ["x"], []]}',
			);
		});

		it("are parted by lines, commas, semicolons or clear blanks", () => {
			assert.equal(read("a b { c: 1\nd: 2, e: 3; f: 4 g: 5,, }"), "a b {c: 1; d: 2; e: 3; f: 4; g: 5}");
			assert.equal(read("a b { c: 1, } d e {};"), "a b {c: 1}; d e {}");
		});

		it("may spread a list over lines", () => {
			assert.equal(read("a b {\n c: [\n  d,\n  e\n ],\n f: [g\n  h]\n}"), "a b {c: [d, e]; f: [g, h]}");
		});

		for (const [written, number, unit] of [
			["2M", 2, "M"],
			["500rps", 500, "rps"],
			["500 rps", 500, "rps"],
			["20/day", 20, "/day"],
			["20 /day", 20, "/day"],
			["90%", 90, "%"],
			["90 %", 90, "%"],
			["24h", 24, "h"],
			["2KB", 2, "KB"],
			["3x", 3, "x"],
			["1_000_000", 1_000_000, ""],
			["1.5", 1.5, ""],
			[".5", 0.5, ""],
			["$12/month", 12, "$/month"],
			["$0.085/GB", 0.085, "$/GB"],
			["$0.1/GB/month", 0.1, "$/GB/month"],
			["$0.2/1M", 0.2, "$/1M"],
			["1M/day", 1, "M/day"],
			["50GB/day", 50, "GB/day"],
			["5%/month", 5, "%/month"],
			["500M/day", 500, "M/day"],
			["-5", -5, ""],
			["-$5/h", -5, "$/h"],
			["10krps", 10, "krps"],
			["0B", 0, "B"],
		] as const) {
			it(`take the quantity ${written}`, () => {
				const tree = parse(`a b { c: ${written}, d: 1 }`);
				assert.deepEqual(tree.problems, []);
				assert.equal(outline(tree), `a b {c: ${number}${unit}; d: 1}`);
				const [declaration] = tree.items;
				assert(declaration?.type === "declaration");
				const [property] = declaration.body!.items;
				assert(property?.type === "property" && property.value?.type === "quantity");
				const { value } = property;
				assert.deepEqual([value.number, value.unit], [number, unit]);
				assert.equal(tree.text.slice(value.start, value.end), written);
			});
		}

		it("do not take the next word for a unit", () => {
			assert.equal(read("a b { c: 5\n h: 3 }"), "a b {c: 5; h: 3}");
			assert.equal(read("a b { c: 5 h: 3 }"), "a b {c: 5; h: 3}");
		});
	});

	describe("links", () => {
		it("go from each to each", () => {
			assert.equal(read("a, us.b -> c, eu.d"), "a, us.b -> c, eu.d");
			assert.equal(read("a -> b -> c, d"), "a -> b -> c, d");
			assert.equal(read('a -> b "label" { async: true }'), 'a -> b "label" {async: true}');
		});

		it("carry shares that belong to their target, or to all of the hop", () => {
			assert.equal(read("a -> b x3"), "a -> b x3");
			assert.equal(read("a -> b 5%, c"), "a -> b 5%, c");
			assert.equal(read("a -> b, c 5%"), "a -> b 5%, c 5%");
			assert.equal(read("a -> b x2, c 5%"), "a -> b x2, c 5%");
			assert.equal(read("a -> b, c x0.5 -> d"), "a -> b x0.5, c x0.5 -> d");
			assert.equal(read('a -> b "resize" 2%'), 'a -> b 2% "resize"');
			assert.equal(read("a -> b x0"), "a -> b x0");
			assert.equal(read("a -> b 0%, c 100%"), "a -> b 0%, c 100%");
		});

		it("go on where the next line has nothing but references or begins with an arrow", () => {
			assert.equal(read("a\n  -> b\n  -> c"), "a -> b -> c");
			assert.equal(read("a ->\n  b"), "a -> b");
			assert.equal(read("a ->\n  us.b x3,\n  c\nd -> e"), "a -> us.b x3, c; d -> e");
			assert.equal(read("a -> b,\n  c,\n  d 5%\n"), "a -> b 5%, c 5%, d 5%");
			assert.equal(read("a ->\n  b\n  -> c"), "a -> b -> c");
			assert.equal(read("a,\nb -> c"), "a, b -> c");
			assert.equal(read("g h { a ->\n b }"), "g h {a -> b}");
		});

		it("end before a line or item of its own, where a comma only parts the items", () => {
			assert.equal(read("a -> b,\nc -> d"), "a -> b; c -> d");
			assert.equal(read("a -> b,\nc, d -> e"), "a -> b; c, d -> e");
			assert.equal(read("a -> b,\nttl: 1h"), "a -> b; ttl: 1h");
			assert.equal(read("a -> b,\ncache c {}"), "a -> b; cache c {}");
			assert.equal(read("g h { a -> b, ttl: 1h }"), "g h {a -> b; ttl: 1h}");
			assert.equal(read("g h { a -> b, cache c, d -> e }"), "g h {a -> b; cache c; d -> e}");
			assert.equal(read("g h { a -> b, reads c }"), "g h {a -> b; reads c}");
			assert.equal(read("g h { a -> b; c -> d }"), "g h {a -> b; c -> d}");
			assert.equal(read("g h { a -> b, c -> d }"), "g h {a -> b, c -> d}");
		});
	});

	describe("accesses", () => {
		it("say what a component does for each request", () => {
			assert.equal(
				read("service web { reads profiles x3\n writes us.profiles 5%, reads photos }"),
				"service web {reads profiles x3; writes us.profiles 5%; reads photos}",
			);
		});

		it("leave `reads` and `writes` free as names", () => {
			assert.equal(read("reads -> db\nwrites, reads -> db"), "reads -> db; writes, reads -> db");
			assert.equal(read("service reads { reads: 3 }"), "service reads {reads: 3}");
			assert.equal(read('reads "a" {}'), 'reads ? "a" {}');
		});
	});

	describe("files", () => {
		it("import others", () => {
			assert.equal(
				read('import "./a.arch"\nimport "b.arch"; service web'),
				'import "./a.arch"; import "b.arch"; service web',
			);
		});

		it("may have a byte order mark, CRLF, tabs, exotic blanks, and no last new line", () => {
			assert.equal(
				read("\ufeffservice web {\r\n\tttl: 1h\r\n\tread:\u00a0look-aside\u3000}"),
				"service web {ttl: 1h; read: look-aside}",
			);
			assert.equal(read(""), "");
			assert.equal(read("\ufeff \r\n\t"), "");
		});

		it("keep comments out of the way, with their places", () => {
			const text = "// one\r\nservice web { /* two\n// lines */ // three {\n}";
			const tree = parse(text);
			assert.equal(read(text), "service web {}");
			assert.deepEqual(
				tree.comments.map(({ start, end }) => text.slice(start, end)),
				["// one", "/* two\n// lines */", "// three {"],
			);
		});

		it("understand the example of the language page", () => {
			assert.deepEqual(parse(photoSharing).problems, []);
		});
	});

	describe("ignores", () => {
		const ignores = (text: string) => parse(text).ignores.map(({ rule, reason, line }) => [rule.text, reason, line]);

		it("silence their own line, or the next that says something", () => {
			assert.deepEqual(ignores("a b // archscale-ignore spof: it is a test"), [["spof", "it is a test", 0]]);
			assert.deepEqual(ignores("\n// archscale-ignore spof: why\na b"), [["spof", "why", 2]]);
			assert.deepEqual(ignores("// archscale-ignore spof: why\n// and\n\n// archscale-ignore no-cdn: 이유\na b"), [
				["spof", "why", 4],
				["no-cdn", "이유", 4],
			]);
			assert.deepEqual(ignores("a b { // archscale-ignore spof: why\n}"), [["spof", "why", 0]]);
			assert.deepEqual(ignores("// archscale-ignore spof: why"), [["spof", "why", 1]]);
		});

		it("need a rule and a reason", () => {
			const text = "// archscale-ignore\n//archscale-ignore spof\n// archscale-ignore spof:  \n// archscale-ignored";
			const { problems, ignores } = parse(text);
			assert.deepEqual(
				problems.map(({ code, severity }) => [code, severity]),
				[
					["ignore-without-rule", "warning"],
					["ignore-without-reason", "warning"],
					["ignore-without-reason", "warning"],
				],
			);
			assert.deepEqual(ignores, []);
		});

		it("know the place of their rule", () => {
			const text = "a b //  archscale-ignore  spof : why";
			const [ignore] = parse(text).ignores;
			assert.equal(text.slice(ignore!.rule.start, ignore!.rule.end), "spof");
			assert.equal(text.slice(ignore!.start, ignore!.end), "//  archscale-ignore  spof : why");
		});
	});

	it("gives every part its exact place", () => {
		const text =
			'import "x"\ncache c "C" x2 like us.d { ttl: 1 h; on: [a.b, "t"]\n reads e 5% }\na.b, c -> d x3, e "l" { async: true }';
		const places: string[] = [];
		const walk = (value: unknown): void => {
			if (Array.isArray(value)) return value.forEach(walk);
			if (typeof value !== "object" || value === null) return;
			if ("start" in value && "end" in value) {
				const { start, end } = value as Span;
				places.push(text.slice(start, end));
			}
			for (const [key, inner] of Object.entries(value)) if (key !== "problems") walk(inner);
		};
		const { imports, items } = parse(text);
		walk(imports);
		walk(items);
		assert.deepEqual(places, [
			...['import "x"', '"x"'],
			'cache c "C" x2 like us.d { ttl: 1 h; on: [a.b, "t"]\n reads e 5% }',
			...["cache", "c", '"C"', "x2", "us.d", "us", "d", '{ ttl: 1 h; on: [a.b, "t"]\n reads e 5% }'],
			...["ttl: 1 h", "ttl", "1 h"],
			...['on: [a.b, "t"]', "on", '[a.b, "t"]', "a.b", "a", "b", '"t"'],
			...["reads e 5%", "reads", "e", "e", "5%"],
			'a.b, c -> d x3, e "l" { async: true }',
			...["a.b", "a", "b", "c", "c"],
			...["-> d x3, e", "d x3", "d", "d", "x3", "e", "e", "e"],
			...['"l"', "{ async: true }", "async: true", "async", "true", "true"],
		]);
	});
});
