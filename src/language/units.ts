import type { Quantity } from "./tree.ts";
import type { Dimension } from "./vocabulary/types.ts";

/** How a number in some unit becomes SI: times `by`, divided by `per`. Two numbers keep 99.9 % at exactly 0.999. */
interface Scale {
	readonly by: number;
	readonly per: number;
}

const DAY = 86_400;
const MONTH = (365 / 12) * DAY;

const thousands = { "": 1, k: 1e3, M: 1e6, bn: 1e9 };
const seconds = { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: DAY, w: 7 * DAY, month: MONTH, y: 365 * DAY };
const periods = { s: 1, min: 60, h: 3600, day: DAY, week: 7 * DAY, month: MONTH, year: 365 * DAY };
const sizes = {
	...{ B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 },
	...{ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40, PiB: 2 ** 50 },
};

type Factors = Readonly<Record<string, number>>;
type Scales = ReadonlyMap<string, Scale>;

/** Below 1 a factor is held as a divisor, so that 400 ms are 0.4 s to the last bit. */
const plain = (factors: Factors): Scales =>
	new Map(
		Object.entries(factors).map(([unit, by]) => [unit, by < 1 ? { by: 1, per: Math.round(1 / by) } : { by, per: 1 }]),
	);

/** Every unit of `factors` for each period: `MB/day`. */
const perPeriod = (factors: Factors, shared = 1): Scales =>
	new Map(
		Object.entries(factors).flatMap(([unit, by]) =>
			Object.entries(periods).map(([period, length]) => [`${unit}/${period}`, { by, per: shared * length }] as const),
		),
	);

const prefixed = (unit: string): Factors =>
	Object.fromEntries(Object.entries(thousands).map(([prefix, by]) => [prefix + unit, by]));

/** A price for each of `units` of a size, in dollars for each byte; `suffix` where it is paid for a time. */
const perSize = (suffix = ""): Scales =>
	new Map(["MB", "GB", "TB", "GiB", "TiB"].map((unit) => [`$/${unit}${suffix}`, { by: 1, per: sizes[unit as "GB"] }]));

const scales: Readonly<Record<Dimension, Scales>> = {
	count: plain({ ...thousands, K: 1e3 }),
	ratio: new Map([
		["%", { by: 1, per: 100 }],
		["", { by: 1, per: 1 }],
	]),
	factor: plain({ x: 1, "": 1 }),
	bytes: plain({ ...sizes, kB: 1e3 }),
	time: plain(seconds),
	rate: new Map([...plain(prefixed("rps")), ...perPeriod(thousands)]),
	bits: plain({ bps: 1, Kbps: 1e3, kbps: 1e3, Mbps: 1e6, Gbps: 1e9, Tbps: 1e12 }),
	money: new Map([
		["$/month", { by: 1, per: 1 }],
		["$/h", { by: MONTH, per: 3600 }],
		["$/day", { by: 365, per: 12 }],
		["$/year", { by: 1, per: 12 }],
	]),
	"money-per-byte": perSize(),
	"money-per-byte-month": perSize("/month"),
	"money-per-count": new Map([
		["$/1M", { by: 1, per: 1e6 }],
		["$/100k", { by: 1, per: 1e5 }],
		["$/10k", { by: 1, per: 1e4 }],
		["$/1k", { by: 1, per: 1e3 }],
	]),
	"growth-count": perPeriod(thousands),
	"growth-bytes": perPeriod(sizes),
	"growth-ratio": perPeriod({ "%": 1 }, 100),
};

const usual: Readonly<Record<Dimension, readonly string[]>> = {
	count: ["k", "M", "bn"],
	ratio: ["%"],
	factor: ["x"],
	bytes: ["KB", "MB", "GB", "TB", "PB", "B", "KiB", "MiB", "GiB", "TiB", "PiB"],
	time: ["ms", "s", "min", "h", "d", "w", "month", "y"],
	rate: ["rps", "/s", "/min", "/h", "/day", "/month", "krps", "k/s", "M/day"],
	bits: ["Kbps", "Mbps", "Gbps"],
	money: ["$/month", "$/h", "$/day", "$/year"],
	"money-per-byte": ["$/GB", "$/TB"],
	"money-per-byte-month": ["$/GB/month", "$/TB/month"],
	"money-per-count": ["$/1M", "$/10k", "$/1k"],
	"growth-count": ["/day", "k/day", "M/day", "M/month", "bn/year"],
	"growth-bytes": ["GB/day", "TB/day", "GB/month", "TB/month"],
	"growth-ratio": ["%/day", "%/month", "%/year"],
};

/**
 * The quantity in the SI unit of the first of `dimensions` that its unit fits; undefined if it fits none.
 * Bytes, seconds, 1/s, bit/s; a percent as a fraction; growth as count, bytes or fraction per second; money in dollars
 * for each month, byte, byte and month, or piece. A month is 365/12 days.
 */
export function quantityIn(
	{ number, unit }: Pick<Quantity, "number" | "unit">,
	dimensions: readonly Dimension[],
): { readonly value: number; readonly dimension: Dimension } | undefined {
	for (const dimension of dimensions) {
		const scale = scales[dimension].get(unit);
		if (scale) return { value: (number * scale.by) / scale.per, dimension };
	}
	return undefined;
}

/** Units that one may write for a dimension, the usual ones first. */
export function unitsOf(dimension: Dimension): readonly string[] {
	return usual[dimension];
}

const known: ReadonlySet<string> = new Set(Object.values(scales).flatMap((units) => [...units.keys()]));

/** Whether `text` is a unit of any dimension. */
export function isUnit(text: string): boolean {
	return text !== "" && known.has(text);
}
