import { freeName } from "../../rules/edit/names.ts";
import { enclosable, enclose } from "./enclosing.ts";
import type { Refactoring } from "./refactoring.ts";
import { named } from "./titles.ts";

/** What is selected stands in a data center from now on: the load stays as it is, and what is there fails with it. */
export const wrapDataCenter: Refactoring = {
	kind: "refactor.extract.datacenter",
	offer({ architecture, file, span }) {
		const enclosed = enclosable(architecture, file, span);
		if (!enclosed) return undefined;
		const title = named(texts.title, { elements: enclosed.elements });
		for (let place = enclosed.elements[0]!.parent; place; place = place.parent) {
			if (place.kind !== "group") return { title, refused: named(texts.inside, { elements: [place] }) };
		}
		const isDataCenter = ({ kind }: { readonly kind: string }): boolean => kind === "datacenter";
		const nested = architecture.places.find((place) => {
			for (let at: typeof place | undefined = place; at; at = at.parent)
				if (isDataCenter(place) && enclosed.elements.includes(at)) return true;
			return false;
		});
		if (nested) return { title, refused: named(texts.holds, { elements: [nested] }) };
		const user = enclosed.elements.find(({ kind }) => kind === "client");
		if (user) return { title, refused: named(texts.client, { elements: [user] }) };
		return {
			title,
			attempt: (design) =>
				enclose(design, file, enclosed, {
					kind: "datacenter",
					name: freeName(architecture, "dc1", "datacenter1", "datacenter"),
				}),
		};
	},
};

const texts = {
	title: { en: "Wrap {elements} in a data center", ko: "{elements}을(를) 데이터 센터로 감싸기" },
	inside: { en: "It stands in {elements} already.", ko: "이미 {elements} 안에 있습니다." },
	holds: {
		en: "{elements} is a data center, and those do not stand in one another.",
		ko: "{elements}은(는) 데이터 센터이며, 데이터 센터는 다른 데이터 센터 안에 둘 수 없습니다.",
	},
	client: {
		en: "{elements} is a client: users are outside.",
		ko: "{elements}은(는) 클라이언트이고 사용자는 데이터 센터 밖에 있습니다.",
	},
} as const;
