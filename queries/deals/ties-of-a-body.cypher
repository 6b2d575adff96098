// title: The ties of a body, by kind
// question: With what is a firm or organization tied, by which kind of tie, and in which direction?
// group: ecosystem and deals
// param body: string = "Tesla" | name, alias or id of the firm or organization
// column tie: the kind of tie
// column direction: out where the tie begins at the body, in where it ends there, both where it reads the same from either end
// column class: what stands at the other end
// column others: their names
// column number: how many things that is
// reading: One row for each kind of tie, direction and class, kinds by name. Two ties of one kind to the same thing count once, so numbers are of things; what is derived (acquisitions, investments, crossings) stands beside what it was derived from.
MATCH (a)-[t]-(x)
WHERE (a:Firm OR a:Organization) AND (a.name = $body OR a.id = $body OR $body IN a.aliases)
WITH DISTINCT a, x, type(t) AS tie,
     CASE WHEN type(t) IN ['PARTNERED_WITH', 'COMPETES_WITH'] THEN 'both'
          WHEN startNode(t).id = a.id THEN 'out' ELSE 'in' END AS direction
WITH DISTINCT tie, direction, labels(x)[0] AS class, coalesce(x.name, x.id) AS other, x.id AS other_id
ORDER BY other, other_id
WITH tie, direction, class, collect(other) AS others
RETURN tie, direction, class, others, size(others) AS number
ORDER BY tie, direction, class
