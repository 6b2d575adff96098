// name: map-literal
// ordered
RETURN {a: 1, b: 'x', c: null, d: [1, {e: 2}]} AS m, {a: 1}.a AS v, {a: 1}['a'] AS w, {a: 1}.b AS missing;

// name: keys-of-a-map
// ordered
RETURN keys({a: 1, b: null}) AS k, size(keys({})) AS n;

// name: map-projection
// ordered
MATCH (d:Deal) RETURN d {.id, .year, .kind} AS deal ORDER BY d.id LIMIT 5;

// name: map-projection-with-own-key
// ordered
MATCH (f:Firm)-[t:ACQUIRED]->(b:Firm) RETURN f {.name, bought: b.name, year: t.year} AS deal ORDER BY t.deal_id;

// name: map-projection-of-all
// ordered
// outcome: guarded
// why: refused with every list of all properties: the engine adds an `id` to statements.
// portable: MATCH (p:Place {id: 'place/norway'}) RETURN p {.id, .name, .aliases, .kind} AS place
MATCH (p:Place {id: 'place/norway'}) RETURN p {.*} AS place;

// name: map-projection-of-all-and-more
// ordered
// outcome: guarded
// why: refused with every list of all properties: the engine adds an `id` to statements.
// instead: `d {.id, .year, date_min: null, n: 1}`
MATCH (d:Deal) WITH d ORDER BY d.id LIMIT 2 RETURN d {.*, date_min: null, n: 1} AS deal;

// name: map-from-rows
// ordered
UNWIND [{name: 'a', n: 1}, {name: 'b'}] AS row RETURN row.name AS name, row.n AS n, row['n'] IS NULL AS none ORDER BY name;

// name: map-with-a-dynamic-key
// ordered
WITH {ko: '가', en: 'a'} AS m UNWIND ['ko', 'en', 'fr'] AS lang RETURN lang, m[lang] AS text ORDER BY lang;

// name: property-by-a-dynamic-key
// ordered
MATCH (f:Firm {id: 'firm/tesla'}) UNWIND ['name', 'founded', 'lei'] AS key RETURN key, f[key] AS value ORDER BY key;

// name: keys-of-a-node
// ordered
// outcome: guarded
// why: refused with every list of all properties: the engine adds an `id` to statements.
// instead: `bigblur schema Firm`
MATCH (f:Firm {id: 'firm/tesla'}) UNWIND keys(f) AS k RETURN k ORDER BY k;

// name: keys-of-a-tie
// ordered
MATCH (:Firm {id: 'firm/tesla'})-[t:ACQUIRED]->(:Firm {id: 'firm/solarcity'}) UNWIND keys(t) AS k RETURN k ORDER BY k;

// name: properties-of-a-node
// ordered
// outcome: guarded
// why: refused with every list of all properties: the engine adds an `id` to statements.
// portable: MATCH (f:Firm {id: 'firm/tesla'}) WITH f AS p RETURN p
MATCH (f:Firm {id: 'firm/tesla'}) RETURN properties(f) AS p;

// name: properties-of-a-tie
// ordered
MATCH (:Firm {id: 'firm/tesla'})-[t:ACQUIRED]->(:Firm {id: 'firm/solarcity'}) RETURN properties(t) AS p, t.deal_id AS deal;

// name: properties-of-a-map
// ordered
RETURN properties({a: 1}) AS p;

// name: distinct-maps
// ordered
UNWIND [{a: 1}, {a: 1}, {a: 2}] AS m WITH DISTINCT m RETURN count(*) AS n;

// name: map-projection-of-a-variable
// ordered
// outcome: unsupported
// why: a variable in a map projection
// portable: MATCH (f:Firm) WHERE f.founded_year < 2000 WITH f, f.founded_year AS year RETURN f {.id, year: year} AS firm ORDER BY f.id
MATCH (f:Firm) WHERE f.founded_year < 2000 WITH f, f.founded_year AS year RETURN f {.id, year} AS firm ORDER BY f.id;

// name: maps-nested-in-lists
// ordered
MATCH (f:Firm {id: 'firm/xiaomi'})-[t:OPERATES_IN]->(i:Industry) WITH f, t, i ORDER BY i.id
WITH f, collect({code: i.code, role: t.role}) AS industries RETURN f {.name, industries: industries} AS firm;

// name: aggregate-in-a-map-projection
// outcome: neo4j
// why: an expression with an aggregate may only use what is a column of its own: `f` is none.
// portable: MATCH (f:Firm {id: 'firm/tesla'})-[:ACQUIRED]->(b) WITH f, count(b) AS n RETURN f {.name, n: n} AS firm
MATCH (f:Firm {id: 'firm/tesla'})-[:ACQUIRED]->(b) RETURN f {.name, n: count(b)} AS firm;

// name: maps-compared-by-size
// ordered
// outcome: unguarded
// embedded: [[null]]
// why: null, where Neo4j orders maps too.
// instead: compare their values
RETURN {a: 1} < {a: 2} AS a;

// name: map-projection-of-a-tie
// outcome: wrong
// why: null, where Neo4j gives the map.
// ordered
// portable: MATCH (a:Firm {id: 'firm/tesla'})-[t:ACQUIRED]->(b) RETURN {year: t.year, deal_id: t.deal_id} AS m ORDER BY t.deal_id
MATCH (a:Firm {id: 'firm/tesla'})-[t:ACQUIRED]->(b) RETURN t {.year, .deal_id} AS m ORDER BY t.deal_id;

// name: map-of-nodes-and-ties
RETURN {nodes: [1, 2], relationships: []} AS a, {id: 1, labels: ['x'], properties: {n: 1}} AS b;

// name: map-with-the-keys-of-a-duration
RETURN {months: 1, days: 2, seconds: 3} AS a;
