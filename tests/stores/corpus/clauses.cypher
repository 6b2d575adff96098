// name: unwind-null
// ordered
UNWIND null AS x RETURN x;

// name: unwind-empty
// ordered
UNWIND [] AS x RETURN count(*) AS n;

// name: unwind-empty-loses-the-row
// ordered
MATCH (f:Firm) WHERE f.id IN ['firm/bmw', 'firm/tesla'] UNWIND f.aliases AS a RETURN f.id AS id, a ORDER BY id, a;

// name: unwind-nested
// ordered
UNWIND [[1, 2], [], [3]] AS l UNWIND l AS x RETURN x ORDER BY x;

// name: unwind-a-single-value
// ordered
UNWIND 5 AS x RETURN x;

// name: unwind-list-with-null
// ordered
UNWIND [1, null, 2] AS x RETURN x ORDER BY x;

// name: unwind-with-place
// ordered
WITH ['x', 'y'] AS l UNWIND range(0, size(l) - 1) AS i RETURN i, l[i] AS v ORDER BY i;

// name: unwind-twice
// ordered
UNWIND [1, 2] AS a UNWIND ['x', 'y'] AS b RETURN a, b ORDER BY a, b;

// name: aliases-counted
// ordered
MATCH (f:Firm) UNWIND f.aliases AS a RETURN count(a) AS aliases, count(DISTINCT a) AS each_once, max(size(a)) AS longest;

// name: with-chain
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry) WITH f, collect(i) AS industries WHERE size(industries) > 3
UNWIND industries AS i WITH i, count(f) AS firms WHERE firms > 1 RETURN i.code AS code, firms ORDER BY firms DESC, code;

// name: with-star
// ordered
MATCH (d:Deal) WITH *, d.year AS y WHERE y > 2014 RETURN d.id AS id, y ORDER BY id;

// name: with-renames
// ordered
MATCH (f:Firm {id: 'firm/tesla'}) WITH f AS g, f.name AS f RETURN g.id AS id, f AS name;

// name: with-shadows
// ordered
WITH 1 AS x WITH x + 1 AS x WITH x * 10 AS x RETURN x;

// name: with-distinct
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->() WITH DISTINCT t.role AS role, t.flag IS NULL AS plain RETURN role, plain ORDER BY role, plain;

// name: with-order-limit-where
// ordered
MATCH (f:Firm) WITH f ORDER BY f.id LIMIT 10 WHERE f.name CONTAINS 'a' RETURN f.name AS name ORDER BY name;

// name: where-on-alias-of-with
// ordered
MATCH (f:Firm) WITH f, size(f.aliases) AS n WHERE n = 0 AND f.business IS NULL RETURN f.id AS id ORDER BY id;

// name: order-by-nulls-last
// ordered
MATCH (f:Firm) RETURN f.founded_year AS year, f.id AS id ORDER BY year, id LIMIT 8;

// name: order-by-descending-nulls-first
// ordered
MATCH (d:Deal) RETURN d.year AS year, d.id AS id ORDER BY year DESC, id;

// name: order-by-expression
// ordered
MATCH (f:Firm) RETURN f.name AS name ORDER BY size(f.name) DESC, toLower(f.name) LIMIT 12;

// name: order-by-what-is-not-returned
// ordered
MATCH (d:Deal) WHERE d.year IS NOT NULL RETURN d.id AS id ORDER BY d.year, d.id;

// name: order-by-alias-and-property
// ordered
MATCH (f:Firm)-[t:ACQUIRED]->(b) RETURN b.name AS bought, t.year AS f ORDER BY f, bought, t.deal_id;

// name: order-by-aggregate-in-return
// ordered
MATCH (i:Industry)<-[:OPERATES_IN]-(f) RETURN i.code AS code, count(f) ORDER BY count(f) DESC, code LIMIT 8;

// name: order-by-mixed-types
// ordered
UNWIND [1, 'a', true, null, 2.5, false, 'B'] AS x RETURN x ORDER BY x;

