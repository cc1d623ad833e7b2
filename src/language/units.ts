import type { Quantity } from "./tree.ts";
import type { Dimension } from "./vocabulary/types.ts";

/** A unit in SI units: times `by`, divided by `per`. A quotient of whole numbers is exact where 1/86,400 is not. */
interface Scale {
	readonly by: number;
	readonly per: number;
}
type Scales = Readonly<Record<string, Scale>>;

const DAY = 86_400;
const MONTH = (365 / 12) * DAY;

const thousands = times({ "": 1, k: 1e3, M: 1e6, bn: 1e9 });
const percent: Scales = { "%": { by: 1, per: 100 } };
const moments: Scales = { us: { by: 1, per: 1e6 }, ms: { by: 1, per: 1e3 } };
const durations = times({ s: 1, min: 60, h: 3600, d: DAY, w: 7 * DAY, month: MONTH, y: 365 * DAY });
const periods = { s: 1, min: 60, h: 3600, day: DAY, week: 7 * DAY, month: MONTH, year: 365 * DAY };
const sizes = times({
	...{ B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 },
	...{ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40, PiB: 2 ** 50 },
});
const pieces = times({ "1k": 1e3, "10k": 1e4, "100k": 1e5, "1M": 1e6 });
const prices: Scales = {
	"$/month": { by: 1, per: 1 },
	"$/h": { by: MONTH, per: 3600 },
	"$/day": { by: 365, per: 12 },
	"$/year": { by: 1, per: 12 },
};

function mapUnits<T>(units: Readonly<Record<string, T>>, change: (unit: string, of: T) => [string, Scale]): Scales {
	return Object.fromEntries(Object.entries(units).map(([unit, of]) => change(unit, of)));
}

function times(units: Readonly<Record<string, number>>): Scales {
	return mapUnits(units, (unit, by) => [unit, { by, per: 1 }]);
}

function behind(units: Scales, suffix: string): Scales {
	return mapUnits(units, (unit, scale) => [unit + suffix, scale]);
}

/** A price for each of the units: `$/GB`. */
function pricePer(units: Scales): Scales {
	return mapUnits(units, (unit, { by, per }) => [`$/${unit}`, { by: per, per: by }]);
}

/** Each of the units in each period: `MB/day`. */
function perPeriod(units: Scales): Scales {
	const inPeriods = ([unit, { by, per }]: [string, Scale]) =>
		Object.entries(periods).map(([period, length]) => [`${unit}/${period}`, { by, per: per * length }] as const);
	return Object.fromEntries(Object.entries(units).flatMap(inPeriods));
}

function table(units: Scales): ReadonlyMap<string, Scale> {
	return new Map(Object.entries(units));
}

const scales: Readonly<Record<Dimension, ReadonlyMap<string, Scale>>> = {
	count: table({ ...thousands, ...times({ K: 1e3 }) }),
	ratio: table({ ...percent, ...times({ "": 1 }) }),
	factor: table(times({ x: 1, "": 1 })),
	bytes: table({ ...sizes, ...times({ kB: 1e3 }) }),
	time: table({ ...moments, ...durations }),
	rate: table({ ...behind(thousands, "rps"), ...perPeriod(thousands) }),
	bits: table(times({ bps: 1, Kbps: 1e3, kbps: 1e3, Mbps: 1e6, Gbps: 1e9, Tbps: 1e12 })),
	money: table(prices),
	"money-per-byte": table(pricePer(sizes)),
	"money-per-byte-month": table(behind(pricePer(sizes), "/month")),
	"money-per-count": table(pricePer(pieces)),
	"growth-count": table(perPeriod(thousands)),
	"growth-bytes": table(perPeriod(sizes)),
	"growth-ratio": table(perPeriod(percent)),
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
		if (scale) return { value: withoutNoise((number * scale.by) / scale.per), dimension };
	}
	return undefined;
}

/** 99.9 / 100 is 0.9990000000000001 in binary arithmetic: a number as near as that to a short one is the short one. */
function withoutNoise(value: number): number {
	const short = Number(value.toPrecision(12));
	return Math.abs(short - value) <= 1e-15 * Math.abs(value) ? short : value;
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
