// title: A ranking, as the source has it
// question: Who stands where in a ranking, from which country, in which line of business?
// group: time and provenance
// param scope: string = "market value of listed firms" | which ranking
// param period: string = "2020" | of which year
// column rank: the place
// column firm: the firm
// column countries: where it is from
// column business: its line of business, in the words of the source turned to English
// column industries: its core industries
// column locator: where in the source
// reading: One row a firm, in order of rank.
MATCH (o:Observation {measure: 'rank'})-[:ABOUT]->(f:Firm)
WHERE o.scope = $scope AND o.period = $period
OPTIONAL MATCH (f)-[:LOCATED_IN]->(c:Place {kind: 'country'})
OPTIONAL MATCH (f)-[m:OPERATES_IN]->(i:Industry)
WHERE m.role = 'core'
WITH DISTINCT o.value AS rank, f.name AS firm, f.business AS business, c.name AS country, i.name AS industry, o.locator AS locator
ORDER BY country, industry
WITH rank, firm, business, locator, collect(DISTINCT country) AS countries, collect(DISTINCT industry) AS industries
RETURN rank, firm, countries, business, industries, locator
ORDER BY rank, firm
