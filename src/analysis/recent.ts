/**
 * Results of recent questions: the same ones come again with each step of a solver and each change of a text. Forgets all
 * of them when there are too many, so that it stays small.
 */
export class Recent<T> {
	readonly #known = new Map<string, T>();
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	/** What is known for `question`, else what `answer` gives. */
	get(question: string, answer: () => T): T {
		const known = this.#known.get(question);
		if (known !== undefined) return known;
		const made = answer();
		if (this.#known.size >= this.#most) this.#known.clear();
		this.#known.set(question, made);
		return made;
	}
}
