// name: parameter-text
// ordered
// param name: string = "Tesla"
MATCH (f:Firm {name: $name}) RETURN f.id AS id;

// name: parameter-korean
// ordered
// param q: string = "샤오미"
MATCH (f:Firm) WHERE $q IN f.aliases RETURN f.id AS id;

// name: parameter-integer
// ordered
// param year: integer = 2012
MATCH (d:Deal) WHERE d.year >= $year RETURN d.id AS id ORDER BY id;

// name: parameter-float
// ordered
// param least: float = 100000000000.0
MATCH (o:Observation) WHERE o.value > $least RETURN o.measure AS measure, count(*) AS n ORDER BY measure;

// name: parameter-integer-against-floats
// ordered
// param rank: integer = 3
MATCH (o:Observation {measure: 'rank', value: $rank}) RETURN o.id AS id ORDER BY id;

// name: parameter-boolean
// ordered
// param dated: boolean = true
MATCH (d:Deal) WHERE (d.year IS NOT NULL) = $dated RETURN count(*) AS n;

// name: parameter-null
// ordered
// param year: null = null
MATCH (d:Deal) WHERE $year IS NULL OR d.year = $year RETURN count(*) AS n;

// name: parameter-null-compared
// ordered
// param year: null = null
MATCH (d:Deal) WHERE d.year = $year RETURN count(*) AS n;

// name: parameter-list
// ordered
// param ids: list = ["firm/tesla", "firm/garmin", "firm/no-such"]
MATCH (f:Firm) WHERE f.id IN $ids RETURN f.name AS name ORDER BY name;

// name: parameter-list-empty
// ordered
// param ids: list = []
MATCH (f:Firm) WHERE f.id IN $ids OR size($ids) = 0 RETURN count(*) AS n;

// name: parameter-list-unwound
// ordered
// param ids: list = ["firm/tesla", "firm/garmin", "firm/tesla"]
UNWIND $ids AS id MATCH (f:Firm {id: id}) RETURN id, f.name AS name ORDER BY id;

// name: parameter-map
// ordered
// param filter: map = {"kind": "acquisition", "since": 2012}
MATCH (d:Deal) WHERE d.kind = $filter.kind AND d.year >= $filter.since RETURN d.id AS id ORDER BY id;

// name: parameter-list-of-maps
// ordered
// param rows: list = [{"id": "firm/tesla", "w": 0.5}, {"id": "firm/garmin", "w": 2}, {"id": "firm/no-such"}]
UNWIND $rows AS row OPTIONAL MATCH (f:Firm {id: row.id}) RETURN row.id AS id, f.name AS name, row.w AS w ORDER BY id;

// name: parameter-date
// ordered
// param day: date = 2010-01-01
MATCH (f:Firm) WHERE f.founded_min >= $day RETURN f.id AS id, f.founded_min = $day AS same ORDER BY id;

// name: parameter-date-arithmetic
// ordered
// param day: date = 2020-02-28
RETURN $day + duration({days: 1}) AS next, $day.month AS month;

// name: parameter-returned
// ordered
// param a: list = [1, 2.5, "x", null, true, {"k": [1]}]
RETURN $a AS a, size($a) AS n, $a[0] AS first;

// name: parameter-big-integer
// ordered
// param n: integer = 9223372036854775807
RETURN $n AS n, $n - 1 AS less;

// name: parameter-in-regex
// ordered
// param q: string = "(?i)tes.*"
// outcome: guarded
// why: refused with every `(?i)`: the engine folds letters of all scripts, Java ASCII.
// portable: MATCH (f:Firm) WHERE toLower(f.name) STARTS WITH 'tes' RETURN f.id AS id ORDER BY id
MATCH (f:Firm) WHERE f.name =~ $q RETURN f.id AS id ORDER BY id;

// name: parameter-in-starts-with
// ordered
// param q: string = "Sam"
MATCH (f:Firm) WHERE f.name STARTS WITH $q RETURN f.name AS name ORDER BY name;

// name: parameter-as-property-key
// ordered
// param key: string = "founded_year"
MATCH (f:Firm) WHERE f[$key] > 2000 RETURN f.id AS id, f[$key] AS value ORDER BY id;

// name: parameter-in-limit
// ordered
// param n: integer = 3
MATCH (f:Firm) RETURN f.id AS id ORDER BY id LIMIT $n;

// name: parameter-in-case
// ordered
// param by: string = "name"
MATCH (f:Firm) WHERE f.founded_year IS NOT NULL RETURN f.id AS id ORDER BY CASE $by WHEN 'name' THEN f.name ELSE f.id END;

// name: parameter-with-quotes
// ordered
// param q: string = "x'}) RETURN 1 //"
OPTIONAL MATCH (f:Firm {name: $q}) RETURN f IS NULL AS none, $q AS q;

// name: parameter-as-map-in-pattern
// ordered
// param p: map = {"id": "firm/tesla"}
MATCH (f:Firm) WHERE f.id = $p.id AND f.id = $p['id'] RETURN f.name AS name;

// name: parameter-in-a-tie
// ordered
// param role: string = "core"
MATCH (:Firm {id: 'firm/tesla'})-[:OPERATES_IN {role: $role}]->(i) RETURN i.code AS code ORDER BY code;

// name: parameter-in-subquery
// ordered
// param year: integer = 2014
MATCH (f:Firm) WHERE EXISTS { (f)-[d:ACQUIRED]->() WHERE d.year > $year } RETURN f.id AS id ORDER BY id;
