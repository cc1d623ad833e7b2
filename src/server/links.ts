import type { Element } from "../model/architecture.ts";
import { nameSpan } from "./convert.ts";

/** The name of an element, which opens the line that declares it. */
export function nameLink({ id, file, declaration }: Element): string {
	const line = file.lines.positionAt(nameSpan(declaration).start).line + 1;
	return `[\`${id}\`](${file.uri}#L${line})`;
}
