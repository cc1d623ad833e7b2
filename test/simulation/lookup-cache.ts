/** A real cache, item by item: what it holds is what references, writes and times to live have left of it. */
export interface LookupCacheOptions {
	readonly items: number;
	/** Items that fit, or what `sizeOf` is measured in. */
	readonly capacity: number;
	readonly sizeOf?: (item: number) => number;
	readonly eviction: "lru" | "fifo" | "random" | "lfu";
	readonly ttl?: number;
	readonly ttlReset?: boolean;
	/** For random eviction: a whole number below n. */
	readonly below?: (n: number) => number;
}

const NONE = -1;

export class LookupCache {
	readonly #options: LookupCacheOptions;
	/** A list from the next to be evicted to the last. */
	readonly #next: Int32Array;
	readonly #previous: Int32Array;
	readonly #expires: Float64Array;
	readonly #written: Float64Array;
	readonly #present: Uint8Array;
	/** For random eviction: all items that are there, and the place of each. */
	readonly #list: Int32Array;
	readonly #place: Int32Array;
	#first = NONE;
	#last = NONE;
	#used = 0;
	size = 0;

	constructor(options: LookupCacheOptions) {
		this.#options = options;
		this.#next = new Int32Array(options.items).fill(NONE);
		this.#previous = new Int32Array(options.items).fill(NONE);
		this.#expires = new Float64Array(options.items);
		this.#written = new Float64Array(options.items);
		this.#present = new Uint8Array(options.items);
		this.#list = new Int32Array(options.items);
		this.#place = new Int32Array(options.items);
	}

	/** True if the item is there. If not, nothing is put in its place yet. */
	read(item: number, now: number): boolean {
		if (!this.#present[item]) return false;
		if (this.#expires[item]! <= now) {
			this.remove(item);
			return false;
		}
		if (this.#options.ttlReset) this.#live(item, now + (this.#options.ttl ?? Number.POSITIVE_INFINITY));
		if (this.#options.eviction === "lru") {
			this.#unlink(item);
			this.#append(item);
		}
		return true;
	}

	/** Puts an item in, or sets it anew; it is as fresh as the store behind at this moment. */
	put(item: number, now: number): void {
		const { capacity, eviction, ttl = Number.POSITIVE_INFINITY } = this.#options;
		// Perfect knowledge of frequency: the most popular items, which have the lowest numbers.
		if (capacity <= 0 || (eviction === "lfu" && item >= capacity)) return;
		this.#clear(now);
		this.#live(item, now + ttl);
		this.#written[item] = now;
		if (this.#present[item]) {
			if (eviction === "lru") {
				this.#unlink(item);
				this.#append(item);
			}
			return;
		}
		const own = this.#sizeOf(item);
		if (own > capacity) return;
		while (this.#used + own > capacity) this.#evict();
		this.#used += own;
		this.#present[item] = 1;
		this.#place[item] = this.size;
		this.#list[this.size++] = item;
		this.#append(item);
	}

	/** Sets an item anew where it is there. */
	refresh(item: number, now: number): void {
		if (this.#present[item] && this.#expires[item]! > now) this.put(item, now);
	}

	/** When the copy was made. */
	since(item: number): number {
		return this.#written[item]!;
	}

	remove(item: number): void {
		if (!this.#present[item]) return;
		this.#present[item] = 0;
		this.#used -= this.#sizeOf(item);
		this.#unlink(item);
		const last = this.#list[--this.size]!;
		this.#list[this.#place[item]!] = last;
		this.#place[last] = this.#place[item]!;
	}

	#sizeOf(item: number): number {
		return this.#options.sizeOf?.(item) ?? 1;
	}

	#evict(): void {
		const random = this.#options.eviction === "random";
		this.remove(random ? this.#list[this.#options.below!(this.size)]! : this.#first);
	}

	/** Times at which items expire, in that order; what was set anew or removed since has another time by now. */
	#ends: { readonly item: number; readonly at: number }[] = [];
	#ended = 0;

	#live(item: number, until: number): void {
		this.#expires[item] = until;
		if (until < Number.POSITIVE_INFINITY) this.#ends.push({ item, at: until });
	}

	/** Expired items leave their place free. */
	#clear(now: number): void {
		for (; this.#ended < this.#ends.length; this.#ended++) {
			const { item, at } = this.#ends[this.#ended]!;
			if (at > now) break;
			if (this.#expires[item] === at) this.remove(item);
		}
		if (this.#ended > 100_000) {
			this.#ends = this.#ends.slice(this.#ended);
			this.#ended = 0;
		}
	}

	#append(item: number): void {
		this.#previous[item] = this.#last;
		this.#next[item] = NONE;
		if (this.#last === NONE) this.#first = item;
		else this.#next[this.#last] = item;
		this.#last = item;
	}

	#unlink(item: number): void {
		const next = this.#next[item]!;
		const previous = this.#previous[item]!;
		if (previous === NONE) this.#first = next;
		else this.#next[previous] = next;
		if (next === NONE) this.#last = previous;
		else this.#previous[next] = previous;
	}
}
