// Writes src/diagram/icons.ts from @tabler/icons: tsx scripts/icons.ts, then npm run format.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Icons of kinds (see `src/diagram/kinds.ts`) and of places. */
const NAMES = [
	"bolt",
	"bucket",
	"building",
	"cloud-computing",
	"database",
	"heartbeat",
	"hexagon",
	"load-balancer",
	"map-pin",
	"plug-connected",
	"queue-pop-in",
	"rocket",
	"route",
	"search",
	"server-cog",
	"stack-2",
	"users",
	"world-www",
];

const folder = new URL("../node_modules/@tabler/icons/", import.meta.url);

/** Each icon's path, on a square of 24. */
export function iconsOfPackage(): Readonly<Record<string, string>> {
	return Object.fromEntries(
		NAMES.map((name) => {
			const svg = readFileSync(new URL(`icons/outline/${name}.svg`, folder), "utf8");
			if (/<(circle|rect|line|poly)/.test(svg)) throw new Error(`${name} is made of more than paths`);
			const paths = [...svg.matchAll(/<path([^>]*)\/>/g)]
				.map(([, attributes]) => attributes!)
				.filter((attributes) => !attributes.includes('stroke="none"'))
				.map((attributes) => / d="([^"]*)"/.exec(attributes)![1]!);
			return [name, paths.join("")];
		}),
	);
}

function source(): string {
	const { version } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8")) as { version: string };
	const entries = Object.entries(iconsOfPackage()).map(([name, path]) => `\t"${name}": "${path}",`);
	return `/**
 * Icons of Tabler Icons ${version}, as paths on a square of 24. Written by scripts/icons.ts.
 *
 * MIT License, Copyright (c) 2020-2026 Paweł Kuna. The text of the license is in LICENSE of @tabler/icons; it permits use,
 * copying and redistribution provided that this notice is kept.
 */
export const icons: Readonly<Record<string, string>> = {
${entries.join("\n")}
};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	writeFileSync(new URL("../src/diagram/icons.ts", import.meta.url), source());
}
