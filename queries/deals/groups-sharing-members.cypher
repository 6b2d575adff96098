// title: Groups that share members
// question: Which consortia, projects, groups and platforms have members in common, and whom?
// group: ecosystem and deals
// param least: integer = 1 | only pairs with at least this many common members
// column first: one group or platform
// column second: the other
// column shared: how many members both have
// column of_first: how many the first has
// column of_second: how many the second has
// column members: the common members, by name
// reading: One row a pair, the most members in common first. Where all members of one stand in the other, the one is often a phase or part of the other; where only some do, they are the ones through which two ecosystems meet.
MATCH (m)-[:MEMBER_OF]->(a), (m)-[:MEMBER_OF]->(b)
WHERE a.id < b.id
WITH DISTINCT a, b, m
ORDER BY m.name, m.id
WITH a, b, collect(m.name) AS members
WHERE size(members) >= $least
MATCH (x)-[:MEMBER_OF]->(a)
WITH a, b, members, count(DISTINCT x.id) AS of_first
MATCH (y)-[:MEMBER_OF]->(b)
WITH a, b, members, of_first, count(DISTINCT y.id) AS of_second
RETURN a.name AS first, b.name AS second, size(members) AS shared, of_first, of_second, members
ORDER BY shared DESC, first, second, a.id, b.id
