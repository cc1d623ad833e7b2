import { readFileSync, statSync } from "node:fs";

/** No architecture is this long; a path that leads to a device or a database dump should cost nothing. */
const MAX_FILE_BYTES = 16_000_000;

/** A file that was written this short a time before it was looked at may be written again under the same time. */
const SAME_TIME_MS = 2000;

interface Read {
	readonly text: string;
	readonly changedAt: number;
	readonly bytes: number;
}

/** The texts of files, which are read again only where the disk says that they are others than before. */
export class Disk {
	/** How many times a file has been read. */
	reads = 0;
	readonly #known = new Map<string, Read>();
	readonly #clock: Pick<DateConstructor, "now">;

	constructor(clock: Pick<DateConstructor, "now"> = Date) {
		this.#clock = clock;
	}

	/** Undefined: there is no such file, or none that could be an architecture. */
	read(path: string): string | undefined {
		try {
			const stats = statSync(path);
			const { size } = stats;
			// A file may be given the time of another one, but not the time at which that was done.
			const changedAt = Math.max(stats.mtimeMs, stats.ctimeMs);
			const known = this.#known.get(path);
			if (known && known.changedAt === changedAt && known.bytes === size) return known.text;
			this.#known.delete(path);
			if (!stats.isFile() || size > MAX_FILE_BYTES) return undefined;
			const text = readFileSync(path, "utf8");
			this.reads++;
			if (Math.abs(this.#clock.now() - changedAt) > SAME_TIME_MS)
				this.#known.set(path, { text, changedAt, bytes: size });
			return text;
		} catch {
			this.#known.delete(path);
			return undefined;
		}
	}
}
