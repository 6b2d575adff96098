// title: Investors that also work with what they hold
// question: Which bodies bought or put money into another and also partner with it, supply it or are supplied by it?
// group: ecosystem and deals
// param firm: string = "" | only pairs with the firm of this name, alias or id; empty for all
// column investor: the body that bought or invested
// column holding: what it bought or invested in
// column stakes: ACQUIRED, INVESTED_IN
// column work: partner, supplier (the holding delivers) or customer (the holding is delivered to)
// column scope: for what they work together, where the source says so
// column locator: where in the source the working tie stands
// reading: One row a working tie. Both ties in one pair mark an ecosystem held together by money and by work; a pair that is missing has one of the two at most, as far as the sources tell. Which came first is not said: most of these ties have no date.
MATCH (a)-[d:ACQUIRED|INVESTED_IN]->(b)
WHERE $firm = '' OR a.name = $firm OR a.id = $firm OR $firm IN a.aliases
   OR b.name = $firm OR b.id = $firm OR $firm IN b.aliases
WITH DISTINCT a, b, type(d) AS stake
ORDER BY stake
WITH a, b, collect(stake) AS stakes
MATCH (a)-[w:PARTNERED_WITH|SUPPLIES]-(b)
RETURN a.name AS investor, b.name AS holding, stakes,
       CASE WHEN type(w) = 'PARTNERED_WITH' THEN 'partner' WHEN startNode(w).id = a.id THEN 'customer' ELSE 'supplier' END AS work,
       w.scope AS scope, w.locator AS locator
ORDER BY investor, holding, work, scope, locator, w.tie_id
