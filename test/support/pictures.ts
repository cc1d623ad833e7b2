import assert from "node:assert/strict";
import { withChanges } from "../../src/diagram/changes.ts";
import type { Diagram, DiagramMessage } from "../../src/protocol/messages.ts";

/** A picture with all that is in it. */
export type WholeMessage = Omit<DiagramMessage, "diagram"> & { readonly diagram: Diagram };

/** Makes the pictures that a server sends whole, as a panel does. */
export function wholePictures(): (message: DiagramMessage) => WholeMessage {
	const last = new Map<string | undefined, WholeMessage>();
	return (message) => {
		const { panel, uri, version, picture } = message;
		const before = last.get(panel);
		const diagram = (): Diagram => {
			if ("diagram" in message) return message.diagram;
			assert.equal(message.since, before?.picture, "the picture that is changed has been sent before");
			return withChanges(before!.diagram, message.changes);
		};
		const whole = { ...(panel !== undefined && { panel }), uri, version, picture, diagram: diagram() };
		last.set(panel, whole);
		return whole;
	};
}
