// title: The firms in most industries
// question: Which firms are active in most industries, and what did they begin with and add?
// group: boundaries and convergence
// param least: integer = 2 | only firms in at least this many industries
// column firm: the firm
// column industries: in how many industries it is, each once
// column core: its core industries, by name
// column entered: the industries that it entered, by name
// reading: One row a firm, the widest first. An industry stands in both lists where the sources disagree or tell two times; it counts once. What a firm left does not count. The fineness of the industries differs from case to case (fish-farming software, energy), so compare firms of one source table with each other.
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry)
WHERE t.role IN ['core', 'entered']
WITH f, i, t.role AS role
ORDER BY i.name, i.id
WITH f, count(DISTINCT i.id) AS industries,
     collect(DISTINCT CASE WHEN role = 'core' THEN i.name END) AS core,
     collect(DISTINCT CASE WHEN role = 'entered' THEN i.name END) AS entered
WHERE industries >= $least
RETURN f.name AS firm, industries, core, entered
ORDER BY industries DESC, firm, f.id
