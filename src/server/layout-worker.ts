import { inputEngine } from "../diagram/layout/engine.ts";
import { warmUp } from "../diagram/layout/warm-up.ts";
import type { FromLayoutWorker, ToLayoutWorker } from "./layout-host.ts";

/** Where the script runs in a browser. */
interface WebScope {
	postMessage(message: unknown): void;
	addEventListener(type: "message", listen: (event: { readonly data: ToLayoutWorker }) => void): void;
}
declare const self: WebScope | undefined;

/** Entry of the layout worker, in Node and in a browser. ELK blocks its thread while it works; here that harms nobody. */
const engine = inputEngine();
const post = connect((message) => void answer(message));

function connect(receive: (message: ToLayoutWorker) => void): (message: FromLayoutWorker) => void {
	if (typeof require === "function") {
		// Asked for only where there is one, so that the same script runs in a browser.
		const { parentPort } = require("node:worker_threads") as typeof import("node:worker_threads");
		parentPort!.on("message", receive);
		return (message) => parentPort!.postMessage(message);
	}
	const scope = self!;
	scope.addEventListener("message", ({ data }) => receive(data));
	return (message) => scope.postMessage(message);
}

async function answer(message: ToLayoutWorker): Promise<void> {
	switch (message.type) {
		case "warm-up":
			await warmUp();
			post({ type: "warm" });
			break;
		case "layout":
			post({
				type: "layout",
				request: message.request,
				layout: await engine[message.kind](message.key, message.input),
			});
			break;
		case "forget":
			engine.forget(message.key);
			break;
	}
}
