// title: How well each type of tie is supported
// question: Of each type of tie, how many are said once, undated, read, doubtful or not fact?
// group: data quality
// column tie: the type
// column ties: how many
// column said_once: how many rest on one statement only
// column most: the most statements that one of them rests on
// column dated: how many have a date
// column noted: how many carry a note, mostly on how they are read
// column flagged: how many are ambiguous, contradicted or misprinted
// column not_fact: how many are plans, forecasts or estimates
// reading: One row a type, the most frequent first. CROSSES, ACQUIRED and INVESTED_IN are derived: their mentions are those of the ties they come from; BETWEEN has none.
MATCH ()-[t]->()
WITH type(t) AS tie, count(t) AS ties, sum(CASE WHEN t.mentions = 1 THEN 1 ELSE 0 END) AS said_once, max(t.mentions) AS most,
     count(t.date) AS dated, count(t.note) AS noted, count(t.flag) AS flagged, sum(CASE WHEN t.status = 'fact' THEN 0 ELSE 1 END) AS not_fact
RETURN tie, ties, said_once, most, dated, noted, flagged, not_fact
ORDER BY ties DESC, tie
