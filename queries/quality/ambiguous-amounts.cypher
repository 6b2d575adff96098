// title: Amounts that a source leaves unclear
// question: Which sums and prices cannot be read as numbers with a currency, and why?
// group: data quality
// column subject: id of the deal or thing
// column predicate: what the sum is
// column stated: as printed
// column note: what is unclear
// column locator: where in the source
// reading: One row a statement. Such sums stay text: `amount` is empty, `amount_stated` holds what is printed.
MATCH (s:Statement)
WHERE s.flag = 'ambiguous_amount' OR (s.predicate = 'amount_stated' AND s.note IS NOT NULL)
RETURN s.subject AS subject, s.predicate AS predicate, coalesce(s.value, s.as_stated) AS stated, s.note AS note, s.locator AS locator
ORDER BY subject, predicate, locator, stated
