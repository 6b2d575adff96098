// title: How a firm moved from industry to industry
// question: In which industry did a firm begin, which did it enter at which stage, and which did it leave?
// group: boundaries and convergence
// param firm: string = "Xiaomi" | name, alias or id of the firm
// column industry: the industry
// column role: core, entered or exited
// column stage: stage of the case, where the source tells it
// column date: when, where the source dates it
// column as_stated: the words printed
// column locator: where in the source
// column note: what the source leaves unclear
// reading: Core rows first, then what was entered, by stage (entry, growth, expansion) and date; undated rows stand last in their stage.
MATCH (a)-[t:OPERATES_IN]->(i:Industry)
WHERE a.name = $firm OR a.id = $firm OR $firm IN a.aliases
WITH i, t,
     CASE t.role WHEN 'core' THEN 0 WHEN 'entered' THEN 1 ELSE 2 END AS role_order,
     CASE t.stage WHEN 'entry' THEN 1 WHEN 'growth' THEN 2 WHEN 'expansion' THEN 3 WHEN 'leap' THEN 4 ELSE 9 END AS stage_order
RETURN i.name AS industry, t.role AS role, t.stage AS stage, t.date AS date, t.as_stated AS as_stated, t.locator AS locator, t.note AS note
ORDER BY role_order, stage_order, t.date_min, industry
