// name: date-of-text
// ordered
RETURN date('2020-02-29') AS a, date('2020') AS b, date('2020-05') AS c, date('20200105') AS d;

// name: date-of-parts
// ordered
RETURN date({year: 2020, month: 2, day: 29}) AS a, date({year: 2020}) AS b, date({year: 2020, month: 5}) AS c;

// name: date-of-week-and-quarter
// ordered
RETURN date({year: 2020, week: 10, dayOfWeek: 3}) AS a, date({year: 2020, quarter: 3, dayOfQuarter: 5}) AS b, date('2020-W10-3') AS c;

// name: date-parts
// ordered
WITH date('2020-08-15') AS d RETURN d.year AS y, d.month AS m, d.day AS d, d.quarter AS q, d.week AS w, d.dayOfWeek AS dow, d.ordinalDay AS o;

// name: dates-compared
// ordered
RETURN date('2020-01-01') < date('2020-01-02') AS a, date('2020') = date('2020-01-01') AS b, date('2020-01-01') > date('0998-01-01') AS c;

// name: firms-founded-since
// ordered
MATCH (f:Firm) WHERE f.founded_min >= date('2000-01-01') RETURN f.name AS name, f.founded_min AS day, f.founded_max AS end ORDER BY day, name;

// name: between-two-dates
// ordered
MATCH (d:Deal) WHERE d.date_min >= date('2008-01-01') AND d.date_max <= date('2015-12-31') RETURN d.id AS id, d.date_min AS day ORDER BY day, id;

// name: between-two-date-parameters
// ordered
// param from: date = 2008-01-01
// param to: date = 2015-12-31
MATCH (d:Deal) WHERE d.date_min >= $from AND d.date_max <= $to RETURN d.id AS id, d.date_min.year AS year ORDER BY id;

// name: dates-grouped-by-month
// ordered
MATCH (p:Product) WHERE p.launched_min IS NOT NULL RETURN p.launched_min.year AS y, p.launched_min.month AS m, count(*) AS n ORDER BY y, m;

// name: dates-in-order-of-time
// ordered
MATCH (e:Event) RETURN e.id AS id, e.date_min AS day ORDER BY day DESC, id LIMIT 20;

// name: date-arithmetic-days
// ordered
RETURN date('2020-02-28') + duration({days: 2}) AS a, date('2020-03-01') - duration({days: 1}) AS b;

// name: date-arithmetic-months
// ordered
RETURN date('2020-01-31') + duration({months: 1}) AS a, date('2020-02-29') + duration({years: 1}) AS b, date('2020-05-15') - duration('P1M') AS c;

// name: duration-in-months
// ordered
RETURN duration.inMonths(date('2020-01-15'), date('2021-03-14')).months AS m;

// name: date-truncated
// ordered
RETURN date.truncate('month', date('2020-08-15')) AS a, date.truncate('year', date('2020-08-15')) AS b;

// name: years-between
// ordered
MATCH (f:Firm)-[d:ACQUIRED]->(b) WHERE f.founded_min IS NOT NULL
RETURN f.id AS firm, d.deal_id AS deal, d.date_min.year - f.founded_min.year AS age ORDER BY firm, deal;

// name: earliest-and-latest
// ordered
MATCH (d:Deal) RETURN min(d.date_min) AS first, max(d.date_max) AS last, count(DISTINCT d.date_min) AS days;

// name: date-from-a-date
// ordered
RETURN date(date('2020-02-29')) AS a, date({date: date('2020-02-29'), day: 1}) AS b;

// name: datetime-itself
// ordered
RETURN datetime('2020-02-29T12:30:00Z') AS t;

// name: local-datetime-itself
// ordered
RETURN localdatetime('2020-02-29T12:30:00') AS t;

// name: date-of-a-datetime
// ordered
RETURN date(datetime('2020-02-29T12:30:00Z')) AS d;

// name: date-in-a-list
// ordered
RETURN date('2020-01-01') IN [date('2020-01-01')] AS a, [date('2020-01-02'), date('2020-01-01')] AS l;

// name: date-as-group
// ordered
MATCH (d:Deal) RETURN d.date_min AS day, count(*) AS n ORDER BY day;

// name: date-and-text-compared
// ordered
// outcome: unguarded
// why: a date is compared with a text as if that were a date; of different types, nothing is equal ([manual](https://neo4j.com/docs/cypher-manual/5/values-and-types/ordering-equality-comparison/)).
// instead: `date('2020-01-01')` on both sides
RETURN date('2020-01-01') = '2020-01-01' AS a;

// name: dates-after-a-text
// ordered
// outcome: wrong
// why: a date is compared with a text as if that were a date; of different types, neither is larger.
// instead: `f.founded_min > date('1990-01-01')`
MATCH (f:Firm) WHERE f.founded_min > '1990-01-01' RETURN count(*) AS n;

// name: date-property-given-as-text
// ordered
// outcome: unguarded
// why: a date is compared with a text as if that were a date; of different types, nothing is equal.
// instead: `{founded_min: date('1983-01-01')}`
MATCH (f:Firm {founded_min: '1983-01-01'}) RETURN count(*) AS n;

