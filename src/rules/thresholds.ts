import type { Thresholds } from "./rule.ts";

export const defaultThresholds: Thresholds = {
	hot: 0.7,
	target: 0.7,
	readHeavy: 0.8,
	skewed: 0.6,
	worthCaching: 0.5,
	heavyStatic: 100e6,
	lightStatic: 1e9 / 86_400,
	manyDataCenters: 0.9995,
	oneDataCenter: 0.999,
	manyUsers: 1e6,
};
