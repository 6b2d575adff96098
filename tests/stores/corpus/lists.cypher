// name: list-comprehension
// ordered
RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * 10] AS a, [x IN [1, 2] | x + 1] AS b, [x IN [1, null, 3] WHERE x > 1] AS c;

// name: list-comprehension-nested
// ordered
RETURN [x IN range(1, 3) | [y IN range(1, x) | x * y]] AS a, [x IN [[1, 2], [3]] | size(x)] AS b;

// name: reduce
// ordered
RETURN reduce(s = 0, x IN [1, 2, 3] | s + x) AS a, reduce(t = '', w IN ['a', 'b'] | t + w + ';') AS b,
       reduce(s = 1.0, x IN [] | s * x) AS c, reduce(s = 0, x IN [1, null] | s + x) AS d;

// name: slices
// ordered
WITH [1, 2, 3, 4, 5] AS l RETURN l[1..3] AS a, l[..2] AS b, l[3..] AS c, l[-2..] AS d, l[1..-1] AS e, l[4..2] AS f, l[2..99] AS g;

// name: range-with-step
// ordered
RETURN range(0, 10, 3) AS a, range(5, 1, -2) AS b, range(1, 0) AS c, range(3, 3) AS d;

// name: head-last-tail
// ordered
RETURN head([1, 2]) AS a, last([1, 2]) AS b, tail([1, 2, 3]) AS c, head([]) AS d, last([]) AS e, tail([]) AS f;

// name: concatenation
// ordered
RETURN [1] + [2, 3] AS a, [1] + 2 AS b, 0 + [1] AS c, [[1]] + [2] AS d, ['a'] + 'b' AS e;

// name: quantifiers
// ordered
RETURN any(x IN [1, 2] WHERE x > 1) AS a, all(x IN [1, 2] WHERE x > 1) AS b, none(x IN [1, 2] WHERE x > 2) AS c,
       single(x IN [1, 2] WHERE x > 1) AS d, any(x IN [] WHERE true) AS e, all(x IN [] WHERE false) AS f;

// name: quantifiers-over-null
// ordered
RETURN any(x IN [1, null] WHERE x = 1) AS a, any(x IN [2, null] WHERE x = 1) AS b, all(x IN [1, null] WHERE x = 1) AS c,
       none(x IN [2, null] WHERE x = 1) AS d, single(x IN [1, null] WHERE x = 1) AS e;

// name: quantifier-over-aliases
// ordered
MATCH (f:Firm) WHERE any(a IN f.aliases WHERE a CONTAINS '삼성') RETURN f.id AS id, f.aliases AS aliases ORDER BY id;

// name: no-korean-alias
// ordered
MATCH (f:Firm) WHERE none(a IN f.aliases WHERE a =~ '.*[가-힣].*') RETURN f.id AS id ORDER BY id;

// name: several-aliases
// ordered
MATCH (f:Firm) WHERE size(f.aliases) > 1 RETURN f.id AS id, size(f.aliases) AS n, f.aliases[0] AS first, f.aliases[-1] AS last
ORDER BY n DESC, id;

// name: in-a-list-of-lists
// ordered
RETURN [1] IN [[1], [2]] AS a, 1 IN [[1]] AS b, [1, 2] IN [[1, 2]] AS c, 'a' IN ['A'] AS d, 1.0 IN [1] AS e;

// name: lists-in-order
// ordered
UNWIND [[2], [1, 5], [], [1], [1, null]] AS l RETURN l ORDER BY l;

// name: list-of-mixed-types
// ordered
RETURN [1, 'a', true, null, 2.5, [1], {k: 'v'}] AS l, size([1, 'a', [1, 2]]) AS n;

// name: nested-index
// ordered
RETURN [[1, 2], [3, 4]][1][0] AS a, [{k: [7]}][0].k[0] AS b, {l: [1, 2]}.l[1] AS c;

