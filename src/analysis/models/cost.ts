/**
 * Cost of a month from declared prices (model M16), in the currency of the prices, which are inputs: none is built in. A month has
 * 365/12 days = 730 hours.
 */
export type Price =
	/** Of one instance for a month. */
	| { readonly per: "instance"; readonly amount: number }
	/** Of a byte stored for a month. */
	| { readonly per: "stored-byte"; readonly amount: number }
	/** Of a byte sent. */
	| { readonly per: "sent-byte"; readonly amount: number }
	/** Of a request, a message or an operation. */
	| { readonly per: "request"; readonly amount: number };

export interface Usage {
	readonly instances: number;
	readonly storedBytes: number;
	/** Average over the month, not the peak. */
	readonly sentBytesPerSecond: number;
	/** Average over the month, not the peak. */
	readonly requestsPerSecond: number;
}

export const SECONDS_PER_MONTH = 730 * 3600;

/** Sum over the prices of price x usage. */
export function monthlyCost(prices: readonly Price[], usage: Usage): number {
	const cost = prices.reduce((sum, { per, amount }) => sum + amount * quantityOf(per, usage), 0);
	return Math.min(Number.MAX_VALUE, cost);
}

/** What a price is multiplied by: instances, or bytes or requests of a month. */
export function quantityOf(
	per: Price["per"],
	{ instances, storedBytes, sentBytesPerSecond, requestsPerSecond }: Usage,
): number {
	switch (per) {
		case "instance":
			return instances;
		case "stored-byte":
			return storedBytes;
		case "sent-byte":
			return sentBytesPerSecond * SECONDS_PER_MONTH;
		case "request":
			return requestsPerSecond * SECONDS_PER_MONTH;
	}
}
