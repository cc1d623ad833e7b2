import { consumerNotIdempotent as rule } from "../../../../src/rules/decoupling/consumer-not-idempotent.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

interface Design {
	readonly queue?: string;
	readonly worker?: string;
	readonly rest?: string;
	readonly name?: string;
}

const design = ({
	queue = "delivery: at-least-once",
	worker = "",
	rest = "",
	name = "mailer",
}: Design = {}): string => {
	const body = [queue, "durable: true", "dead-letter: true"].filter(Boolean).join(", ");
	return `data accounts
data sums { kind: derived }

client c { rate: 100rps }
service web
queue jobs { ${body} }
worker ${name}${worker && ` { ${worker} }`}
${rest}
c -> web -> jobs -> mailer
`;
};

const toMail = "external mail\n\nmailer -> mail\n";
const store = "database db { holds: accounts }\n\nmailer -> db\n";

describe("consumer-not-idempotent", () => {
	it("reports a consumer that calls the outside or writes again", () => {
		checkReports(
			rule,
			design({ name: "<|mailer|>", rest: toMail }),
			"When a message of `jobs` is delivered again, `mailer` does once more what it does to `mail`, and nothing says that this is harmless.",
		);
		checkReports(
			rule,
			design({ name: "<|mailer|>", worker: "writes accounts", rest: store }),
			"When a message of `jobs` is delivered again, `mailer` does once more what it does to `accounts`, and nothing says that this is harmless.",
		);
		checkReports(rule, design({ worker: "<|idempotent: false|>", rest: toMail }));
		checkReports(rule, design({ name: "<|mailer|>", rest: "queue more\n\nmailer -> more\n" }));
		checkReports(rule, design({ name: "<|mailer|>", rest: "database db\n\nmailer -> db\n" }));
	});

	it("says which delivery it assumed, one step milder", () => {
		checkReports(
			rule,
			design({ queue: "", name: "<|mailer|>", rest: toMail }),
			"When a message of `jobs` is delivered again, `mailer` does once more what it does to `mail`, and nothing says that this is harmless. Assumed: delivery at-least-once.",
			"hint",
		);
	});

	it("looks through the services that it calls", () => {
		const through = (service: string): string =>
			`database db { holds: accounts }\nloadbalancer lb\nservice users { ${service} }\n\nmailer -> lb -> users -> db\n`;
		checkReports(rule, design({ name: "<|mailer|>", rest: through("writes accounts") }));
		checkSilent(rule, design({ rest: through("reads accounts") }));
		checkSilent(rule, design({ rest: through("writes accounts, idempotent: true") }));
	});

	it("names all queues that may deliver again", () => {
		checkReports(
			rule,
			design({
				name: "<|mailer|>",
				rest: `${toMail}queue second { delivery: at-least-once }\nqueue third { delivery: exactly-once }\n\nweb -> second, third -> mailer\n`,
			}),
			"When a message of `second` and `jobs` is delivered again, `mailer` does once more what it does to `mail`, and nothing says that this is harmless.",
		);
	});

	it("is silent about consumers that recognise messages, other deliveries, and messages that may be lost", () => {
		checkSilent(rule, design({ worker: "idempotent: true", rest: toMail }));
		checkSilent(rule, design({ queue: "delivery: exactly-once", rest: toMail }));
		checkSilent(rule, design({ queue: "delivery: at-most-once", rest: toMail }));
		checkSilent(rule, design({ queue: "lossy: true", rest: toMail }));
	});

	it("is silent about work that changes nothing", () => {
		checkSilent(rule, design());
		checkSilent(rule, design({ worker: "reads accounts", rest: store }));
		checkSilent(rule, design({ rest: "cache redis\n\nmailer -> redis\n" }));
	});

	it("is silent about what does not come from a queue", () => {
		checkSilent(rule, "client c\nservice web\nexternal mail\n\nc -> web -> mail\n");
	});

	it("has it recognise messages", () => {
		checkFix(
			rule,
			"idempotent",
			design({ rest: toMail, worker: "concurrency: 4" }),
			design({ rest: toMail, worker: "concurrency: 4, idempotent: true" }),
		);
		checkFix(
			rule,
			"idempotent",
			design({ rest: toMail, worker: "idempotent: false" }),
			design({ rest: toMail, worker: "idempotent: true" }),
		);
	});
});
