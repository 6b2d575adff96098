// title: What began between two years
// question: Which ties, deals and memberships began from one year to another?
// group: time and provenance
// param first: integer = 2015 | the first year
// param last: integer = 2017 | the last year, included
// column date: when it began, as precisely as the source has it
// column subject: where the tie begins
// column tie: its type
// column object: where it ends
// column role: in what role, where stated
// column status: fact, plan, forecast or estimate
// column locator: where in the source
// reading: One row a tie, the earliest first; ABOUT is a figure or event of that time. Decades (201X) belong to no year and are left out, as are deals' parties, which ACQUIRED and INVESTED_IN repeat.
MATCH (a)-[t]->(b)
WHERE t.year >= $first AND t.year <= $last AND NOT type(t) IN ['CROSSES', 'PARTY_TO']
RETURN t.date AS date, a.name AS subject, type(t) AS tie, b.name AS object, t.role AS role, t.status AS status, t.locator AS locator
ORDER BY t.date_min, date, tie, subject, object, role, locator, t.tie_id
