// title: All that is dated before a year
// question: What does a source date before the year given?
// group: time and provenance
// param year: integer = 2000 | statements whose date lies wholly before this year
// column date: when, as stated
// column subject: id of what the statement is on
// column predicate: property, measure or tie
// column says: the value or the other end
// column as_stated: the words printed
// column locator: where in the source
// reading: One row a statement; values that are dates (founded, launched) count as well as dates of ties and figures.
MATCH (s:Statement)
WITH s, CASE WHEN s.predicate IN ['founded', 'dissolved', 'born', 'launched', 'withdrawn', 'date'] THEN s.value ELSE s.valid_from END AS date
WHERE date IS NOT NULL AND substring(date, 0, 3) < substring(toString($year), 0, 3)
   OR (size(date) >= 4 AND NOT date ENDS WITH 'X' AND substring(date, 0, 4) < toString($year))
RETURN date, s.subject AS subject, s.predicate AS predicate, coalesce(s.object, s.value) AS says, s.as_stated AS as_stated, s.locator AS locator
ORDER BY date, subject, predicate, says, locator, as_stated
