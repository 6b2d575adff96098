// title: What a source leaves unclear
// question: Which statements are ambiguous, contradicted or misprinted, and how?
// group: data quality
// param flag: string = "" | only this kind: ambiguous_amount, ambiguous_identity, ambiguous_date, ambiguous_scope, contradiction, misprint
// param subject: string = "" | only statements on this id
// column flag: the kind of doubt
// column subject: id of what the statement is on
// column predicate: property, measure or tie
// column says: the value or the other end
// column as_stated: the words printed
// column note: what is unclear
// column locator: where in the source
// reading: One row a statement; all of them stand, the view shows the default of each.
MATCH (s:Statement)
WHERE s.flag IS NOT NULL AND ($flag = '' OR s.flag = $flag) AND ($subject = '' OR s.subject = $subject OR s.object = $subject)
RETURN s.flag AS flag, s.subject AS subject, s.predicate AS predicate, coalesce(s.value, s.object) AS says,
       s.as_stated AS as_stated, s.note AS note, s.locator AS locator
ORDER BY flag, subject, predicate, says, locator, as_stated
