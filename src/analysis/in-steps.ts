/** Work in steps of a few milliseconds, for whoever has other things to do in between. */
export type InSteps<T> = Generator<void, T>;

/** What steps come to when they are all taken at once. */
export function resultOf<T>(steps: InSteps<T>): T {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}

/** The result of steps that are taken once, at once or one by one. */
export interface OnceInSteps<T> {
	(): T;
	inSteps(): InSteps<T>;
}

/** `compute`, run when the result is first asked for and never again. Whoever asks takes the steps that are left. */
export function onceInSteps<T>(compute: () => InSteps<T>): OnceInSteps<T> {
	let steps: InSteps<T> | undefined;
	let result: { readonly value: T } | undefined;
	function* inSteps(): InSteps<T> {
		while (!result) {
			const left = steps ?? compute();
			// What fails is begun anew.
			steps = undefined;
			const { done, value } = left.next();
			if (done) result = { value };
			else {
				steps = left;
				yield;
			}
		}
		return result.value;
	}
	return Object.assign(() => resultOf(inSteps()), { inSteps });
}
