import { FilePermission, type Uri, workspace } from "vscode";

/** Texts of a commit or of another machine, and files that may not be written. */
export async function isReadOnly(uri: Uri): Promise<boolean> {
	if (uri.scheme === "untitled") return false;
	if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
	try {
		return ((await workspace.fs.stat(uri)).permissions ?? 0) === FilePermission.Readonly;
	} catch {
		// Not on a disk yet.
		return false;
	}
}
