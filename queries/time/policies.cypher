// title: Policies and what they bear on
// question: Which laws, plans, licences and programmes does a source name, who enacted them, and what do they affect?
// group: time and provenance
// param name: string = "" | only policies that bear on this industry, firm or thing (name, alias or id); empty for all
// column policy: the policy
// column kind: law, plan, licence, subsidy, programme, measure or standard
// column date: when, where the source dates it
// column enacted_by: who put it in force
// column affects: what it bears on
// column locator: where the source says that it bears on it
// reading: One row a policy and thing that it affects; earliest first, undated last.
MATCH (p:Policy)-[t:AFFECTS]->(x)
WHERE $name = '' OR x.name = $name OR x.id = $name OR $name IN x.aliases
OPTIONAL MATCH (e)-[:ENACTED]->(p)
WITH p, t, x, e
ORDER BY e.name
WITH p, t, x, collect(e.name) AS enacted_by
RETURN p.name AS policy, p.kind AS kind, p.date AS date, enacted_by, x.name AS affects, t.locator AS locator
ORDER BY p.date_min, policy, affects, locator
