// name: reach
// ordered
MATCH (f:Firm {id: 'firm/akva-group'})-[*1..2]->(x) RETURN labels(x)[0] AS label, count(DISTINCT x) AS n ORDER BY label;

// name: broader-chain
// ordered
// outcome: guarded
// why: refused with every path without a bound: the engine ends it at 10 ties.
// portable: MATCH (i:Industry {id: 'industry/convergence/aquaculture'})-[:BROADER*1..15]->(up:Industry) RETURN DISTINCT up.id AS id ORDER BY id
MATCH (i:Industry {id: 'industry/convergence/aquaculture'})-[:BROADER*]->(up:Industry) RETURN DISTINCT up.id AS id ORDER BY id;

// name: broader-chain-or-itself
// ordered
MATCH (i:Industry {id: 'industry/convergence/aquaculture'})-[:BROADER*0..3]->(up:Industry) RETURN DISTINCT up.id AS id ORDER BY id;

// name: firms-of-a-section
// ordered
MATCH (f:Firm)-[:OPERATES_IN]->(i:Industry)-[:BROADER*0..3]->(s:Industry {level: 'section'})
RETURN s.code AS section, count(DISTINCT f) AS firms ORDER BY section;

// name: exact-length
// ordered
MATCH (a:Product)-[:PART_OF*2]->(b) RETURN a.id AS a, b.id AS b ORDER BY a, b;

// name: at-most
// ordered
MATCH (a:Policy)-[:PART_OF*..3]->(b:Policy) RETURN b.id AS b, count(*) AS n ORDER BY n DESC, b LIMIT 10;

// name: at-least
// ordered
// outcome: guarded
// why: refused with every path without a bound: the engine ends it at 10 ties.
// portable: MATCH (a:Event)-[:SUCCEEDED*2..15]->(b:Event) RETURN a.id AS a, b.id AS b ORDER BY a, b
MATCH (a:Event)-[:SUCCEEDED*2..]->(b:Event) RETURN a.id AS a, b.id AS b ORDER BY a, b;

// name: path-length
// ordered
// outcome: guarded
// why: refused with every path without a bound: the engine ends it at 10 ties.
// portable: MATCH p = (a:Event)-[:SUCCEEDED*1..15]->(b:Event) RETURN a.id AS a, b.id AS b, length(p) AS n ORDER BY n DESC, a, b LIMIT 20
MATCH p = (a:Event)-[:SUCCEEDED*]->(b:Event) RETURN a.id AS a, b.id AS b, length(p) AS n ORDER BY n DESC, a, b LIMIT 20;

// name: nodes-of-a-path
// ordered
MATCH p = (a:Product)-[:PART_OF*1..3]->(b:Platform) RETURN [n IN nodes(p) | n.id] AS ids, length(p) AS n ORDER BY ids LIMIT 20;

// name: ties-of-a-path
// ordered
MATCH p = (:Firm {id: 'firm/xiaomi'})-[*2]->(:Industry) RETURN [t IN relationships(p) | type(t)] AS types, count(*) AS n ORDER BY n DESC, types LIMIT 10;

// name: ends-of-a-path
// ordered
MATCH p = (:Firm)-[:ACQUIRED]->(:Firm) RETURN nodes(p)[0].id AS a, last(nodes(p)).id AS b, head(relationships(p)).deal_id AS d ORDER BY d;

// name: variable-length-ties-as-list
// ordered
MATCH (a:Event)-[ts:SUCCEEDED*1..2]->(b:Event) RETURN a.id AS a, b.id AS b, size(ts) AS n, [t IN ts | t.tie_id] AS ties ORDER BY a, b, n;

// name: all-ties-of-a-path
// ordered
MATCH p = (a:Firm {id: 'firm/tesla'})-[*1..2]-(b:Firm) WHERE all(t IN relationships(p) WHERE t.mentions > 1) RETURN DISTINCT b.id AS id ORDER BY id;

// name: no-such-node-on-the-path
// ordered
MATCH p = (a:Firm {id: 'firm/garmin'})-[:PARTNERED_WITH|COMPETES_WITH*1..3]-(b:Firm)
WHERE none(n IN nodes(p) WHERE n.id = 'firm/samsung-electronics') RETURN DISTINCT b.id AS id ORDER BY id;

// name: variable-length-with-property
// ordered
MATCH (a:Firm)-[:OPERATES_IN*1..1 {role: 'core'}]->(i:Industry) RETURN count(*) AS n;

