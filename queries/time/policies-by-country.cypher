// title: Which country put which policy in force
// question: Which laws, plans, licences and programmes did each country and its public bodies enact, and when?
// group: time and provenance
// param country: string = "" | only this country (name, alias or id); empty for all
// column country: the country itself, or the one where the public body is; empty where no source says
// column enacted_by: the country or body that the source names
// column policy: the policy
// column kind: law, plan, licence, subsidy, programme, measure or standard
// column date: when it was put in force, as precisely as the source has it
// column affects: what it bears on, by name
// column status: fact, or plan where it is not in force yet
// column locator: where the source says who enacted it
// reading: One row a policy and enactor, by country and date, undated last. Proposals that nobody enacted are in `measures-and-barriers`.
MATCH (e)-[t:ENACTED]->(p:Policy)
OPTIONAL MATCH (e)-[:LOCATED_IN]->(c:Place {kind: 'country'})
WITH e, t, p, CASE WHEN e:Place THEN e.id ELSE c.id END AS country_id
OPTIONAL MATCH (c:Place {id: country_id})
WITH e, t, p, c
WHERE $country = '' OR c.name = $country OR c.id = $country OR $country IN c.aliases
OPTIONAL MATCH (p)-[:AFFECTS]->(x)
WITH e, t, p, c, x.name AS affected
ORDER BY affected
WITH e, t, p, c, collect(DISTINCT affected) AS affects
RETURN c.name AS country, e.name AS enacted_by, p.name AS policy, p.kind AS kind, coalesce(t.date, p.date) AS date,
       affects, t.status AS status, t.locator AS locator
ORDER BY country, coalesce(t.date_min, p.date_min), policy, enacted_by, locator
