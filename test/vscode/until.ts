const EVERY_MS = 50;

/** The first answer of `probe` that is not undefined, asked again and again until the time is over. */
export async function until<T>(
	what: string,
	probe: () => T | undefined | Promise<T | undefined>,
	withinMs = 15_000,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	do {
		const answer = await probe();
		if (answer !== undefined) return answer;
		await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
	} while (Date.now() < deadline);
	throw new Error(`Waited ${withinMs / 1000} s in vain for ${what}.`);
}