// name: order-by-directions-mixed
// ordered
MATCH (o:Observation) WHERE o.measure IN ['rank', 'price'] RETURN o.measure AS m, o.value AS v, o.id AS id ORDER BY m DESC, v ASCENDING, id DESCENDING LIMIT 20;

// name: order-by-node-property-after-distinct
// ordered
MATCH (f:Firm)-[:OPERATES_IN]->(i:Industry) WITH DISTINCT i RETURN i.code AS code ORDER BY i.code LIMIT 10;

// name: distinct-rows
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry) RETURN DISTINCT i.scheme AS scheme, t.role AS role ORDER BY scheme, role;

// name: distinct-nodes
// ordered
MATCH (f:Firm)-[:OPERATES_IN]->(i:Industry) WITH DISTINCT f RETURN count(f) AS n;

// name: distinct-lists
// ordered
MATCH (a)-[:PARTY_TO]->(:Deal) RETURN DISTINCT labels(a) AS labels ORDER BY labels;

// name: skip-beyond
// ordered
MATCH (d:Deal) RETURN d.id AS id ORDER BY id SKIP 1000;

// name: limit-zero
// ordered
MATCH (d:Deal) RETURN d.id AS id ORDER BY id LIMIT 0;

// name: limit-by-expression
// ordered
MATCH (d:Deal) RETURN d.id AS id ORDER BY id LIMIT 1 + 2;

// name: limit-in-the-middle-then-aggregate-and-limit
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry) WITH f, i ORDER BY f.id, i.id LIMIT 50
WITH i, count(*) AS n ORDER BY n DESC, i.id LIMIT 5 RETURN sum(n) AS s, collect(i.code) AS codes;

// name: offset-keyword
// ordered
MATCH (d:Deal) RETURN d.id AS id ORDER BY id OFFSET 3 LIMIT 2;

// name: paging
// ordered
// param page: integer = 2
// param size: integer = 5
MATCH (f:Firm) RETURN f.id AS id ORDER BY id SKIP $page * $size LIMIT $size;

// name: comment-signs-in-text
// ordered
RETURN 'a // b' AS a, '/* c */' AS c;

// name: backticks
// ordered
MATCH (`the firm`:`Firm` {id: 'firm/tesla'}) RETURN `the firm`.`name` AS `the name`, 1 AS `two words`;

// name: keywords-in-small-letters
// ordered
match (d:Deal) where d.year is not null with d order by d.id limit 2 return d.id as id, d.year As year order By id;

// name: column-without-alias
// ordered
MATCH (d:Deal) RETURN d.id, d.year+1, count(*), 'x' ORDER BY d.id LIMIT 2;

// name: semicolon-and-blank
// ordered
RETURN 1 AS n ;

// name: ties-by-type
// ordered
MATCH ()-[t]->() RETURN type(t) AS type, count(*) AS n, sum(t.mentions) AS mentions ORDER BY n DESC, type;

// name: finish-nothing
// ordered
MATCH (f:Firm) WHERE false RETURN f.id AS id;

// name: let-in-a-list
// ordered
WITH [x IN range(1, 3) | {n: x, sq: x * x}] AS rows UNWIND rows AS r RETURN r.n AS n, r.sq AS sq ORDER BY n;

// name: filter-by-list-of-pairs
// ordered
UNWIND [['firm/tesla', 2016], ['firm/akva-group', 2015]] AS pair MATCH (f:Firm {id: pair[0]})-[d:ACQUIRED {year: pair[1]}]->(b)
RETURN f.name AS name, b.name AS bought ORDER BY name, bought;

// name: return-star
// ordered
UNWIND [1, 2] AS a WITH a, a * 2 AS b RETURN * ORDER BY a;

