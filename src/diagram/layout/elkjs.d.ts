/** The part of elkjs that we call: its dispatcher, which answers within the call. Held by a test of `elk.ts`. */
declare module "elkjs/lib/elk-worker.min.js" {
	interface Answer {
		readonly id: number;
		readonly data?: unknown;
		readonly error?: unknown;
	}

	class ElkWorker {
		onmessage: (event: { readonly data: Answer }) => void;
		readonly dispatcher: { saveDispatch(event: { readonly data: object }): void };
	}

	export const Worker: typeof ElkWorker | undefined;
	const exports: { readonly Worker?: typeof ElkWorker } | undefined;
	export default exports;
}
