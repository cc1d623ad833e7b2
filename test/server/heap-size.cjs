/* Loaded into a server under test: says what its heap holds, once all that nobody needs is gone. */

process.on("message", () => {
	// What waits for a finaliser goes with the second.
	globalThis.gc();
	globalThis.gc();
	process.send(process.memoryUsage().heapUsed);
});
process.channel.unref();
