// title: At which stage bodies entered industries
// question: Which industries did a firm or project enter in its entry, growth, expansion and leap, and how many boundaries did that cross?
// group: boundaries and convergence
// param body: string = "" | only this firm or organization (name, alias or id); empty for all whose stages are told
// column body: the firm or organization
// column stage: entry, growth, expansion or leap
// column entered: the industries entered in that stage, by name
// column crossed: how many boundaries from its core industries that crossed
// reading: One row a body and stage, in the order of the stages. Read from the statements, for a tie shows one of them and others may tell the stage; where statements tell two stages of one industry, the earlier counts. One entry crosses as many boundaries as the body has core industries (none where no source names its core), so compare the industries between bodies, not the boundaries.
MATCH (s:Statement)
WHERE s.predicate = 'OPERATES_IN' AND s.role = 'entered' AND s.qualifiers CONTAINS '"stage"'
WITH s.subject AS subject, s.object AS object,
     min(CASE WHEN s.qualifiers CONTAINS '"entry"' THEN 1 WHEN s.qualifiers CONTAINS '"growth"' THEN 2
              WHEN s.qualifiers CONTAINS '"expansion"' THEN 3 WHEN s.qualifiers CONTAINS '"leap"' THEN 4 ELSE 9 END) AS step
MATCH (f)-[t:OPERATES_IN]->(i:Industry)
WHERE f.id = subject AND i.id = object AND t.role = 'entered' AND step < 9
  AND ($body = '' OR f.name = $body OR f.id = $body OR $body IN f.aliases)
OPTIONAL MATCH (f)-[:CROSSES]->(b:Boundary)-[:BETWEEN]->(i), (b)-[:BETWEEN]->(h:Industry)<-[c:OPERATES_IN]-(f)
WHERE h.id <> i.id AND c.role = 'core'
WITH f, step, i, b
ORDER BY i.name, i.id
WITH f, step, collect(DISTINCT i.name) AS entered, count(DISTINCT b.id) AS crossed
RETURN f.name AS body, CASE step WHEN 1 THEN 'entry' WHEN 2 THEN 'growth' WHEN 3 THEN 'expansion' ELSE 'leap' END AS stage, entered, crossed
ORDER BY body, f.id, step
