// name: count-firms
// ordered
MATCH (f:Firm) RETURN count(*) AS firms, count(f.founded_year) AS dated, count(DISTINCT f.business) AS businesses;

// name: deals-a-year
// ordered
MATCH (d:Deal) RETURN d.year AS year, count(*) AS deals ORDER BY year;

// name: deals-a-kind-most-first
// ordered
MATCH (d:Deal) RETURN d.kind AS kind, count(*) AS n, count(d.year) AS dated, min(d.year) AS first, max(d.year) AS last
ORDER BY n DESC, kind;

// name: latest-five-then-sum
// ordered
MATCH (d:Deal) WHERE d.year IS NOT NULL
WITH d ORDER BY d.year DESC, d.id LIMIT 5
RETURN count(*) AS n, sum(d.year) AS years, min(d.year) AS first, max(d.id) AS last;

// name: latest-five-then-average-without-rows-lost
// ordered
MATCH (d:Deal)
WITH d.year AS year, d.id AS id ORDER BY year DESC, id LIMIT 5
RETURN avg(year) AS mean, count(*) AS n, count(year) AS dated;

// name: skip-and-limit-then-group
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry)
WITH f, t, i ORDER BY f.id, i.id SKIP 20 LIMIT 100
RETURN t.role AS role, count(*) AS n, count(DISTINCT f) AS firms ORDER BY role;

// name: top-industries-then-collect
// ordered
MATCH (f:Firm)-[:OPERATES_IN]->(i:Industry)
WITH i, count(DISTINCT f) AS firms ORDER BY firms DESC, i.id LIMIT 6
RETURN collect(i.name) AS industries, sum(firms) AS firms;

// name: top-firm-then-its-industries
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(:Industry)
WITH f, count(t) AS n ORDER BY n DESC, f.id LIMIT 3
MATCH (f)-[t:OPERATES_IN {role: 'core'}]->(i:Industry)
RETURN f.id AS firm, n, i.id AS industry ORDER BY firm, industry;

// name: distinct-beside-others
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry)
RETURN count(*) AS ties, count(DISTINCT f) AS firms, count(DISTINCT i) AS industries, count(DISTINCT t.role) AS roles,
       sum(t.mentions) AS mentions, sum(DISTINCT t.mentions) AS each_once;

// name: distinct-beside-others-in-groups
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry)
RETURN t.role AS role, count(*) AS ties, count(DISTINCT f) AS firms, max(t.mentions) AS most,
       avg(DISTINCT t.mentions) AS mean ORDER BY role;

// name: groups-of-nothing
// ordered
MATCH (f:Firm {id: 'firm/no-such'}) RETURN f.name AS name, count(*) AS n;

// name: sums-keep-their-type
// ordered
UNWIND [1, 2, 3] AS n RETURN sum(n) AS whole, sum(n * 1.0) AS broken, avg(n) AS mean, min(n) AS lo, max(n * 0.5) AS hi;

// name: sum-of-integers-and-floats
// ordered
UNWIND [1, 2.5, 3] AS n RETURN sum(n) AS s, min(n) AS lo, max(n) AS hi, avg(n) AS mean;

// name: minimum-of-text
// ordered
MATCH (f:Firm) RETURN min(f.name) AS first, max(f.name) AS last, min(f.founded_min) AS oldest, max(f.founded_min) AS youngest;

// name: minimum-over-mixed-types
// ordered
UNWIND [1, 'a', true, 2.5] AS x RETURN min(x) AS lo, max(x) AS hi;

// name: minimum-of-lists
// ordered
UNWIND [[1, 2], [1], [0, 9]] AS x RETURN min(x) AS lo, max(x) AS hi;

// name: collect-in-order
// ordered
MATCH (a:Firm)-[d:ACQUIRED]->(b:Firm)
WITH a, d, b ORDER BY d.year, b.name, d.deal_id
RETURN a.name AS buyer, collect(b.name) AS bought, collect(d.year) AS years ORDER BY buyer;

// name: collect-distinct-in-order
// ordered
MATCH (a:Firm)-[:ACQUIRED]->(b:Firm) WITH a, b ORDER BY b.name DESC
RETURN a.name AS buyer, collect(DISTINCT b.name) AS bought ORDER BY buyer;

// name: collect-unordered
// bags: industries
MATCH (f:Firm)-[:OPERATES_IN]->(i:Industry) RETURN f.id AS firm, collect(DISTINCT i.name) AS industries;

// name: collect-leaves-null-out
// ordered
MATCH (d:Deal) WITH d ORDER BY d.id RETURN collect(d.year) AS years, size(collect(d.id)) AS n;

