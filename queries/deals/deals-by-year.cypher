// title: Deals by year and kind
// question: How many deals of which kind fell in which year, and which?
// group: ecosystem and deals
// param firm: string = "" | only deals that the firm with this name, alias or id is a party to; empty for all
// column year: the year; empty where the source gives none
// column kind: acquisition, asset_purchase, investment, joint_venture or merger
// column deals: how many
// column names: their names
// reading: One row a year and kind, undated deals last. A year without a row is a year of which the sources tell nothing, not one without deals; two rows of a table with the same name stay two deals.
MATCH (d:Deal)<-[:PARTY_TO]-(p)
WHERE $firm = '' OR p.name = $firm OR p.id = $firm OR $firm IN p.aliases
WITH DISTINCT d.year AS year, d.kind AS kind, d.name AS name, d.id AS id
ORDER BY name, id
WITH year, kind, collect(name) AS names
RETURN year, kind, size(names) AS deals, names
ORDER BY year, kind
