// title: Platforms by type, and where their owners come from
// question: Which platforms does a source put in which type, who runs or makes them, and in which industries are those at home?
// group: platforms and products
// param type: string = "" | only this type (its name or alias); empty for all
// column type: the class of platforms, as the source draws it
// column platform: the platform
// column bodies: who makes or operates it
// column home_industries: core industries of those bodies
// column locator: where the source classifies it
// reading: One row a platform and type; a platform in two classifications has two rows. Empty lists mean that no source says.
MATCH (p:Platform)-[c:CLASSIFIED_AS]->(k:Concept)
WHERE $type = '' OR k.name = $type OR $type IN k.aliases
OPTIONAL MATCH (b)-[:MAKES|OPERATES]->(p)
OPTIONAL MATCH (b)-[m:OPERATES_IN]->(i:Industry)
WHERE m.role = 'core'
WITH DISTINCT k.name AS type, p.name AS platform, p.id AS platform_id, b.name AS body, i.name AS industry, c.locator AS locator
ORDER BY body, industry
WITH type, platform, platform_id, locator, collect(DISTINCT body) AS bodies, collect(DISTINCT industry) AS home_industries
RETURN type, platform, bodies, home_industries, locator
ORDER BY type, platform, platform_id, locator
