// title: Through which industries two industries are joined
// question: Which third industries share crossed boundaries with both of two industries, and what crosses on either side?
// group: boundaries and convergence
// param first: string = "Automobiles" | name, alias or code of the first industry
// param second: string = "Home appliances" | name, alias or code of the second
// column between: the third industry
// column toward_first: what crosses its boundary with the first, by name
// column toward_second: what crosses its boundary with the second
// column same: whether one thing crosses both
// reading: One row a third industry. Where one thing crosses both boundaries, it joins the three fields itself; where none does, two separate moves meet in the third, which is a weaker sign. Whether the two industries have a boundary of their own is in most-crossed-boundaries.
MATCH (a:Industry)<-[:BETWEEN]-(p:Boundary)-[:BETWEEN]->(m:Industry)<-[:BETWEEN]-(q:Boundary)-[:BETWEEN]->(b:Industry)
WHERE (a.name = $first OR a.code = $first OR $first IN a.aliases) AND (b.name = $second OR b.code = $second OR $second IN b.aliases)
  AND a.id <> b.id AND m.id <> a.id AND m.id <> b.id
MATCH (x)-[:CROSSES]->(p)
WITH m, p, q, x
ORDER BY x.name, x.id
WITH m, q, collect(x.name) AS toward_first, collect(x.id) AS ids
MATCH (y)-[:CROSSES]->(q)
WITH m, toward_first, ids, y
ORDER BY y.name, y.id
WITH m, toward_first, collect(y.name) AS toward_second, sum(CASE WHEN y.id IN ids THEN 1 ELSE 0 END) AS common
RETURN m.name AS between, toward_first, toward_second, common > 0 AS same
ORDER BY same DESC, between, m.id