// name: distinct-of-a-list
// ordered
UNWIND [3, 1, 3, 2, 1] AS x WITH DISTINCT x ORDER BY x RETURN collect(x) AS xs;

// name: list-of-dates
// ordered
RETURN [d IN ['2020-02-29', '1999-12-31'] | date(d).year] AS years;

// name: index-of-text
// ordered
WITH ['a', 'b', 'c'] AS l RETURN [i IN range(0, size(l) - 1) WHERE l[i] = 'b'][0] AS place;

// name: sort-a-list
// ordered
MATCH (f:Firm {id: 'firm/tesla'}) UNWIND f.aliases AS a WITH a ORDER BY a RETURN collect(a) AS aliases;

// name: size-and-reverse
// ordered
RETURN size([1, null, 3]) AS a, reverse([1, 2, 3]) AS b, size([]) AS c;

// name: is-empty
// ordered
// outcome: unsupported
// why: the function isEmpty
// portable: MATCH (f:Firm) WHERE size(f.aliases) = 0 RETURN count(*) AS n
MATCH (f:Firm) WHERE isEmpty(f.aliases) RETURN count(*) AS n;

// name: flatten
// ordered
RETURN reduce(flat = [], l IN [[1], [2, 3]] | flat + l) AS flat;

// name: name-that-is-a-keyword
// ordered
// outcome: unsupported
// why: a variable with a reserved name
// portable: RETURN reduce(flat = [], l IN [[1], [2, 3]] | flat + l) AS flat
RETURN reduce(all = [], l IN [[1], [2, 3]] | all + l) AS flat;

// name: list-to-integers
// ordered
// outcome: unsupported
// why: the function toIntegerList
// portable: RETURN [x IN ['1', 'x', '2.5'] | toInteger(x)] AS l
RETURN toIntegerList(['1', 'x', '2.5']) AS l;

// name: list-plus-null
// ordered
// outcome: wrong
// why: null is put into the list; with null, the sum is null.
// instead: `CASE WHEN x IS NULL THEN null ELSE l + x END`
RETURN [1] + null AS l;

// name: aliases-plus-null
// ordered
// outcome: unguarded
// embedded: [[["테슬라", "테슬라 모터스", "Tesla Motors", null]]]
// why: null is put into the list; with null, the sum is null.
// instead: `f.aliases + coalesce(f.lei, [])`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.aliases + f.lei AS l;

// name: lists-joined-by-bars
// ordered
// outcome: wrong
// why: the lists are turned to text.
// portable: RETURN [1] + [2] AS l
RETURN [1] || [2] AS l;

// name: list-as-truth-value
// ordered
// outcome: unguarded
// why: an empty list counts as true; in Neo4j it is false, and in the standard a list is no truth value.
// portable: MATCH (f:Firm) WHERE size(f.aliases) > 0 RETURN count(*) AS n
MATCH (f:Firm) WHERE f.aliases RETURN count(*) AS n;

// name: in-a-text
// ordered
// outcome: unsupported
// why: IN before what is no list
// portable: MATCH (f:Firm) WHERE f.name CONTAINS 'no-such' RETURN count(*) AS n
MATCH (f:Firm) WHERE 'no-such' IN f.name RETURN count(*) AS n;

// name: in-a-comprehension
// outcome: unsupported
// why: after IN the engine takes a list of values.
// portable: MATCH (f:Firm) WHERE toLower(f.name) IN ([x IN ['TESLA', 'Garmin'] | toLower(x)]) RETURN count(*) AS n
MATCH (f:Firm) WHERE toLower(f.name) IN [x IN ['TESLA', 'Garmin'] | toLower(x)] RETURN count(*) AS n;

// name: in-a-sum-of-lists
// outcome: unsupported
// why: after IN the engine takes a list of values.
// portable: MATCH (f:Firm) WHERE f.name IN (['Tesla'] + ['Garmin']) RETURN count(*) AS n
MATCH (f:Firm) WHERE f.name IN ['Tesla'] + ['Garmin'] RETURN count(*) AS n;
