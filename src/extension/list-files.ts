import { FileType, RelativePattern, Uri, workspace } from "vscode";

/** Folders that nobody keeps designs in, and which the server leaves out on its own disk as well. */
const SKIPPED = /^(?:\..*|node_modules)$/;

/** Whoever searches a file system that is far away may take long, and one that cannot be searched may never answer. */
const PATIENCE_MS = 4000;

/** Where a folder has more folders than these, only a search finds what is in them. */
const MOST_FOLDERS = 2000;

/** The `.arch` files below a folder, in whatever file system it is. */
export async function listFiles(folder: Uri): Promise<readonly Uri[]> {
	const found = await Promise.race([
		workspace.findFiles(new RelativePattern(folder, "**/*.arch"), "**/{.*,node_modules}/**").then(
			(uris) => uris,
			() => [],
		),
		new Promise<readonly Uri[]>((resolve) => setTimeout(() => resolve([]), PATIENCE_MS)),
	]);
	// Many file systems of extensions, as those in memory, cannot be searched, but all can be walked through.
	return found.length > 0 ? found : walk(folder);
}

async function walk(root: Uri): Promise<readonly Uri[]> {
	const files: Uri[] = [];
	const folders = [root];
	// Grows as it is gone through.
	for (const folder of folders) {
		const entries = await Promise.resolve(workspace.fs.readDirectory(folder)).catch(() => []);
		for (const [name, type] of entries) {
			const uri = Uri.joinPath(folder, name);
			// A link to a folder may lead round in a circle.
			if (type === FileType.Directory && !SKIPPED.test(name) && folders.length < MOST_FOLDERS) folders.push(uri);
			else if ((type & FileType.File) !== 0 && name.endsWith(".arch")) files.push(uri);
		}
	}
	return files;
}
