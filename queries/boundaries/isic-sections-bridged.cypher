// title: Which sections of ISIC convergence bridges
// question: When the industries of a crossed boundary are lifted to the sections of ISIC, which sections does it bridge?
// group: boundaries and convergence
// param least: integer = 3 | only pairs of sections with at least this many boundaries
// column first: one section
// column second: the other; the same where both industries are of one section
// column boundaries: how many crossed boundaries lie between them
// column things: how many deals, bodies, platforms, products and technologies cross these
// column names: the boundaries, by name
// reading: One row a pair of sections, the most boundaries first. An industry that the classification puts under several sections stands under each, so a boundary can count in several pairs. A pair of one section with itself is convergence that the sections do not show.
MATCH (x)-[:CROSSES]->(b:Boundary)-[:BETWEEN]->(i:Industry), (b)-[:BETWEEN]->(j:Industry)
WHERE i.id < j.id
WITH DISTINCT b, x, i, j
MATCH (i)-[:BROADER*0..4]->(s:Industry)
WHERE s.scheme = 'isic-rev4' AND s.level = 'section'
MATCH (j)-[:BROADER*0..4]->(t:Industry)
WHERE t.scheme = 'isic-rev4' AND t.level = 'section'
WITH DISTINCT b, x, CASE WHEN s.code <= t.code THEN s ELSE t END AS one, CASE WHEN s.code <= t.code THEN t ELSE s END AS other
ORDER BY b.name, b.id
WITH one, other, count(DISTINCT b.id) AS boundaries, count(DISTINCT x.id) AS things, collect(DISTINCT b.name) AS names
WHERE boundaries >= $least
RETURN one.code + ' ' + one.name AS first, other.code + ' ' + other.name AS second, boundaries, things, names
ORDER BY boundaries DESC, things DESC, first, second
