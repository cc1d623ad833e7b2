import { parentPort } from "node:worker_threads";
import { inProcessEngine } from "../diagram/layout/engine.ts";
import { warmUp } from "../diagram/layout/warm-up.ts";
import type { FromLayoutWorker, ToLayoutWorker } from "./layout-host.ts";

/** Entry of the layout worker. ELK blocks its thread while it works; here that harms nobody. */
const engine = inProcessEngine();
const port = parentPort!;
const post = (message: FromLayoutWorker) => port.postMessage(message);

port.on("message", async (message: ToLayoutWorker) => {
	switch (message.type) {
		case "warm-up":
			await warmUp();
			post({ type: "warm" });
			break;
		case "layout":
			post({
				type: "layout",
				request: message.request,
				layout: await engine[message.kind](message.key, message.scene),
			});
			break;
		case "forget":
			engine.forget(message.key);
			break;
	}
});
