import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * A Neovim to test with: the one that is named, else the machine's, else Debian's, unpacked into `.vscode-test` without being
 * installed. Throws what apt says where there is none of them.
 */
export function neovimExecutable(): string {
	const named = process.env.NVIM_TEST_EXECUTABLE;
	if (named) return named;
	const folders = (process.env.PATH ?? "").split(delimiter);
	return folders.map((folder) => join(folder, "nvim")).find((file) => existsSync(file)) ?? neovimFromDebian();
}

/** For machines that have apt, with or without the right to install anything. */
function neovimFromDebian(): string {
	const folder = join(root, ".vscode-test/neovim");
	const executable = join(folder, "unpacked/nvim-with-libraries");
	if (existsSync(executable)) return executable;

	console.log("setup: unpacking Neovim from Debian's packages");
	// Others may be doing the same.
	const work = `${folder}-${process.pid}`;
	const [archives, lists, unpacked] = ["archives", "lists", "unpacked"].map((name) => join(work, name)) as [
		string,
		string,
		string,
	];
	for (const path of [archives, lists]) mkdirSync(join(path, "partial"), { recursive: true });
	const apt = (...args: string[]) =>
		execFileSync(
			"apt-get",
			[
				...["-qq", "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=", "-o", `Dir::State::lists=${lists}`],
				...["-o", `Dir::Cache=${work}`, "-o", `Dir::Cache::archives=${archives}`, ...args],
			],
			{ stdio: ["ignore", "ignore", "pipe"] },
		);
	try {
		// Lists of our own, since the machine's may be empty and only an administrator may renew them.
		apt("update");
		// With it comes what it needs and the machine has not.
		apt("install", "--download-only", "--yes", "--no-install-recommends", "neovim");
		mkdirSync(unpacked);
		const packages = readdirSync(archives).filter((name) => name.endsWith(".deb"));
		if (packages.length === 0) throw new Error("apt has brought no package");
		for (const name of packages) execFileSync("dpkg-deb", ["-x", join(archives, name), unpacked]);
		const start = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
for libraries in "$here"/usr/lib/*-linux-gnu* "$here"/lib/*-linux-gnu*; do
	LD_LIBRARY_PATH="$libraries:$LD_LIBRARY_PATH"
done
export LD_LIBRARY_PATH VIMRUNTIME="$here/usr/share/nvim/runtime"
exec "$here/usr/bin/nvim" "$@"
`;
		writeFileSync(join(unpacked, "nvim-with-libraries"), start, { mode: 0o755 });
		mkdirSync(folder, { recursive: true });
		rmSync(join(folder, "unpacked"), { recursive: true, force: true });
		renameSync(unpacked, join(folder, "unpacked"));
	} catch (error) {
		const said = (error as { stderr?: Buffer }).stderr?.toString().trim();
		throw new Error(`There is no Neovim here, and none can be had: ${said || error}`);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
	return executable;
}
