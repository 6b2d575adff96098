// title: Who supplies a firm and what it makes
// question: Who delivers to a firm, to its products or to its platforms, and whom does the firm deliver to?
// group: ecosystem and deals
// param firm: string = "Tesla" | name, alias or id of the firm; empty for all
// column side: up: someone delivers to the firm or to what it makes or runs; down: the firm delivers
// column firm: the firm
// column other: who delivers, or who is delivered to
// column through: the firm's product or platform for which it is delivered; empty where it goes to the firm itself
// column scope: what is delivered
// column locator: where in the source
// reading: One row a delivery. Suppliers of parts often show only here: the source ties them to the product, not to the firm. With all firms, a delivery between two of them stands twice, once from each side. Deliveries among others further up the chain are not followed.
MATCH (f:Firm)-[t:SUPPLIES|MAKES|OPERATES]-(x)
WHERE ($firm = '' OR f.name = $firm OR f.id = $firm OR $firm IN f.aliases)
OPTIONAL MATCH (x)<-[u:SUPPLIES]-(s)
WHERE type(t) <> 'SUPPLIES'
WITH f, t, x, u, s
WHERE type(t) = 'SUPPLIES' OR (u IS NOT NULL AND s.id <> f.id)
WITH DISTINCT CASE WHEN type(t) = 'SUPPLIES' AND startNode(t).id = f.id THEN 'down' ELSE 'up' END AS side,
     f.name AS firm, f.id AS firm_id,
     CASE WHEN type(t) = 'SUPPLIES' THEN x.name ELSE s.name END AS other,
     CASE WHEN type(t) = 'SUPPLIES' THEN x.id ELSE s.id END AS other_id,
     CASE WHEN type(t) = 'SUPPLIES' THEN null ELSE x.name END AS through,
     CASE WHEN type(t) = 'SUPPLIES' THEN t.scope ELSE u.scope END AS scope,
     CASE WHEN type(t) = 'SUPPLIES' THEN t.locator ELSE u.locator END AS locator
RETURN side, firm, other, through, scope, locator
ORDER BY firm, firm_id, side DESC, other, other_id, through, scope, locator