// name: return-star-in-another-order
// ordered
// outcome: wrong
// why: the columns of `*` come as they came up; Neo4j has them by name, and so has the store.
// portable: UNWIND [1, 2] AS b WITH b, b * 2 AS a RETURN a, b ORDER BY a
UNWIND [1, 2] AS b WITH b, b * 2 AS a RETURN * ORDER BY a;

// name: order-by-an-aggregate-that-is-not-returned
// outcome: both
// why: ORDER BY an aggregate where RETURN has none
// portable: MATCH (i:Industry)<-[:OPERATES_IN]-(f) WITH i.code AS code, count(f) AS n RETURN code ORDER BY n DESC, code LIMIT 8
MATCH (i:Industry)<-[:OPERATES_IN]-(f) RETURN i.code AS code ORDER BY count(f) DESC, code LIMIT 8;

// name: chained-comparison
// ordered
// outcome: unsupported
// why: a chain of comparisons
// portable: MATCH (d:Deal) WHERE 2008 <= d.year AND d.year < 2015 RETURN d.id AS id ORDER BY id
MATCH (d:Deal) WHERE 2008 <= d.year < 2015 RETURN d.id AS id ORDER BY id;

// name: chained-comparison-of-numbers
// ordered
// outcome: unsupported
// why: a chain of comparisons
// portable: RETURN 1 < 3 AND 3 < 2 AS a
RETURN 1 < 3 < 2 AS a;

// name: comments-to-the-end-of-the-line
// ordered
MATCH (d:Deal) // the deals
RETURN count(*) AS n // and no more
;

// name: comments-in-blocks
// ordered
// outcome: unsupported
// why: a block comment
// portable: MATCH (d:Deal) RETURN count(*) AS n
MATCH (d:Deal) /* of all kinds */ RETURN count(*) AS n;

// name: korean-alias
// ordered
// outcome: unsupported
// why: a name with letters beyond ASCII, not quoted
// portable: MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.name AS `이름`, f.founded_year AS `설립`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.name AS 이름, f.founded_year AS 설립;

// name: korean-alias-quoted
// ordered
MATCH (f:Firm) WITH f.founded_year AS `연도` WHERE `연도` > 2000 RETURN `연도` AS `해`, {`값`: `연도`} AS m ORDER BY `해`;

// name: quoted-name-without-alias
// ordered
// outcome: unguarded
// why: the name of a column that is a quoted name without AS ends with a backtick.
// portable: WITH 1 AS `a b` RETURN `a b` AS `a b`
WITH 1 AS `a b` RETURN `a b`;

// name: korean-variable-in-a-pattern
// ordered
// outcome: unsupported
// why: a variable with letters beyond ASCII in a pattern, quoted or not
// portable: MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.name AS `이름`
MATCH (`회사`:Firm {id: 'firm/tesla'}) RETURN `회사`.name AS `이름`;

// name: count-all-nodes
// ordered
// outcome: open
// why: a Neo4j store keeps one node (:BigblurStore) that says what it holds; the embedded store keeps a file for that.
// portable: MATCH (n) WHERE NOT n:BigblurStore RETURN count(n) AS n
MATCH (n) RETURN count(n) AS n;

// name: with-without-a-name
// outcome: neo4j
// why: an expression in WITH needs a name.
// portable: MATCH (d:Deal) WITH d.year AS year RETURN count(*) AS n
MATCH (d:Deal) WITH d.year RETURN count(*) AS n;

// name: not-equal-as-in-other-languages
// outcome: neo4j
// why: `!=` is no operator of the language.
// portable: RETURN 1 <> 2 AS a
RETURN 1 != 2 AS a;

// name: variable-not-known
// outcome: both
// why: a variable that WITH left behind
MATCH (a:Firm) WITH a.name AS name RETURN a.id AS id;

// name: columns-of-one-name
// outcome: both
// why: two columns of one name
MATCH (a:Firm) RETURN a.name AS x, a.id AS x;

// name: names-that-are-words
MATCH (d:Deal) RETURN d.year AS when, count(*) AS end, {case: 1, when: 2} AS of;
