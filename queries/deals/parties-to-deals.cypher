// title: All parties to the deals
// question: Who took part in which deal, and in what part?
// group: ecosystem and deals
// param firm: string = "" | only deals that the body with this name, alias or id takes part in; empty for all
// param role: string = "" | only parties in this part: acquirer, target, investor, investee, seller, partner, asset; empty for all
// column deal: the deal
// column kind: acquisition, asset_purchase, investment, joint_venture or merger
// column date: when, as precisely as the source has it
// column role: the party's part
// column party: who or what
// column class: what the party is
// column locator: where in the source
// column deal_id: id of the deal
// reading: One row a party, so a deal has several. Sellers, assets and joint investors stand only here: acquisitions and portfolios show two ends of a deal. A deal without a seller is one whose source names none.
MATCH (p)-[t:PARTY_TO]->(d:Deal)
WHERE ($role = '' OR t.role = $role)
OPTIONAL MATCH (q)-[:PARTY_TO]->(d)
WHERE q.name = $firm OR q.id = $firm OR $firm IN q.aliases
WITH p, t, d, count(q) AS hits
WHERE $firm = '' OR hits > 0
RETURN d.name AS deal, d.kind AS kind, d.date AS date, t.role AS role, p.name AS party, labels(p)[0] AS class,
       t.locator AS locator, d.id AS deal_id
ORDER BY date, deal_id, role, party, locator, t.tie_id
