import { Client } from "./client.ts";
import { markedRanges } from "./marked.ts";

export const URI = "file:///nowhere/main.arch";

export type Marked = ReturnType<typeof markedRanges>;

/** What the server answers about the `<|>` in a text. */
export type Ask = <Result>(method: string, source: string, more?: object) => Promise<Result>;

/** A server for the tests of a `describe`; each may open one text with marks and ask about its `<|>`. */
export function asking(options: Parameters<typeof Client.start>[0] = {}): {
	readonly client: () => Client;
	readonly ask: Ask;
	/** Open a text with marks. */
	readonly open: (source: string) => Promise<Marked>;
} {
	let client: Client;
	before(async () => {
		({ client } = await Client.start(options));
	});
	afterEach(() => client.close(URI));
	after(() => client.stop());
	const open = async (source: string): Promise<Marked> => {
		await client.close(URI);
		const marked = markedRanges(source);
		await client.open(URI, marked.text);
		return marked;
	};
	return {
		client: () => client,
		open,
		ask: async (method, source, more = {}) => client.at(method, URI, (await open(source)).at, more),
	};
}