// name: shortest-path
// ordered
MATCH p = shortestPath((a:Firm {id: 'firm/xiaomi'})-[*..6]-(b:Firm {id: 'firm/tesla'})) RETURN length(p) AS n;

// name: shortest-path-of-some-types
// ordered
MATCH (a:Firm {id: 'firm/garmin'}), (b:Firm {id: 'firm/kogene-biotech'})
MATCH p = shortestPath((a)-[:PARTNERED_WITH|COMPETES_WITH|SUPPLIES*..8]-(b)) RETURN length(p) AS n, [x IN nodes(p) | x.id] AS ids;

// name: shortest-path-none
// ordered
MATCH p = shortestPath((a:Firm {id: 'firm/bhp'})-[:ACQUIRED*..5]-(b:Firm {id: 'firm/tesla'})) RETURN length(p) AS n;

// name: shortest-path-optional
// ordered
MATCH (a:Firm {id: 'firm/bhp'}), (b:Firm {id: 'firm/tesla'})
OPTIONAL MATCH p = shortestPath((a)-[:ACQUIRED*..5]-(b)) RETURN p IS NULL AS none, length(p) AS n;

// name: all-shortest-paths
// ordered
MATCH p = allShortestPaths((a:Firm {id: 'firm/xiaomi'})-[:OPERATES_IN|SPANS|MAKES*..4]-(b:Firm {id: 'firm/apple'}))
RETURN length(p) AS n, count(*) AS paths;

// name: shortest-paths-from-one-to-all
// ordered
MATCH (a:Firm {id: 'firm/samsung-electronics'}), (b:Firm) WHERE a <> b
MATCH p = shortestPath((a)-[:PARTNERED_WITH|SUPPLIES|COMPETES_WITH*..6]-(b)) RETURN b.id AS b, length(p) AS n ORDER BY n, b;

// name: undirected
// ordered
MATCH (f:Firm {id: 'firm/xiaomi'})-[t:SUPPLIES|PARTNERED_WITH]-(b) RETURN type(t) AS type, b.id AS b, startNode(t).id AS start ORDER BY type, b;

// name: against-the-arrow
// ordered
MATCH (b:Firm)<-[t:ACQUIRED]-(a:Firm) RETURN a.id AS a, b.id AS b, t.year AS year ORDER BY a, b, t.tie_id;

// name: a-tie-is-not-used-twice
// ordered
MATCH (a:Firm)-[:ACQUIRED]->(b)<-[:ACQUIRED]-(c:Firm) RETURN a.id AS a, b.id AS b, c.id AS c, count(*) AS n ORDER BY a, b, c;

// name: a-tie-is-not-used-twice-undirected
// ordered
MATCH (a:Firm {id: 'firm/huami'})-[s]-(b)-[t]-(c:Firm) RETURN c.id AS c, count(*) AS n ORDER BY c;

// name: two-matches-may-use-a-tie-twice
// ordered
MATCH (a:Firm)-[s:ACQUIRED]->(b:Firm) MATCH (c:Firm)-[t:ACQUIRED]->(b) RETURN count(*) AS n;

// name: comma-pattern
// ordered
MATCH (a:Firm)-[:OPERATES_IN]->(i:Industry), (a)-[:LOCATED_IN]->(p:Place) RETURN p.id AS place, count(DISTINCT i) AS n ORDER BY place;

// name: comma-pattern-shares-ties
// ordered
MATCH (a:Firm)-[s:ACQUIRED]->(b:Firm), (c:Firm)-[t:ACQUIRED]->(b) RETURN count(*) AS n;

// name: comma-pattern-product
// ordered
MATCH (a:Deal), (b:Person) RETURN count(*) AS n;

// name: triangle
// ordered
MATCH (a:Firm)-[:OPERATES_IN]->(i:Industry)<-[:SPANS]-(p:Product)<-[:MAKES]-(a) RETURN a.id AS a, count(DISTINCT p) AS products ORDER BY products DESC, a LIMIT 10;

// name: loop
// ordered
MATCH (a)-[t]->(a) RETURN count(*) AS n;

// name: cycle-of-two
// ordered
MATCH (a:Firm)-[:PARTNERED_WITH]->(b:Firm)-[:SUPPLIES]->(a) RETURN a.id AS a, b.id AS b ORDER BY a, b;

// name: cycle-undirected
// ordered
MATCH (a:Firm)-[s]-(b:Firm)-[t]-(a) WHERE a.id < b.id RETURN a.id AS a, b.id AS b, count(*) AS n ORDER BY a, b;

