// title: What is planned or forecast
// question: What does a source give as plan, forecast or estimate, not as fact, and for when?
// group: time and provenance
// param status: string = "" | only plan, forecast or estimate; empty for all three
// param tie: string = "" | only this type of tie, such as ADDRESSES or ABOUT (figures and events); empty for all
// column status: plan, forecast or estimate
// column subject: where the tie begins
// column tie: its type
// column object: where it ends
// column scope: for what, where stated
// column date: for when (of a span its end), where the source says so
// column locator: where in the source
// reading: One row a tie. Most plans of a policy report are its own proposals (ADDRESSES, AFFECTS). An empty date means that the source names none, not that the plan is open.
MATCH (a)-[t]->(b)
WHERE t.status <> 'fact' AND type(t) <> 'CROSSES' AND ($status = '' OR t.status = $status) AND ($tie = '' OR type(t) = $tie)
RETURN t.status AS status, a.name AS subject, type(t) AS tie, b.name AS object, t.scope AS scope,
       coalesce(t.date, a.period_end, a.period, CASE WHEN a:Event THEN a.date END) AS date, t.locator AS locator
ORDER BY status, tie, subject, object, scope, locator, t.tie_id
