// title: Where a source contradicts itself
// question: Which statements does a source contradict, and what do the other places say?
// group: data quality
// param subject: string = "" | only statements on this id
// column subject: id of what the statements are on
// column predicate: property, measure or tie
// column says: the value or the other end
// column as_stated: the words printed
// column date: the date that goes with it
// column note: how they contradict each other
// column locator: where in the source
// reading: One row a statement. All of them stand; the view shows the default of each, and `bigblur why` all.
MATCH (s:Statement)
WHERE s.flag = 'contradiction' AND ($subject = '' OR s.subject = $subject OR s.object = $subject)
RETURN s.subject AS subject, s.predicate AS predicate, coalesce(s.object, s.value) AS says, s.as_stated AS as_stated,
       s.valid_from AS date, s.note AS note, s.locator AS locator
ORDER BY subject, predicate, says, locator, as_stated
