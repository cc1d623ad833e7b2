import { inflateSync } from "node:zlib";

export interface Pdf {
	readonly pages: number;
	/** In points. */
	readonly width: number;
	readonly height: number;
	readonly title: string | undefined;
	/** Each text as somebody would copy it out of the page. */
	readonly texts: readonly string[];
	readonly fonts: readonly string[];
}

/** What a PDF of one page says, read as a viewer reads it: glyphs to characters by the `ToUnicode` of their font. */
export function readPdf(bytes: Uint8Array): Pdf {
	const file = Buffer.from(bytes).toString("latin1");
	const objects = new Map<string, { readonly head: string; readonly stream: string }>();
	for (const [, number, body] of file.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)) {
		const [, head = body!, packed = ""] = /^([\s\S]*?)\nstream\n([\s\S]*)\nendstream/.exec(body!) ?? [];
		const isPacked = packed !== "" && head.includes("/FlateDecode");
		const stream = isPacked ? inflateSync(Buffer.from(packed, "latin1")).toString("latin1") : packed;
		objects.set(number!, { head, stream });
	}
	const headOf = (pattern: RegExp) => [...objects.values()].filter(({ head }) => pattern.test(head));
	const reference = (head: string, name: string) =>
		objects.get(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? "");

	const [page] = headOf(/\/Type \/Page\n/);
	const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page!.head)!.map(Number);
	const resources = reference(page!.head, "Resources")!.head;
	const fonts = new Map(
		[...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => {
			const { head } = objects.get(number!)!;
			return [
				name!,
				{ base: /\/BaseFont \/(\S+)/.exec(head)![1]!, characters: charactersOf(reference(head, "ToUnicode")!.stream) },
			];
		}),
	);
	const texts: string[] = [];
	for (const [block] of reference(page!.head, "Contents")!.stream.matchAll(/BT\n[\s\S]*?\nET/g)) {
		let font = "";
		let text = "";
		for (const [, name, glyphs] of block.matchAll(/\/(F\d+) [\d.]+ Tf|<([\da-f]+)>/g)) {
			if (name) font = name;
			else for (const [glyph] of glyphs!.matchAll(/..../g)) text += fonts.get(font)!.characters.get(glyph) ?? "?";
		}
		texts.push(text);
	}
	const [information] = headOf(/\/Producer/);
	return {
		pages: headOf(/\/Type \/Page\n/).length,
		width: width!,
		height: height!,
		title: /^\((.*)\)$/.exec(reference(information!.head, "Title")?.head ?? "")?.[1],
		texts,
		fonts: [...fonts.values()].map(({ base }) => base.replace(/^[A-Z]{6}\+/, "")),
	};
}

function charactersOf(map: string): ReadonlyMap<string, string> {
	const characters = new Map<string, string>();
	for (const [, from, , list] of map.matchAll(/<(....)> <(....)> \[(.*?)\]/g)) {
		const first = Number.parseInt(from!, 16);
		[...list!.matchAll(/<(.*?)>/g)].forEach(([, units], at) => {
			const text = units!.split(/\s+/).map((unit) => String.fromCharCode(Number.parseInt(unit, 16)));
			characters.set((first + at).toString(16).padStart(4, "0"), text.join(""));
		});
	}
	return characters;
}
