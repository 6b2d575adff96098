// title: What crosses most boundaries
// question: Which firms, deals, platforms, products and technologies cross most industry boundaries, and which industries do they join?
// group: boundaries and convergence
// param class: string = "" | only this class: Deal, Firm, Organization, Platform, Product or Technology; empty for all
// param least: integer = 3 | only what crosses at least this many boundaries
// column thing: what crosses
// column class: what it is
// column boundaries: how many boundaries it crosses
// column industries: the industries on their sides, by name
// reading: One row a thing, the widest first. Compare within a class: a platform that spans n industries crosses n(n-1)/2 boundaries, a firm its cores times its entries. Planned and forecast crossings count too.
MATCH (x)-[:CROSSES]->(b:Boundary)-[:BETWEEN]->(i:Industry)
WHERE $class = '' OR $class IN labels(x)
WITH x, b, i
ORDER BY i.name, i.id
WITH x, count(DISTINCT b.id) AS boundaries, collect(DISTINCT i.name) AS industries
WHERE boundaries >= $least
RETURN x.name AS thing, labels(x)[0] AS class, boundaries, industries
ORDER BY boundaries DESC, thing, x.id
