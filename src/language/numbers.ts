import type { Locale } from "./locale.ts";

/*
 * Numbers as a reader sees them, on cards, in hovers and in the terminal. Suffixes are those of the language itself
 * (`k`, `M`, `bn`, `GB`), so that a number on the picture can be typed back into the text.
 */

/** 1_234 is `1.2k`, 3_200_000 is `3.2M`: two significant digits where there is room for a fraction. */
export function formatCount(value: number): string {
	if (!Number.isFinite(value)) return value > 0 ? "∞" : "–";
	return scaled(value, 1000, ["", "k", "M", "bn", "T"]).join("");
}

/** The number in `2_000_000`, `500k`, `2M` or `1.5bn`; undefined: it is none. */
export function countIn(text: string): number | undefined {
	const [, number, suffix = ""] = /^(\d[\d_,]*(?:\.\d+)?)\s*(k|M|bn|B|T)?$/i.exec(text.trim()) ?? [];
	if (number === undefined) return undefined;
	const factor = { "": 1, k: 1e3, m: 1e6, bn: 1e9, b: 1e9, t: 1e12 }[suffix.toLowerCase()]!;
	return Number(number.replaceAll(/[_,]/g, "")) * factor;
}

/** Per second; what is rarer than once in ten seconds is given per minute, hour or day. */
export function formatRate(perSecond: number): string {
	if (perSecond === 0 || Math.abs(perSecond) >= 0.1) return `${formatCount(perSecond)}/s`;
	for (const [seconds, unit] of [
		[60, "min"],
		[3600, "h"],
	] as const) {
		if (Math.abs(perSecond) * seconds >= 1) return `${formatCount(perSecond * seconds)}/${unit}`;
	}
	return `${formatCount(perSecond * 86_400)}/day`;
}

/** 0.62 is `62 %`; small shares keep two digits, large ones become `12k %`. */
export function formatPercent(ratio: number): string {
	const percent = ratio * 100;
	if (!Number.isFinite(percent)) return percent > 0 ? "∞" : "–";
	if (Math.abs(percent) >= 10_000) return `${formatCount(percent)} %`;
	if (percent === 0 || Math.abs(percent) >= 10) return `${Math.round(percent)} %`;
	return `${Number(percent.toPrecision(Math.abs(percent) >= 1 ? 2 : 1))} %`;
}

/** As many nines as there are, and the digit behind them: 0.0005 is `99.95 %`; seven nines and more are just that. */
export function formatAvailability(unavailability: number): string {
	if (unavailability < 1e-7) return unavailability === 0 ? "100 %" : ">99.99999 %";
	const digits = Math.max(0, Math.ceil(-Math.log10(unavailability)) - 1);
	return `${Number((100 * (1 - unavailability)).toFixed(digits))} %`;
}

/** Decimal units: 16e9 is `16 GB`. */
export function formatBytes(bytes: number): string {
	const [number, unit] = scaled(bytes, 1000, ["B", "KB", "MB", "GB", "TB", "PB"]);
	return `${number} ${unit}`;
}

/** 3.2e9 bits per second are `3.2 Gbit/s`. */
export function formatBits(perSecond: number): string {
	const [number, unit] = scaled(perSecond, 1000, ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s", "Pbit/s"]);
	return `${number} ${unit}`;
}

/** 0.2 is `200 ms`, 5400 is `1.5 h` or `1.5시간`; a year has 365 days. */
export function formatDuration(seconds: number, locale: Locale): string {
	if (!Number.isFinite(seconds)) return "∞";
	const size = Math.abs(seconds);
	if (size > 0 && size < 1) return `${trimmed(seconds * 1000)} ms`;
	for (const [length, en, ko] of [
		[31_536_000, " y", "년"],
		[86_400, " d", "일"],
		[3600, " h", "시간"],
		[60, " min", "분"],
	] as const) {
		if (size >= length) return trimmed(seconds / length) + (locale === "ko" ? ko : en);
	}
	return trimmed(seconds) + (locale === "ko" ? "초" : " s");
}

/** The number divided down until it is below `base`, and the unit reached. Rounding up moves on to the next unit. */
function scaled(value: number, base: number, units: readonly string[]): [string, string] {
	let at = 0;
	let rest = value;
	while (at < units.length - 1 && Math.abs(Number(trimmed(rest))) >= base) {
		rest /= base;
		at++;
	}
	return [trimmed(rest), units[at]!];
}

function trimmed(value: number): string {
	const size = Math.abs(value);
	if (size >= 10) return String(Math.round(value));
	return String(Number(size >= 1 ? value.toFixed(1) : value.toPrecision(2)));
}
