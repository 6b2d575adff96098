// name: pattern-predicate
// ordered
MATCH (f:Firm) WHERE (f)-[:ACQUIRED]->() RETURN f.id AS id ORDER BY id;

// name: pattern-predicate-between-two
// ordered
MATCH (a:Firm)-[:SUPPLIES]->(b:Firm) WHERE (a)-[:PARTNERED_WITH]-(b) RETURN a.id AS a, b.id AS b ORDER BY a, b;

// name: pattern-predicate-with-or
// ordered
MATCH (f:Firm) WHERE (f)-[:ACQUIRED]->() OR (f)<-[:FOUNDED]-(:Person) RETURN f.id AS id ORDER BY id;

// name: pattern-predicate-with-a-label
// ordered
MATCH (f:Firm) WHERE (f)-[:OPERATES_IN {role: 'exited'}]->(:Industry) RETURN f.id AS id ORDER BY id;

// name: exists-of-a-pattern
// ordered
MATCH (f:Firm) WHERE exists((f)-[:LED]-()) RETURN f.id AS id ORDER BY id;

// name: exists-with-where
// ordered
MATCH (f:Firm) WHERE EXISTS { MATCH (f)-[d:ACQUIRED]->(b:Firm) WHERE d.year > f.founded_year + 20 } RETURN f.id AS id ORDER BY id;

// name: exists-short
// ordered
MATCH (f:Firm) WHERE EXISTS { (f)-[:MAKES]->(:Platform) } AND NOT EXISTS { (f)-[:OPERATES]->() } RETURN f.id AS id ORDER BY id;

// name: exists-short-with-where
// ordered
MATCH (f:Firm) WHERE EXISTS { (f)-[t:OPERATES_IN]->(i:Industry) WHERE t.role = 'entered' AND i.scheme = 'convergence' } RETURN count(*) AS n;

// name: exists-returned
// ordered
MATCH (p:Person) RETURN p.name AS name, EXISTS { (p)-[:LED]->(:Firm) } AS leads ORDER BY name;

// name: exists-nested
// ordered
MATCH (f:Firm) WHERE EXISTS { MATCH (f)-[:MAKES]->(p:Product) WHERE EXISTS { (p)-[:SPANS]->(:Industry)<-[:OPERATES_IN]-(f) } } RETURN f.id AS id ORDER BY id;

// name: count-of-a-pattern
// ordered
MATCH (f:Firm) WHERE COUNT { (f)-[:OPERATES_IN]->() } > 7 RETURN f.id AS id, COUNT { (f)-[:OPERATES_IN]->() } AS n ORDER BY n DESC, id;

// name: count-with-where
// ordered
MATCH (f:Firm) RETURN f.id AS id, COUNT { (f)-[t:OPERATES_IN]->() WHERE t.role = 'core' } AS core ORDER BY core DESC, id LIMIT 10;

// name: count-in-order-by
// ordered
MATCH (f:Firm) RETURN f.id AS id ORDER BY COUNT { (f)--() } DESC, id LIMIT 10;

// name: size-of-a-pattern-comprehension
// ordered
MATCH (f:Firm) WITH f, size([(f)-[:MAKES]->(p) | p]) AS n WHERE n > 5 RETURN f.id AS id, n ORDER BY n DESC, id;

// name: pattern-comprehension
// ordered
// bags: bought
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL RETURN f.id AS id, [(f)-[d:ACQUIRED]->(b:Firm) WHERE d.year > 2010 | b.name] AS bought ORDER BY id;

// name: pattern-comprehension-of-maps
// ordered
MATCH (f:Firm {id: 'firm/tesla'}) RETURN [(f)-[:ACQUIRED]->(b:Firm {id: 'firm/solarcity'}) | {id: b.id, name: b.name}] AS bought;

// name: pattern-comprehension-with-a-path
// ordered
MATCH (f:Firm {id: 'firm/tesla'}) RETURN size([p = (f)-[:ACQUIRED]->() | length(p)]) AS n;

// name: call-with-imported-variable
// ordered
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL
CALL { WITH f MATCH (f)-[t:OPERATES_IN]->(i:Industry) RETURN count(i) AS n, min(i.code) AS first }
RETURN f.id AS id, n, first ORDER BY id;

// name: call-with-a-variable-clause
// ordered
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL
CALL (f) { MATCH (f)-[t:OPERATES_IN]->(i:Industry) RETURN count(i) AS n }
RETURN f.id AS id, n ORDER BY id;

// name: call-top-one-of-each
// ordered
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL
CALL { WITH f MATCH (f)-[d:ACQUIRED]->(b) RETURN b.name AS latest, d.year AS year ORDER BY d.year DESC, b.name LIMIT 1 }
RETURN f.id AS id, latest, year ORDER BY id;

// name: call-alone
// ordered
CALL { MATCH (d:Deal) RETURN max(d.year) AS latest } MATCH (d:Deal) WHERE d.year = latest RETURN d.id AS id ORDER BY id;

// name: call-with-union
// ordered
CALL { MATCH (a)-[:ACQUIRED]->() RETURN a.id AS id UNION MATCH (a)-[:INVESTED_IN]->() RETURN a.id AS id } RETURN id ORDER BY id;

// name: degree-by-subquery
// ordered
MATCH (i:Industry {scheme: 'convergence'}) RETURN i.code AS code, COUNT { (i)<-[:OPERATES_IN]-(:Firm) } + COUNT { (i)<-[:SPANS]-() } AS weight ORDER BY weight DESC, code LIMIT 10;

// name: union-removes-doubles
// ordered
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.name AS name UNION MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.name AS name;

