// title: How figures changed from one time to another
// question: By how much did a measure grow or fall between the times that a source gives it for?
// group: time and provenance
// param measure: string = "" | only this measure, such as revenue; empty for all but rank (for that see `in-both-rankings`)
// column thing: what the figures are about
// column measure: what is measured
// column scope: what exactly
// column unit: the unit of both
// column first: the earlier time; a span as begin/end, with nothing before the stroke where only its end is told
// column first_value: the figure then
// column second: the later time
// column second_value: the figure then
// column change: the later less the earlier
// column times: how many times the earlier the later is, to two places; empty where the earlier is 0
// column status: fact; where one of the two is a plan, forecast or estimate, that
// column hedged: true where the source hedges one of them (about, at least, ...)
// column locators: where the two figures stand
// reading: One row a pair of figures of the same thing, measure, scope and unit with times that do not overlap. Two figures are no trend, and of hedged ones the change is rough.
MATCH (a:Observation)-[:ABOUT]->(x), (b:Observation)-[:ABOUT]->(x)
WHERE a.measure = b.measure AND a.unit = b.unit AND coalesce(a.scope, '') = coalesce(b.scope, '')
  AND coalesce(a.period_end_max, a.period_max) < b.period_min AND a.value IS NOT NULL AND b.value IS NOT NULL
  AND a.measure <> 'rank' AND ($measure = '' OR a.measure = $measure)
RETURN x.name AS thing, a.measure AS measure, a.scope AS scope, a.unit AS unit,
       CASE WHEN a.period_end IS NULL THEN a.period ELSE coalesce(a.period, '') + '/' + a.period_end END AS first, a.value AS first_value,
       CASE WHEN b.period_end IS NULL THEN b.period ELSE b.period + '/' + b.period_end END AS second, b.value AS second_value,
       b.value - a.value AS change, CASE WHEN a.value = 0 THEN null ELSE floor(100.0 * b.value / a.value + 0.5) / 100.0 END AS times,
       CASE WHEN a.status = 'fact' THEN b.status ELSE a.status END AS status,
       a.bound IS NOT NULL OR b.bound IS NOT NULL AS hedged, [a.locator, b.locator] AS locators
ORDER BY measure, thing, scope, unit, first, second, a.locator, b.locator
