import manifest from "../../package.json" with { type: "json" };
import { fill, type Locale, type Localized } from "../language/locale.ts";
import { suggest } from "../language/suggest.ts";
import { analyze } from "./analyze.ts";
import { check } from "./check.ts";
import { Failure } from "./failure.ts";
import { fix } from "./fix.ts";
import { fmt } from "./fmt.ts";
import { lsp } from "./lsp.ts";
import { type Command, helpOption, localeOption, type Option, readCall } from "./options.ts";
import { render } from "./render.ts";
import { columnsOf, type ExitCode, type Terminal } from "./terminal.ts";

const commands: readonly Command[] = [check, analyze, render, fix, fmt, lsp];

/** Do what the arguments of `archscale` say. What cannot be done is explained on stderr. */
export async function run(args: readonly string[], environment: Terminal): Promise<ExitCode> {
	const terminal = { ...environment, locale: localeIn(args) ?? environment.locale };
	const { locale } = terminal;
	try {
		const [name, ...rest] = args;
		if (name === "--version" || name === "-V") return say(terminal, manifest.version);
		const isPlain = name === undefined || name.startsWith("-");
		if (isPlain && (args.includes("--help") || args.includes("-h"))) return say(terminal, overview(locale));
		if (isPlain) {
			terminal.error(`${overview(locale)}\n`);
			return 2;
		}
		if (name === "help") return say(terminal, helpOn(rest[0], locale));
		const command = commandOf(name, locale);
		const call = readCall(command, rest, locale);
		if (call.values.help === true) return say(terminal, commandHelp(command, locale));
		return await command.run(call, terminal);
	} catch (error) {
		const message = error instanceof Failure ? error.message : `${texts.bug[locale]}\n${(error as Error).stack}`;
		terminal.error(`archscale: ${message}\n`);
		return 2;
	}
}

function say(terminal: Terminal, text: string): ExitCode {
	terminal.out(`${text}\n`);
	return 0;
}

/** The language has to be known before anything can be said of the other arguments. */
function localeIn(args: readonly string[]): Locale | undefined {
	const index = args.findIndex((arg) => arg === "--locale" || arg.startsWith("--locale="));
	const value = args[index]?.split("=")[1] ?? args[index + 1];
	return index >= 0 && (value === "en" || value === "ko") ? value : undefined;
}

function commandOf(name: string, locale: Locale): Command {
	const command = commands.find((one) => one.name === name);
	if (command) return command;
	const near = suggest(
		name,
		commands.map((one) => one.name),
	);
	throw new Failure(fill(texts[near ? "near" : "unknown"][locale], { name, near: near ?? "" }));
}

function helpOn(name: string | undefined, locale: Locale): string {
	return name === undefined || name.startsWith("-") ? overview(locale) : commandHelp(commandOf(name, locale), locale);
}

function overview(locale: Locale): string {
	const rows = commands.map(({ name, operands, text }) => [`${name} ${operands}`, text[locale]] as const);
	return [
		`archscale ${manifest.version}: ${texts.product[locale]}`,
		"",
		...aligned(rows),
		"",
		...aligned([
			["--help", helpOption.text[locale]],
			["--version", texts.version[locale]],
		]),
		"",
		texts.more[locale],
		texts.exit[locale],
	].join("\n");
}

function commandHelp({ name, operands, options, text, details }: Command, locale: Locale): string {
	const written = ({ name: long, short, value }: Option): string =>
		`${short ? `-${short}, ` : ""}--${long}${value === undefined ? "" : ` ${value}`}`;
	const rows = [...options, localeOption, helpOption].map((option) => [written(option), option.text[locale]] as const);
	return [
		`archscale ${name} ${operands} [${texts.options[locale]}]`,
		`${text[locale]}.`,
		"",
		...aligned(rows),
		...(details ? ["", details[locale]] : []),
	].join("\n");
}

function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
	const width = Math.max(...rows.map(([left]) => columnsOf(left)));
	return rows.map(([left, right]) => `  ${left}${" ".repeat(width - columnsOf(left))}  ${right}`);
}

const texts = {
	product: {
		en: "architecture as code: see how far it scales, and what breaks first",
		ko: "코드로 쓰는 아키텍처: 어디까지 확장되고 무엇이 먼저 한계에 이르는지 봅니다",
	},
	options: { en: "options", ko: "옵션" },
	version: { en: "show the version", ko: "버전 보기" },
	more: { en: "`archscale COMMAND --help` says more.", ko: "자세한 것은 `archscale COMMAND --help`로 볼 수 있습니다." },
	exit: {
		en: "Exit codes: 0 clean, 1 findings, 2 wrong use or unreadable input.",
		ko: "종료 코드: 0 지적 없음, 1 지적 있음, 2 잘못된 사용이나 읽을 수 없는 입력.",
	},
	bug: {
		en: "This is a mistake in archscale itself. Please report it together with these lines:",
		ko: "archscale 자체의 오류입니다. 아래 내용을 함께 알려 주십시오.",
	},
	unknown: {
		en: "There is no command `{name}`. See `archscale --help`.",
		ko: "`{name}` 명령은 없습니다. `archscale --help`를 보십시오.",
	},
	near: {
		en: "There is no command `{name}`. Did you mean `{near}`? See `archscale --help`.",
		ko: "`{name}` 명령은 없습니다. `{near}`을(를) 뜻하셨습니까? `archscale --help`를 보십시오.",
	},
} as const satisfies Record<string, Localized>;
