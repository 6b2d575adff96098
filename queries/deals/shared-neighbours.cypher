// title: The bodies nearest to a firm
// question: Which firms and organizations share most partners, suppliers, groups and platforms with a firm?
// group: ecosystem and deals
// param firm: string = "Huami" | name, alias or id of the firm
// param least: integer = 1 | only bodies that share at least this many
// column other: the other body
// column shared: the bodies and platforms that both work with, by name
// column number: how many
// column direct: whether the two are also tied directly by one of these ties
// reading: One row a body, the nearest first. Counted are partnership, supply, investment, acquisition, membership and ownership, in either direction; two firms that one investor holds are near without having dealt with each other. On one report this shows its cases, not the economy.
MATCH (a)-[:PARTNERED_WITH|SUPPLIES|INVESTED_IN|ACQUIRED|MEMBER_OF|OWNS]-(x)-[:PARTNERED_WITH|SUPPLIES|INVESTED_IN|ACQUIRED|MEMBER_OF|OWNS]-(b)
WHERE (a.name = $firm OR a.id = $firm OR $firm IN a.aliases) AND a.id <> b.id
  AND (b:Firm OR b:Organization) AND (x:Firm OR x:Organization OR x:Platform)
WITH DISTINCT a, b, x.name AS shared, x.id AS shared_id
ORDER BY shared, shared_id
WITH a, b, collect(shared) AS shared
WHERE size(shared) >= $least
OPTIONAL MATCH (a)-[d:PARTNERED_WITH|SUPPLIES|INVESTED_IN|ACQUIRED|MEMBER_OF|OWNS]-(b)
WITH b.name AS other, b.id AS other_id, shared, count(d) AS ties
RETURN other, shared, size(shared) AS number, ties > 0 AS direct
ORDER BY number DESC, other, other_id
