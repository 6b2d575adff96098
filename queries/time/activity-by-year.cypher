// title: What happened in which year
// question: How many deals, policies, events, launches and foundings does a source date in each year?
// group: time and provenance
// param first: integer = 1900 | from this year
// column year: the year
// column deals: how many deals
// column policies: how many policies
// column events: how many events, stages of cases among them
// column launches: how many products and platforms were launched
// column founded: how many firms and organizations were founded
// column what: all of them by name
// reading: One row a year in which anything is dated. Decades (198X) and things without a date count nowhere; a peak shows what the source tells, not what happened in the world.
MATCH (n)
WHERE n:Deal OR n:Policy OR n:Event OR n:Product OR n:Platform OR n:Firm OR n:Organization
WITH n, coalesce(n.date, n.launched, n.founded) AS date, coalesce(n.date_min, n.launched_min, n.founded_min) AS first_day
WHERE date IS NOT NULL AND NOT substring(date, 0, 4) ENDS WITH 'X'
WITH n, toInteger(substring(date, 0, 4)) AS year, first_day
WHERE year >= $first
WITH n, year
ORDER BY first_day, n.name, n.id
WITH year, sum(CASE WHEN n:Deal THEN 1 ELSE 0 END) AS deals, sum(CASE WHEN n:Policy THEN 1 ELSE 0 END) AS policies,
     sum(CASE WHEN n:Event THEN 1 ELSE 0 END) AS events, sum(CASE WHEN n:Product OR n:Platform THEN 1 ELSE 0 END) AS launches,
     sum(CASE WHEN n:Firm OR n:Organization THEN 1 ELSE 0 END) AS founded, collect(n.name) AS what
RETURN year, deals, policies, events, launches, founded, what
ORDER BY year
