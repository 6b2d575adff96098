// title: Deals that crossed an industry boundary
// question: Which deals joined bodies of two industries, and which boundary did they cross?
// group: boundaries and convergence
// param industry: string = "" | only boundaries of the industry with this name or code; empty for all
// column deal: the deal
// column date: when
// column boundary: the two industries
// column locator: where in the source the deal stands
// column deal_id: id of the deal
// reading: One row a deal and boundary: a deal crosses from each core industry of the buyer to each industry of the target that is not one of those.
MATCH (d:Deal)-[c:CROSSES]->(b:Boundary)-[:BETWEEN]->(i:Industry)
WHERE $industry = '' OR i.name = $industry OR i.code = $industry OR $industry IN i.aliases
RETURN DISTINCT d.name AS deal, d.date AS date, b.name AS boundary, c.locator AS locator, d.id AS deal_id
ORDER BY date, deal_id, boundary