// name: diamond
// ordered
MATCH (d:Deal)<-[:PARTY_TO {role: 'acquirer'}]-(a)-[:OPERATES_IN]->(i:Industry)<-[:BETWEEN]-(b:Boundary)<-[:CROSSES]-(d) RETURN d.id AS deal, count(DISTINCT b) AS n ORDER BY deal;

// name: three-hops
// ordered
MATCH (a:Person)-[:LED]->(f:Firm)-[:MAKES]->(p)-[:SPANS]->(i:Industry) RETURN a.name AS person, count(DISTINCT i) AS n ORDER BY person;

// name: path-as-a-whole
// ordered
MATCH p = (:Firm {id: 'firm/tesla'})-[:ACQUIRED]->(:Firm {id: 'firm/solarcity'}) RETURN p;

// name: path-longer-as-a-whole
// ordered
MATCH p = (:Person {id: 'person/elon-musk'})-[:LED]->(:Firm)-[:ACQUIRED]->(:Firm {id: 'firm/solarcity'}) RETURN p, length(p) AS n;

// name: properties-in-the-pattern
// ordered
MATCH (a:Firm {id: 'firm/akva-group'})-[t:OPERATES_IN {role: 'core'}]->(i:Industry {scheme: 'convergence'}) RETURN i.code AS code ORDER BY code;

// name: unfold-a-path
// ordered
MATCH p = (a:Event)-[:SUCCEEDED*2]->(b:Event) WITH p, a, b ORDER BY a.id, b.id LIMIT 3 UNWIND nodes(p) AS n RETURN DISTINCT n.id AS id ORDER BY id;

// name: shortest-path-directed
// ordered
MATCH p = shortestPath((a:Event {id: 'event/akva-expansion'})-[:SUCCEEDED*]->(b:Event)) WHERE a <> b RETURN b.id AS b, length(p) AS n ORDER BY n, b;

// name: both-arrows
// ordered
// outcome: unsupported
// why: a tie with two arrows
// portable: MATCH (a:Firm {id: 'firm/akva-group'})-[t:PARTNERED_WITH]-(b) RETURN b.id AS b ORDER BY b
MATCH (a:Firm {id: 'firm/akva-group'})<-[t:PARTNERED_WITH]->(b) RETURN b.id AS b ORDER BY b;

// name: quantified-tie
// ordered
// outcome: unsupported
// why: a quantifier after a tie
// portable: MATCH (i:Industry {id: 'industry/convergence/aquaculture'})-[:BROADER*1..3]->(up) RETURN DISTINCT up.id AS id ORDER BY id
MATCH (i:Industry {id: 'industry/convergence/aquaculture'})-[:BROADER]->{1,3}(up) RETURN DISTINCT up.id AS id ORDER BY id;

// name: quantified-tie-plus
// ordered
// outcome: unsupported
// why: a quantifier after a tie
// portable: MATCH (a:Event)-[:SUCCEEDED*1..9]->(b:Event) RETURN a.id AS a, b.id AS b ORDER BY a, b LIMIT 20
MATCH (a:Event)-[:SUCCEEDED]->+(b:Event) RETURN a.id AS a, b.id AS b ORDER BY a, b LIMIT 20;

// name: quantified-path
// ordered
// outcome: unsupported
// why: a quantified path pattern
// portable: MATCH p = (a:Event)-[:SUCCEEDED*1..3]->(b:Event) RETURN a.id AS a, b.id AS b, length(p) AS n ORDER BY a, b, n LIMIT 20
MATCH (a:Event) ((x)-[:SUCCEEDED]->(y)){1,3} (b:Event) RETURN a.id AS a, b.id AS b, size(x) AS n ORDER BY a, b, n LIMIT 20;

// name: shortest-keyword
// ordered
// outcome: unsupported
// why: the keyword SHORTEST
// portable: MATCH p = shortestPath((a:Firm {id: 'firm/xiaomi'})-[:SUPPLIES|PARTNERED_WITH*]-(b:Firm {id: 'firm/foxconn'})) RETURN length(p) AS n
MATCH p = SHORTEST 1 (a:Firm {id: 'firm/xiaomi'})-[:SUPPLIES|PARTNERED_WITH]-+(b:Firm {id: 'firm/foxconn'}) RETURN length(p) AS n;

// name: where-in-a-tie
// ordered
// outcome: unsupported
// why: WHERE inside a pattern
// portable: MATCH (a:Firm)-[t:ACQUIRED]->(b:Firm) WHERE t.year > 2012 RETURN a.id AS a, b.id AS b ORDER BY b
MATCH (a:Firm)-[t:ACQUIRED WHERE t.year > 2012]->(b:Firm) RETURN a.id AS a, b.id AS b ORDER BY b;

