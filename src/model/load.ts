import type { SourceFile } from "./architecture.ts";
import type { ResolveImport } from "./build.ts";

/** Imports by way of `file`, which gives the file at a URI, always the same object while its text is the same. */
export function importsFrom(file: (uri: string) => SourceFile | undefined): ResolveImport {
	return (from, path) => {
		const uri = importUri(from.uri, path);
		return uri === undefined ? undefined : file(uri);
	};
}

/**
 * The URI that the import of `path` in the file `base` means. Only the path of `base` is replaced, so an import never
 * leaves the file system that its file is in. Undefined where `base` has no folder, as an untitled document has none.
 */
export function importUri(base: string, path: string): string | undefined {
	const [, root, folder] = /^([a-z][\w+.-]*:(?:\/\/[^/?#]*)?)((?:\/[^/?#]*)*)\/[^/?#]*/i.exec(base) ?? [];
	if (root === undefined || folder === undefined || path === "") return undefined;
	const segments = path.startsWith("/") ? [] : folder.split("/").slice(1);
	for (const segment of path.split("/")) {
		if (segment === "..") segments.pop();
		else if (segment !== "." && segment !== "")
			segments.push(encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\ufffd")));
	}
	return `${root}/${segments.join("/")}`;
}

/** One spelling for the URIs of one file: editors differ in which characters they escape. */
export function sameUri(uri: string): string {
	try {
		return decodeURIComponent(uri);
	} catch {
		return uri;
	}
}
