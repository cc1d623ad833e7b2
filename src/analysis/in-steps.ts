/** Work in steps of a few milliseconds, for whoever has other things to do in between. */
export type InSteps<T> = Generator<void, T>;

/** What steps come to when they are all taken at once. */
export function resultOf<T>(steps: InSteps<T>): T {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}
