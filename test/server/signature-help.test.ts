import assert from "node:assert/strict";
import type { SignatureHelp } from "vscode-languageserver/node";
import { asking } from "./asking.ts";

describe("signature help", () => {
	const { ask } = asking();

	/** The line that is shown, with what is expected at the cursor in brackets. */
	async function shown(source: string): Promise<string | undefined> {
		const help = await ask<SignatureHelp | null>("textDocument/signatureHelp", source);
		const signature = help?.signatures[0];
		if (!signature) return undefined;
		const [start, end] = signature.parameters![help.activeParameter!]!.label as [number, number];
		const { label } = signature;
		return `${label.slice(0, start)}[${label.slice(start, end)}]${label.slice(end)}`;
	}

	const cases: readonly [what: string, source: string, expected: string | undefined][] = [
		["a target behind an arrow", "service a\na -> <|>\n", 'source [-> target] x3 | 5% "label" { … }'],
		["the target that is being typed", "service a\na -> lo<|>\n", 'source [-> target] x3 | 5% "label" { … }'],
		["a share behind a target", "service a\nservice b\na -> b <|>\n", 'source -> target [x3 | 5%] "label" { … }'],
		[
			"the share that is being typed",
			"service a\nservice b\na -> b 5<|>\n",
			'source -> target [x3 | 5%] "label" { … }',
		],
		["a label behind a share", "service a\nservice b\na -> b x3 <|>\n", 'source -> target x3 | 5% ["label"] { … }'],
		[
			"the label that is being typed",
			'service a\nservice b\na -> b "re<|>\n',
			'source -> target x3 | 5% ["label"] { … }',
		],
		[
			"properties behind a label",
			'service a\nservice b\na -> b "re" <|>\n',
			'source -> target x3 | 5% "label" [{ … }]',
		],
		["another target behind a comma", "service a\na -> b x3, <|>\n", 'source [-> target] x3 | 5% "label" { … }'],
		[
			"percents behind what splits",
			"loadbalancer lb\nservice b\nlb -> b <|>\n",
			'source -> target [80%] "label" { … }',
		],
		["data behind an access", "service a { reads <|> }\n", "reads [data] x3 | 5%"],
		["a share behind data", "service a { writes d <|> }\n", "writes data [x3 | 5%]"],
		["an access behind a comma", "service a { public: true, reads d x<|> }\n", "reads data [x3 | 5%]"],
		["a number", "service a {\n  timeout: <|>\n}\n", "timeout: [500ms] ms | s | min | h | d | w | …"],
		["its unit", "service a {\n  timeout: 30<|>\n}\n", "timeout: 500ms [ms | s | min | h | d | w | …]"],
		["a name", "service <|>\n", 'service [name] "Title" x4 like other { … }'],
		["a title behind a name", "service web <|>\n", 'service name ["Title"] x4 like other { … }'],
		["instances behind a title", 'service web "Web" <|>\n', 'service name "Title" [x4] like other { … }'],
		["an original behind instances", "service web x4 <|>\n", 'service name "Title" x4 [like other] { … }'],
		["the original", "service web like <|>\n", 'service name "Title" x4 [like other] { … }'],
		["a body at last", "service web like other <|>\n", 'service name "Title" x4 like other [{ … }]'],
		["no title for data", "data d <|>\n", "data name [{ … }]"],
		["nothing for words", "service a {\n  sessions: <|>\n}\n", undefined],
		["nothing in a comment", "service a // a -> <|>\n", undefined],
		["nothing on an empty line", "service a\n<|>\n", undefined],
		["nothing for a name in first place", "service a\na <|>\n", undefined],
	];
	for (const [what, source, expected] of cases)
		it(`offers ${what}`, async () => {
			assert.equal(await shown(source), expected);
		});

	it("says what a share means, where it splits and where it does not, and what fits a number", async () => {
		const text = async (source: string): Promise<string> => {
			const { signatures, activeParameter } = await ask<SignatureHelp>("textDocument/signatureHelp", source);
			const { value } = signatures[0]!.parameters![activeParameter!]!.documentation as { value: string };
			return value;
		};
		assert.match(await text("loadbalancer lb\nservice b\nlb -> b <|>\n"), /what `lb` gets/);
		assert.match(await text("service a\nservice b\na -> b <|>\n"), /Calls for each request/);
		assert.match(await text("service a { capacity: 5<|> }\n"), /`rps`/);
	});
});