// name: collect-maps
// ordered
MATCH (a:Firm {id: 'firm/akva-group'})-[d:ACQUIRED]->(b) WITH d, b ORDER BY d.year, d.deal_id
RETURN collect({firm: b.name, year: d.year, stated: d.amount_stated}) AS deals;

// name: slice-of-collected
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry) WITH f, i ORDER BY i.id
RETURN f.id AS firm, collect(i.code)[0..2] AS two, size(collect(i.code)) AS n ORDER BY n DESC, firm LIMIT 10;

// name: arithmetic-of-aggregates
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->() RETURN f.id AS firm, count(t) * 10 + sum(t.mentions) AS score,
  toFloat(count(t.year)) / count(t) AS dated ORDER BY score DESC, firm LIMIT 10;

// name: having
// ordered
MATCH (i:Industry)<-[:OPERATES_IN]-(f:Firm) WITH i.name AS industry, count(DISTINCT f) AS firms
WHERE firms >= 5 RETURN industry, firms ORDER BY firms DESC, industry;

// name: aggregate-of-an-aggregate
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->() WITH f, count(t) AS n RETURN n, count(*) AS firms ORDER BY n;

// name: group-by-expression
// ordered
MATCH (f) WHERE f.launched_year IS NOT NULL RETURN f.launched_year / 10 * 10 AS decade, count(*) AS n ORDER BY decade;

// name: group-by-truth-value
// ordered
MATCH (d:Deal) RETURN d.year IS NULL AS undated, count(*) AS n ORDER BY undated;

// name: group-by-node
// ordered
MATCH (b:Boundary)<-[c:CROSSES]-(x) WITH b, count(c) AS n, collect(DISTINCT labels(x)[0]) AS kinds
RETURN b.id AS boundary, n, size(kinds) AS kinds ORDER BY n DESC, boundary LIMIT 12;

// name: two-hop-count
// ordered
MATCH (a:Firm)-[:OPERATES_IN]->(i:Industry)<-[:OPERATES_IN]-(b:Firm) WHERE a.id < b.id
RETURN count(*) AS pairs, count(DISTINCT i) AS industries;

// name: two-hop-count-undirected
// ordered
MATCH (a:Firm)-[:PARTNERED_WITH]-(b)-[:PARTNERED_WITH]-(c) RETURN count(*) AS n;

// name: two-hop-count-with-a-condition-on-the-tie
// ordered
MATCH (a:Firm)-[:OPERATES_IN]->(i:Industry)<-[t:OPERATES_IN]-(b:Firm) WHERE t.role = 'core' RETURN count(*) AS n;

// name: firms-that-share-industries
// ordered
MATCH (a:Firm)-[:OPERATES_IN]->(i:Industry)<-[:OPERATES_IN]-(b:Firm) WHERE a.id < b.id
WITH a, b, count(DISTINCT i) AS shared, collect(DISTINCT i.code) AS codes
RETURN a.name AS a, b.name AS b, shared, size(codes) AS n ORDER BY shared DESC, a, b LIMIT 15;

// name: average-and-deviation
// ordered
MATCH (o:Observation {measure: 'rank'}) RETURN avg(o.value) AS mean, stDev(o.value) AS deviation, count(o.value) AS n;

// name: aggregates-of-nothing
// ordered
MATCH (f:Firm {id: 'firm/no-such'})
RETURN count(*) AS n, sum(f.founded_year) AS s, avg(f.founded_year) AS a, min(f.name) AS lo, max(f.name) AS hi, collect(f.name) AS names;

// name: deviation-of-one-value
// ordered
// outcome: wrong
// embedded: [[null]]
// why: stDev of one value, or of none, is null; the manual has 0 where there is no value, and Neo4j says 0.0 for one too.
// portable: UNWIND [5] AS x WITH stDev(x) AS s RETURN coalesce(s, 0.0) AS s
UNWIND [5] AS x RETURN stDev(x) AS s;

// name: deviation-of-the-population
// ordered
// outcome: unsupported
// why: the function stDevP
// portable: UNWIND [1, 2, 4] AS x WITH avg(x) AS m, collect(x) AS xs RETURN sqrt(reduce(s = 0.0, x IN xs | s + (x - m) ^ 2) / size(xs)) AS s
UNWIND [1, 2, 4] AS x RETURN stDevP(x) AS s;

// name: percentile-continuous
// ordered
// outcome: unsupported
// why: the function percentileCont
// instead: collect the values and take percentiles in Python
MATCH (o:Observation {measure: 'rank'}) RETURN percentileCont(o.value, 0.5) AS median;

