// title: Properties and figures with several values
// question: Of what do the statements give more than one value, and which?
// group: data quality
// param predicate: string = "" | only this property or measure; empty for all but names, kinds and descriptions
// column subject: id of what the statements are on
// column predicate: property or measure
// column scope: what exactly, where stated
// column unit: the unit, of figures
// column date: the date that goes with it
// column says: the values, in order of their text
// column locators: where they stand
// reading: One row a subject and property. Not each is a contradiction: 2014 and 2014-09 agree, authors are several by nature, wordings differ between summary and annex. What contradicts is flagged too: see `contradictions`.
MATCH (s:Statement)
WHERE s.object IS NULL
  AND (s.predicate = $predicate OR ($predicate = '' AND NOT s.predicate IN ['name', 'alias', 'kind', 'function', 'business', 'remark', 'authors']))
WITH s.subject AS subject, s.predicate AS predicate, s.scope AS scope, s.unit AS unit, s.valid_from AS date, s.value AS value, s.locator AS locator
ORDER BY value, locator
WITH subject, predicate, scope, unit, date, collect(DISTINCT value) AS says, collect(DISTINCT locator) AS locators
WHERE size(says) > 1
RETURN subject, predicate, scope, unit, date, says, locators
ORDER BY subject, predicate, scope, unit, date
