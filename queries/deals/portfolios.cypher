// title: Investors and what they hold
// question: Which bodies put money into which, and with whom did they do it?
// group: ecosystem and deals
// param investor: string = "" | only the investor with this name, alias or id; empty for all
// column investor: the investing body
// column holdings: what it invested in, by name
// column number: how many that is
// column beside: other investors of the same deals, by name
// reading: One row an investor, the widest portfolio first. A holding can be a firm, or a platform or ecosystem as a whole where the source names no firm: then its members may stand beside it as holdings of their own, and the number counts both. The shareholders of a joint venture are investors here.
MATCH (a)-[:INVESTED_IN]->(b)
WHERE $investor = '' OR a.name = $investor OR a.id = $investor OR $investor IN a.aliases
WITH DISTINCT a, b
ORDER BY b.name, b.id
WITH a, collect(b.name) AS holdings
OPTIONAL MATCH (a)-[t:INVESTED_IN]->(b)<-[u:INVESTED_IN]-(o)
WHERE u.deal_id = t.deal_id AND o.id <> a.id
WITH DISTINCT a, holdings, o
ORDER BY o.name, o.id
WITH a, holdings, collect(o.name) AS beside
RETURN a.name AS investor, holdings, size(holdings) AS number, beside
ORDER BY number DESC, investor, a.id
