// Takes the place of VS Code's native watchdog, so that nothing has to be compiled: ends this process once its parent is gone.
const EVERY_MS = 3000;
const PARENT_IS_GONE = 87;

exports.start = (parent) => {
	const look = () => {
		try {
			process.kill(parent, 0);
		} catch {
			process.exit(PARENT_IS_GONE);
		}
	};
	setInterval(look, EVERY_MS).unref();
};
