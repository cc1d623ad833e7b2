/** Pixels for each px of the picture: sharp on any screen. */
const SCALE = 2;
/** What browsers allow of a canvas. */
const LONGEST = 16_384;
const MOST_PIXELS = 200_000_000;

/** A picture as PNG, drawn by the browser with the fonts that the preview has. One that would be too large is made smaller. */
export async function rasterise(svg: string): Promise<Blob> {
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
	await image.decode();
	const { naturalWidth: width, naturalHeight: height } = image;
	const scale = Math.min(SCALE, LONGEST / width, LONGEST / height, Math.sqrt(MOST_PIXELS / (width * height)));
	const canvas = document.createElement("canvas");
	canvas.width = Math.round(width * scale);
	canvas.height = Math.round(height * scale);
	canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
	return new Promise((resolve, reject) =>
		canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("too large"))), "image/png"),
	);
}

/** The same to the clipboard. The browser is promised the pixels at once, while it still knows that somebody has asked. */
export async function copyImage(svg: string): Promise<void> {
	await navigator.clipboard.write([new ClipboardItem({ "image/png": rasterise(svg) })]);
}
