// title: Which industries draw entrants
// question: How many firms have each industry as their core, how many entered it, and how many left it?
// group: boundaries and convergence
// param least: integer = 1 | only industries that at least this many firms entered
// column industry: the industry
// column core: firms whose core it is
// column entered: firms that entered it
// column exited: firms that left it
// column entrants: who entered, by name
// reading: One row an industry, the most entered first. Many entrants beside few core firms mark a field that others converge on. Only single firms count, not groups and projects; a firm that one source calls core and another an entrant counts in both columns.
MATCH (f:Firm)-[t:OPERATES_IN]->(i:Industry)
WITH DISTINCT i, f, t.role AS role
ORDER BY f.name, f.id
WITH i, sum(CASE WHEN role = 'core' THEN 1 ELSE 0 END) AS core, sum(CASE WHEN role = 'exited' THEN 1 ELSE 0 END) AS exited,
     collect(CASE WHEN role = 'entered' THEN f.name END) AS entrants
WHERE size(entrants) >= $least
RETURN i.name AS industry, core, size(entrants) AS entered, exited, entrants
ORDER BY entered DESC, core, industry, i.id
