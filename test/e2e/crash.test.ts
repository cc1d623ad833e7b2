import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

/** The language servers among the processes that this one has started. */
function servers(): number[] {
	const rows = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
		.split("\n")
		.flatMap((row) => {
			const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
			return pid ? [{ pid: Number(pid), parent: Number(parent), args: args! }] : [];
		});
	const isOurs = (pid: number | undefined): boolean =>
		pid === process.pid || (pid !== undefined && isOurs(rows.find((row) => row.pid === pid)?.parent));
	return rows.filter(({ pid, args }) => /dist\/server\.cjs/.test(args) && isOurs(pid)).map(({ pid }) => pid);
}

describe("a server that crashes under somebody's hands", function () {
	this.timeout(120_000);
	let workbench: Workbench;
	before(async () => {
		workbench = await Workbench.open({ vsix: packageExtension(), file: "first.arch" });
		await workbench.preview.locator("[data-id='web']").waitFor();
	});
	after(() => workbench?.close());

	const crash = async (): Promise<void> => {
		const [server, ...others] = servers();
		assert.ok(server !== undefined && others.length === 0, "there is one server");
		process.kill(server, "SIGKILL");
		await workbench.until("another server", async () => {
			const [now] = servers();
			return now !== undefined && now !== server;
		});
	};
	const toasts = () =>
		workbench.page.locator(".notifications-toasts .notification-toast").filter({ hasText: "Archscale server" });

	it("comes back with the picture and the text as they were, and says so", async () => {
		await workbench.goTo("service web");
		await workbench.page.keyboard.press("Home");
		await workbench.page.keyboard.type("cache extra\n");
		await workbench.preview.locator("[data-id='extra']").waitFor();
		await crash();
		await toasts().getByText("It is started again, and nothing is lost.").waitFor();
		await workbench.screenshot("crash");
		// What was not saved is known to the new server as well.
		await workbench.page.keyboard.type("queue later\n");
		await workbench.preview.locator("[data-id='later']").waitFor();
		await workbench.preview.locator("[data-id='extra']").waitFor();
		await workbench.preview.getByText("The Archscale server has stopped.").waitFor({ state: "hidden" });
		assert.equal(await toasts().count(), 1);
	});

	it("says so once", async () => {
		await workbench.page.keyboard.press("Escape");
		await workbench.command("Notifications: Clear All Notifications");
		await toasts().waitFor({ state: "detached" });
		await workbench.page.keyboard.press("Control+1");
		await crash();
		await workbench.goTo("service web");
		await workbench.page.keyboard.type("x");
		await workbench.until("an answer of the new server", async () => (await workbench.problems()) > 0);
		assert.equal(await toasts().count(), 0);
	});
});
