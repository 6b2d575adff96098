// title: Industries that share firms
// question: Which pairs of industries have most firms in common, and how large is that part of their firms?
// group: boundaries and convergence
// param least: integer = 2 | only pairs with at least this many firms in common
// column first: one industry
// column second: the other
// column shared: how many firms are in both
// column of_first: how many firms the first has
// column of_second: how many the second has
// column overlap: shared firms as a part of the firms of either, from 0 to 1
// column firms: the shared firms, by name
// reading: One row a pair, the most shared first. Core and entered both count, single firms only. The four internet firms of one table make many pairs of their seven industries; an overlap of 1 between two industries of a few firms says little.
MATCH (f:Firm)-[s:OPERATES_IN]->(a:Industry), (f)-[t:OPERATES_IN]->(b:Industry)
WHERE a.id < b.id AND s.role <> 'exited' AND t.role <> 'exited'
WITH DISTINCT a, b, f
ORDER BY f.name, f.id
WITH a, b, collect(f.name) AS firms
WHERE size(firms) >= $least
MATCH (x:Firm)-[u:OPERATES_IN]->(a)
WHERE u.role <> 'exited'
WITH a, b, firms, count(DISTINCT x.id) AS of_first
MATCH (y:Firm)-[v:OPERATES_IN]->(b)
WHERE v.role <> 'exited'
WITH a, b, firms, of_first, count(DISTINCT y.id) AS of_second
RETURN a.name AS first, b.name AS second, size(firms) AS shared, of_first, of_second,
       toFloat(size(firms)) / (of_first + of_second - size(firms)) AS overlap, firms
ORDER BY shared DESC, overlap DESC, first, second, a.id, b.id
