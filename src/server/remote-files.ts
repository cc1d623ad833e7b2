import { sameUri } from "../model/load.ts";
import type { ReadParams, ReadResult } from "../protocol/messages.ts";

/**
 * Files that only the client can read. What it has answered is kept until it says that the file has changed; until it
 * answers the file is `pending`.
 */
export class RemoteFiles {
	readonly #ask: (params: ReadParams) => Promise<ReadResult | null>;
	readonly #arrived: (uri: string) => void;
	readonly #texts = new Map<string, string | null>();
	readonly #pending = new Set<string>();

	constructor(ask: (params: ReadParams) => Promise<ReadResult | null>, arrived: (uri: string) => void) {
		this.#ask = ask;
		this.#arrived = arrived;
	}

	read(uri: string): string | undefined {
		const key = sameUri(uri);
		const text = this.#texts.get(key);
		if (text === undefined && !this.#pending.has(key)) void this.#fetch(uri, key);
		return text ?? undefined;
	}

	isPending(uri: string): boolean {
		return this.#pending.has(sameUri(uri));
	}

	/** The file has changed: it is asked for again when it is next read. */
	forget(uri: string): void {
		this.#texts.delete(sameUri(uri));
	}

	async #fetch(uri: string, key: string): Promise<void> {
		this.#pending.add(key);
		// A client that knows nothing of this request has no such file either.
		const result = await this.#ask({ uri }).catch(() => null);
		this.#pending.delete(key);
		this.#texts.set(key, result?.text ?? null);
		this.#arrived(uri);
	}
}
