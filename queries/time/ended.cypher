// title: What came to an end
// question: Which memberships, holdings, offices and activities ended, and when?
// group: time and provenance
// param name: string = "" | only what has this firm, body or thing on either side (name, alias or id); empty for all
// column subject: where the tie begins
// column tie: its type
// column object: where it ends
// column role: in what role, where stated
// column began: when it began, where the source says so
// column until: when it ended; empty for an industry that was left at a time not told
// column locator: where in the source
// column note: what the source leaves unclear
// reading: One row a tie, the earliest end first. A tie of one decade (198X to 198X) is one that the source puts in that decade: it need not have ended there. `--as-of` hides what has ended.
MATCH (a)-[t]->(b)
WHERE (t.valid_to IS NOT NULL OR t.role = 'exited') AND type(t) <> 'CROSSES'
  AND ($name = '' OR a.name = $name OR a.id = $name OR $name IN a.aliases OR b.name = $name OR b.id = $name OR $name IN b.aliases)
RETURN a.name AS subject, type(t) AS tie, b.name AS object, t.role AS role, t.date AS began, t.valid_to AS until, t.locator AS locator, t.note AS note
ORDER BY t.valid_to_max, tie, subject, object, role, began, locator, t.tie_id
