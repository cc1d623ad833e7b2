import type { Architecture, SourceFile } from "../../../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../model/build.ts";
import { importsFrom, sameUri } from "../../../model/load.ts";

/** An architecture with other texts in some of its files. */
export function rebuilt({ files }: Architecture, texts: ReadonlyMap<SourceFile, string>): Architecture {
	const byUri = new Map([...texts].map(([{ uri }, text]) => [sameUri(uri), text]));
	const now = files.map((file): SourceFile => {
		const text = byUri.get(sameUri(file.uri));
		return text === undefined || text === file.text ? file : sourceFile(file.uri, text);
	});
	return buildArchitecture(
		now[0]!,
		importsFrom((uri) => now.find((file) => sameUri(file.uri) === sameUri(uri))),
	);
}
