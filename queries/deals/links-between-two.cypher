// title: What links two bodies
// question: Which bodies, platforms, industries, technologies and events stand between two firms, and by which ties?
// group: ecosystem and deals
// param first: string = "Amazon" | name, alias or id of the first firm or organization
// param second: string = "Microsoft" | name, alias or id of the second
// column through: what both are tied to
// column class: what kind of thing that is
// column first_ties: the kinds of tie of the first with it, by name
// column second_ties: those of the second
// reading: One row a common neighbour. Sources and boundaries between industries are left out: nearly all bodies of one report share the first, and the second follow from the industries. A shared country, industry or class is a weak link, a shared partner or platform a strong one; ties of the two with each other are not here, partners-and-suppliers has them.
MATCH (a)-[s]-(x)-[t]-(b)
WHERE (a:Firm OR a:Organization) AND (a.name = $first OR a.id = $first OR $first IN a.aliases)
  AND (b:Firm OR b:Organization) AND (b.name = $second OR b.id = $second OR $second IN b.aliases)
  AND a.id <> b.id AND NOT x:Source AND NOT x:Boundary
WITH DISTINCT x, type(s) AS one, type(t) AS two
ORDER BY one
WITH x, two, collect(one) AS ones
ORDER BY two
WITH x, ones, collect(two) AS second_ties
RETURN coalesce(x.name, x.id) AS through, labels(x)[0] AS class, ones AS first_ties, second_ties
ORDER BY class, through, x.id
