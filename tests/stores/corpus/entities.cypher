// name: labels-and-type
// ordered
MATCH (a)-[t:FOUNDED]->(b) RETURN labels(a) AS a, type(t) AS t, labels(b) AS b, count(*) AS n ORDER BY a, b;

// name: has-label
// ordered
MATCH (a)-[:ACQUIRED]->(b) RETURN b:Firm AS firm, count(*) AS n ORDER BY firm;

// name: label-in-where
// ordered
MATCH (a)-[:PARTY_TO]->(d:Deal) WHERE a:Organization OR a:Facility RETURN a.id AS id ORDER BY id;

// name: label-or
// ordered
MATCH (a:Person|Facility) RETURN labels(a)[0] AS label, count(*) AS n ORDER BY label;

// name: label-or-in-a-pattern
// ordered
MATCH (a:Firm)-[:ACQUIRED|INVESTED_IN]->(b:Firm|Platform) RETURN a.id AS a, b.id AS b ORDER BY a, b;

// name: label-two-colons
// ordered
MATCH (a:Firm:Organization) RETURN count(*) AS n;

// name: type-alternatives
// ordered
MATCH (:Firm {id: 'firm/akva-group'})-[t:ACQUIRED|PARTNERED_WITH|SUPPLIES]->() RETURN type(t) AS type, count(*) AS n ORDER BY type;

// name: type-compared
// ordered
MATCH (:Firm {id: 'firm/tesla'})-[t]-(x) WHERE type(t) IN ['ACQUIRED', 'FOUNDED', 'LED'] RETURN type(t) AS type, x.id AS x ORDER BY type, x;

// name: label-unknown
// ordered
MATCH (n:NoSuchLabel) RETURN count(*) AS n;

// name: type-unknown
// ordered
MATCH ()-[t:NO_SUCH_TYPE]->() RETURN count(*) AS n;

// name: property-unknown
// ordered
MATCH (f:Firm) WHERE f.no_such_property = 1 RETURN count(*) AS n;

// name: whole-node
// ordered
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f;

// name: whole-nodes-without-a-date
// ordered
MATCH (p:Place) RETURN p ORDER BY p.id LIMIT 3;

// name: whole-tie
// ordered
MATCH (:Firm {id: 'firm/tesla'})-[t:ACQUIRED]->(:Firm {id: 'firm/solarcity'}) RETURN t;

// name: whole-nodes-collected
// ordered
MATCH (p:Place {kind: 'region'}) WITH p ORDER BY p.id RETURN collect(p) AS places, head(collect(p)).id AS first;

// name: whole-statement
// ordered
MATCH (s:Statement {subject: 'firm/tesla', predicate: 'founded'}) RETURN s;

// name: whole-node-in-a-map
// ordered
MATCH (p:Place {id: 'place/norway'}) RETURN {place: p, n: 1} AS m;

// name: element-id-as-anchor
// ordered
// outcome: guarded
// why: refused with every use of elementId(), which means something inside one database only.
// portable: MATCH (f:Firm {id: 'firm/tesla'}) WITH f.id AS e MATCH (g:Firm) WHERE g.id = e RETURN g.id AS id
MATCH (f:Firm {id: 'firm/tesla'}) WITH elementId(f) AS e MATCH (g) WHERE elementId(g) = e RETURN g.id AS id;

// name: start-and-end
// ordered
MATCH (f:Firm {id: 'firm/solarcity'})-[t:ACQUIRED]-() RETURN startNode(t).id AS a, endNode(t).id AS b, labels(startNode(t)) AS l;

// name: nodes-compared
// ordered
MATCH (a:Firm)-[:PARTNERED_WITH]-(b:Firm)-[:PARTNERED_WITH]-(c:Firm) WHERE a <> c RETURN count(*) AS n;

// name: node-in-a-list
// ordered
MATCH (f:Firm {id: 'firm/akva-group'})-[:ACQUIRED]->(b:Firm) WITH collect(DISTINCT b) AS bought
MATCH (f:Firm) WHERE f IN bought AND f.name STARTS WITH 'A' RETURN f.id AS id ORDER BY id;

// name: nodes-counted-distinct
// ordered
MATCH (a:Firm)-[t]-(b) RETURN count(DISTINCT a) AS a, count(DISTINCT t) AS t, count(DISTINCT b) AS b, count(DISTINCT type(t)) AS types;

// name: name-property-of-any-label
// ordered
MATCH (n) WHERE n.name = 'Tesla' RETURN labels(n) AS labels, n.id AS id ORDER BY id;

// name: statements-of-a-firm
// ordered
MATCH (s:Statement {subject: 'firm/akva-group'}) RETURN s.predicate AS predicate, count(*) AS n, count(s.valid_from) AS dated ORDER BY n DESC, predicate;

// name: id-of-any-label
// ordered
MATCH (n {id: 'place/norway'}) RETURN labels(n) AS labels, n.name AS name;

// name: labels-counted
// ordered
MATCH (n) WHERE NOT n:BigblurStore RETURN labels(n)[0] AS label, count(*) AS n ORDER BY n DESC, label;

// name: label-not-in-where
// ordered
MATCH (a)-[:PARTY_TO]->(d:Deal) WHERE NOT a:Firm RETURN a.id AS a, d.id AS d ORDER BY a, d;

// name: label-not
// ordered
// outcome: unsupported
// why: a label expression with !
// portable: MATCH (a)-[:PARTY_TO]->(d:Deal) WHERE NOT a:Firm RETURN a.id AS a, d.id AS d ORDER BY a, d
MATCH (a:!Firm)-[:PARTY_TO]->(d:Deal) RETURN a.id AS a, d.id AS d ORDER BY a, d;

