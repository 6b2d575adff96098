// title: The industry boundaries that most things cross
// question: Between which industries do deals, firms, platforms and products cross most?
// group: boundaries and convergence
// param least: integer = 1 | only boundaries that at least this many things cross
// column boundary: the two industries
// column crossings: how many deals, firms, platforms, products and technologies cross it
// column deals: how many of them are deals
// column by: their names
// reading: One row a boundary, the most crossed first. Counts are of things, not of mentions; on one report they illustrate, they do not test.
MATCH (x)-[:CROSSES]->(b:Boundary)
WITH b, x
ORDER BY x.name, x.id
WITH b, collect(x.name) AS names, sum(CASE WHEN x:Deal THEN 1 ELSE 0 END) AS deals
WHERE size(names) >= $least
RETURN b.name AS boundary, size(names) AS crossings, deals, names AS by
ORDER BY crossings DESC, boundary
