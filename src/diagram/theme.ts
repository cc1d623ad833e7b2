/** Colours of the picture by their part in it. The webview takes them from VS Code's theme, a file has them built in. */
export type Paint =
	| "background"
	| "foreground"
	| "muted"
	| "card"
	| "card-hover"
	| "sheet"
	| "track"
	| "halo"
	| "pill-border"
	| "badge"
	| "badge-text"
	| "error"
	| "warning"
	| "info"
	| "on-severity"
	| "focus"
	| "place"
	| "place-border"
	| "place-tab"
	| "group"
	| "group-border"
	| (typeof FAMILIES)[number]
	| `${(typeof FAMILIES)[number]}-tile`
	| `${(typeof FAMILIES)[number]}-border`
	| (typeof HEATS)[number]
	| `${(typeof HEATS)[number]}-tint`
	| `${(typeof HEATS)[number]}-hatch`
	| "down-hatch"
	| (typeof TRAFFICS)[number]
	| `${(typeof TRAFFICS)[number]}-text`;

export const FAMILIES = ["traffic", "compute", "data", "async", "client", "operations"] as const;
export const TRAFFICS = ["call", "read", "write", "asynchronous", "replication"] as const;

/** Steps of utilisation, and what they begin at. */
export const HEATS = ["ok", "warm", "hot", "critical"] as const;
export const HEAT_FROM = { warm: 0.6, hot: 0.75, critical: 0.9 } as const;

export function heatOf(utilization: number | undefined): (typeof HEATS)[number] | "none" {
	if (utilization === undefined) return "none";
	if (utilization >= HEAT_FROM.critical) return "critical";
	if (utilization >= HEAT_FROM.hot) return "hot";
	return utilization >= HEAT_FROM.warm ? "warm" : "ok";
}

export const THEMES = ["light", "dark", "hc-light", "hc-dark"] as const;
export type ThemeName = (typeof THEMES)[number];

/** What VS Code's own default themes give. */
interface Base {
	readonly background: string;
	readonly foreground: string;
	readonly muted: string;
	readonly card: string;
	readonly cardBorder: string;
	readonly blue: string;
	readonly green: string;
	readonly yellow: string;
	readonly orange: string;
	readonly red: string;
	readonly purple: string;
	readonly error: string;
	readonly warning: string;
	readonly info: string;
	readonly badge: string;
	readonly badgeText: string;
	readonly focus: string;
	/** High contrast draws every border in this colour. */
	readonly contrast?: string;
}

const BASES: Readonly<Record<ThemeName, Base>> = {
	light: {
		background: "#ffffff",
		foreground: "#3b3b3b",
		muted: "#616161",
		card: "#f8f8f8",
		cardBorder: "#c8c8c8",
		blue: "#1a85ff",
		green: "#388a34",
		yellow: "#bf8803",
		orange: "#d18616",
		red: "#e51400",
		purple: "#652d90",
		error: "#e51400",
		warning: "#bf8803",
		info: "#1a85ff",
		badge: "#cccccc",
		badgeText: "#3b3b3b",
		focus: "#005fb8",
	},
	dark: {
		background: "#1f1f1f",
		foreground: "#cccccc",
		muted: "#9d9d9d",
		card: "#202020",
		cardBorder: "#454545",
		blue: "#3794ff",
		green: "#89d185",
		yellow: "#cca700",
		orange: "#d18616",
		red: "#f14c4c",
		purple: "#b180d7",
		error: "#f14c4c",
		warning: "#cca700",
		info: "#3794ff",
		badge: "#616161",
		badgeText: "#f8f8f8",
		focus: "#0078d4",
	},
	"hc-light": {
		background: "#ffffff",
		foreground: "#292929",
		muted: "#292929",
		card: "#ffffff",
		cardBorder: "#0f4a85",
		blue: "#1a85ff",
		green: "#374e06",
		yellow: "#895503",
		orange: "#895503",
		red: "#b5200d",
		purple: "#652d90",
		error: "#b5200d",
		warning: "#895503",
		info: "#1a85ff",
		badge: "#0f4a85",
		badgeText: "#ffffff",
		focus: "#006bbd",
		contrast: "#0f4a85",
	},
	"hc-dark": {
		background: "#000000",
		foreground: "#ffffff",
		muted: "#ffffff",
		card: "#0c141f",
		cardBorder: "#6fc3df",
		blue: "#3794ff",
		green: "#89d185",
		yellow: "#ffd370",
		orange: "#ffd370",
		red: "#f48771",
		purple: "#b180d7",
		error: "#f48771",
		warning: "#ffd370",
		info: "#3794ff",
		badge: "#000000",
		badgeText: "#ffffff",
		focus: "#f38518",
		contrast: "#6fc3df",
	},
};

