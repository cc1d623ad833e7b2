import assert from "node:assert/strict";
import { at, reasonOf, refactor, refactored } from "./refactor.ts";

describe("extract a group", () => {
	const kind = "refactor.extract.group";
	it("takes the links among the selected along, and qualifies the names of the rest", () => {
		const text = `client c
loadbalancer lb x2
<|service web x2
// Holds everything.
database db|> { replicas: 1 }

c -> lb -> web
web -> db
`;
		assert.equal(
			refactored(text, kind),
			`client c
loadbalancer lb x2
group group {
  service web x2
  // Holds everything.
  database db { replicas: 1 }

  web -> db
}

c -> lb -> group.web
`,
		);
	});
	it("works inside a place, whose copy has the group too", () => {
		const text = `datacenter us {
  <|service web
  database db|>
  web -> db
}
datacenter eu like us

client c
c -> us.web, eu.web
`;
		assert.equal(
			refactored(text, kind),
			`datacenter us {
  group group {
    service web
    database db

    web -> db
  }
}
datacenter eu like us

client c
c -> us.group.web, eu.group.web
`,
		);
	});
	it("leaves links where a router that fails over would ask its targets in another order", () => {
		const text = `<|gateway g { routing: failover }
service a|>
service b

g -> b
g -> a
`;
		const after = refactored(text, kind);
		assert.match(after, /^group\.g -> b\ngroup\.g -> group\.a$/m);
	});
	it("changes names in other files", () => {
		const files = {
			"a.arch": "service web\nservice api\nweb -> api\n",
			"b.arch": 'import "./a.arch"\nclient c\nc -> web\n',
		};
		const result = refactor(files, kind, { start: 0, end: 5 }, ["b.arch"]);
		assert.ok(result && "files" in result);
		assert.equal(result.files["a.arch"], "group group {\n  service web\n}\nservice api\ngroup.web -> api\n");
		assert.equal(result.files["b.arch"], 'import "./a.arch"\nclient c\nc -> group.web\n');
	});
	it("is refused where the copy of a place says more of what is selected", () => {
		const text = "datacenter us {\n  <|service web\n|>}\ndatacenter eu like us {\n  service web x3\n}\n";
		assert.match(reasonOf(text, kind), /meaning|mistake/);
	});
	it("is not offered for a cursor, for data, or inside a component", () => {
		assert.equal(at("serv<||>ice web\n", kind), undefined);
		assert.equal(at("<|data d\n|>service web\n", kind), undefined);
		assert.equal(at("service web {\n  <|capacity: 5rps|>\n}\n", kind), undefined);
	});
});

describe("wrap in a data center", () => {
	const kind = "refactor.extract.datacenter";
	it("encloses what is selected", () =>
		assert.equal(
			refactored("client c\n<|service web\ndatabase db|>\n\nc -> web -> db\n", kind),
			"client c\ndatacenter dc1 {\n  service web\n  database db\n}\n\nc -> dc1.web -> dc1.db\n",
		));
	it("is refused for users, and where there is one around or inside", () => {
		assert.match(reasonOf("<|client c\nservice web|>\n", kind), /`c` is a client/);
		assert.match(reasonOf("datacenter us {\n  <|service web\n|>}\n", kind), /stands in `us`/);
		assert.match(reasonOf("<|datacenter us { service web }|>\n", kind), /`us` is a data center/);
	});
});