// name: union-all-keeps-doubles
RETURN 1 AS n UNION ALL RETURN 1 AS n UNION ALL RETURN 2 AS n;

// name: union-of-labels
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL RETURN f.id AS id, 'firm' AS kind
UNION MATCH (o:Organization) WHERE o.founded_year IS NOT NULL RETURN o.id AS id, 'organization' AS kind;

// name: union-in-order
UNWIND [3, 1] AS n RETURN n ORDER BY n LIMIT 1 UNION ALL UNWIND [2] AS n RETURN n;

// name: union-with-nulls
RETURN null AS a, 1 AS b UNION RETURN null AS a, 1 AS b UNION RETURN 'x' AS a, 1 AS b;

// name: union-of-aggregates
MATCH (f:Firm) RETURN 'firms' AS what, count(*) AS n UNION ALL MATCH (d:Deal) RETURN 'deals' AS what, count(*) AS n
UNION ALL MATCH (p:Product) RETURN 'products' AS what, count(*) AS n;

// name: without-any-firm-partner
// ordered
MATCH (f:Firm) WHERE NOT (f)-[:PARTNERED_WITH]-(:Firm) AND f.founded_year IS NOT NULL RETURN f.id AS id ORDER BY id;

// name: exists-with-with
// ordered
// outcome: unsupported
// why: WITH inside EXISTS
// portable: MATCH (f:Firm) WHERE EXISTS { MATCH (f)-[:OPERATES_IN]->(i) WHERE i.scheme = 'convergence' } RETURN count(*) AS n
MATCH (f:Firm) WHERE EXISTS { MATCH (f)-[:OPERATES_IN]->(i) WITH i WHERE i.scheme = 'convergence' RETURN i } RETURN count(*) AS n;

// name: exists-that-compares-firms
// ordered
MATCH (f:Firm) WHERE EXISTS { MATCH (g:Firm) WHERE g.founded_year > f.founded_year } RETURN f.id AS id ORDER BY id;

// name: count-of-distinct
// ordered
// outcome: unsupported
// why: RETURN inside COUNT { }
// portable: MATCH (f:Firm) WHERE f.founded_year IS NOT NULL OPTIONAL MATCH (f)-[:OPERATES_IN]->(i:Industry) RETURN f.id AS id, count(DISTINCT i.scheme) AS n ORDER BY id
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL
RETURN f.id AS id, COUNT { MATCH (f)-[:OPERATES_IN]->(i:Industry) RETURN DISTINCT i.scheme } AS n ORDER BY id;

// name: collect-subquery
// ordered
// outcome: unsupported
// why: COLLECT { }
// portable: MATCH (f:Firm) WHERE f.founded_year IS NOT NULL OPTIONAL MATCH (f)-[:ACQUIRED]->(b:Firm) WITH DISTINCT f, b.name AS name ORDER BY name RETURN f.id AS id, collect(name) AS bought ORDER BY id
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL
RETURN f.id AS id, COLLECT { MATCH (f)-[:ACQUIRED]->(b:Firm) RETURN DISTINCT b.name ORDER BY b.name } AS bought ORDER BY id;

// name: call-optional
// ordered
// outcome: unsupported
// why: OPTIONAL CALL
// portable: MATCH (p:Person) CALL (p) { OPTIONAL MATCH (p)-[:LED]->(f:Firm) RETURN f.name AS firm ORDER BY firm LIMIT 1 } RETURN p.name AS person, firm ORDER BY person
MATCH (p:Person) OPTIONAL CALL (p) { MATCH (p)-[:LED]->(f:Firm) RETURN f.name AS firm ORDER BY firm LIMIT 1 }
RETURN p.name AS person, firm ORDER BY person;

// name: call-with-union-of-counts
// ordered
MATCH (p:Place)
CALL { WITH p MATCH (p)<-[:LOCATED_IN]-(f:Firm) RETURN count(f) AS n UNION ALL WITH p MATCH (p)<-[:LOCATED_IN]-(o:Organization) RETURN count(o) AS n }
RETURN p.id AS place, sum(n) AS n ORDER BY n DESC, place LIMIT 6;

// name: call-loses-rows-without-an-answer
// ordered
UNWIND [0, 1, 2] AS x CALL (x) { UNWIND range(1, x) AS y RETURN y } RETURN x, y ORDER BY x, y;

// name: subqueries-of-null
// ordered
OPTIONAL MATCH (f:Firm {id: 'firm/none'}) RETURN EXISTS { (f)-->() } AS e, COUNT { (f)-->() } AS c, size([(f)-->(x) | x]) AS n;

// name: pattern-comprehension-in-order
// bags: places
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL RETURN f.id AS id, [(f)-[:LOCATED_IN]->(p) | p.name] AS places;

// name: union-of-one-and-one-point-zero
// outcome: unguarded
// embedded: [[1], [1.0]]
// why: 1 and 1.0 are kept as two rows though they are equal.
// portable: RETURN 1 AS a UNION RETURN toInteger(1.0) AS a
RETURN 1 AS a UNION RETURN 1.0 AS a;

// name: union-with-columns-swapped
// outcome: unsupported
// why: UNION of parts whose columns stand in another order
// portable: RETURN 1 AS a, 2 AS b UNION ALL RETURN 3 AS a, 4 AS b
RETURN 1 AS a, 2 AS b UNION ALL RETURN 4 AS b, 3 AS a;

// name: union-with-other-columns
// outcome: both
// why: UNION of parts with other columns
RETURN 1 AS a UNION RETURN 2 AS b;
