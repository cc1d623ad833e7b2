import type { Message, NotificationMessage, PublishDiagnosticsParams } from "vscode-languageserver";

/**
 * JSON of the messages to a client. A key sends all diagnostics of its document again, of which it has changed few: each of them is
 * written out once, and copied after that.
 */
export class JsonEncoder {
	readonly name = "application/json";
	readonly #utf8 = new TextEncoder();
	/** By diagnostic: these never change. */
	readonly #written = new WeakMap<object, Uint8Array>();

	async encode(message: Message): Promise<Uint8Array> {
		const { method, params } = message as Partial<NotificationMessage>;
		if (method !== "textDocument/publishDiagnostics") return this.#utf8.encode(JSON.stringify(message));
		const { diagnostics, ...others } = params as unknown as PublishDiagnosticsParams;
		const frame = JSON.stringify({ ...message, params: others });
		const items = diagnostics.map((diagnostic) => this.#item(diagnostic));
		// Behind the other parameters, where they and the message end.
		return joined(this.#utf8.encode(`${frame.slice(0, -2)},"diagnostics":[`), items, this.#utf8.encode("]}}"));
	}

	#item(diagnostic: object): Uint8Array {
		let item = this.#written.get(diagnostic);
		if (!item) {
			item = this.#utf8.encode(JSON.stringify(diagnostic));
			this.#written.set(diagnostic, item);
		}
		return item;
	}
}

/** The items with commas between them. */
function joined(start: Uint8Array, items: readonly Uint8Array[], end: Uint8Array): Uint8Array {
	let length = start.length + end.length + Math.max(0, items.length - 1);
	for (const item of items) length += item.length;
	const whole = new Uint8Array(length);
	whole.set(start);
	let at = start.length;
	for (const [index, item] of items.entries()) {
		if (index > 0) whole[at++] = COMMA;
		whole.set(item, at);
		at += item.length;
	}
	whole.set(end, at);
	return whole;
}

const COMMA = 0x2c;
