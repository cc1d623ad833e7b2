import assert from "node:assert/strict";
import { format } from "../../../src/language/format.ts";
import { act, edited, refused } from "./edits.ts";

const SHOP = `// a shop
client buyers { users: 1M }
loadbalancer lb x2
service web "Web tier" x4 {
  sessions: redis // shared
}
cache redis x2
database db { replicas: 2, failover: automatic }

buyers -> lb -> web -> redis
web -> db
`;

const PLACES = `datacenter us "US" {
  loadbalancer lb
  // the web tier
  service web x4 // stateless
  database db

  lb -> web -> db
}
datacenter eu "EU" like us
client c

c -> us.lb, eu.lb
us.db -> eu.db
`;

describe("edits from the picture", () => {
	describe("add", () => {
		it("stands behind the last one of its kind, named after it", () => {
			const { text, select } = edited(SHOP, { type: "add", kind: "cache" });
			assert.equal(text, SHOP.replace("cache redis x2\n", "cache redis x2\ncache cache\n"));
			assert.equal(select, "cache");
		});

		it("has its name from its title, and keeps that where it says more", () => {
			const { text, select } = edited(SHOP, { type: "add", kind: "service", title: "Order service (new)" });
			assert.match(text, /shared\n\}\nservice order-service-new "Order service \(new\)"\ncache redis/);
			assert.equal(select, "order-service-new");
			assert.match(edited(SHOP, { type: "add", kind: "service", title: "orders" }).text, /\nservice orders\n/);
			assert.match(
				edited(SHOP, { type: "add", kind: "service", title: "주문 서비스" }).text,
				/\nservice 주문-서비스 "주문 서비스"\n/,
			);
			assert.match(
				edited(SHOP, { type: "add", kind: "worker", title: "3 mails" }).text,
				/\nworker worker-3-mails "3 mails"\n/,
			);
			assert.match(edited(SHOP, { type: "add", kind: "worker", title: "x3" }).text, /\nworker worker-x3 "x3"\n/);
		});

		it("takes a number where its name is taken", () => {
			assert.equal(edited(SHOP, { type: "add", kind: "service", title: "Web" }).select, "web-2");
		});

		it("stands in its group, which gets a body where it has none", () => {
			const { text, select } = edited("group g\nservice a\n", { type: "add", kind: "service", parent: "g" });
			assert.equal(text, "group g { service service }\nservice a\n");
			assert.equal(select, "g.service");
		});

		it("in a place that is copied is in its copies, too; in a copy it is there alone", () => {
			assert.match(
				edited(PLACES, { type: "add", kind: "cache", parent: "us" }).text,
				/database db\n {2}cache cache\n\n/,
			);
			const { text, select } = edited(PLACES, { type: "add", kind: "cache", parent: "eu" });
			assert.match(text, /datacenter eu "EU" like us \{ cache cache \}/);
			assert.equal(select, "eu.cache");
		});

		it("and connect is one edit", () => {
			const { text } = edited(SHOP, { type: "add", kind: "queue", from: "web" });
			assert.match(text, /\nweb -> db, queue\n/);
			assert.match(text, /\nqueue queue\n/);
		});

		it("begins an empty file", () => {
			assert.equal(edited("", { type: "add", kind: "service" }).text, "service service\n");
		});

		it("goes into the file that its group stands in", () => {
			const files = { "a.arch": 'import "./b.arch"\nclient c\n', "b.arch": "group g {\n  service a\n}\n" };
			const result = act(files, { type: "add", kind: "service", parent: "g", from: "c" }, ["b.arch"]);
			assert.ok("files" in result);
			assert.equal(result.files["b.arch"], "group g {\n  service a\n  service service\n}\n");
			assert.match(result.files["a.arch"]!, /c -> g\.service|c -> service/);
		});

		it("is refused where nothing can stand", () => {
			assert.match(refused(SHOP, { type: "add", kind: "service", parent: "web" }), /`web` is no group/);
			assert.match(refused(SHOP, { type: "add", kind: "toaster" }), /`toaster` is no kind/);
			assert.match(refused(SHOP, { type: "add", kind: "service", title: 'a "b"' }), /quotes/);
			assert.match(refused(SHOP, { type: "add", kind: "service", parent: "nowhere" }), /no longer/);
		});
	});

	describe("connect", () => {
		it("stands in the statement of the same source", () => {
			assert.match(
				edited(SHOP, { type: "connect", from: "lb", to: "db" }).text,
				/\nbuyers -> lb\nlb -> web, db\n|lb -> db/,
			);
			assert.match(edited(SHOP, { type: "connect", from: "buyers", to: "web" }).text, /buyers -> (lb, )?web/);
		});

		it("stands on a line of its own below links that have a label or properties", () => {
			const text = 'service a\nservice b\nservice c\n\na -> b "x" { async: true } // why\n';
			assert.equal(edited(text, { type: "connect", from: "a", to: "c" }).text, `${text}a -> c\n`);
		});

		it("begins the links where there are none", () => {
			assert.equal(
				edited("service a\nservice b\n", { type: "connect", from: "a", to: "b" }).text,
				"service a\nservice b\n\na -> b\n",
			);
		});

		it("names what stands in places, and stands in the place of both", () => {
			assert.match(edited(PLACES, { type: "connect", from: "us.web", to: "eu.db" }).text, /\nus\.web -> eu\.db\n/);
			assert.match(edited(PLACES, { type: "connect", from: "us.lb", to: "us.db" }).text, /\n {2}lb -> (web, )?db\n/);
			assert.match(edited(PLACES, { type: "connect", from: "eu.lb", to: "eu.db" }).text, /like us \{ lb -> db \}/);
		});

		it("is refused where there is nothing to do or nothing that calls", () => {
			assert.match(refused(SHOP, { type: "connect", from: "web", to: "db" }), /already/);
			assert.match(refused(SHOP, { type: "connect", from: "web", to: "web" }), /itself/);
			assert.match(
				refused(`${SHOP}monitoring m\n`, { type: "connect", from: "web", to: "m" }),
				/no part in the traffic/,
			);
			assert.match(refused('service "A b"\nservice c\n', { type: "connect", from: "A b", to: "c" }), /title only/);
		});

		it("is refused where a property says so already", () => {
			const text = "service web { sessions: redis }\ncache redis\n";
			assert.match(refused(text, { type: "connect", from: "web", to: "redis" }), /already/);
		});
	});

	describe("disconnect", () => {
		it("leaves the rest of the statement", () => {
			assert.match(
				edited(SHOP, { type: "disconnect", edge: "lb>web" }).text,
				/\nbuyers -> lb\nweb -> redis\nweb -> db\n/,
			);
			assert.doesNotMatch(edited(SHOP, { type: "disconnect", edge: "web>db" }).text, /web -> db/);
		});

		it("takes the links of the copies along, but not one of a copy alone", () => {
			assert.match(edited(PLACES, { type: "disconnect", edge: "us.web>us.db" }).text, /\n {2}lb -> web\n\}/);
			assert.match(refused(PLACES, { type: "disconnect", edge: "eu.web>eu.db" }), /`eu` is `like`/);
		});

		it("says which property a link follows from", () => {
			const text = "service web { sessions: redis }\ncache redis\n";
			assert.match(refused(text, { type: "disconnect", edge: "web>redis" }), /`sessions` of `web`/);
			assert.match(refused(SHOP, { type: "disconnect", edge: "web>redis" }), /`sessions` of `web`/);
		});
	});

	describe("rename", () => {
		it("renames in all files", () => {
			const files = { "a.arch": 'import "./b.arch"\nclient c\n\nc -> mail\n', "b.arch": "external mail\n" };
			const result = act(files, { type: "rename", id: "mail", name: "post" }, ["b.arch"]);
			assert.ok("files" in result);
			assert.deepEqual(result.files, {
				"a.arch": 'import "./b.arch"\nclient c\n\nc -> post\n',
				"b.arch": "external post\n",
			});
			assert.equal(result.select, "post");
		});

		it("renames the original of a copy", () => {
			const { text, select } = edited(PLACES, { type: "rename", id: "eu.web", name: "front" });
			assert.match(text, /service front x4/);
			assert.equal(select, "eu.front");
		});

		it("keeps a formatted file formatted", () => {
			const text = format("service a {\n  capacity: 5rps // one\n  sessions: bcd // two\n}\ncache bcd\n");
			const { text: after } = edited(text, { type: "rename", id: "bcd", name: "abcdefgh" });
			assert.match(after, /capacity: 5rps {6}\/\/ one\n {2}sessions: abcdefgh {2}\/\/ two\n/);
			assert.equal(after, format(after));
		});

		it("is refused for what is no name, or taken", () => {
			assert.match(refused(SHOP, { type: "rename", id: "web", name: "a b" }), /cannot be a name/);
			assert.match(refused(SHOP, { type: "rename", id: "web", name: "db" }), /already taken/);
		});
	});

	describe("retitle", () => {
		it("changes, adds and removes a title", () => {
			assert.match(edited(SHOP, { type: "retitle", id: "web", title: "Shop" }).text, /service web "Shop" x4/);
			assert.match(edited(SHOP, { type: "retitle", id: "db", title: "Orders" }).text, /database db "Orders" \{/);
			assert.match(edited(SHOP, { type: "retitle", id: "web", title: "" }).text, /service web x4/);
			assert.match(edited(PLACES, { type: "retitle", id: "us", title: "East" }).text, /datacenter us "East" \{/);
			assert.match(
				edited(PLACES, { type: "retitle", id: "eu.web", title: "EU web" }).text,
				/like us \{ service web "EU web" \}/,
			);
			assert.match(edited('service "A b"\n', { type: "retitle", id: "A b", title: "C d" }).text, /service "C d"/);
		});

		it("is refused with quotes in it, or where nothing would be left", () => {
			assert.match(refused(SHOP, { type: "retitle", id: "web", title: 'a"b' }), /quotes/);
			assert.match(refused('service "A b"\n', { type: "retitle", id: "A b", title: " " }), /no name but/);
		});
	});

	describe("instances", () => {
		it("writes xN, and nothing for one", () => {
			assert.match(edited(SHOP, { type: "instances", id: "web", count: 5 }).text, /service web "Web tier" x5 \{/);
			assert.match(edited(SHOP, { type: "instances", id: "lb", count: 1 }).text, /\nloadbalancer lb\n/);
			assert.match(edited("service a x2..5\n", { type: "instances", id: "a", count: 6 }).text, /x2\.\.6/);
			assert.match(edited("service a x2..5\n", { type: "instances", id: "a", count: 2 }).text, /a x2\n/);
		});

		it("writes the replicas of a database", () => {
			assert.match(edited(SHOP, { type: "instances", id: "db", count: 4 }).text, /replicas: 3/);
			assert.doesNotMatch(edited(SHOP, { type: "instances", id: "db", count: 1 }).text, /replicas/);
			assert.match(edited(PLACES, { type: "instances", id: "us.db", count: 2 }).text, /database db \{ replicas: 1 \}/);
		});

		it("of a copy are its own", () => {
			assert.match(edited(PLACES, { type: "instances", id: "eu.web", count: 2 }).text, /like us \{ service web x2 \}/);
		});

		it("are refused where there are none", () => {
			assert.match(refused(SHOP, { type: "instances", id: "buyers", count: 2 }), /no instances/);
			assert.match(refused(SHOP, { type: "instances", id: "web", count: 0 }), /at least one/);
		});
	});

	describe("move", () => {
		const GROUPS = `group a "A" {
  // the api
  service api x2 {
    reads items // from the cache
  }

  database db { holds: items }
}
group b {}
data items
client c

c -> api -> a.db
`;
		it("takes comments along and changes the names that lead to it", () => {
			const { text, select } = edited(GROUPS, { type: "move", id: "a.api", parent: "b" });
			assert.equal(
				text,
				`group a "A" {
  database db { holds: items }
}
group b {
  // the api
  service api x2 {
    reads items // from the cache
  }
}
data items
client c

c -> api -> a.db
`,
			);
			assert.equal(select, "b.api");
			assert.match(edited(GROUPS, { type: "move", id: "a.db", parent: "b" }).text, /c -> api -> b\.db/);
		});

		it("to the top level and out of it", () => {
			const { text, select } = edited(GROUPS, { type: "move", id: "a.db" });
			assert.match(text, /\n\}\ngroup b \{\}\ndata items\nclient c\ndatabase db \{ holds: items \}\n/);
			assert.match(text, /c -> api -> db/);
			assert.equal(select, "db");
			assert.match(
				edited(SHOP.replace("client", "group g\nclient"), { type: "move", id: "redis", parent: "g" }).text,
				/sessions: g\.redis|sessions: redis/,
			);
		});

		it("gets another name where its own is taken", () => {
			const { text, select } = edited(
				"group a {\n  service s\n}\ngroup b {\n  service s\n}\nservice t\n\nt -> a.s, b.s\n",
				{
					type: "move",
					id: "a.s",
					parent: "b",
				},
			);
			assert.equal(select, "b.s-2");
			assert.match(text, /t -> s-2, b\.s|t -> b\.s-2, b\.s/);
		});

		it("a group, with all that leads into it", () => {
			const { text } = edited("group a {\n  service s\n}\nzone z\nservice t\n\nt -> a.s\n", {
				type: "move",
				id: "a",
				parent: "z",
			});
			assert.equal(text, "zone z {\n  group a {\n    service s\n  }\n}\nservice t\n\nt -> z.a.s\n");
		});

		it("into a group on one line", () => {
			const text = "group b { service x; service y }\n// one\nservice a // two\n\na -> b.x\n";
			assert.equal(
				edited(text, { type: "move", id: "a", parent: "b" }).text,
				"group b {\n  service x\n  service y\n  // one\n  service a // two\n}\n\nb.a -> b.x\n",
			);
		});

		it("into another file", () => {
			const files = {
				"a.arch": 'import "./b.arch"\nservice s\nservice t\n\nt -> s\n',
				"b.arch": "group g {\n  service u\n}\n",
			};
			const result = act(files, { type: "move", id: "s", parent: "g" }, ["b.arch"]);
			assert.ok("files" in result);
			assert.equal(result.files["b.arch"], "group g {\n  service u\n  service s\n}\n");
			assert.equal(result.files["a.arch"], 'import "./b.arch"\nservice t\n\nt -> g.s\n');
		});

		it("is refused for copies and what is copied", () => {
			assert.match(refused(PLACES, { type: "move", id: "eu.web" }), /copy of `us\.web`/);
			assert.match(refused(PLACES, { type: "move", id: "us.web" }), /`eu\.web` is `like`/);
			assert.match(refused(GROUPS, { type: "move", id: "a", parent: "a" }), /into itself/);
			assert.match(refused(GROUPS, { type: "move", id: "a.db", parent: "a" }), /already/);
			assert.match(refused(GROUPS, { type: "move", id: "a.db", parent: "c" }), /no group/);
		});
	});

	describe("delete", () => {
		it("takes its links and what names it", () => {
			assert.equal(
				edited(SHOP, { type: "delete", id: "redis" }).text,
				`// a shop
client buyers { users: 1M }
loadbalancer lb x2
service web "Web tier" x4 {
  // shared
}
database db { replicas: 2, failover: automatic }

buyers -> lb -> web -> db
`.replace("buyers -> lb -> web -> db\n", "buyers -> lb -> web\nweb -> db\n"),
			);
		});

		it("takes it out of lists", () => {
			const text =
				"datacenter us\ndatacenter eu\ndatacenter asia\npipeline ci { deploys: [us, eu, asia], tests: [us, asia] }\n";
			assert.equal(
				edited(text, { type: "delete", id: "asia" }).text,
				"datacenter us\ndatacenter eu\npipeline ci { deploys: [us, eu], tests: us }\n",
			);
		});

		it("takes a group with all that is in it, and what names that", () => {
			const text = "group g {\n  data d\n  cache c { holds: d }\n}\nservice s { reads d }\n\ns -> c\n";
			assert.match(edited(text, { type: "delete", id: "g" }).text, /^service s \{ ?\}\n$|^service s\n$/);
		});

		it("takes copies along, and the comment that is about it alone", () => {
			const { text, select } = edited(PLACES, { type: "delete", id: "us.web" });
			assert.match(text, /datacenter us "US" \{\n {2}loadbalancer lb\n {2}(\/\/ the web tier\n {2})?database db\n\}/);
			assert.equal(select, "us");
			assert.doesNotMatch(text, /lb -> web/);
		});

		it("is refused for a copy and for what somebody else takes over", () => {
			assert.match(refused(PLACES, { type: "delete", id: "eu.web" }), /copy of `us\.web`/);
			const own = PLACES.replace("like us", "like us { service web x2 }");
			assert.match(refused(own, { type: "delete", id: "eu.web" }), /copy of `us\.web`/);
			assert.match(refused(own, { type: "delete", id: "us.web" }), /`eu\.web` is `like` `us\.web`/);
			assert.match(edited(PLACES, { type: "delete", id: "eu" }).text, /^datacenter us [\s\S]*c -> us\.lb\n$/);
			assert.match(refused(PLACES, { type: "delete", id: "us" }), /`eu` is `like` `us`/);
		});

		it("is refused where another file needs it", () => {
			const files = {
				"b.arch": "external mail\nexternal push\n",
				"a.arch": 'import "./b.arch"\nclient c\n\nc -> mail\n',
			};
			const result = act(files, { type: "delete", id: "mail" }, ["a.arch"]);
			assert.ok("reason" in result);
			assert.match(result.reason, /a\.arch/);
			assert.ok("files" in act(files, { type: "delete", id: "push" }, ["a.arch"]));
		});
	});
});
