// title: On what a source rests
// question: Which works does a source cite, for what, and who published them?
// group: data quality
// column work: the work cited
// column date: of the work
// column publisher: as stated
// column scope: what it is cited for
// column about: concepts, deals and things that it is about
// column locator: where it is cited
// reading: One row a citation.
MATCH (s:Source)-[c:CITES]->(w:Source)
OPTIONAL MATCH (w)-[:ABOUT]->(x)
WITH w, c, x
ORDER BY x.name
WITH w, c, collect(DISTINCT x.name) AS about
RETURN w.name AS work, w.date AS date, w.publisher AS publisher, c.scope AS scope, about, c.locator AS locator
ORDER BY work, locator, scope
