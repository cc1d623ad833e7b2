import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Package the extension as the Marketplace gets it. Returns the path of the package. */
export function packageExtension(): string {
	const vsix = join(root, ".vscode-test/archscale.vsix");
	const vsce = join(root, "node_modules/@vscode/vsce/vsce");
	try {
		execFileSync(process.execPath, [vsce, "package", "--no-dependencies", "--out", vsix], { cwd: root, stdio: "pipe" });
	} catch (error) {
		throw new Error(`The extension cannot be packaged.\n${(error as { stderr: Buffer }).stderr}`);
	}
	return vsix;
}