// name: percentile-discrete
// ordered
// outcome: unsupported
// why: the function percentileDisc
// portable: MATCH (o:Observation {measure: 'price'}) WHERE o.value IS NOT NULL WITH o.value AS v ORDER BY v WITH collect(v) AS l RETURN l[toInteger(ceil(size(l) * 0.5)) - 1] AS middle
MATCH (o:Observation {measure: 'price'}) RETURN percentileDisc(o.value, 0.5) AS middle;

// name: share-of-the-whole
// ordered
MATCH (:Firm)-[r:OPERATES_IN]->() WITH count(r) AS whole
MATCH (:Firm)-[r:OPERATES_IN]->() WITH whole, r.role AS role, count(r) AS n
RETURN role, n, round(100.0 * n / whole, 1) AS percent ORDER BY role;

// name: share-of-the-whole-in-one-step
// ordered
// outcome: neo4j
// why: an expression with an aggregate may only use what is a column of its own: `whole` is none.
// portable: MATCH (:Firm)-[r:OPERATES_IN]->() WITH count(r) AS whole MATCH (:Firm)-[r:OPERATES_IN]->() WITH whole, r.role AS role, count(r) AS n RETURN role, 100.0 * n / whole AS percent ORDER BY role
MATCH (:Firm)-[r:OPERATES_IN]->() WITH count(r) AS whole
MATCH (:Firm)-[r:OPERATES_IN]->() RETURN r.role AS role, 100.0 * count(r) / whole AS percent ORDER BY role;

// name: aggregate-in-a-case
// ordered
// outcome: unsupported
// why: an aggregate inside CASE
// portable: MATCH (f:Firm) WITH count(f) AS n RETURN CASE WHEN n > 100 THEN 'many' ELSE 'few' END AS firms
MATCH (f:Firm) RETURN CASE WHEN count(f) > 100 THEN 'many' ELSE 'few' END AS firms;

// name: aggregate-negated
// ordered
// outcome: unsupported
// why: an aggregate inside NOT
// portable: MATCH (f:Firm) WITH count(f) AS n RETURN NOT n > 3 AS few
MATCH (f:Firm) RETURN NOT count(f) > 3 AS few;

// name: aggregate-is-null
// ordered
// outcome: unsupported
// why: an aggregate before IS NULL
// portable: MATCH (f:Firm) WITH max(f.founded_year) AS y RETURN y IS NULL AS none
MATCH (f:Firm) RETURN max(f.founded_year) IS NULL AS none;

// name: aggregate-in-a-quantifier
// ordered
// outcome: unsupported
// why: an aggregate inside any(), all(), none() or single()
// portable: MATCH (f:Firm) WITH collect(f.id) AS ids RETURN any(x IN ids WHERE x = 'firm/tesla') AS has
MATCH (f:Firm) RETURN any(x IN collect(f.id) WHERE x = 'firm/tesla') AS has;

// name: aggregate-in-reduce
// ordered
// outcome: unsupported
// why: an aggregate inside reduce()
// portable: MATCH (f:Firm) WITH collect(f.founded_year) AS ys RETURN reduce(s = 0, x IN ys | s + x) AS s
MATCH (f:Firm) RETURN reduce(s = 0, x IN collect(f.founded_year) | s + x) AS s;

// name: order-by-a-projected-aggregate
// ordered
// outcome: unsupported
// why: ORDER BY an aggregate that has an alias
// portable: MATCH (d:Deal) RETURN d.year AS y, count(*) AS n ORDER BY n DESC, y
MATCH (d:Deal) RETURN d.year AS y, count(*) AS n ORDER BY count(*) DESC, y;

// name: sum-of-text
// ordered
// outcome: neo4j
// why: sum() takes numbers; the embedded engine leaves text out and says 0.
MATCH (f:Firm) RETURN sum(f.name) AS s;

// name: average-of-text
// ordered
// outcome: neo4j
// why: avg() takes numbers; the embedded engine leaves text out.
MATCH (f:Firm) RETURN avg(f.name) AS a;

// name: aggregates-in-lists-and-maps
// ordered
MATCH (f:Firm) RETURN [count(f), max(f.founded_year)] AS l, {n: count(f), first: min(f.founded_year)} AS m, size(collect(DISTINCT f.founded_year)) AS k;

// name: two-hops-counted-in-either-direction
// ordered
// outcome: wrong
// why: the engine's own plan counts 0; the store switches that part of its planner off.
MATCH (a)-[]-(b)-[]-(c:Deal) RETURN count(*) AS n;

// name: two-hops-counted-with-a-condition
// ordered
MATCH (a:Firm)-[s:OPERATES_IN]->(i:Industry)<-[t:OPERATES_IN]-(b:Firm) WHERE t.role = 'core' AND s.role = 'entered' RETURN count(*) AS n;
