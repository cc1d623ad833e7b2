/** The name under which the layout engine remembers what a panel shows of a document. */
export function layoutName(uri: string, panel: string | undefined): string {
	return panel === undefined ? uri : `${uri} ${panel}`;
}
