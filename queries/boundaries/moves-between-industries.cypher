// title: From which industry to which firms move
// question: From which core industry into which other industry did most firms move, and did any come the other way?
// group: boundaries and convergence
// param least: integer = 2 | only moves that at least this many firms made
// param industry: string = "" | only moves from or to the industry with this name, alias or code; empty for all
// column from: the core industry
// column to: the industry entered
// column firms: how many firms
// column names: which, by name
// column back: how many firms moved from the second to the first
// reading: One row a direction. A move with none back says that one industry reaches into the other (platform firms into finance), not that the two meet. A firm with two core industries moves from both; one for which the sources call an industry both core and entered can stand on both sides.
MATCH (f:Firm)-[c:OPERATES_IN]->(a:Industry), (f)-[e:OPERATES_IN]->(b:Industry)
WHERE c.role = 'core' AND e.role = 'entered' AND a.id <> b.id
  AND ($industry = '' OR a.name = $industry OR a.code = $industry OR $industry IN a.aliases
       OR b.name = $industry OR b.code = $industry OR $industry IN b.aliases)
WITH DISTINCT a, b, f
ORDER BY f.name, f.id
WITH a, b, collect(f.name) AS names
WHERE size(names) >= $least
OPTIONAL MATCH (b)<-[h:OPERATES_IN]-(g:Firm)-[k:OPERATES_IN]->(a)
WHERE h.role = 'core' AND k.role = 'entered'
WITH a, b, names, count(DISTINCT g.id) AS back
RETURN a.name AS from, b.name AS to, size(names) AS firms, names, back
ORDER BY firms DESC, from, to, a.id, b.id
