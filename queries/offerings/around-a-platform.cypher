// title: What hangs on a platform
// question: What connects to a platform, rests on it, is part of it or belongs to it, and who makes that?
// group: platforms and products
// param platform: string = "MI platform" | name, alias or id of the platform (a product or technology will do as well)
// column tie: CONNECTS_TO, USES, PART_OF, MEMBER_OF or SUPPLIES
// column thing: what hangs on it
// column class: its class
// column bodies: who makes or runs that thing; empty where no source says, and for bodies themselves
// column scope: for what, where stated
// column status: fact, plan, forecast or estimate
// column locator: where in the source
// reading: One row a tie. All ties run from the thing to the platform: what the platform itself uses is not here.
MATCH (x)-[t:CONNECTS_TO|USES|PART_OF|MEMBER_OF|SUPPLIES]->(p)
WHERE (p:Platform OR p:Product OR p:Technology) AND (p.name = $platform OR p.id = $platform OR $platform IN p.aliases)
OPTIONAL MATCH (b)-[:MAKES|OPERATES]->(x)
WITH x, t, b.name AS body
ORDER BY body
WITH x, t, collect(DISTINCT body) AS bodies
RETURN type(t) AS tie, x.name AS thing, labels(x)[0] AS class, bodies, t.scope AS scope, t.status AS status, t.locator AS locator
ORDER BY tie, thing, scope, locator, class
