// title: What was brought out when
// question: Which products, platforms and technologies came out in which order, by whom, and in which industries?
// group: platforms and products
// param firm: string = "" | only what this body makes or runs (name, alias or id); empty for all
// column date: when it was launched, else since when its maker has made or run it
// column thing: the thing
// column class: Product, Platform, Technology or Facility
// column bodies: who makes or runs it, where a source says
// column industries: the industries that it serves
// column thing_id: its id
// reading: One row a thing and date, the earliest first; what has no date is not here (see `products-and-platforms`). A date such as 198X means some year of that decade.
MATCH (x)
WHERE x:Product OR x:Platform OR x:Technology OR x:Facility
OPTIONAL MATCH (b)-[t:MAKES|OPERATES]->(x)
WITH x, b, coalesce(x.launched, t.date) AS date, coalesce(x.launched_min, t.date_min) AS first_day
WHERE date IS NOT NULL AND ($firm = '' OR b.name = $firm OR b.id = $firm OR $firm IN b.aliases)
WITH x, date, first_day, b.name AS body
ORDER BY body
WITH x, date, first_day, collect(DISTINCT body) AS bodies
OPTIONAL MATCH (x)-[:SPANS]->(i:Industry)
WITH x, date, first_day, bodies, i.name AS industry
ORDER BY industry
WITH x, date, first_day, bodies, collect(DISTINCT industry) AS industries
RETURN date, x.name AS thing, labels(x)[0] AS class, bodies, industries, x.id AS thing_id
ORDER BY first_day, date, thing, thing_id
