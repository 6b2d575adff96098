// title: With what did firms enter which industry
// question: Which firms reached into which industries, and with which products, services or platforms?
// group: boundaries and convergence
// param firm: string = "" | only this firm (name, alias or id); empty for all
// param industry: string = "" | only this industry (name, alias or code); empty for all
// column firm: the firm
// column industry: the industry that the thing serves
// column things: the products, platforms and technologies with which it is there, by name
// column role: core or entered, where a source says that the firm operates there; empty where only its product does
// column locators: where in the source
// reading: One row a firm and industry. The source's matrix of four internet firms by seven industries stands here cell by cell.
MATCH (f:Firm)-[:MAKES|OPERATES]->(x)-[s:SPANS]->(i:Industry)
WHERE ($firm = '' OR f.name = $firm OR f.id = $firm OR $firm IN f.aliases)
  AND ($industry = '' OR i.name = $industry OR i.code = $industry OR $industry IN i.aliases)
OPTIONAL MATCH (f)-[m:OPERATES_IN]->(i)
WITH DISTINCT f.name AS firm, f.id AS firm_id, i.name AS industry, x.name AS thing, m.role AS role, s.locator AS locator
ORDER BY firm_id, industry, thing, locator, role
WITH firm, firm_id, industry, collect(DISTINCT thing) AS things, max(role) AS role, collect(DISTINCT locator) AS locators
RETURN firm, industry, things, role, locators
ORDER BY firm, firm_id, industry
