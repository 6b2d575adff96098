// title: Entry, growth, expansion: where, what, how
// question: Through which stages did a case go, aiming at which market, with which value, in which way?
// group: time and provenance
// param body: string = "" | only the case of this firm or organization (name, alias or id); empty for all
// column body: the firm or organization
// column stage: entry, growth, expansion, or the source's own
// column position: place in the sequence
// column target_market: where: the market
// column core_value: what: the core value
// column strategy: how it was done
// reading: One row a stage, in order.
MATCH (e:Event {kind: 'strategy_stage'})-[:ABOUT]->(x)
WHERE (x:Firm OR x:Organization) AND ($body = '' OR x.name = $body OR x.id = $body OR $body IN x.aliases)
RETURN DISTINCT x.name AS body, e.stage AS stage, e.position AS position, e.target_market AS target_market, e.core_value AS core_value, e.strategy AS strategy
ORDER BY body, position, stage
