import { sameUri } from "../model/load.ts";
import type { FilesParams, FilesResult, ReadParams, ReadResult } from "../protocol/messages.ts";

/** What a client is asked that has the files. */
export interface FileClient {
	read(params: ReadParams): Promise<ReadResult | null>;
	files(params: FilesParams): Promise<FilesResult | null>;
	/** The text of a file that was asked for is there, or it is known that there is none. */
	arrived(uri: string): void;
}

/** Reading a file may cost the client a request to another machine. */
const AT_ONCE = 16;

/**
 * Files that only the client can read. What it has answered is kept until it says that the file has changed; until it
 * answers the file is `pending`.
 */
export class RemoteFiles {
	readonly #client: FileClient;
	readonly #texts = new Map<string, string | null>();
	readonly #pending = new Map<string, Promise<void>>();
	/** What is below a folder, as far as it is known. */
	readonly #listed = new Map<string, readonly string[]>();
	readonly #listing = new Map<string, Promise<void>>();

	constructor(client: FileClient) {
		this.#client = client;
	}

	read(uri: string): string | undefined {
		const key = sameUri(uri);
		const text = this.#texts.get(key);
		if (text === undefined) void this.#fetch(uri, key);
		return text ?? undefined;
	}

	isPending(uri: string): boolean {
		return this.#pending.has(sameUri(uri));
	}

	/** The file has changed: it is asked for again when it is next read. */
	forget(uri: string): void {
		const key = sameUri(uri);
		this.#texts.delete(key);
		// What is on its way may be what it said before.
		this.#pending.delete(key);
	}

	/** The files below a folder that are known. */
	list(folder: string): readonly string[] {
		return this.#listed.get(folder) ?? [];
	}

	/** Files have come or gone: what is below the folders is asked for again. */
	relist(): void {
		this.#listed.clear();
		this.#listing.clear();
	}

	/** Comes when all that is below these folders is known and read. Undefined: it is. */
	arriving(folders: readonly string[]): Promise<void> | undefined {
		const isHere = folders.every((folder) => {
			const uris = this.#listed.get(folder);
			return uris?.every((uri) => this.#texts.has(sameUri(uri)));
		});
		return isHere ? undefined : this.#arrive(folders);
	}

	async #arrive(folders: readonly string[]): Promise<void> {
		await Promise.all(folders.map((folder) => this.#list(folder)));
		const uris = folders.flatMap((folder) => this.list(folder)).values();
		// Each takes the next one that is left.
		const reader = async (): Promise<void> => {
			for (const uri of uris) {
				const key = sameUri(uri);
				if (!this.#texts.has(key)) await this.#fetch(uri, key);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, reader));
	}

	#list(folder: string): Promise<void> {
		if (this.#listed.has(folder)) return Promise.resolve();
		const known = this.#listing.get(folder);
		if (known) return known;
		const listing = this.#client
			.files({ folder })
			// A client that knows nothing of this request shows the files that are open.
			.catch(() => null)
			.then((result) => {
				// Another list has been asked for meanwhile.
				if (this.#listing.get(folder) !== listing) return this.#list(folder);
				this.#listing.delete(folder);
				this.#listed.set(folder, result?.uris ?? []);
				return undefined;
			});
		this.#listing.set(folder, listing);
		return listing;
	}

	#fetch(uri: string, key: string): Promise<void> {
		const known = this.#pending.get(key);
		if (known) return known;
		const fetching = this.#client
			.read({ uri })
			// A client that knows nothing of this request has no such file either.
			.catch(() => null)
			.then((result) => {
				if (this.#pending.get(key) !== fetching) return this.#texts.has(key) ? undefined : this.#fetch(uri, key);
				this.#pending.delete(key);
				this.#texts.set(key, result?.text ?? null);
				this.#client.arrived(uri);
				return undefined;
			});
		this.#pending.set(key, fetching);
		return fetching;
	}
}
