// title: How much each part of a source says, and how clearly
// question: How many statements come from each part of a source, and how many of them are read, doubtful or not fact?
// group: data quality
// param source: string = "spri-is-123" | id of the source, as in source_id
// column part: the section or annex: what stands before the first comma of the locator
// column statements: how many
// column subjects: on how many things
// column noted: how many carry a note, mostly on how they are read
// column noted_percent: their share, rounded down
// column flagged: how many are ambiguous, contradicted or misprinted
// column not_fact: how many are plans, forecasts or estimates
// reading: One row a part, the fullest first. A high share of notes means that much had to be read into the text there: check those first. Editorial statements name their ground instead of a section.
MATCH (s:Statement)
WHERE s.source_id = $source
WITH split(s.locator, ',')[0] AS part, s
WITH part, count(s) AS statements, count(DISTINCT s.subject) AS subjects, count(s.note) AS noted, count(s.flag) AS flagged,
     sum(CASE WHEN s.status = 'fact' THEN 0 ELSE 1 END) AS not_fact
RETURN part, statements, subjects, noted, 100 * noted / statements AS noted_percent, flagged, not_fact
ORDER BY statements DESC, part
