// title: Firms in two rankings
// question: Which firms stand in the ranking of both years, and how did their rank change?
// group: time and provenance
// param scope: string = "market value of listed firms" | which ranking
// param first: string = "2009" | the earlier year
// param second: string = "2020" | the later year
// column firm: the firm
// column first_rank: rank in the earlier year
// column second_rank: rank in the later year
// reading: One row a firm that is in both; a smaller number is a higher rank.
MATCH (o:Observation {measure: 'rank'})-[:ABOUT]->(f:Firm), (p:Observation {measure: 'rank'})-[:ABOUT]->(f)
WHERE o.scope = $scope AND p.scope = $scope AND o.period = $first AND p.period = $second
RETURN f.name AS firm, o.value AS first_rank, p.value AS second_rank
ORDER BY second_rank, firm
