// title: A firm's figures over time
// question: Which figures does a source give on something, for which time, and where?
// group: time and provenance
// param name: string = "Xiaomi" | name, alias or id of what the figures are about
// column measure: what is measured
// column scope: what exactly
// column period: for what time
// column value: the figure in its unit
// column unit: the unit
// column bound: how the source hedges it
// column value_stated: the figure as printed
// column status: fact, plan, forecast or estimate
// column locator: where in the source
// reading: One row a figure. Where a source contradicts itself the row holds the default; `bigblur why` shows every statement.
MATCH (o:Observation)-[:ABOUT]->(x)
WHERE x.name = $name OR x.id = $name OR $name IN x.aliases
RETURN o.measure AS measure, o.scope AS scope, o.period AS period, o.value AS value, o.unit AS unit, o.bound AS bound,
       o.value_stated AS value_stated, o.status AS status, o.locator AS locator
ORDER BY measure, o.period_min, scope, unit, value
