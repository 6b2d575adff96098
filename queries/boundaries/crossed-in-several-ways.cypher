// title: Boundaries crossed in several ways
// question: Which industry boundaries are crossed by deals as well as by bodies, platforms and products?
// group: boundaries and convergence
// param ways: integer = 2 | only boundaries crossed in at least this many of the four ways
// column boundary: the two industries
// column ways: in how many ways it is crossed
// column deals: how many deals cross it
// column bodies: how many firms and organizations, by entering
// column platforms: how many platforms
// column goods: how many products and technologies
// column things: all of these, by name
// reading: One row a boundary, the one crossed in most ways first. Independent ways are better signs of convergence than many of one; a firm and its own platform are not independent, so read the names.
MATCH (x)-[:CROSSES]->(b:Boundary)
WITH DISTINCT b, x
ORDER BY x.name, x.id
WITH b, collect(x.name) AS things, sum(CASE WHEN x:Deal THEN 1 ELSE 0 END) AS deals,
     sum(CASE WHEN x:Firm OR x:Organization THEN 1 ELSE 0 END) AS bodies,
     sum(CASE WHEN x:Platform THEN 1 ELSE 0 END) AS platforms,
     sum(CASE WHEN x:Product OR x:Technology THEN 1 ELSE 0 END) AS goods
WITH b.name AS boundary, b.id AS boundary_id, things, deals, bodies, platforms, goods,
     CASE WHEN deals > 0 THEN 1 ELSE 0 END + CASE WHEN bodies > 0 THEN 1 ELSE 0 END
     + CASE WHEN platforms > 0 THEN 1 ELSE 0 END + CASE WHEN goods > 0 THEN 1 ELSE 0 END AS number
WHERE number >= $ways
RETURN boundary, number AS ways, deals, bodies, platforms, goods, things
ORDER BY ways DESC, boundary, boundary_id