describe("dissolve a group", () => {
	const kind = "refactor.inline.group";
	it("leaves what is in it, with its comments, and names lead where they led", () => {
		const text = `client c
gro<||>up shop "The shop" { // all of it
  description: "sells"

  // The pages.
  service web x2 { reads orders }

  database db { holds: orders }
  web -> db  // by SQL
}
data orders

c -> shop.web
`;
		assert.equal(
			refactored(text, kind),
			`client c
// The shop
// all of it
// description: "sells"

// The pages.
service web x2 { reads orders }

database db { holds: orders }
web -> db  // by SQL
data orders

c -> web
`,
		);
	});
	it("undoes the extraction of one", () => {
		const before = "client c\nservice web x2\ndatabase db\n\nc -> web -> db\n";
		const grouped = refactored(
			"client c\n<|service web x2\ndatabase db|>\n\nc -> web -> db\n",
			"refactor.extract.group",
		);
		assert.equal(refactored(grouped.replace("group group", "gr<||>oup group"), kind), before);
	});
	it("works where it stands on one line", () =>
		assert.equal(refactored("gr<||>oup g { service a, service b; a -> b }\n", kind), "service a\nservice b\na -> b\n"));
	it("is refused where a name is taken, something names it, or it is copied", () => {
		assert.match(reasonOf("gr<||>oup g { service a }\nservice a\n", kind), /another `a`/);
		assert.match(
			reasonOf("gr<||>oup g { service a }\npipeline p { deploys: g }\n", kind),
			/names the group `g` itself/,
		);
		assert.match(reasonOf("gr<||>oup g { service a }\ngroup h like g\n", kind), /`h` is `like` it/);
		assert.match(reasonOf("group g { service a }\ngr<||>oup h like g\n", kind), /`h` is a copy/);
	});
	it("is offered at the head of a group only", () => {
		assert.equal(at("group g {\n  serv<||>ice a\n}\n", kind), undefined);
		assert.equal(at("datacent<||>er g {\n  service a\n}\n", kind), undefined);
	});
});

describe("autoscaling", () => {
	const kind = "refactor.rewrite.autoscaling";
	it("goes there and back", () => {
		assert.equal(refactored("serv<||>ice web x8\n", kind), "service web x4..8\n");
		assert.equal(refactored("serv<||>ice web x4..8\n", kind), "service web x8\n");
	});
	it("is refused for a pair, and not offered where nothing is counted", () => {
		assert.match(reasonOf("serv<||>ice web x2\n", kind), /none can be spared/);
		assert.equal(at("serv<||>ice web\n", kind), undefined);
		assert.equal(at("gro<||>up web { service a }\n", kind), undefined);
	});
});

describe("split a service", () => {
	const kind = "refactor.rewrite.split";
	const text = (web: string): string => `data users { kind: durable }
data photos { kind: static }
client c { users: 10k }
${web}
database db { holds: users }
storage files { holds: photos }

c -> web -> db, files
`;
	it("moves the selected accesses, and the links that only they take", () =>
		assert.equal(
			refactored(text("service web x2 {\n  capacity: 500rps\n  reads users x2\n  <|reads photos x3|>\n}"), kind),
			text(
				"service web x2 {\n  capacity: 500rps\n  reads users x2\n}\nservice web-photos x2 { capacity: 500rps, reads photos x3 }",
			).replace("c -> web -> db, files\n", "c -> web -> db, web-photos\nweb-photos -> files\n"),
		));
	it("is refused where there is nothing else", () =>
		assert.match(reasonOf(text("service web {\n  re<||>ads users\n}"), kind), /nothing else/));
});

describe("duplicate a data center", () => {
	const kind = "refactor.rewrite.duplicate";
	it("lets routers lead to both, and copies the data", () =>
		assert.equal(
			refactored(
				`client c
dns d
external mail

datacen<||>ter us {
  service web
  database db

  web -> db
}

c -> d -> us.web -> mail
`,
				kind,
			),
			`client c
dns d
external mail

datacenter us {
  service web
  database db

  web -> db
}
datacenter eu like us

c -> d -> us.web, eu.web -> mail
us.db -> eu.db
`,
		));
});

