// title: Names that several nodes share
// question: Which nodes have a name or alias in common, and could be one thing or be mixed up?
// group: data quality
// param across: boolean = false | true: nodes of different classes too; false: only within one class
// column shared: the name that they share, in capitals
// column classes: their classes
// column names: what they are called, in the order of their ids
// column ids: their ids
// reading: One row a shared name. Most are right: two deals of one pair, a section and division of ISIC, a word such as "government" that means several bodies. The rest are candidates for a merge, or aliases to be taken back.
MATCH (n)
WHERE NOT n:Statement AND NOT n:Observation AND NOT n:Boundary
UNWIND n.aliases + [n.name] AS name
WITH DISTINCT toUpper(name) AS shared, CASE WHEN $across THEN '' ELSE labels(n)[0] END AS within, n.id AS id, n.name AS called, labels(n)[0] AS class
ORDER BY id
WITH shared, within, collect(called) AS names, collect(id) AS ids, collect(class) AS every
WHERE size(ids) > 1
UNWIND every AS class
WITH DISTINCT shared, names, ids, class
ORDER BY class
RETURN shared, collect(class) AS classes, names, ids
ORDER BY shared, ids[0]
