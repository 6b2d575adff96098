// title: Loose ends
// question: Which things hang on the graph by no tie or by few?
// group: data quality
// param most: integer = 0 | things with at most this many ties
// param class: string = "" | only this class; empty for all
// column class: its class
// column thing: its name
// column ties: how many ties it has
// column tied_to: the other ends, by name
// column id: its id
// reading: One row a thing. Without ties it is only named: what a source says of it is in its properties, see `bigblur why`. With one or two it adds little to any network measure.
MATCH (n)
WHERE n.name IS NOT NULL AND NOT labels(n)[0] IN ['Boundary', 'Observation', 'Derived'] AND ($class = '' OR labels(n)[0] = $class)
OPTIONAL MATCH (n)-[t]-(x)
WITH n, t, x.name AS other
ORDER BY other
WITH n, count(t) AS ties, collect(DISTINCT other) AS tied_to
WHERE ties <= $most
RETURN labels(n)[0] AS class, n.name AS thing, ties, tied_to, n.id AS id
ORDER BY ties, class, thing, id
