// title: Whom a firm works with
// question: Who are a firm's partners, suppliers and customers, for what, and where is it said?
// group: ecosystem and deals
// param firm: string = "Xiaomi" | name, alias or id of the firm
// column tie: partner, supplier or customer
// column other: the other body
// column scope: for what
// column date: since when, where the source says so
// column status: fact, plan, forecast or estimate
// column locator: where in the source
// column note: what the source leaves unclear
// reading: One row a tie. A supplier delivers to the firm, a customer is delivered to by it.
MATCH (a)-[t:PARTNERED_WITH|SUPPLIES]-(b)
WHERE a.name = $firm OR a.id = $firm OR $firm IN a.aliases
RETURN CASE WHEN type(t) = 'PARTNERED_WITH' THEN 'partner' WHEN startNode(t).id = a.id THEN 'customer' ELSE 'supplier' END AS tie,
       b.name AS other, t.scope AS scope, t.date AS date, t.status AS status, t.locator AS locator, t.note AS note
ORDER BY tie, other, locator
