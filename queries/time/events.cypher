// title: What happened, and to whom
// question: Which events does a source tell of, when, whom do they concern, and what do they bear on?
// group: time and provenance
// param name: string = "" | only events on this firm, industry or thing (name, alias or id); empty for all
// column event: the event
// column kind: its kind
// column date: when, where the source says so
// column about: whom or what it concerns
// column affects: what it bears on
// column event_id: its id
// reading: One row an event, dated ones first in order; the stages of a case stand in `strategy-stages`. A date in the future is a plan of the source's time.
MATCH (e:Event)
WHERE e.kind IS NULL OR e.kind <> 'strategy_stage'
OPTIONAL MATCH (e)-[t:ABOUT|AFFECTS]->(x)
WITH e, t, x
ORDER BY x.name, x.id
WITH e, collect(DISTINCT CASE WHEN type(t) = 'ABOUT' THEN x.name END) AS about,
     collect(DISTINCT CASE WHEN type(t) = 'AFFECTS' THEN x.name END) AS affects,
     max(CASE WHEN x.name = $name OR x.id = $name OR $name IN x.aliases THEN 1 ELSE 0 END) AS named
WHERE $name = '' OR named = 1
RETURN e.name AS event, e.kind AS kind, e.date AS date, about, affects, e.id AS event_id
ORDER BY e.date_min, date, event, event_id
