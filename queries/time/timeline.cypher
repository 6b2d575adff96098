// title: The timeline of a case
// question: What is dated on a firm, project or thing, and on what it makes, runs and buys, in order?
// group: time and provenance
// param name: string = "AKVA" | name, alias or id
// column date: when, as precisely as the source has it
// column date_min: the first day that it can mean
// column what: the kind of tie, deal or figure
// column thing: what it is with
// column thing_id: its id
// column locator: where in the source
// reading: One row a dated tie, deal or figure, the earliest first; a year stands before its months.
MATCH (a)-[t]-(x)
WHERE (a.name = $name OR a.id = $name OR $name IN a.aliases)
  AND t.date IS NOT NULL AND type(t) <> 'PARTY_TO' AND type(t) <> 'CROSSES'
RETURN t.date AS date, t.date_min AS date_min, type(t) AS what, x.name AS thing, x.id AS thing_id, t.locator AS locator
ORDER BY date_min, date, what, thing_id, locator
