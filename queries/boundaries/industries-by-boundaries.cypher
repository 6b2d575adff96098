// title: The industries with most crossed boundaries
// question: Which industries have most crossed boundaries, toward which industries, and how many things cross them?
// group: boundaries and convergence
// param least: integer = 5 | only industries that at least this many crossed boundaries touch
// column industry: the industry
// column boundaries: how many of its boundaries something crosses
// column things: how many deals, bodies, platforms, products and technologies cross them, each once
// column toward: the industries on the other side, by name
// reading: One row an industry, the one with most boundaries first: the hubs of convergence. One platform that spans seven industries touches six boundaries of each, so look at the things beside the boundaries.
MATCH (x)-[:CROSSES]->(b:Boundary)-[:BETWEEN]->(i:Industry)
WITH DISTINCT i, b, x
MATCH (b)-[:BETWEEN]->(o:Industry)
WHERE o.id <> i.id
WITH i, o, x
ORDER BY o.name, o.id
WITH i, count(DISTINCT o.id) AS boundaries, count(DISTINCT x.id) AS things, collect(DISTINCT o.name) AS toward
WHERE boundaries >= $least
RETURN i.name AS industry, boundaries, things, toward
ORDER BY boundaries DESC, things DESC, industry, i.id
