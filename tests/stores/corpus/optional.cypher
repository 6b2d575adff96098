// name: firms-with-or-without-deals
// ordered
MATCH (f:Firm) OPTIONAL MATCH (f)-[d:ACQUIRED]->(b:Firm)
RETURN f.id AS firm, count(d) AS deals, count(DISTINCT b) AS bodies, sum(d.year) AS years, min(d.year) AS first
ORDER BY deals DESC, firm LIMIT 20;

// name: optional-count-star
// ordered
MATCH (f:Firm) WHERE f.id STARTS WITH 'firm/a' OPTIONAL MATCH (f)-[d:ACQUIRED]->(b:Firm)
RETURN f.id AS firm, count(*) AS rows, count(b) AS bodies ORDER BY firm;

// name: optional-then-group-by-the-null
// ordered
MATCH (f:Firm) OPTIONAL MATCH (f)-[:LOCATED_IN]->(p:Place) WITH p, count(*) AS n RETURN p.id AS place, n ORDER BY place;

// name: optional-with-where
// ordered
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL OPTIONAL MATCH (f)-[d:ACQUIRED]->(b:Firm) WHERE d.year > 2012
RETURN f.id AS firm, b.id AS bought, d.year AS year ORDER BY firm, year, bought;

// name: where-after-optional
// ordered
MATCH (f:Firm) OPTIONAL MATCH (f)-[:OPERATES_IN]->(i:Industry) WITH f, i WHERE i IS NULL
RETURN f.id AS firm ORDER BY firm;

// name: optional-chain
// ordered
MATCH (f:Firm) WHERE f.id IN ['firm/akva-group', 'firm/tesla', 'firm/xiaomi', 'firm/bmw']
OPTIONAL MATCH (f)-[d:ACQUIRED]->(b:Firm) OPTIONAL MATCH (b)-[:OPERATES_IN]->(i:Industry)
RETURN f.id AS firm, b.id AS bought, d.deal_id AS deal, i.id AS industry ORDER BY firm, bought, deal, industry;

// name: optional-chain-counted
// ordered
MATCH (f:Firm) OPTIONAL MATCH (f)-[m:MAKES]->(p:Product) OPTIONAL MATCH (p)-[:SPANS]->(i:Industry)
RETURN f.id AS firm, count(DISTINCT p) AS products, count(DISTINCT i) AS industries ORDER BY products DESC, firm LIMIT 12;

// name: optional-two-hops
// ordered
MATCH (p:Person) OPTIONAL MATCH (p)-[:LED]->(:Firm)-[d:ACQUIRED]->(b)
RETURN p.name AS person, count(DISTINCT b) AS bought ORDER BY person;

// name: optional-first
// ordered
OPTIONAL MATCH (f:Firm {id: 'firm/no-such'}) RETURN f.id AS id, f IS NULL AS missing, f.name AS name;

// name: optional-of-nothing-then-match
// ordered
OPTIONAL MATCH (f:Firm {id: 'firm/no-such'}) MATCH (d:Deal) RETURN f.name AS firm, count(d) AS deals;

// name: match-from-a-null
// ordered
OPTIONAL MATCH (f:Firm {id: 'firm/no-such'}) WITH f MATCH (f)-[:ACQUIRED]->(b) RETURN count(*) AS n;

// name: optional-from-a-null
// ordered
OPTIONAL MATCH (f:Firm {id: 'firm/no-such'}) OPTIONAL MATCH (f)-[:ACQUIRED]->(b) RETURN f.id AS f, b.id AS b;

// name: optional-coalesce
// ordered
MATCH (d:Deal) OPTIONAL MATCH (d)<-[p:PARTY_TO {role: 'seller'}]-(s)
RETURN d.id AS deal, coalesce(s.name, 'not stated') AS seller ORDER BY deal, seller;

// name: optional-tie-functions-of-null
// ordered
MATCH (f:Firm {id: 'firm/bmw'}) OPTIONAL MATCH (f)-[t:ACQUIRED]->(b)
RETURN type(t) AS type, labels(b) AS labels, startNode(t) IS NULL AS s, b.name AS name;

// name: optional-collect-is-empty
// ordered
MATCH (f:Firm) WHERE f.id IN ['firm/akva-group', 'firm/bmw'] OPTIONAL MATCH (f)-[:ACQUIRED]->(b:Firm)
WITH f, b ORDER BY b.id RETURN f.id AS firm, collect(DISTINCT b.id) AS bought, collect(b) = [] AS none ORDER BY firm;

// name: optional-undirected-grouped-limited
// ordered
MATCH (a:Firm)-[:PARTNERED_WITH]-(b) OPTIONAL MATCH (b)-[t:OPERATES_IN]->(i:Industry)
WITH i, count(*) AS n ORDER BY n DESC, i.id LIMIT 8 RETURN i.id AS industry, n ORDER BY n DESC, industry;

// name: optional-maximum-of-none
// ordered
MATCH (p:Place) OPTIONAL MATCH (p)<-[:LOCATED_IN]-(f:Firm) RETURN p.id AS place, max(f.name) AS last, avg(f.founded_year) AS mean
ORDER BY place;

// name: optional-path
// ordered
MATCH (f:Firm) WHERE f.id IN ['firm/tesla', 'firm/bmw'] OPTIONAL MATCH path = (f)-[:ACQUIRED]->()
RETURN f.id AS firm, path IS NULL AS none, length(path) AS n ORDER BY firm;

// name: optional-grouped-by-what-may-be-null
// ordered
// outcome: wrong
// why: the engine's own plan puts the rows of all nodes into the group of null; the store switches that part of its planner off.
MATCH (a:Firm) OPTIONAL MATCH (a)-[:ACQUIRED]->(b) WITH b, count(*) AS n RETURN b.id AS id, n ORDER BY id;

// name: optional-where-a-pattern-is-counted
// outcome: neo4j wrong
// embedded: [[13]]
// why: targets that bought nothing fulfil the condition and are lost: Neo4j before 5.26.31 and 2026.09 gives null for them ([neo4j/neo4j#13877](https://github.com/neo4j/neo4j/issues/13877)).
// portable: MATCH (a:Firm) OPTIONAL MATCH (a)-[:ACQUIRED]->(b) WITH b, COUNT { (b)-[:ACQUIRED]->(:Firm) } AS k RETURN count(CASE WHEN k <= 2 THEN b END) AS n
MATCH (a:Firm) OPTIONAL MATCH (a)-[:ACQUIRED]->(b) WHERE COUNT { (b)-[:ACQUIRED]->(:Firm) } <= 2 RETURN count(b) AS n;
