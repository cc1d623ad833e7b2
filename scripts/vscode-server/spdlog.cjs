// Takes the place of VS Code's native logger, so that nothing has to be compiled. Without a logger the Output panel stays empty.
// Each name is exported by an assignment of its own: VS Code imports this file from a module, and only so are the names seen.
const { appendFileSync, closeSync, mkdirSync, openSync } = require("node:fs");
const { dirname } = require("node:path");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical"];
const INFO = 2;
let defaultLevel = INFO;

class Logger {
	constructor(_kind, _name, file) {
		this.file = file;
		this.level = undefined;
		this.formatted = true;
		for (const [rank, name] of LEVELS.entries()) this[name] = (message) => this.write(rank, name, message);
	}
	write(rank, name, message) {
		if (!this.file || rank < this.getLevel()) return;
		const time = new Date().toISOString().replace("T", " ").replace("Z", "");
		appendFileSync(this.file, this.formatted ? `${time} [${name}] ${message}\n` : message);
	}
	getLevel() {
		return this.level ?? defaultLevel;
	}
	setLevel(level) {
		this.level = level;
	}
	setPattern() {}
	clearFormatters() {
		this.formatted = false;
	}
	flush() {}
	drop() {
		this.file = undefined;
	}
}

async function createLogger(name, file) {
	mkdirSync(dirname(file), { recursive: true });
	closeSync(openSync(file, "a"));
	return new Logger("rotating", name, file);
}

exports.version = 1;
exports.setLevel = (level) => {
	defaultLevel = level;
};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
