// title: Names in Hangul
// question: Under which Korean names does the source print the things of a class?
// group: data quality
// param class: string = "Firm" | the class: Firm, Organization, Person, Industry, Platform, Product, Technology, Policy, ...
// column name: the name of the node
// column korean: its names with Hangul in them, as printed
// column other: its other names
// column id: its id
// reading: One row a node that has a Korean name. Several Korean names are spellings that were joined: a wrong join shows here as names that do not belong together.
MATCH (n)
WHERE labels(n)[0] = $class
UNWIND n.aliases + [n.name] AS printed
WITH DISTINCT n, printed
ORDER BY printed
WITH n, collect(CASE WHEN printed =~ '.*[가-힣].*' THEN printed END) AS korean,
     collect(CASE WHEN printed =~ '.*[가-힣].*' OR printed = n.name THEN null ELSE printed END) AS other
WHERE size(korean) > 0
RETURN n.name AS name, korean, other, n.id AS id
ORDER BY name, id
