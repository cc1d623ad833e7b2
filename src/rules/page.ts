import type { Locale } from "../language/locale.ts";

const repository = "https://github.com/archscale/archscale";

/** The address of the page that explains a rule. */
export function rulePage(id: string, locale: Locale): string {
	return `${repository}/blob/main/docs/rules/${id}${locale === "en" ? "" : `.${locale}`}.md`;
}
