import { duplicateDataCenter } from "./duplicate-data-center.ts";
import { extractFile } from "./extract-file.ts";
import { extractGroup } from "./extract-group.ts";
import { inlineGroup } from "./inline-group.ts";
import { organiseImports } from "./organise-imports.ts";
import type { Refactoring } from "./refactoring.ts";
import { sortComponents } from "./sort-components.ts";
import { sortProperties } from "./sort-properties.ts";
import { splitService } from "./split-service.ts";
import { toggleAutoscaling } from "./toggle-autoscaling.ts";
import { wrapDataCenter } from "./wrap-data-center.ts";

/** In the order in which they are offered. */
export const refactorings: readonly Refactoring[] = [
	extractGroup,
	wrapDataCenter,
	inlineGroup,
	toggleAutoscaling,
	splitService,
	duplicateDataCenter,
	sortProperties,
	sortComponents,
	extractFile,
	organiseImports,
];
