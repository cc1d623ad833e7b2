/** The parts of ELK's JSON graphs that we write and read. */
export interface ElkGraph {
	id: string;
	layoutOptions?: Record<string, string>;
	x?: number;
	y?: number;
	width?: number;
	height?: number;
	ports?: ElkPort[];
	children?: ElkGraph[];
	edges?: ElkEdge[];
}

export interface ElkPort {
	id: string;
	x?: number;
	y?: number;
	width: number;
	height: number;
	layoutOptions?: Record<string, string>;
}

export interface ElkEdge {
	id: string;
	sources: [string];
	targets: [string];
	/** Written by ELK: the node whose origin the points are relative to. */
	container?: string;
	sections?: { startPoint: ElkPoint; endPoint: ElkPoint; bendPoints?: ElkPoint[] }[];
}

export interface ElkPoint {
	x: number;
	y: number;
}

/** Lays a graph out in place and returns it. Throws what ELK throws. */
export type Elk = (graph: ElkGraph) => ElkGraph;

let loaded: Promise<Elk> | undefined;

/**
 * ELK as a plain function. elkjs's own interface puts two timers around each call; we make many small calls, so we
 * talk to the dispatcher behind it. Loading takes about 100 ms and is put off until it is needed.
 */
export function loadElk(): Promise<Elk> {
	loaded ??= load();
	return loaded;
}

async function load(): Promise<Elk> {
	// In a web worker elkjs makes itself the listener of that worker's messages, which are not meant for it.
	const scope = globalThis as { onmessage?: unknown };
	const listener = scope.onmessage;
	const module = await import("elkjs/lib/elk-worker.min.js");
	if (scope.onmessage !== listener) scope.onmessage = listener;

	// Node, esbuild and tsx differ in where the exports of a CommonJS module stand.
	const ElkWorker = module.Worker ?? module.default?.Worker;
	if (!ElkWorker) throw new Error("elkjs has changed: it has no worker to talk to");
	const worker = new ElkWorker();
	let answer: { data?: unknown; error?: unknown } = {};
	worker.onmessage = (event) => {
		answer = event.data;
	};
	const call = (message: object): unknown => {
		answer = {};
		worker.dispatcher.saveDispatch({ data: { id: 0, ...message } });
		if (answer.error) throw answer.error;
		return answer.data;
	};
	call({ cmd: "register", algorithms: ["layered", "fixed"] });
	return (graph) => call({ cmd: "layout", graph, layoutOptions: {}, options: {} }) as ElkGraph;
}
