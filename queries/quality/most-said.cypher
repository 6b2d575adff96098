// title: What is said most often
// question: Which ties does a source repeat most, and how many statements stand behind each?
// group: data quality
// param least: integer = 4 | only ties with at least this many statements
// column subject: where the tie begins
// column tie: its type
// column object: where it ends
// column role: in what role, where stated
// column mentions: how many statements say it
// column locator: where it stands first
// reading: One row a tie, the most repeated first. Repetition inside one report is emphasis, not independent evidence: summary, text and annex say the same thing thrice.
MATCH (a)-[t]->(b)
WHERE t.mentions >= $least AND NOT type(t) IN ['CROSSES', 'BETWEEN']
RETURN a.name AS subject, type(t) AS tie, b.name AS object, t.role AS role, t.mentions AS mentions, t.locator AS locator
ORDER BY mentions DESC, subject, tie, object, role, locator, t.tie_id
