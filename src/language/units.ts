import type { Quantity } from "./tree.ts";
import type { Dimension } from "./vocabulary/types.ts";

const DAY = 86_400;
const MONTH = (365 / 12) * DAY;

const thousands = { "": 1, k: 1e3, M: 1e6, bn: 1e9 };
const seconds = { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: DAY, w: 7 * DAY, month: MONTH, y: 365 * DAY };
const periods = { s: 1, min: 60, h: 3600, day: DAY, week: 7 * DAY, month: MONTH, year: 365 * DAY };
const sizes = {
	...{ B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 },
	...{ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40, PiB: 2 ** 50 },
};
const pieces = { "1k": 1e3, "10k": 1e4, "100k": 1e5, "1M": 1e6 };

type Factors = Readonly<Record<string, number>>;

const table = (units: Factors): ReadonlyMap<string, number> => new Map(Object.entries(units));

const mapUnits = (units: Factors, change: (unit: string, by: number) => (readonly [string, number])[]): Factors =>
	Object.fromEntries(Object.entries(units).flatMap(([unit, by]) => change(unit, by)));

const behind = (units: Factors, suffix: string): Factors => mapUnits(units, (unit, by) => [[unit + suffix, by]]);

/** A price for each of the units: `$/GB`. */
const pricePer = (units: Factors): Factors => mapUnits(units, (unit, by) => [[`$/${unit}`, 1 / by]]);

/** Every unit for each period: `MB/day`. */
const perPeriod = (units: Factors): Factors =>
	mapUnits(units, (unit, by) =>
		Object.entries(periods).map(([period, length]) => [`${unit}/${period}`, by / length] as const),
	);

/** By dimension and unit: how many SI units it is. */
const factors: Readonly<Record<Dimension, ReadonlyMap<string, number>>> = {
	count: table({ ...thousands, K: 1e3 }),
	ratio: table({ "%": 0.01, "": 1 }),
	factor: table({ x: 1, "": 1 }),
	bytes: table({ ...sizes, kB: 1e3 }),
	time: table(seconds),
	rate: table({ ...behind(thousands, "rps"), ...perPeriod(thousands) }),
	bits: table({ bps: 1, Kbps: 1e3, kbps: 1e3, Mbps: 1e6, Gbps: 1e9, Tbps: 1e12 }),
	money: table({ "$/month": 1, "$/h": MONTH / 3600, "$/day": 365 / 12, "$/year": 1 / 12 }),
	"money-per-byte": table(pricePer(sizes)),
	"money-per-byte-month": table(behind(pricePer(sizes), "/month")),
	"money-per-count": table(pricePer(pieces)),
	"growth-count": table(perPeriod(thousands)),
	"growth-bytes": table(perPeriod(sizes)),
	"growth-ratio": table(perPeriod({ "%": 0.01 })),
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
		const factor = factors[dimension].get(unit);
		// What lies behind fifteen digits is an error of binary arithmetic: 99.9 % is 0.999.
		if (factor !== undefined) return { value: Number((number * factor).toPrecision(15)), dimension };
	}
	return undefined;
}

/** Units that one may write for a dimension, the usual ones first. */
export function unitsOf(dimension: Dimension): readonly string[] {
	return usual[dimension];
}

const known: ReadonlySet<string> = new Set(Object.values(factors).flatMap((units) => [...units.keys()]));

/** Whether `text` is a unit of any dimension. */
export function isUnit(text: string): boolean {
	return text !== "" && known.has(text);
}
