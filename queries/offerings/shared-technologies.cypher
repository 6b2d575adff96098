// title: The technologies and products that many others rest on
// question: Which technologies, products, platforms and facilities are used by most others, and whose are those?
// group: platforms and products
// param least: integer = 2 | only what at least this many others use
// column thing: what is used
// column class: Technology, Product, Platform or Facility
// column users: who and what uses it, by name
// column number: how many
// column bodies: firms and organizations that use it, or that make or run a thing that does
// reading: One row a thing, the most used first. Users are firms, groups, products and whole industries alike; a group ("conventional car makers") counts once.
MATCH (x)-[:USES]->(t)
WITH DISTINCT t, x
OPTIONAL MATCH (b)-[:MAKES|OPERATES]->(x)
WITH t, x, CASE WHEN x:Firm OR x:Organization THEN x.name ELSE b.name END AS body
ORDER BY body
WITH t, collect(DISTINCT body) AS bodies, count(DISTINCT x) AS number
WHERE number >= $least
MATCH (u)-[:USES]->(t)
WITH DISTINCT t, number, bodies, u
ORDER BY u.name, u.id
WITH t, number, bodies, collect(u.name) AS users
RETURN t.name AS thing, labels(t)[0] AS class, users, number, bodies
ORDER BY number DESC, thing, class
