// Installs npm packages exactly as a lockfile pins them, unless they are there already.
// node scripts/setup.mjs              the project's own
// node scripts/setup.mjs FROM TO      those of FROM/package-lock.json, into TO/node_modules
// Plain JavaScript, because it runs before anything is installed.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [from = root, to = from] = process.argv.slice(2).map((folder) => resolve(root, folder));

const lockfile = join(from, "package-lock.json");
// npm writes this file last, so that an install that was cut short leaves none.
const installed = join(to, "node_modules/.package-lock.json");

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lockfile).mtimeMs) {
	if (to !== from) {
		mkdirSync(to, { recursive: true });
		for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(from, file), join(to, file));
	}
	console.log(`setup: installing the packages of ${lockfile}`);
	// Nothing here needs an install script: binaries come in packages of their own for each platform.
	const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
	execFileSync("npm", ["ci", ...options], { cwd: to, stdio: "inherit", shell: process.platform === "win32" });
}
