// title: How far industries have come in their digital transformation
// question: Which stages of digital transformation does a source see in which industry, and which firms lead?
// group: platforms and products
// column industry: the industry
// column stages: the stages marked for it, by name
// column number: how many
// column leaders: firms that the source names as leading examples there
// reading: One row an industry, the most stages first.
MATCH (i:Industry)-[:CLASSIFIED_AS]->(k:Concept)
WITH i, k
ORDER BY k.name
WITH i, collect(DISTINCT k.name) AS stages
OPTIONAL MATCH (f:Firm)-[:CLASSIFIED_AS]->(:Concept {id: 'concept/dx-leading-example'}), (f)-[:OPERATES_IN]->(i)
WITH i, stages, f
ORDER BY f.name
WITH i, stages, collect(DISTINCT f.name) AS leaders
RETURN i.name AS industry, stages, size(stages) AS number, leaders
ORDER BY number DESC, industry
