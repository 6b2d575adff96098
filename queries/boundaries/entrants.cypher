// title: Who entered an industry, and from where
// question: Which firms and organizations entered an industry, from which core industries, and when?
// group: boundaries and convergence
// param industry: string = "Mobility" | name, alias or code of the industry; empty for all
// column industry: the industry entered
// column entrant: who entered it
// column from: the industries that were its core, by name; empty where no source names one
// column stage: stage of the case, where the source tells it
// column date: when, where the source dates it
// column status: fact, plan, forecast or estimate
// column locator: where in the source
// reading: One row an entry. Read the list as "from any of these": a firm of three core industries is not said to have started from one of them. Core is what the sources call its field, often of a later year than the entry. A group can stand beside its members (the big three shipbuilders and each of them): do not add them up. An empty stage may be told in another statement of the tie: entries-by-stage reads them all.
MATCH (f)-[t:OPERATES_IN]->(i:Industry)
WHERE t.role = 'entered' AND ($industry = '' OR i.name = $industry OR i.code = $industry OR $industry IN i.aliases)
OPTIONAL MATCH (f)-[c:OPERATES_IN]->(h:Industry)
WHERE c.role = 'core' AND h.id <> i.id
WITH f, t, i, h
ORDER BY h.name, h.id
WITH f, t, i, collect(DISTINCT h.name) AS from
RETURN i.name AS industry, f.name AS entrant, from, t.stage AS stage, t.date AS date, t.status AS status, t.locator AS locator
ORDER BY industry, entrant, date, stage, locator, t.tie_id
