// title: In which industries a firm invested
// question: Which firms did the investor put money into, and in which industries are they at home?
// group: ecosystem and deals
// param investor: string = "Xiaomi" | name, alias or id of the investor
// column industry: industry of the firm invested in; empty where no source names one
// column investees: the firms, by name
// column firms: how many
// reading: One row an industry, the fullest first; a firm of two industries stands in both rows.
MATCH (a)-[:INVESTED_IN]->(b:Firm)
WHERE a.name = $investor OR a.id = $investor OR $investor IN a.aliases
OPTIONAL MATCH (b)-[m:OPERATES_IN]->(i:Industry)
WHERE m.role <> 'exited'
WITH DISTINCT i.name AS industry, b.name AS investee
ORDER BY investee
WITH industry, collect(investee) AS investees
RETURN industry, investees, size(investees) AS firms
ORDER BY firms DESC, industry
