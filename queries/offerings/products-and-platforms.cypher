// title: What a firm makes and runs
// question: Which products, platforms, technologies and facilities does a body make or run, and since when?
// group: platforms and products
// param firm: string = "AKVA" | name, alias or id of the body
// column thing: its name
// column class: Product, Platform, Technology or Facility
// column tie: MAKES or OPERATES
// column function: what it does
// column date: since when, where the source says so
// column stage: in which stage of the case
// column locator: where in the source
// reading: One row a thing; an empty date means that the source gives none.
MATCH (a)-[t:MAKES|OPERATES]->(x)
WHERE a.name = $firm OR a.id = $firm OR $firm IN a.aliases
RETURN x.name AS thing, labels(x)[0] AS class, type(t) AS tie, x.function AS function,
       coalesce(x.launched, t.date) AS date, t.stage AS stage, t.locator AS locator
ORDER BY class, thing, tie
