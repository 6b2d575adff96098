// title: The parts of a platform, level by level
// question: Of which platforms, products, technologies and bodies is a platform made up, down to the fourth level?
// group: platforms and products
// param platform: string = "Tesla platform" | name, alias or id of the whole
// column level: 1 for its own parts, 2 for parts of those, down to 4
// column part: the part
// column class: its class
// column within: the larger things that it is directly part of, by name
// column function: what it does
// column part_id: id of the part
// reading: One row a part, at the nearest level it is found on. A part of several wholes names them all in `within`, those outside this platform too.
MATCH path = (x)-[:PART_OF*1..4]->(w)
WHERE (w:Platform OR w:Product OR w:Technology OR w:Facility)
  AND (w.name = $platform OR w.id = $platform OR $platform IN w.aliases)
WITH x, min(length(path)) AS level
MATCH (x)-[:PART_OF]->(d)
WITH x, level, d
ORDER BY d.name
WITH x, level, collect(DISTINCT d.name) AS within
RETURN level, x.name AS part, labels(x)[0] AS class, within, x.function AS function, x.id AS part_id
ORDER BY level, part, part_id
