// title: Into which industries a firm bought its way
// question: In which industries are the firms that a buyer acquired, since when did it buy there, and was it there on its own?
// group: boundaries and convergence
// param firm: string = "AKVA" | name, alias or id of the buyer; empty for all
// column buyer: the buyer
// column industry: core industry of what was bought; empty where no source names one
// column own_roles: what the sources say of the buyer itself there: core, entered, exited; empty where nothing
// column deals: how many deals
// column first: year of the first dated one
// column last: year of the last dated one
// column targets: what was bought, each once, by name
// reading: One row a buyer and industry, by the year of the first deal. An industry without a role of the buyer's own is one that it reached by buying only, as far as the sources tell; with core, the deals deepen what it has. A target of two industries counts in both, so deals do not add up.
MATCH (a)-[d:ACQUIRED]->(b)
WHERE $firm = '' OR a.name = $firm OR a.id = $firm OR $firm IN a.aliases
OPTIONAL MATCH (b)-[m:OPERATES_IN]->(i:Industry)
WHERE m.role = 'core'
WITH a, d, b, i
ORDER BY b.name, b.id
WITH a, i, count(DISTINCT d.deal_id) AS deals, min(d.year) AS first, max(d.year) AS last, collect(DISTINCT b.name) AS targets
OPTIONAL MATCH (a)-[o:OPERATES_IN]->(i)
WITH a, i, deals, first, last, targets, o.role AS role
ORDER BY role
WITH a.name AS buyer, a.id AS buyer_id, i.name AS industry, i.id AS industry_id, deals, first, last, targets, collect(DISTINCT role) AS own_roles
RETURN buyer, industry, own_roles, deals, first, last, targets
ORDER BY buyer, buyer_id, first, industry, industry_id