// name: dates-after-a-text-parameter
// ordered
// param day: string = "1990-01-01"
// outcome: wrong
// why: a date is compared with a text as if that were a date; of different types, neither is larger.
// instead: give the parameter as a date, or write `date($day)`
MATCH (f:Firm) WHERE f.founded_min > $day RETURN count(*) AS n;

// name: dates-in-a-list-of-texts
// ordered
// outcome: unguarded
// why: a date is compared with a text as if that were a date; of different types, nothing is equal.
// instead: `IN [date('1983-01-01')]`
MATCH (f:Firm) WHERE f.founded_min IN ['1983-01-01'] RETURN count(*) AS n;

// name: date-as-case-of-text
// ordered
// outcome: unguarded
// why: a date is compared with a text as if that were a date; of different types, nothing is equal.
// instead: `WHEN date('2020-01-01')`
RETURN CASE date('2020-01-01') WHEN '2020-01-01' THEN 'same' ELSE 'other' END AS a;

// name: date-of-a-text-parameter
// ordered
// param day: string = "1990-01-01"
MATCH (f:Firm) WHERE f.founded_min > date($day) RETURN f.id AS id ORDER BY id;

// name: days-between
// ordered
RETURN duration.inDays(date('2020-01-01'), date('2021-03-04')).days AS d, duration.inMonths(date('2020-01-15'), date('2021-03-14')).months AS m;

// name: duration-between
// ordered
// outcome: wrong
// why: duration.between gives days only, where the standard has months and days apart.
// portable: RETURN duration.inMonths(date('2020-01-01'), date('2021-03-04')).months AS months
RETURN duration.between(date('2020-01-01'), date('2021-03-04')).months AS months;

// name: duration-itself
// ordered
// outcome: wrong
// why: a duration leaves the embedded engine as a map.
// portable: RETURN toString(duration('P1Y2M3D')) AS d
RETURN duration('P1Y2M3D') AS d;

// name: duration-as-text
// ordered
RETURN toString(duration({years: 1, months: 2, days: 3})) AS a, toString(duration({days: 40, months: 13})) AS b, toString(duration('P1W')) AS c;

// name: durations-compared
// ordered
RETURN duration({days: 1}) = duration({days: 1}) AS a, duration({days: 1}) < duration({days: 2}) AS b, duration({days: 1}) + duration({days: 2}) = duration({days: 3}) AS c;

// name: hours-added-to-a-date
// ordered
// outcome: unguarded
// why: hours of a duration that make a day are dropped.
// portable: RETURN date('2020-02-28') + duration({days: 1}) AS d
RETURN date('2020-02-28') + duration({hours: 30}) AS d;

// name: date-minus-date
// outcome: neo4j
// why: dates are not subtracted from one another.
// portable: RETURN duration.inDays(date('2020-01-01'), date('2020-01-05')).days AS d
RETURN date('2020-01-05') - date('2020-01-01') AS d;

// name: date-plus-number
// outcome: neo4j
// why: a number is not added to a date.
// portable: RETURN date('2020-02-28') + duration({days: 1}) AS d
RETURN date('2020-02-28') + 1 AS d;

// name: weekday
// ordered
// outcome: unguarded
// why: the part `weekday` is null.
// portable: RETURN date('2020-02-28').dayOfWeek AS d
RETURN date('2020-02-28').weekday AS d;

// name: date-of-a-quarter
// ordered
// outcome: unsupported
// why: date() of a text with a quarter
// portable: RETURN date({year: 2020, quarter: 3}) AS d
RETURN date('2020-Q3') AS d;

// name: hour-of-a-date
// outcome: neo4j
// why: a date has no hours.
RETURN date('2020-02-28').hour AS h;

// name: wrong-date
// outcome: both
// why: a day that the calendar does not have
RETURN date('2021-02-29') AS d;

// name: text-that-is-no-date
// outcome: both
// why: a text that is no date
RETURN date('spring') AS d;

// name: today-is-a-date
// ordered
RETURN date() > date('2020-01-01') AS later;

// name: milliseconds-since-1970
// ordered
// outcome: unsupported
// why: the function timestamp
// portable: RETURN datetime().epochMillis > 0 AS stamp
RETURN timestamp() > 0 AS stamp;

// name: datetime-parts
// ordered
RETURN datetime('2020-02-29T12:30:00Z').hour AS h, localdatetime('2020-02-29T12:30:05').second AS s, time('10:15:00Z').minute AS m;

// name: datetime-as-text
// ordered
// outcome: unguarded
// embedded: [["2020-02-29T12:30Z"]]
// why: seconds of zero are left out of the text.
// instead: return the time itself
RETURN toString(datetime('2020-02-29T12:30:00Z')) AS t;

// name: time-and-date-compared
// ordered
// outcome: unguarded
// embedded: [[true]]
// why: a point in time is compared with a date; of different types, neither is larger.
// instead: `date(...)` on both sides
RETURN localdatetime('2020-02-29T12:30:00') < date('2020-03-01') AS a;
