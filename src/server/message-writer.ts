import {
	AbstractMessageWriter,
	type Message,
	type NotificationMessage,
	type PublishDiagnosticsParams,
} from "vscode-languageserver";

/**
 * Writes the messages to a client, each with its header at once. A key sends all diagnostics of its document again, of which it has
 * changed few: each of them is written out once and copied after that, together with those that stood beside it in the message before.
 */
export class MessageWriter extends AbstractMessageWriter {
	readonly #stream: NodeJS.WritableStream;
	readonly #utf8 = new TextEncoder();
	/** By diagnostic: these never change. */
	readonly #items = new WeakMap<object, Item>();
	/** The diagnostics of the message before, with commas between them, and how many such messages there have been. */
	#last: Uint8Array = NOTHING;
	#count = 0;
	#errors = 0;

	constructor(stream: NodeJS.WritableStream) {
		super();
		this.#stream = stream;
		stream.on("error", (error) => this.fireError(error));
		stream.on("close", () => this.fireClose());
	}

	/** Comes back once the system has taken the whole of it. */
	write(message: Message): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#stream.write(this.#encoded(message), (error) => {
				if (!error) return resolve();
				this.fireError(error, message, ++this.#errors);
				reject(error);
			});
		});
	}

	end(): void {
		this.#stream.end();
	}

	#encoded(message: Message): Uint8Array {
		const { method, params } = message as Partial<NotificationMessage>;
		if (method !== "textDocument/publishDiagnostics") return this.#framed(JSON.stringify(message), NOTHING, "");
		const { diagnostics, ...others } = params as unknown as PublishDiagnosticsParams;
		const frame = JSON.stringify({ ...message, params: others });
		// Behind the other parameters, where they and the message end.
		return this.#framed(`${frame.slice(0, -2)},"diagnostics":[`, this.#joined(diagnostics), "]}}");
	}

	#framed(before: string, middle: Uint8Array, after: string): Uint8Array {
		const length = Buffer.byteLength(before) + middle.length + after.length;
		const start = this.#utf8.encode(`Content-Length: ${length}\r\n\r\n${before}`);
		const all = new Uint8Array(start.length + middle.length + after.length);
		all.set(start);
		all.set(middle, start.length);
		all.set(this.#utf8.encode(after), start.length + middle.length);
		return all;
	}

	#joined(diagnostics: readonly object[]): Uint8Array {
		const pieces: { readonly of: Uint8Array; readonly start: number; end: number }[] = [];
		let length = 0;
		const before = this.#count++;
		for (const diagnostic of diagnostics) {
			const item = this.#item(diagnostic);
			const { bytes } = item;
			const [of, start] = item.message === before ? [this.#last, item.at] : [bytes, 0];
			const piece = pieces.at(-1);
			if (of === this.#last && piece?.of === of && piece.end + 1 === start) piece.end = start + bytes.length;
			else pieces.push({ of, start, end: start + bytes.length });
			item.message = this.#count;
			item.at = length;
			length += bytes.length + 1;
		}
		const all = new Uint8Array(Math.max(0, length - 1));
		let at = 0;
		for (const { of, start, end } of pieces) {
			if (at > 0) all[at++] = COMMA;
			all.set(of.subarray(start, end), at);
			at += end - start;
		}
		this.#last = all;
		return all;
	}

	#item(diagnostic: object): Item {
		let item = this.#items.get(diagnostic);
		if (!item) {
			item = { bytes: this.#utf8.encode(JSON.stringify(diagnostic)), message: -1, at: 0 };
			this.#items.set(diagnostic, item);
		}
		return item;
	}
}

/** A diagnostic, written out, and where it stood in which message. */
interface Item {
	readonly bytes: Uint8Array;
	message: number;
	at: number;
}

const NOTHING = new Uint8Array();
const COMMA = 0x2c;
