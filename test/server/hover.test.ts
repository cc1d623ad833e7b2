import assert from "node:assert/strict";
import type { Hover } from "vscode-languageserver/node";
import { Client } from "./client.ts";
import { marked } from "./marked.ts";

const URI = "file:///nowhere/main.arch";

const PHOTOS = `data profiles { kind: durable, size: 2KB, items: 50M }
client browser { users: 2M, requests: 20/day, peak: 3x }
loadbalancer lb x2
service web "Web tier" x4 {
  capacity: 500rps
  reads profiles x3
}
database users { holds: profiles, replicas: 2 }
browser -> lb -> web -> users
`;

describe("hover", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start());
	});
	afterEach(() => client.close(URI));
	after(() => client.stop());

	async function hover(source: string): Promise<string> {
		const { text, at } = marked(source);
		await client.open(URI, text);
		const answer = await client.at<Hover | null>("textDocument/hover", URI, at);
		if (!answer) return "";
		assert.ok(typeof answer.contents === "object" && "value" in answer.contents);
		assert.ok(answer.range);
		return answer.contents.value;
	}
	const onto = (word: string, source = PHOTOS): Promise<string> => hover(source.replace(word, `${word}<|>`));

	it("goes on saying what is found and copied after a change of comments alone", async () => {
		const { text, at } = marked(
			"client c { rate: 5rps }\ngroup us { service w<|>eb }\ngroup eu like us\nc -> us.web, eu.web\n",
		);
		await client.open(URI, text);
		const before = await client.at<Hover>("textDocument/hover", URI, at);
		await client.change(URI, `// ours\n${text}`);
		const after = await client.at<Hover>("textDocument/hover", URI, { line: at.line + 1, character: at.character });
		const [was, is] = [before, after].map(({ contents }) => (contents as { value: string }).value);
		assert.match(was!, /`eu\.web`/);
		assert.match(was!, /\*\*Findings\*\*/);
		// Links lead to the line, which is another one.
		assert.equal(is!.replace(/#L\d+|line \d+/g, ""), was!.replace(/#L\d+|line \d+/g, ""));
	});

	it("says of a component what it is, its load, its utilisation and when it saturates", async () => {
		const text = await onto("service we");
		assert.match(text, /\*\*`web`\*\* “Web tier” — service ×4/);
		// 2,000,000 x 20 / 86,400 x 3 = 1,389 requests a second, of 4 x 500.
		assert.match(text, /1\.4k\/s.*2k\/s.*69 %.*2M.*2\.9M/);
	});

	it("shows the arithmetic, with links to the lines that the numbers come from", async () => {
		const text = await onto("service we");
		assert.match(text, /C = n × μ = 4 × 500 = /);
		assert.match(text, /\[line 5\]\(file:\/\/\/nowhere\/main\.arch#L5\)/);
		assert.match(text, /ρ = λ \/ C = 1,389 \/ 2,000/);
	});

	it("explains each letter of a formula by one meaning", async () => {
		// Two of four instances carry the load, and nearly nobody waits.
		const text = await onto("service we", PHOTOS.replace("users: 2M", "users: 1M"));
		assert.match(text, /A = P\(X ≤ n − j\), X ~ Bin\(n, q\)/);
		assert.match(text, / · j: nodes that are needed · Bin: binomial distribution · /);
		assert.doesNotMatch(text, / · P: /);
	});

	it("names what was assumed, and why", async () => {
		const text = await onto("client browse", PHOTOS.replace(", peak: 3x", ""));
		assert.match(text, /`peak: 2x` — /);
	});

	it("says how long an answer takes, how many wait for it, and how often there is none", async () => {
		const source =
			"client c { rate: 80rps }\nservice web { capacity: 100rps, concurrency: 1, service-time: 10ms }\nc -> web\n";
		const text = await onto("service we", source);
		// M/M/1 at a load of 0.8: 10 ms / (1 - 0.8) = 50 ms, of which 40 ms are waited; 80 / s x 40 ms = 3.2 wait.
		assert.match(text, /\*\*Response time\*\* mean 50 ms · p50 35 ms · p95 150 ms · p99 \*\*230 ms\*\*/);
		assert.match(text, /\*\*Waiting\*\* 80 % of the requests · mean 40 ms · p99 \d+ ms · waiting at once: 3\.2/);
		assert.match(text, /P = Erl\(c, a\) = Erl\(1, 0\.8\) = 80 %/);
		assert.match(text, /W = P × S \/ \(c − a\) = 0\.8 × 0\.01 \/ \(1 − 0\.8\) = 40 ms/);
		assert.match(text, /Lq = λ × W = 80 × 0\.04 = 3\.2/);
		await client.close(URI);
		const available = await onto("service we", source.replace("concurrency", "availability: 99.9%, concurrency"));
		// 0.1 % of 8760 hours.
		assert.match(available, /\*\*Availability\*\* \*\*99\.9 %\*\* · 8\.8 h of downtime a year/);
	});

	it("says in words that a line grows without end", async () => {
		const source =
			"client c { rate: 120rps }\nservice web { capacity: 100rps, concurrency: 1, service-time: 10ms }\nc -> web\n";
		const text = await onto("service we", source);
		assert.match(text, /\*\*Unstable\*\*: all servers \(1\) are busy and the backlog grows by 20\/s/);
		assert.doesNotMatch(text, /\*\*Response time\*\*|NaN|∞/);
		await client.close(URI);
		assert.match(await onto("client ", source), /\*\*Response time\*\* without end: requests pile up at `web`/);
		await client.close(URI);
		const sessions = await onto("service we", source.replace("{ capacity", "{ sessions: local, capacity"));
		assert.match(sessions, /A session that lives on one instance binds its user to it\./);
	});

	it("says of a cache what holds it down and what the store gets without it", async () => {
		const source = `data posts { size: 1KB, items: 10M }
client c { rate: 1000rps }
service web x4 { reads posts }
cache redis { holds: posts, memory: 1GB, hit-ratio: 95% }
database db { holds: posts, replicas: 1 }
c -> web -> redis -> db
`;
		const text = await onto("cache redi", source);
		assert.match(text, /hit ratio 95 %, declared · the model predicts \*\*\d+ %\*\* · held down by its memory/);
		assert.match(text, /The store behind gets 50\/s; without the cache 1k\/s/);
		assert.match(text, /After a restart the store behind gets 1k\/s/);
		await client.close(URI);
		assert.match(await onto("database d", source), /\*\*Copies\*\* primary: 1 × .* · replica: 1 × /);
	});

	it("says that no load is known, or that nothing comes, instead of a load of nothing", async () => {
		assert.match(
			await onto("service we", "client c\nservice web\nc -> web\n"),
			/No load is known yet: no client declares/,
		);
		await client.close(URI);
		const idle = await onto("service ol", "client c { users: 1M }\nservice web x9\nservice old\nc -> web\n");
		assert.match(idle, /No request reaches it · at 1M users/);
		assert.doesNotMatch(idle, /Load|A₁/);
		await client.close(URI);
		const circle = "client c { users: 1M }\nservice a\nservice b\nc -> a -> b\nb -> a x2\n";
		assert.match(await onto("service a", circle), /calls go round in a circle and become more each time/);
	});

	it("shows a declared number beside what others that are declared come to", async () => {
		const source =
			"client c { rate: 10rps }\nservice web x2 {\n  capacity: 2000rps\n  service-time: 5ms\n  concurrency: 8\n}\nc -> web\n";
		const text = await onto("service we", source);
		assert.match(
			text,
			/`capacity` is declared as \*\*2k\/s\*\* \(\[line 3\]\([^)]+\)\) and counts; k \/ S = 8 \/ 0\.005 = \*\*1\.6k\/s\*\* \(\[line 5\]\([^)]+\), \[line 4\]/,
		);
		await client.close(URI);
		assert.doesNotMatch(await onto("service we", source.replace("2000", "1600")), /is declared as/);
	});

	it("says of a sharded database how even it is, when a shard is full and what one more moves", async () => {
		const source = `data posts { size: 1KB, items: 400M, hottest: 10%, growth: 1GB/day }
client c { users: 1M, reads posts, writes posts 10% }
database db { holds: posts, shards: 4, placement: hash, storage: 500GB }
c -> db
`;
		const text = await onto("database d", source);
		// 10 % + 90 % / 4 of the load; of 400 GB some more than a quarter on the fullest, which grows by a quarter GB a day.
		assert.match(
			text,
			/\*\*Shards\*\* the busiest of 4 gets 33 % of the writes · the hottest key 10 % · full in 3\.\d y/,
		);
		assert.match(text, /one more moves 20 % of the data/);
		assert.match(text, /φ = p₁ \+ \(1 − p₁\) \/ K = 0\.1 \+ \(1 − 0\.1\) \/ 4 = 33 %/);
		assert.match(text, /φ: share of the busiest shard/);
		assert.equal(text.match(/full in/g)?.length, 1);
	});

	it("says of a queue what waits, how long it takes to drain and how many consumers it takes", async () => {
		const source =
			"client c { rate: 10rps }\nqueue jobs { outage: 1h }\nworker w x3 { service-time: 200ms }\nc -> jobs -> w\n";
		const text = await onto("queue job", source);
		assert.match(
			text,
			/\*\*Queue\*\* consumers keep up · waiting on average: 0\.89 · largest backlog 36k · gone in 2 h/,
		);
		assert.match(text, /consumers needed: 3 · at work at once: 3 · longest wait 1 h/);
		await client.close(URI);
		const slow = await onto("queue job", source.replace("x3", "x2"));
		assert.match(slow, /largest backlog 36k · it never drains/);
	});

	it("lists what was assumed for everything that it shows, of the data too", async () => {
		const source = "data d { items: 1M }\nclient c { users: 1M, reads d }\ndatabase db { holds: d }\nc -> db\n";
		const text = await onto("database d", source);
		const assumed = text.slice(text.indexOf("**Assumed**"));
		assert.match(assumed, /- `read-capacity: 10000rps` — pgbench/);
		assert.match(assumed, /- `availability: [\d.]+%` — /);
		assert.match(assumed, /- `d`: `size: [^`]+` — /);
	});

	it("is the same on a name where it is used", async () => {
		const declared = await onto("service we");
		await client.close(URI);
		assert.equal(await onto("lb -> we"), declared);
	});

	it("says of a data set who holds, reads and writes it", async () => {
		const text = await onto("data profi");
		assert.match(text, /`users`: 4\.2k\/s reads/);
		assert.match(text, /`web` \(4\.2k\/s\)/);
	});

	it("says of a place what it contains and whether it may fail", async () => {
		const source = "client c { users: 1M }\ndatacenter us {\n  service web\n}\nc -> us.web\n";
		const text = await onto("datacenter u", source);
		assert.match(text, /`us\.web`/);
		assert.match(text, /requests of `c` fail/);
	});

	it("says of the system what its clients send and what saturates first", async () => {
		const text = await onto('system "Sh', `system "Shop" { availability: 99% }\n${PHOTOS}`);
		assert.match(text, /Clients send \*\*1\.4k\/s\*\*/);
		assert.match(text, /`web` saturates first/);
		assert.match(text, /\*\*Availability\*\* \*\*[\d.]+ %\*\* · .* of downtime a year · target 99 %, 3\.7 d a year/);
		assert.match(text, /\*\*Response time\*\* `browser` · mean /);
		assert.match(
			text,
			/\*\*What breaks first\*\*\n- \[`web`\]\(file:\/\/\/nowhere\/main\.arch#L5\) at 2\.9M users → add instances/,
		);
	});

	it("explains kinds, properties and values", async () => {
		assert.match(await onto("loadbal"), /\*\*load balancer\*\*/);
		await client.close(URI);
		assert.match(await onto("repli"), /\*\*`replicas`\*\*/);
		await client.close(URI);
		const read = await hover("cache c { read: look-<|>aside }");
		assert.match(read, /`read: look-aside`/);
		assert.ok(read.length > 80, "a value is explained with its trade-off");
		await client.close(URI);
		assert.match(await hover("database d { shard-key: si<|>te }"), /\*\*`shard-key`\*\* \(`database`\)/);
		await client.close(URI);
		assert.match(await hover("data p\ndatabase d { holds: <|>p }"), /\*\*`p`\*\* — data set/);
	});

	it("says what a quantity amounts to", async () => {
		assert.match(await onto("requests: 2000/", PHOTOS.replace("20/day", "2000/day")), /`2000\/day` is 1\.4\/min/);
	});

	it("says of a quantity nothing that is as it is written, or less exact", async () => {
		for (const written of ["99.95%", "5%"]) {
			assert.doesNotMatch(await onto(written, `service web { availability: ${written} }\n`), / is \d/);
			await client.close(URI);
		}
		for (const written of ["32ms", "4.125ms"]) {
			assert.doesNotMatch(await onto(written, `service web { service-time: ${written} }\n`), / is \d/);
			await client.close(URI);
		}
		assert.match(await onto("0.9995", "service web { availability: 0.9995 }\n"), /`0\.9995` is 99\.95 %\./);
	});

	it("explains accesses, shares and counts", async () => {
		assert.match(await onto("  rea"), /operations on a data set/);
		await client.close(URI);
		assert.match(await onto("reads profiles x"), /3 calls for each request/);
		await client.close(URI);
		const finer = PHOTOS.replace("profiles x3", "profiles 1.75%");
		assert.match(await onto("reads profiles 1.75", finer), /1\.75 % of the requests/);
		await client.close(URI);
		assert.match(await onto("reads profiles x27", PHOTOS.replace("profiles x3", "profiles x27.8")), /27\.8 calls/);
		await client.close(URI);
		assert.match(await onto("lb x"), /2 instances/);
	});

	it("shows the traffic of a link at its arrow", async () => {
		const text = await onto("browser -");
		assert.match(text, /`browser` → `lb`: \*\*1\.4k\/s\*\*/);
		// 4,167 reads of 2 KB come back.
		assert.match(text, /`web` → `users`: \*\*4\.2k\/s\*\* \(4\.2k\/s reads, 0\/s writes, 67 Mbit\/s\)/);
	});

	it("is silent on blanks, comments and signs", async () => {
		assert.equal(await hover("// serv<|>ice\nservice web"), "");
		await client.close(URI);
		assert.equal(await hover("service web\n\n<|>\nservice api"), "");
	});
});

describe("hover in Korean", () => {
	it("explains in Korean", async () => {
		const { client } = await Client.start({ locale: "ko" });
		const { text, at } = marked(PHOTOS.replace("service w", "service w<|>"));
		await client.open(URI, text);
		const answer = await client.at<Hover>("textDocument/hover", URI, at);
		assert.ok(typeof answer.contents === "object" && "value" in answer.contents);
		assert.match(answer.contents.value, /부하 \*\*1\.4k\/s\*\*/);
		assert.match(answer.contents.value, /사용률 \*\*69 %\*\*/);
		assert.match(answer.contents.value, /\[5행\]/);
		assert.match(answer.contents.value, /- 용량: C = n × μ = 4 × 500 = 2k\/s/);
		assert.match(answer.contents.value, /C: 용량/);
		assert.match(answer.contents.value, /공학적 기본값: [가-힣]/);
		await client.stop();
	});
});
