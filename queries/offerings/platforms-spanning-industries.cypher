// title: Platforms and products that span industries
// question: Which platforms, products and technologies serve more than one industry?
// group: platforms and products
// param least: integer = 2 | only what spans at least this many industries
// column thing: its name
// column class: Platform, Product or Technology
// column industries: the industries, by name
// column number: how many
// reading: One row a thing, the widest first; forecasts of the source count too (see their status with `bigblur why`).
MATCH (x)-[:SPANS]->(i:Industry)
WITH x, i
ORDER BY i.name
WITH x, collect(i.name) AS industries
WHERE size(industries) >= $least
RETURN x.name AS thing, labels(x)[0] AS class, industries, size(industries) AS number
ORDER BY number DESC, thing
