import { parseArgs } from "node:util";
import { fill, LOCALES, type Locale, type Localized } from "../language/locale.ts";
import { parse } from "../language/parser.ts";
import { suggest } from "../language/suggest.ts";
import { quantityIn } from "../language/units.ts";
import { Failure } from "./failure.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** One command. Its help, its checks of the arguments and its errors follow from this. */
export interface Command {
	readonly name: string;
	/** What stands after the name of the command: `FILE|DIR...`. */
	readonly operands: string;
	/** How many files it takes. */
	readonly files: "none" | "one" | "some";
	readonly text: Localized;
	readonly options: readonly Option[];
	readonly details?: Localized;
	run(call: Call, terminal: Terminal): ExitCode | Promise<ExitCode>;
}

export interface Option {
	readonly name: string;
	readonly short?: string;
	/** What stands for its value in the help; absent: it takes none. */
	readonly value?: string;
	readonly choices?: readonly string[];
	/** May be given several times; its values stand in `Call.lists`. */
	readonly repeatable?: boolean;
	readonly text: Localized;
}

export interface Call {
	readonly files: readonly string[];
	readonly values: Readonly<Record<string, string | true | undefined>>;
	readonly lists: Readonly<Record<string, readonly string[]>>;
}

export const formatOption: Option = {
	name: "format",
	value: "text|json",
	choices: ["text", "json"],
	text: { en: "how to write the result (default: text)", ko: "결과의 형식(기본값: text)" },
};
export const usersOption: Option = {
	name: "users",
	value: "N",
	text: { en: "users of all clients together, e.g. 2M", ko: "모든 클라이언트의 사용자 수, 예: 2M" },
};
export const downOption: Option = {
	name: "down",
	value: "PART",
	repeatable: true,
	text: {
		en: "take a part away: a component, an instance `us.web#1`, `users#primary` or a place; repeatable",
		ko: "없앨 부분: 컴포넌트, 인스턴스 `us.web#1`, `users#primary`, 장소. 여러 번 쓸 수 있음",
	},
};
export const ledgerOption: Option = {
	name: "ledger",
	text: {
		en: "say how far each assumption moves the result if it is a fifth lower or higher",
		ko: "각 가정이 20 % 낮거나 높을 때 결과가 얼마나 달라지는지 표시",
	},
};
export const localeOption: Option = {
	name: "locale",
	value: "en|ko",
	choices: LOCALES,
	text: { en: "language of the messages (default: as the environment says)", ko: "메시지의 언어(기본값: 환경 설정)" },
};
export const helpOption: Option = {
	name: "help",
	short: "h",
	text: { en: "show this help", ko: "이 도움말 보기" },
};

/** The arguments of a command. Wrong ones are a `Failure` that says what would be right. */
export function readCall(command: Command, args: readonly string[], locale: Locale): Call {
	const options = [...command.options, localeOption, helpOption];
	const { tokens } = parseArgs({
		args: [...args],
		strict: false,
		tokens: true,
		options: Object.fromEntries(
			options.map(({ name, short, value }) => [
				name,
				{ type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short && { short }) },
			]),
		),
	});
	const fail = (key: keyof typeof texts, data: Record<string, string> = {}): never => {
		throw new Failure(`${fill(texts[key][locale], data)} ${fill(texts.help[locale], { command: command.name })}`);
	};
	const files: string[] = [];
	const values: Record<string, string | true> = {};
	const lists: Record<string, string[]> = {};
	for (const token of tokens) {
		if (token.kind === "positional") files.push(token.value);
		if (token.kind !== "option") continue;
		const option = options.find(({ name }) => name === token.name);
		if (!option) {
			const near = suggest(
				token.name,
				options.map(({ name }) => name),
			);
			return near ? fail("near", { option: token.rawName, near }) : fail("unknown", { option: token.rawName });
		}
		const { name, value, choices, repeatable } = option;
		if (value === undefined && token.value !== undefined) fail("superfluous", { option: name });
		if (value !== undefined && token.value === undefined) fail("missing", { option: name, value });
		if (choices && !choices.includes(token.value ?? ""))
			fail("choice", { option: name, value: token.value ?? "", choices: choices.join(", ") });
		if (repeatable) lists[name] = [...(lists[name] ?? []), token.value ?? ""];
		else values[name] = token.value ?? true;
	}
	if (values.help !== true) {
		if (command.files === "none" && files.length > 0) fail("no-files", { file: files[0]! });
		if (command.files === "one" && files.length > 1) fail("one-file", { file: files[1]! });
		if (command.files !== "none" && files.length === 0) fail("files", { operands: command.operands });
	}
	return { files, values, lists };
}

/** The number of users as one would write it in a file (`2M`, `500k`, `1_000_000`), or in a program: `1e9`. */
export function usersOf({ values }: Call, locale: Locale): number | undefined {
	const written = values.users;
	if (typeof written !== "string") return undefined;
	if (/^\d+(\.\d+)?e\d{1,2}$/i.test(written)) return Number(written);
	const [client] = parse(`client c { users: ${written} }`).items;
	const [property] = client?.type === "declaration" ? (client.body?.items ?? []) : [];
	const value = property?.type === "property" && property.value?.type === "quantity" ? property.value : undefined;
	const users = value && value.end - value.start === written.length ? quantityIn(value, ["count"])?.value : undefined;
	if (users === undefined || users < 0) throw new Failure(fill(texts.users[locale], { value: written }));
	return users;
}

const texts = {
	help: {
		en: "See `archscale {command} --help`.",
		ko: "`archscale {command} --help`를 보십시오.",
	},
	unknown: { en: "There is no option `{option}`.", ko: "`{option}` 옵션은 없습니다." },
	near: {
		en: "There is no option `{option}`. Did you mean `--{near}`?",
		ko: "`{option}` 옵션은 없습니다. `--{near}`을(를) 뜻하셨습니까?",
	},
	missing: { en: "`--{option}` needs a value: {value}.", ko: "`--{option}`에는 값이 필요합니다: {value}." },
	superfluous: { en: "`--{option}` takes no value.", ko: "`--{option}`에는 값을 쓰지 않습니다." },
	choice: {
		en: "`--{option} {value}` cannot be: choose one of {choices}.",
		ko: "`--{option} {value}`은(는) 쓸 수 없습니다. 다음 중 하나를 고르십시오: {choices}.",
	},
	files: { en: "Say which files: {operands}.", ko: "파일을 지정하십시오: {operands}." },
	"one-file": {
		en: "One file at a time: `{file}` is too many.",
		ko: "파일은 한 번에 하나입니다. `{file}`은(는) 빼십시오.",
	},
	"no-files": { en: "It takes no files: leave out `{file}`.", ko: "파일을 쓰지 않습니다. `{file}`을(를) 빼십시오." },
	users: {
		en: "`--users {value}` is not a number of users: write it as 2000000, 2M or 500k.",
		ko: "`--users {value}`은(는) 사용자 수가 아닙니다. 2000000, 2M, 500k처럼 쓰십시오.",
	},
} as const satisfies Record<string, Localized>;
