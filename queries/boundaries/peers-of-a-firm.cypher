// title: Who else is where a firm is
// question: Which firms meet a firm in most industries, and do the sources call them rivals or partners?
// group: boundaries and convergence
// param firm: string = "Garmin" | name, alias or id of the firm
// param least: integer = 1 | only firms met in at least this many industries
// column other: the other firm
// column industries: where both are, by name
// column number: how many industries
// column told: COMPETES_WITH, PARTNERED_WITH, SUPPLIES, ACQUIRED, INVESTED_IN, where a source ties the two
// reading: One row a firm, the one met in most industries first. Core and entered both count, what either left does not. Being in one industry makes firms possible rivals; only where the last column says so does a source call them that.
MATCH (a:Firm)-[s:OPERATES_IN]->(i:Industry)<-[t:OPERATES_IN]-(b:Firm)
WHERE (a.name = $firm OR a.id = $firm OR $firm IN a.aliases) AND a.id <> b.id
  AND s.role <> 'exited' AND t.role <> 'exited'
WITH DISTINCT a, b, i
ORDER BY i.name, i.id
WITH a, b, collect(i.name) AS industries
WHERE size(industries) >= $least
OPTIONAL MATCH (a)-[k:COMPETES_WITH|PARTNERED_WITH|SUPPLIES|ACQUIRED|INVESTED_IN]-(b)
WITH a, b, industries, type(k) AS kind
ORDER BY kind
WITH b.name AS other, b.id AS other_id, industries, collect(DISTINCT kind) AS told
RETURN other, industries, size(industries) AS number, told
ORDER BY number DESC, other, other_id