describe("move to a new file", () => {
	const kind = "refactor.move.file";
	const main = `// The shop.

system "Shop" { users: 1M }

data orders { kind: durable }
data words

client c
datacenter us {
  service web { reads orders }
  database db { holds: orders }

  web -> db
}
monitoring m

c -> us.web
`;
	it("takes the data along that it names, and imports the file", () => {
		const result = refactor({ "a.arch": main }, kind, { start: main.indexOf("us {"), end: main.indexOf("us {") });
		assert.ok(result && "files" in result, JSON.stringify(result));
		assert.equal(result.title, "Move `us` to a new file ./us.arch");
		assert.equal(
			result.files["us.arch"],
			`data orders { kind: durable }

datacenter us {
  service web { reads orders }
  database db { holds: orders }

  web -> db
}
`,
		);
		assert.equal(
			result.files["a.arch"],
			`// The shop.

import "./us.arch"

system "Shop" { users: 1M }

data words

client c
monitoring m

c -> us.web
`,
		);
	});
	it("imports what the new file needs from others, and takes a name that is free", () => {
		const files = {
			"a.arch": 'import "./data.arch"\n\ngroup web {\n  service w { reads orders }\n}\n',
			"data.arch": "data orders\n",
			"web.arch": "",
		};
		const result = refactor(files, kind, { start: 24, end: 24 });
		assert.ok(result && "files" in result, JSON.stringify(result));
		assert.equal(result.files["web-2.arch"], 'import "./data.arch"\n\ngroup web {\n  service w { reads orders }\n}\n');
		assert.equal(result.files["a.arch"], 'import "./data.arch"\nimport "./web-2.arch"\n');
	});
	it("is refused where it names a component that stays", () =>
		assert.match(reasonOf("cache r\n<|service web { sessions: r }|>\n", kind), /names `r`/));
});

describe("sort", () => {
	it("puts properties into the order of the vocabulary, with their comments", () =>
		assert.equal(
			refactored(
				"data d\ncache c {\n  // How long.\n  ttl: 1h\n  holds: d  // all\n}\n".replace("ttl", "t<||>tl"),
				"refactor.rewrite.sort.properties",
			),
			"data d\ncache c {\n  holds: d  // all\n  // How long.\n  ttl: 1h\n}\n",
		));
	it("does so on one line, and with accesses last", () =>
		assert.equal(
			refactored("data d\nserv<||>ice s { reads d, capacity: 5rps }\n", "refactor.rewrite.sort.properties"),
			"data d\nservice s { capacity: 5rps, reads d }\n",
		));
	it("is not offered where they are sorted", () =>
		assert.equal(at("serv<||>ice s { capacity: 5rps }\n", "refactor.rewrite.sort.properties"), undefined));
	it("puts the components of a place in order", () =>
		assert.equal(
			refactored(
				"gro<||>up g {\n  database db\n  service w10\n  // Two.\n  service w2\n  client c\n\n  c -> w2\n}\n",
				"refactor.rewrite.sort.components",
			),
			"group g {\n  client c\n  // Two.\n  service w2\n  service w10\n  database db\n\n  c -> w2\n}\n",
		));
});

describe("organise imports", () => {
	const kind = "source.organizeImports";
	it("sorts them, once each, without those that bring nothing", () => {
		const files = {
			"a.arch":
				'// The shop.\nimport "./web.arch"\nimport "./unused.arch"\n// Data.\nimport "./data.arch"\nimport "./web.arch"\n\nclient c { reads d }\nc -> w\n',
			"web.arch": "service w\n",
			"unused.arch": "data u\n",
			"data.arch": "data d\n",
		};
		const result = refactor(files, kind, { start: 0, end: 0 });
		assert.ok(result && "files" in result, JSON.stringify(result));
		assert.equal(
			result.files["a.arch"],
			'// The shop.\n// Data.\nimport "./data.arch"\nimport "./web.arch"\n\nclient c { reads d }\nc -> w\n',
		);
	});
	it("keeps what is missing, and what brings a component that nothing names", () => {
		const files = {
			"a.arch": 'import "./gone.arch"\nimport "./mail.arch"\nclient c\n',
			"mail.arch": "external mail\n",
		};
		assert.equal(refactor(files, kind, { start: 0, end: 0 }), undefined);
	});
});
