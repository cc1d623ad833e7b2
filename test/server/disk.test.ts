import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Disk } from "../../src/server/disk.ts";
import { type Folder, folderWith } from "./files.ts";

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

describe("the texts of the disk", () => {
	let folder: Folder;
	let path: string;
	let disk: Disk;
	beforeEach(() => {
		folder = folderWith({ "main.arch": "service one\n", "other.arch": "service two\n" });
		path = join(folder.path, "main.arch");
		disk = new Disk();
	});
	afterEach(() => folder.remove());

	it("are those of now, also where a file of the same length is written at once", () => {
		assert.equal(disk.read(path), "service one\n");
		writeFileSync(path, "service two\n");
		assert.equal(disk.read(path), "service two\n");
	});
	it("are those of now where another file takes the place, with an old time", () => {
		assert.equal(disk.read(path), "service one\n");
		const other = join(folder.path, "other.arch");
		utimesSync(other, LONG_AGO, LONG_AGO);
		renameSync(other, path);
		assert.equal(disk.read(path), "service two\n");
	});
	it("go with their file, and are none of what is no file", () => {
		assert.equal(disk.read(path), "service one\n");
		rmSync(path);
		assert.equal(disk.read(path), undefined);
		mkdirSync(path);
		assert.equal(disk.read(path), undefined);
		assert.equal(disk.read("/dev/zero"), undefined);
		assert.equal(disk.read("a\0b"), undefined);
	});
	it("are read once as long as the file stays as it is", () => {
		const at = (now: Date) => new Disk({ now: () => now.getTime() });
		// As somebody sees it for whom the file is old.
		const later = at(new Date(Date.now() + 60_000));
		const first = later.read(path);
		const again = later.read(path);
		assert.equal(first, "service one\n");
		assert.equal(again, first);
		assert.equal(later.reads, 1);
		writeFileSync(path, "service six\n");
		assert.equal(later.read(path), "service six\n");
		assert.equal(later.reads, 2);
		// What was just written is read again: the next change might bear the same time.
		const now = at(new Date());
		now.read(path);
		now.read(path);
		assert.equal(now.reads, 2);
	});
});
