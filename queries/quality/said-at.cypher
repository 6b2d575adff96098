// title: What is taken from one place of a source
// question: Which statements rest on this section, line or table cell?
// group: data quality
// param place: string = "annex 5 AKVA, line 772" | how the locator begins, up to a comma: a section, or a section and line
// param source: string = "" | only this source (its source_id); empty for all
// column subject: id of what the statement is on
// column predicate: property, measure or tie
// column says: the value or the other end
// column role: in what role, where stated
// column scope: for what, where stated
// column date: the date that goes with it
// column status: fact, plan, forecast or estimate
// column as_stated: the words printed
// column note: how they are read
// column locator: the whole locator
// reading: One row a statement: set them beside the page to see what was read from it, and what was not. Spans of lines ("lines 43-45") are places of their own.
MATCH (s:Statement)
WHERE (s.locator = $place OR s.locator STARTS WITH $place + ',') AND ($source = '' OR s.source_id = $source)
RETURN s.subject AS subject, s.predicate AS predicate, coalesce(s.object, s.value) AS says, s.role AS role, s.scope AS scope,
       s.valid_from AS date, s.status AS status, s.as_stated AS as_stated, s.note AS note, s.locator AS locator
ORDER BY subject, predicate, says, locator, role, scope, date, as_stated, s.statement_id
