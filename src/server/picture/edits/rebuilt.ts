import type { Architecture, SourceFile } from "../../../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../model/build.ts";
import { importsFrom, sameUri } from "../../../model/load.ts";

/** An architecture with other texts in some of its files; those that it does not have yet are there to be imported. */
export function rebuilt({ files }: Architecture, texts: ReadonlyMap<SourceFile, string>): Architecture {
	const byUri = new Map([...texts].map(([{ uri }, text]) => [sameUri(uri), text]));
	const now = files.map((file): SourceFile => {
		const text = byUri.get(sameUri(file.uri));
		return text === undefined || text === file.text ? file : sourceFile(file.uri, text);
	});
	const known = new Set(files.map(({ uri }) => sameUri(uri)));
	for (const [{ uri }, text] of texts) if (!known.has(sameUri(uri))) now.push(sourceFile(uri, text));
	const main = now[0]!;
	return buildArchitecture(
		main,
		importsFrom((uri) => now.find((file) => sameUri(file.uri) === sameUri(uri))),
	);
}
