/**
 * Measures the pictures of the examples and of generated architectures and writes what comes out to docs/diagram-quality.md,
 * some minutes: `npm run layout-quality`. Everything in it is counted, nothing timed, so that it is the same everywhere.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { displacement } from "../src/diagram/layout/displacement.ts";
import { loadElk } from "../src/diagram/layout/elk.ts";
import { layoutInput } from "../src/diagram/layout/input.ts";
import { layoutScene } from "../src/diagram/layout/layout-scene.ts";
import { wholeGraph } from "../src/diagram/layout/whole-graph.ts";
import { crossings, geometry } from "./geometry.ts";
import { EDITS, smallEdits } from "./layout-edits.ts";
import { generatedSamples, type Sample, writtenSamples } from "./layout-samples.ts";

/** Cards up to which ELK is asked for the whole at once. */
const MOST_WHOLE = 80;
/** Places at which each edit is made: all of most examples, and some of each generated architecture. */
const PLACES = { written: 40, generated: 3 };
/** Upper ends of the groups of generated architectures, in components. */
const GROUPS = [20, 40, 60, 80, 150, 300];

interface Measures {
	readonly pictures: number;
	readonly cards: number;
	readonly edges: number;
	readonly crossings: number;
	readonly whole: number | undefined;
	/** Whatever lies on something else, edges through cards or on one another, and ends that cannot be told apart. */
	readonly faults: number;
	readonly missingLabels: number;
	/** The widest for its height and the narrowest. */
	readonly aspects: readonly [number, number];
	readonly cardShare: number;
	/** Mean over the places of each edit, in shares of the diagonal. */
	readonly moves: readonly number[];
}

const elk = await loadElk();

const written = writtenSamples();
const rows = written.map((sample) => row(sample.name, measure(sample, PLACES.written)));
const groups = new Map<number, Measures[]>(GROUPS.map((size) => [size, []]));
for (const sample of generatedSamples()) {
	const size = GROUPS.find((size) => sample.components! <= size)!;
	groups.get(size)!.push(measure(sample, PLACES.generated));
}
for (const [at, size] of GROUPS.entries()) {
	const group = groups.get(size)!;
	const from = size > 80 ? size : (GROUPS[at - 1] ?? 9) + 1;
	rows.push(row(`${group.length} generated, ${from === size ? "" : `${from} to `}${size} components`, together(group)));
}

writeFileSync(
	fileURLToPath(new URL("../docs/diagram-quality.md", import.meta.url)),
	`${[
		"# How clear the pictures are, and how still",
		"",
		"<!-- Written by `npm run layout-quality`. -->",
		"",
		`The layout of every example and of ${[...groups.values()].flat().length} generated architectures (\`scripts/generate.ts\`), measured by its geometry alone (\`scripts/geometry.ts\`). \`test/unit/diagram/geometry.test.ts\` holds what must be true of them.`,
		"",
		`- **Crossings**: places where two edges cross; beside them those of one layout of the whole by elkjs with \`INCLUDE_CHILDREN\` (\`src/diagram/layout/whole-graph.ts\`), up to ${MOST_WHOLE} cards. It may stack data centers and lead replication through them, which ours may not.`,
		"- **Faults**: cards on cards or in frames that they do not belong to; labels on labels, cards or names, or beside their edge; arrowheads under labels or badges; edges through cards of others; edges that meet a card at the same point, or run on top of one another.",
		"- **No label**: edges whose load found no free place.",
		"- **Aspect**: width to height; for generated ones the narrowest and the widest.",
		"- **Cards**: their share of the area of the picture.",
		`- **Moved**: mean displacement of the cards that an edit does not concern, in % of the diagonal of the picture, once the view has followed the move of most cards: one instance, one component (called by an existing one) or one link more, or other numbers only. The mean over all places of the edit; where there are more than ${PLACES.written}, over ${PLACES.written} evenly spread ones, and over ${PLACES.generated} in each generated architecture.`,
		"",
		"| Picture | Cards | Edges | Crossings | Whole | Faults | No label | Aspect | Cards, % | Moved: instance | component | link | numbers |",
		"| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
		...rows,
		"",
	].join("\n")}`,
);

function measure({ scene }: Sample, places: number): Measures {
	const before = layoutScene(scene, elk);
	const { layout } = before;
	const measured = geometry({ scene, layout });
	const diagonal = Math.hypot(layout.width, layout.height);
	const { nodeOverlaps, labelOverlaps, strayLabels, throughCards, sharedEnds, sharedLines } = measured;
	const hiddenArrows = [measured.arrowsUnderLabels, measured.arrowsUnderBadges].flat();
	return {
		pictures: 1,
		cards: scene.cards.length,
		edges: scene.edges.length,
		crossings: measured.crossings,
		whole: scene.cards.length <= MOST_WHOLE ? crossings(wholeGraph(layoutInput(scene), elk)) : undefined,
		faults: [nodeOverlaps, labelOverlaps, strayLabels, hiddenArrows, throughCards, sharedEnds, sharedLines].flat()
			.length,
		missingLabels: measured.missingLabels.length,
		aspects: [measured.aspect, measured.aspect],
		cardShare: measured.cardShare,
		moves: EDITS.map((kind) =>
			mean(
				smallEdits(scene, kind, places).map(
					(edit) => displacement(layout, layoutScene(edit.scene, elk, before).layout, edit.concerned) / diagonal,
				),
			),
		),
	};
}

function together(all: readonly Measures[]): Measures {
	const sum = (of: (one: Measures) => number) => all.reduce((sum, one) => sum + of(one), 0);
	return {
		pictures: all.length,
		cards: sum(({ cards }) => cards),
		edges: sum(({ edges }) => edges),
		crossings: sum((one) => one.crossings),
		whole: all.every(({ whole }) => whole !== undefined) ? sum(({ whole }) => whole!) : undefined,
		faults: sum(({ faults }) => faults),
		missingLabels: sum((one) => one.missingLabels),
		aspects: [Math.min(...all.map(({ aspects }) => aspects[0])), Math.max(...all.map(({ aspects }) => aspects[1]))],
		cardShare: mean(all.map((one) => one.cardShare)),
		moves: EDITS.map((_, at) => mean(all.map(({ moves }) => moves[at]!))),
	};
}

function row(name: string, of: Measures): string {
	const [narrow, wide] = of.aspects.map((aspect) => aspect.toFixed(2));
	const cells = [
		name,
		of.cards,
		of.edges,
		of.crossings,
		of.whole ?? "–",
		of.faults,
		of.missingLabels,
		narrow === wide ? narrow : `${narrow} to ${wide}`,
		percent(of.cardShare),
		...of.moves.map(percent),
	];
	return `| ${cells.join(" | ")} |`;
}

function mean(values: readonly number[]): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number): string {
	return share === 0 ? "0" : (share * 100).toFixed(1);
}
