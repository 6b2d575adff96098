// title: Who acquired whom, and when
// question: Which body bought which, in what year, for how much as the source has it, and where does it say so?
// group: ecosystem and deals
// param firm: string = "" | only deals of the body with this name, alias or id, on either side; empty for all
// column acquirer: the buying body
// column target: the body bought
// column date: when, as precisely as the source has it
// column amount: the sum, only where number and unit are clear
// column currency: of the sum
// column amount_stated: the sum as printed
// column deal: id of the deal
// column source: id of the source
// column locator: where in the source
// column note: what the source leaves unclear
// reading: One row a deal: two deals between the same bodies are two rows. An empty amount means that the source states none clearly.
MATCH (a)-[d:ACQUIRED]->(b)
WHERE $firm = '' OR a.name = $firm OR a.id = $firm OR $firm IN a.aliases
   OR b.name = $firm OR b.id = $firm OR $firm IN b.aliases
RETURN a.name AS acquirer, b.name AS target, d.date AS date, d.amount AS amount, d.currency AS currency,
       d.amount_stated AS amount_stated, d.deal_id AS deal, d.source_id AS source, d.locator AS locator, d.note AS note
ORDER BY d.date_min, acquirer, target, deal
