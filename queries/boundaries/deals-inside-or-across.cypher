// title: Deals inside an industry and across
// question: Which deals stayed inside an industry, which crossed into another, and which did both?
// group: boundaries and convergence
// param kind: string = "" | only deals of this kind (acquisition, investment, ...); empty for all
// column reach: across: it crosses and the parties share no core industry; both: it crosses and they share one; inside: they share one and it crosses nothing; unknown: a party's industry is not told
// column kind: acquisition, asset_purchase, investment, joint_venture or merger
// column deals: how many
// column names: which, by name
// reading: One row a reach and kind. "both" is a step into a neighbouring field by buying a firm that is partly of one's own. Unknown is not inside: no source tells the field of the target, or the target is no body.
MATCH (d:Deal)
WHERE $kind = '' OR d.kind = $kind
OPTIONAL MATCH (d)-[c:CROSSES]->(:Boundary)
WITH d, count(c) AS crossed
OPTIONAL MATCH (p)-[x:PARTY_TO]->(d)<-[y:PARTY_TO]-(q), (p)-[m:OPERATES_IN]->(i:Industry)<-[n:OPERATES_IN]-(q)
WHERE x.role IN ['acquirer', 'investor'] AND y.role IN ['target', 'investee', 'asset'] AND m.role = 'core' AND n.role = 'core'
WITH d, crossed, count(DISTINCT i.id) AS shared
WITH d, CASE WHEN crossed > 0 AND shared > 0 THEN 'both' WHEN crossed > 0 THEN 'across'
             WHEN shared > 0 THEN 'inside' ELSE 'unknown' END AS reach
ORDER BY d.name, d.id
WITH reach, d.kind AS kind, collect(d.name) AS names
RETURN reach, kind, size(names) AS deals, names
ORDER BY reach, kind
