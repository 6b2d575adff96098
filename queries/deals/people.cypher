// title: Who founded and led
// question: Which people founded, chaired or managed which bodies, in which stage?
// group: ecosystem and deals
// param body: string = "" | only this firm or organization (name, alias or id); empty for all
// column person: the person
// column did: FOUNDED or LED
// column body: the firm or organization
// column role: in what role, where stated
// column stage: in which stage of the case, where stated
// column locator: where in the source
// reading: One row a role; someone who led in two stages has two rows.
MATCH (p:Person)-[t:FOUNDED|LED]->(b)
WHERE $body = '' OR b.name = $body OR b.id = $body OR $body IN b.aliases
RETURN p.name AS person, type(t) AS did, b.name AS body, t.role AS role, t.stage AS stage, t.locator AS locator
ORDER BY body, person, did, stage, role
