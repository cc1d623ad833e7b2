import { formatRate } from "../../language/numbers.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { connect, type Operation } from "../edit/operations.ts";
import { balancersOf, isInternal, isSynchronous, ofKind, unique } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** A way past the balancer that stands in front of a service. */
export const clientBypassesLb = defineRule<"name" | "callers" | "balancers" | "load" | "lb", "reroute">({
	id: "client-bypasses-lb",
	group: "redundancy",
	since: "0.1.0",
	severity: "error",
	statements: ["N20"],
	production: true,
	text: {
		en: {
			title: "Way past the load balancer",
			message:
				"Requests of {callers}{load} reach `{name}` past {balancers}, so they are neither balanced nor failed over.",
			why: "Whoever does not ask the balancer has to know the address of an instance. These requests{load} go there however busy it is, and fail while it is down, until a person acts, although others stand beside it. The balancer cannot even them out, count or limit them, since it does not see them.",
			technique:
				"**One way in.** Clients, DNS and CDN know the address of the balancer only; it sends each request to an instance that is up.",
			tradeOff:
				"The balancer then gets these requests as well{load}, costs them a hop of a fraction of a millisecond, and has to be redundant.",
			exceptions: "A separate service for administrators may have a way in of its own.",
			fixes: { reroute: "Send {callers} to `{lb}`" },
		},
		ko: {
			title: "로드 밸런서를 건너뛰는 경로",
			message:
				"{callers}의 요청{load}이 {balancers}을(를) 건너뛰고 `{name}`에 가서, 분산되지도 장애 조치되지도 않습니다.",
			why: "로드 밸런서를 거치지 않으려면 인스턴스의 주소를 알아야 합니다. 이런 요청{load}은 그 인스턴스가 아무리 바빠도 그리로 가고, 멈추면 옆에 다른 인스턴스가 있어도 사람이 손을 쓸 때까지 실패합니다. 로드 밸런서는 보지 못하는 요청을 고르게 나눌 수도, 세거나 제한할 수도 없습니다.",
			technique:
				"**하나뿐인 입구.** 클라이언트와 DNS, CDN은 로드 밸런서의 주소만 알고, 로드 밸런서가 살아 있는 인스턴스로 요청을 보냅니다.",
			tradeOff:
				"로드 밸런서의 부하가 이 요청{load}만큼 늘고, 이 요청에는 1밀리초가 안 되는 홉이 하나 늘며, 로드 밸런서도 이중화해야 합니다.",
			exceptions: "관리자용으로 따로 둔 서비스라면 입구를 따로 두어도 됩니다.",
			fixes: { reroute: "{callers}의 요청을 `{lb}`(으)로 보내기" },
		},
	},
	safety: { reroute: "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
client app { users: 200k, requests: 50/day, peak: 2x }
loadbalancer lb x2
service web x4

browser -> lb -> web
app -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
client app { users: 200k, requests: 50/day, peak: 2x }
loadbalancer lb x2
service web x4

browser -> lb -> web
app -> lb
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const service of context.each(ofKind(architecture, "service"))) {
			const balancers = balancersOf(service);
			const [lb] = [...balancers].sort((a, b) => apart(a, service) - apart(b, service));
			if (!lb) continue;
			for (const links of byPlace(service.incoming.filter((link) => isSynchronous(link) && comesFromOutside(link)))) {
				const ids = links.map(({ id }) => id);
				const load = links.reduce((sum, link) => sum + (analysis.links.get(link)?.requestsPerSecond ?? 0), 0);
				const reroute: Step = (current) => {
					const balancer = current.architecture.elements.get(lb.id);
					if (balancer?.type !== "component") return undefined;
					return current.architecture.links
						.filter((link) => ids.includes(link.id) && !link.copied)
						.flatMap((link) => rerouted(link, balancer));
				};
				yield {
					element: service,
					at: links[0]!.at,
					links,
					data: {
						name: service.id,
						callers: names(unique(links.map(({ from }) => from))),
						balancers: names(balancers),
						load: loadText(load),
						lb: lb.id,
					},
					related: balancers.map((element) => ({
						at: { file: element.file, span: element.declaration.kind },
						element,
					})),
					fixes: [fixOf(context, { id: "reroute", steps: [reroute], subject: service.id })],
				};
			}
		}
	},
});

/** Users, or what stands between them and the balancers. */
function comesFromOutside({ from }: Link): boolean {
	return (from.kind === "client" && !isInternal(from)) || from.kind === "dns" || from.kind === "cdn";
}

/** The balancer next to the service comes first. */
function apart(balancer: Component, service: Component): number {
	return balancer.parent === service.parent ? 0 : 1;
}

/** `a, b -> web` are two links at one place in the text. */
function byPlace(links: readonly Link[]): Iterable<readonly Link[]> {
	const places = new Map<string, Link[]>();
	for (const link of links) {
		const key = `${link.at.file.uri} ${link.at.span.start}`;
		places.set(key, [...(places.get(key) ?? []), link]);
	}
	return places.values();
}

/** Leads to the balancer, or joins the link that does so already. */
function rerouted(link: Link, balancer: Component): readonly Operation[] {
	const { from } = link;
	const known = from.outgoing.find(({ to, replication }) => to === balancer && !replication);
	if (!known) return [{ type: "redirect", link, to: balancer }];
	if (link.share === undefined && known.share === undefined) return [{ type: "disconnect", link }];
	const sum = (link.share ?? 1) + (known.share ?? 1);
	const others = from.outgoing.some((other) => other !== link && other !== known);
	const share = link.percent || known.percent ? `${Number((100 * sum).toPrecision(6))}%` : `x${sum}`;
	return [
		connect(from, balancer, { behind: link, ...((others || sum !== 1) && { share }) }),
		{ type: "disconnect", link },
		{ type: "disconnect", link: known },
	];
}

function loadText(perSecond: number): string {
	return perSecond === 0 ? "" : ` (${formatRate(perSecond)})`;
}
