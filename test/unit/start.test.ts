import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { askedPort } from "../../scripts/vscode.ts";

describe("the port that npm start is told", () => {
	for (const text of ["0", "-1", "65536", "80x", "3000.5", "1e3"])
		it(`says that ${text} is none`, async () => {
			await assert.rejects(askedPort(text), {
				message: `PORT is "${text}", which is no port: ports go from 1 to 65535.`,
			});
		});

	it("says where something else listens there, and takes it where nothing does", async () => {
		const other = createServer().listen(0, "127.0.0.1");
		await once(other, "listening");
		const { port } = other.address() as AddressInfo;
		await assert.rejects(askedPort(String(port)), { message: new RegExp(`^Port ${port} cannot be had: .*EADDRINUSE`) });
		other.close();
		await once(other, "close");
		assert.equal(await askedPort(String(port)), port);
	});
});