// name: where-in-a-node
// ordered
// outcome: unsupported
// why: WHERE inside a pattern
// portable: MATCH (a:Firm)-[:ACQUIRED]->(b:Firm) WHERE b.name STARTS WITH 'A' RETURN b.id AS b ORDER BY b
MATCH (a:Firm)-[:ACQUIRED]->(b:Firm WHERE b.name STARTS WITH 'A') RETURN b.id AS b ORDER BY b;

// name: one-tie-twice-in-a-pattern
// ordered
// outcome: unguarded
// why: the name stands for two ties; a tie is used once in a pattern, so that there is no such path ([manual](http://neo4j.com/docs/developer-manual/current/cypher/introduction/uniqueness/)).
// instead: give each tie a name of its own
MATCH (a)-[t]->(b)-[t]->(c:Deal) RETURN count(*) AS n;

// name: one-name-for-a-node-and-a-tie
// outcome: neo4j
// why: a name stands for a node or for a tie.
MATCH (a:Firm)-[a]->() RETURN count(*) AS n;

// name: shortest-path-with-a-condition-on-its-ties
// ordered
// outcome: wrong
// why: the condition is put to the shortest path of all, where the language looks for the shortest that meets it ([manual](https://neo4j.com/docs/cypher-manual/current/execution-plans/shortestpath-planning/)).
// instead: name the types in the pattern
MATCH p = shortestPath((a:Firm {id: 'firm/tesla'})-[r*..3]-(b:Firm)) WHERE a <> b AND all(x IN r WHERE type(x) <> 'OPERATES_IN')
RETURN length(p) AS n, count(*) AS firms ORDER BY n;

// name: shortest-path-with-a-condition-on-its-nodes
// ordered
// outcome: wrong
// why: the condition is put to the shortest path of all, where the language looks for the shortest that meets it.
// instead: MATCH the paths by length, and take the shortest: `WITH b, min(length(p)) AS n`
MATCH p = shortestPath((a:Firm {id: 'firm/tesla'})-[:OPERATES_IN*..4]-(b:Firm))
WHERE a <> b AND none(x IN nodes(p) WHERE x.id = 'industry/convergence/automobiles') RETURN count(*) AS n;

// name: shortest-path-by-length
// ordered
MATCH p = (a:Firm {id: 'firm/tesla'})-[:OPERATES_IN*..4]-(b:Firm) WHERE a <> b AND none(x IN nodes(p) WHERE x.id = 'industry/convergence/automobiles')
RETURN b.id AS b, min(length(p)) AS n ORDER BY n, b LIMIT 15;

// name: shortest-path-to-itself
// outcome: neo4j
// why: a shortest path from a node to itself is refused unless the server is set otherwise.
// portable: MATCH p = shortestPath((a:Firm {id: 'firm/tesla'})-[*0..3]-(b:Firm {id: 'firm/tesla'})) RETURN length(p) AS n
MATCH p = shortestPath((a:Firm {id: 'firm/tesla'})-[*..3]-(b:Firm {id: 'firm/tesla'})) RETURN length(p) AS n;

// name: parallel-ties-both-ways
// ordered
MATCH (a:Firm)-[s:ACQUIRED]->(b:Firm)<-[t:ACQUIRED]-(a) RETURN a.id AS a, b.id AS b, s.tie_id AS s, t.tie_id AS t ORDER BY s;

// name: zero-length
// ordered
MATCH (a:Firm {id: 'firm/akva-group'})-[*0..1]-(b) RETURN labels(b)[0] AS label, count(*) AS n ORDER BY label;

// name: path-of-one-node
// ordered
MATCH p = (a:Firm {id: 'firm/tesla'}) RETURN length(p) AS n, size(nodes(p)) AS nodes, size(relationships(p)) AS ties;

// name: tie-variable-of-a-shortest-path
// outcome: wrong
// why: the variable is null, where Neo4j gives the list of the ties.
// portable: MATCH p = shortestPath((a:Firm {id: 'firm/tesla'})-[*..4]-(b:Firm {id: 'firm/xiaomi'})) RETURN length(p) AS l, size(relationships(p)) AS n
MATCH p = shortestPath((a:Firm {id: 'firm/tesla'})-[r*..4]-(b:Firm {id: 'firm/xiaomi'})) RETURN length(p) AS l, size(r) AS n;
