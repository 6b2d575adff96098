// name: case-searched
// ordered
MATCH (d:Deal) RETURN d.id AS id, CASE WHEN d.year IS NULL THEN 'undated' WHEN d.year < 2010 THEN 'early' ELSE 'late' END AS era
ORDER BY id;

// name: case-simple
// ordered
MATCH (d:Deal) RETURN CASE d.kind WHEN 'acquisition' THEN 'A' WHEN 'investment' THEN 'I' ELSE '-' END AS k, count(*) AS n ORDER BY k;

// name: case-without-else
// ordered
UNWIND [1, 2] AS x RETURN CASE x WHEN 1 THEN 'one' END AS word, CASE WHEN x > 1 THEN [x] END AS l ORDER BY x;

// name: case-counts
// ordered
MATCH (f:Firm)-[t:OPERATES_IN]->(:Industry)
RETURN sum(CASE WHEN t.role = 'core' THEN 1 ELSE 0 END) AS core, sum(CASE t.role WHEN 'entered' THEN 1 ELSE 0 END) AS entered,
       count(CASE WHEN t.role = 'exited' THEN 1 END) AS exited;

// name: case-with-types
// ordered
UNWIND [1, '1', true, null, 1.0] AS x RETURN CASE x WHEN 1 THEN 'one' WHEN '1' THEN 'text' WHEN true THEN 'yes' ELSE 'none' END AS kind;

// name: case-in-order-by
// ordered
MATCH (d:Deal) RETURN d.id AS id ORDER BY CASE WHEN d.year IS NULL THEN 0 ELSE d.year END DESC, id LIMIT 6;

// name: case-nested
// ordered
UNWIND range(1, 4) AS x RETURN x, CASE WHEN x > 2 THEN CASE WHEN x = 3 THEN 'three' ELSE 'more' END ELSE 'few' END AS w ORDER BY x;

// name: case-extended
// ordered
// outcome: unsupported
// why: a comparison after WHEN in a simple CASE
// portable: UNWIND [1, 5, 9] AS x RETURN x, CASE WHEN x < 3 THEN 'low' WHEN x >= 7 THEN 'high' ELSE 'middle' END AS band ORDER BY x
UNWIND [1, 5, 9] AS x RETURN x, CASE x WHEN < 3 THEN 'low' WHEN >= 7 THEN 'high' ELSE 'middle' END AS band ORDER BY x;

// name: case-several-values
// ordered
// outcome: unsupported
// why: several values after one WHEN
// portable: UNWIND [1, 2, 3] AS x RETURN x, CASE WHEN x IN [1, 2] THEN 'low' ELSE 'high' END AS band ORDER BY x
UNWIND [1, 2, 3] AS x RETURN x, CASE x WHEN 1, 2 THEN 'low' ELSE 'high' END AS band ORDER BY x;