// name: label-and
// ordered
// outcome: unsupported
// why: a label expression with &
// portable: MATCH (a:Firm:Organization) RETURN count(*) AS n
MATCH (a:Firm&Organization) RETURN count(*) AS n;

// name: label-and-not
// ordered
// outcome: unsupported
// why: a label expression with & and !
// portable: MATCH (a:Firm) WHERE NOT a:Organization RETURN count(*) AS n
MATCH (a:Firm&!Organization) RETURN count(*) AS n;

// name: label-wildcard
// ordered
// outcome: unsupported
// why: a label expression with %
// portable: MATCH (d:Deal)<-[:PARTY_TO]-(a) RETURN count(*) AS n
MATCH (d:Deal)<-[:PARTY_TO]-(a:%) RETURN count(*) AS n;

// name: label-expression-in-brackets
// ordered
// outcome: unsupported
// why: a label expression in brackets
// portable: MATCH (a:Firm|Organization)-[:ACQUIRED]->(b) RETURN count(*) AS n
MATCH (a:(Firm|Organization))-[:ACQUIRED]->(b) RETURN count(*) AS n;

// name: label-or-in-where
// ordered
// outcome: unsupported
// why: a label expression with | in WHERE
// portable: MATCH (a)-[:PARTY_TO]->() WHERE a:Firm OR a:Organization RETURN count(*) AS n
MATCH (a)-[:PARTY_TO]->() WHERE a:Firm|Organization RETURN count(*) AS n;

// name: type-not
// ordered
// outcome: unsupported
// why: a type expression with !
// portable: MATCH (:Firm {id: 'firm/tesla'})-[t]->() WHERE type(t) <> 'OPERATES_IN' RETURN type(t) AS type, count(*) AS n ORDER BY type
MATCH (:Firm {id: 'firm/tesla'})-[t:!OPERATES_IN]->() RETURN type(t) AS type, count(*) AS n ORDER BY type;

// name: type-alternatives-with-colons
// outcome: both
// why: a colon after | (old syntax)
// portable: MATCH (:Firm {id: 'firm/akva-group'})-[t:ACQUIRED|SUPPLIES]->() RETURN type(t) AS type, count(*) AS n ORDER BY type
MATCH (:Firm {id: 'firm/akva-group'})-[t:ACQUIRED|:SUPPLIES]->() RETURN type(t) AS type, count(*) AS n ORDER BY type;

// name: internal-id
// outcome: wrong
// why: id() gives the property `id` where the language has a number inside the database.
// instead: `f.id`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN id(f) AS id;

// name: element-id
// outcome: open
// why: an elementId means something inside one database only.
// instead: `f.id`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN elementId(f) AS id;

// name: title-of-a-node
// ordered
// outcome: wrong
// why: the engine answers with the name; there is no property `title`.
// instead: `f.name`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.title AS title;

// name: title-as-condition
// ordered
// outcome: unguarded
// why: the engine finds it by the name; there is no property `title`.
// instead: `{name: 'Tesla'}`
MATCH (f:Firm {title: 'Tesla'}) RETURN count(*) AS n;

// name: type-of-a-node
// ordered
// outcome: wrong
// why: the engine answers with the label; there is no property `type`.
// instead: `labels(f)[0]`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.type AS type;

// name: label-of-a-node
// ordered
// outcome: wrong
// why: the engine answers with the label; there is no property `label`.
// instead: `labels(f)[0]`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.label AS label;

// name: node-type-of-a-node
// ordered
// outcome: wrong
// why: the engine answers with the label; there is no property `node_type`.
// instead: `labels(f)[0]`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.node_type AS type;

// name: type-as-property-of-a-tie
// ordered
// outcome: wrong
// why: the engine answers with the tie's type; there is no property `type`.
// instead: `type(t)`
MATCH (:Firm {id: 'firm/tesla'})-[t:ACQUIRED]->(:Firm {id: 'firm/atw'}) RETURN t.type AS type;

// name: connection-type-of-a-tie
// ordered
// outcome: wrong
// why: the engine answers with the tie's type; there is no property `connection_type`.
// instead: `type(t)`
MATCH (:Firm {id: 'firm/tesla'})-[t:ACQUIRED]->(:Firm {id: 'firm/atw'}) RETURN t.connection_type AS type;

// name: id-as-property-of-a-tie
// ordered
// outcome: wrong
// why: the engine answers with a number of its own; a tie has `tie_id`, no `id`.
// instead: `t.tie_id`
MATCH ()-[t:ACQUIRED]->() RETURN count(t.id) AS n;

// name: statement-id
// ordered
MATCH (s:Statement) WHERE s.subject = 'firm/tesla' AND s.predicate = 'founded' RETURN s.statement_id AS statement, s.value AS value;

// name: statements-by-id
// ordered
// outcome: wrong
// why: the engine answers with `statement_id`; a statement has no property `id`.
// instead: `s.statement_id`
MATCH (s:Statement) RETURN count(s.id) AS n;

// name: statements-by-name
// ordered
MATCH (s:Statement) RETURN count(s.name) AS n;

// name: everything-with-an-id
// ordered
// outcome: unguarded
// embedded: [[true]]
// why: statements have an `id` in the engine, and none in the model.
// instead: name the labels
MATCH (n) WHERE n.id STARTS WITH '0' WITH count(*) AS n RETURN n > 0 AS found;

// name: statements-joined-to-things
// ordered
MATCH (s:Statement {predicate: 'FOUNDED'}) MATCH (a {id: s.subject}) MATCH (b {id: s.object})
RETURN a.name AS a, b.name AS b, s.valid_from AS at ORDER BY at, a, b, s.statement_id;

// name: degree-of-each-label
// ordered
MATCH (n)-[t]-() RETURN labels(n)[0] AS label, count(DISTINCT n) AS nodes, count(t) AS ends ORDER BY label;
