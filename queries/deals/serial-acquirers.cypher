// title: Who bought again and again
// question: Which bodies acquired more than once, what, and over which years?
// group: ecosystem and deals
// param least: integer = 2 | only buyers with at least this many deals
// column acquirer: the buying body
// column deals: how many deals
// column targets: what was bought, each once, by name
// column first: year of the first dated deal
// column last: year of the last dated deal
// column undated: how many deals have no year
// reading: One row a buyer, the busiest first. There can be more deals than targets: a source may list one target twice. First and last say nothing of undated deals. A firm missing here may well have bought more; the sources tell of their cases.
MATCH (a)-[d:ACQUIRED]->(b)
WITH a, b, d
ORDER BY b.name, b.id
WITH a, count(DISTINCT d.deal_id) AS deals, collect(DISTINCT b.name) AS targets, min(d.year) AS first, max(d.year) AS last,
     count(DISTINCT CASE WHEN d.year IS NULL THEN d.deal_id END) AS undated
WHERE deals >= $least
RETURN a.name AS acquirer, deals, targets, first, last, undated
ORDER BY deals DESC, acquirer, a.id
