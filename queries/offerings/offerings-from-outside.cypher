// title: Industries served from inside and from outside
// question: In which industries do the products and platforms come from firms at home there, and in which from firms whose core lies elsewhere?
// group: platforms and products
// param industry: string = "" | only this industry (name, alias or code); empty for all
// column industry: the industry
// column things: how many products, platforms and technologies of named makers serve it
// column at_home: their makers for whom it is a core industry
// column from_elsewhere: their makers whose core industries are others
// column core_unknown: their makers of whom no source names a core industry
// column outsiders: how many makers come from elsewhere
// reading: One row an industry, the most outsiders first. A maker that the source names only as a group is left out: only firms count.
MATCH (f:Firm)-[:MAKES|OPERATES]->(x)-[:SPANS]->(i:Industry)
WHERE $industry = '' OR i.name = $industry OR i.code = $industry OR $industry IN i.aliases
WITH i, f, collect(DISTINCT x.id) AS made
OPTIONAL MATCH (f)-[m:OPERATES_IN]->(c:Industry)
WHERE m.role = 'core'
WITH i, f, made, collect(DISTINCT c.id) AS cores
ORDER BY f.name, f.id
WITH i, collect(made) AS lists,
     collect(CASE WHEN i.id IN cores THEN f.name END) AS at_home,
     collect(CASE WHEN size(cores) > 0 AND NOT (i.id IN cores) THEN f.name END) AS from_elsewhere,
     collect(CASE WHEN size(cores) = 0 THEN f.name END) AS core_unknown
UNWIND lists AS list
UNWIND list AS thing
RETURN i.name AS industry, count(DISTINCT thing) AS things, at_home, from_elsewhere, core_unknown, size(from_elsewhere) AS outsiders
ORDER BY outsiders DESC, things DESC, industry
