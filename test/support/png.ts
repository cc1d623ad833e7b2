import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

export interface Png {
	readonly width: number;
	readonly height: number;
	/** Red, green, blue and opacity of a pixel. */
	at(x: number, y: number): readonly number[];
}

/** A PNG of eight bits a channel with or without opacity (https://www.w3.org/TR/png-3/), which is what browsers and resvg write. */
export function decodePng(bytes: Uint8Array): Png {
	const file = Buffer.from(bytes);
	assert.equal(file.subarray(0, 8).toString("hex"), "89504e470d0a1a0a", "it is a PNG");
	const data: Buffer[] = [];
	let header: Buffer | undefined;
	for (let at = 8; at < file.length; ) {
		const length = file.readUInt32BE(at);
		const type = file.toString("latin1", at + 4, at + 8);
		const content = file.subarray(at + 8, at + 8 + length);
		if (type === "IHDR") header = content;
		if (type === "IDAT") data.push(content);
		at += 12 + length;
	}
	const [width, height] = [header!.readUInt32BE(0), header!.readUInt32BE(4)];
	const [depth, kind, , , interlaced] = header!.subarray(8);
	const channels = kind === 6 ? 4 : 3;
	assert.ok(depth === 8 && (kind === 6 || kind === 2) && interlaced === 0, "of the usual form");

	const packed = inflateSync(Buffer.concat(data));
	const row = width * channels;
	const pixels = Buffer.alloc(row * height);
	for (let y = 0; y < height; y++) {
		const filter = packed[y * (row + 1)]!;
		for (let x = 0; x < row; x++) {
			const left = x >= channels ? pixels[y * row + x - channels]! : 0;
			const above = y > 0 ? pixels[(y - 1) * row + x]! : 0;
			const corner = x >= channels && y > 0 ? pixels[(y - 1) * row + x - channels]! : 0;
			let predicted = 0;
			if (filter === 1) predicted = left;
			else if (filter === 2) predicted = above;
			else if (filter === 3) predicted = (left + above) >> 1;
			else if (filter === 4) predicted = paeth(left, above, corner);
			pixels[y * row + x] = packed[y * (row + 1) + 1 + x]! + predicted;
		}
	}
	return {
		width,
		height,
		at(x, y) {
			const start = Math.round(y) * row + Math.round(x) * channels;
			return [...pixels.subarray(start, start + channels), ...(channels === 3 ? [255] : [])];
		},
	};
}

function paeth(left: number, above: number, corner: number): number {
	const estimate = left + above - corner;
	const a = Math.abs(estimate - left);
	const b = Math.abs(estimate - above);
	const c = Math.abs(estimate - corner);
	return a <= b && a <= c ? left : b <= c ? above : corner;
}
