// title: Proposed measures and the barriers they answer
// question: Which measures does a source propose or name, and which problem does each address?
// group: time and provenance
// column measure: the policy or measure
// column kind: its kind
// column barrier: the problem or need
// column status: fact, plan, forecast or estimate
// column locator: where in the source
// reading: One row a measure and barrier; plan means proposed.
MATCH (p:Policy)-[t:ADDRESSES]->(c:Concept)
RETURN p.name AS measure, p.kind AS kind, c.name AS barrier, t.status AS status, t.locator AS locator
ORDER BY measure, barrier, locator
