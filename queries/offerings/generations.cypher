// title: What took the place of what
// question: Which product, platform, technology or policy came after which, and when?
// group: platforms and products
// param name: string = "" | only this thing, on either side, or what this body makes or runs (name, alias or id); empty for all
// column newer: what came after
// column older: what it came after
// column class: class of the newer
// column date: when the one followed the other, else when the newer was launched, where a source says
// column bodies: who makes or runs the newer
// column status: fact, plan, forecast or estimate
// column locator: where in the source
// column note: what is read into it
// reading: One row a succession; the stages of a case are in `strategy-stages`. Read the note: several lines say "evolves into" and leave open whether the older went.
MATCH (n)-[t:SUCCEEDED]->(o)
WHERE NOT n:Event
OPTIONAL MATCH (b)-[:MAKES|OPERATES]->(n)
WITH n, t, o, b
ORDER BY b.name
WITH n, t, o, collect(DISTINCT b.name) AS bodies,
     max(CASE WHEN b.name = $name OR b.id = $name OR $name IN b.aliases THEN 1 ELSE 0 END) AS made_by
WHERE $name = '' OR made_by = 1
   OR n.name = $name OR n.id = $name OR $name IN n.aliases OR o.name = $name OR o.id = $name OR $name IN o.aliases
RETURN n.name AS newer, o.name AS older, labels(n)[0] AS class, coalesce(t.date, n.launched) AS date, bodies,
       t.status AS status, t.locator AS locator, t.note AS note
ORDER BY class, newer, older, locator
