// title: Figures that a source hedges
// question: Which figures are given only as about, at least, at most, more than or less than, and for what?
// group: data quality
// param bound: string = "" | only this kind: about, at_least, at_most, more_than or less_than; empty for all
// column bound: the kind of hedge
// column thing: what the figure is about
// column measure: what is measured
// column scope: what exactly
// column value: the figure in its unit
// column unit: the unit
// column period: for what time
// column value_stated: the figure as printed
// column locator: where in the source
// reading: One row a figure and thing. A range, such as 400 to 500, stands as two figures: at_least its lower end, at_most its upper.
MATCH (o:Observation)-[:ABOUT]->(x)
WHERE o.bound IS NOT NULL AND ($bound = '' OR o.bound = $bound)
RETURN o.bound AS bound, x.name AS thing, o.measure AS measure, o.scope AS scope, o.value AS value, o.unit AS unit,
       o.period AS period, o.value_stated AS value_stated, o.locator AS locator
ORDER BY bound, measure, thing, scope, unit, value, period, locator