/** Every colour of a picture in one of the default themes. */
export function paintsOf(theme: ThemeName): Readonly<Record<Paint, string>> {
	const base = BASES[theme];
	const { background, foreground, contrast } = base;
	const families = {
		traffic: base.purple,
		compute: base.blue,
		data: base.green,
		async: base.yellow,
		client: base.muted,
		operations: base.muted,
	};
	const heats = {
		ok: base.green,
		warm: base.yellow,
		hot: mix(base.yellow, 0.45, base.red),
		critical: base.red,
	};
	const traffics = {
		call: mix(foreground, 0.62, background),
		read: base.blue,
		write: base.orange,
		asynchronous: base.muted,
		replication: base.purple,
	};
	const paints: Partial<Record<Paint, string>> = {
		background,
		foreground,
		muted: base.muted,
		card: base.card,
		"card-hover": mix(foreground, 0.06, base.card),
		sheet: contrast ? background : mix(foreground, 0.06, background),
		track: mix(foreground, 0.13, base.card),
		halo: base.card,
		"pill-border": contrast ?? mix(foreground, 0.16, background),
		badge: base.badge,
		"badge-text": base.badgeText,
		error: base.error,
		warning: base.warning,
		info: base.info,
		"on-severity": background,
		focus: base.focus,
		place: contrast ? background : mix(foreground, 0.03, background),
		"place-border": contrast ?? mix(foreground, 0.28, background),
		"place-tab": mix(foreground, 0.12, background),
		group: contrast ? background : mix(foreground, 0.04, background),
		"group-border": contrast ?? mix(foreground, 0.3, background),
		"down-hatch": mix(foreground, contrast ? 0.5 : 0.16, background),
	};
	for (const family of FAMILIES) {
		paints[family] = families[family];
		paints[`${family}-tile`] = mix(families[family], 0.18, base.card);
		paints[`${family}-border`] = contrast ?? mix(families[family], 0.45, base.cardBorder);
	}
	// On a dark card the same share of a colour stands out less.
	const hatch = contrast ? 0.7 : theme === "dark" ? 0.48 : 0.4;
	for (const heat of HEATS) {
		paints[heat] = heats[heat];
		paints[`${heat}-tint`] = mix(heats[heat], contrast ? 0.18 : 0.22, base.card);
		paints[`${heat}-hatch`] = mix(heats[heat], hatch, base.card);
	}
	for (const traffic of TRAFFICS) {
		paints[traffic] = traffics[traffic];
		paints[`${traffic}-text`] = contrast || traffic === "call" ? foreground : traffics[traffic];
	}
	return paints as Record<Paint, string>;
}

/** `share` of one colour and the rest of the other, as CSS's `color-mix(in srgb, ...)` does it. */
export function mix(a: string, share: number, b: string): string {
	const channel = (color: string, at: number) => Number.parseInt(color.slice(1 + 2 * at, 3 + 2 * at), 16);
	return `#${[0, 1, 2]
		.map((at) => Math.round(channel(a, at) * share + channel(b, at) * (1 - share)))
		.map((value) => value.toString(16).padStart(2, "0"))
		.join("")}`;
}
