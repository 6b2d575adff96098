// title: What a source adds
// question: What does one source contribute, predicate by predicate and class by class, and on how many things does it speak alone?
// group: data quality
// param source: string = "editorial" | id of the source, as in source_id
// column predicate: property, measure or tie
// column class: class of what the statements are on, as in their ids
// column statements: how many
// column subjects: on how many things
// column alone: on how many of these no other source states that predicate
// reading: One row a predicate and class, the fullest first. For `editorial` this is what the editors added to the report: mostly English names, and ways from convergence domains to ISIC.
MATCH (s:Statement)
WITH s.subject AS subject, s.predicate AS predicate, sum(CASE WHEN s.source_id = $source THEN 1 ELSE 0 END) AS own, count(s) AS every
WHERE own > 0
WITH predicate, split(subject, '/')[0] AS class, subject, own, every
RETURN predicate, class, sum(own) AS statements, count(subject) AS subjects, sum(CASE WHEN own = every THEN 1 ELSE 0 END) AS alone
ORDER BY statements DESC, predicate, class
