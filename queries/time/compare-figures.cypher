// title: One measure over all that have it
// question: Which firms, products, industries and other things does a source give this figure for, and who has most?
// group: time and provenance
// param measure: string = "revenue" | the measure: revenue, valuation, market_size, price, number_of_members, ...
// param period: string = "" | only figures for a time that begins so: 2019, 2020-09; empty for all, also those without a time
// column thing: what the figure is about
// column class: its class
// column scope: what exactly
// column period: for what time
// column value: the figure in its unit
// column unit: the unit
// column bound: how the source hedges it
// column value_stated: the figure as printed
// column status: fact, plan, forecast or estimate
// column doubt: what kind of doubt goes with it: ambiguous_amount, ambiguous_scope, contradiction, ...
// column locator: where in the source
// reading: One row a figure, unit by unit, the largest first; compare only rows of one unit, scope and time. A source may give one figure in two currencies: that is two rows. Figures that cannot be read as numbers stand last.
MATCH (o:Observation)-[t:ABOUT]->(x)
WHERE o.measure = $measure AND ($period = '' OR o.period STARTS WITH $period)
RETURN x.name AS thing, labels(x)[0] AS class, o.scope AS scope, o.period AS period, o.value AS value, o.unit AS unit,
       o.bound AS bound, o.value_stated AS value_stated, o.status AS status,
       t.flag AS doubt, o.locator AS locator
ORDER BY unit, CASE WHEN value IS NULL THEN 1 ELSE 0 END, value DESC, thing, scope, period, locator, value_stated
