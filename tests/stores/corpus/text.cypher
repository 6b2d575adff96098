// name: korean-contains
// ordered
MATCH (f:Firm) WHERE any(a IN f.aliases WHERE a STARTS WITH '현대') RETURN f.name AS name, f.aliases AS aliases ORDER BY name;

// name: korean-parts
// ordered
RETURN size('삼성전자') AS n, substring('삼성전자', 2) AS tail, substring('삼성전자', 0, 2) AS head, left('삼성전자', 3) AS l,
       right('삼성전자', 1) AS r, reverse('가나다') AS back;

// name: korean-split-and-replace
// ordered
RETURN split('가,나,,다', ',') AS parts, replace('산업 융합', '융합', '변화') AS other, '산업' + ' ' + '융합' AS joined, trim('  가 ') AS t;

// name: korean-in-order
// ordered
UNWIND ['하', 'b', '가', 'A', '나', 'a', 'é', '1'] AS x RETURN x ORDER BY x;

// name: names-in-order
// ordered
MATCH (f:Firm) RETURN f.name AS name ORDER BY name LIMIT 40;

// name: case-of-letters
// ordered
RETURN toUpper('aß é') AS a, toLower('ÀB İ') AS b, toUpper('삼성 x') AS c;

// name: trims
// ordered
RETURN trim(' a ') AS a, ltrim(' a ') AS b, rtrim(' a ') AS c;

// name: replacing
// ordered
RETURN replace('aaa', 'a', 'b') AS a, replace('abc', '', '-') AS b, replace('abc', 'x', 'y') AS c;

// name: substrings
// ordered
RETURN substring('hello', 1, 3) AS a, substring('hello', 9) AS b, left('ab', 5) AS c, right('ab', 5) AS d, substring('ab', 0, 0) AS e;

// name: string-operators
// ordered
MATCH (f:Firm) WHERE f.name STARTS WITH 'S' AND (f.name ENDS WITH 's' OR f.name CONTAINS 'olar') RETURN f.name AS name ORDER BY name;

// name: search-without-case
// ordered
MATCH (f:Firm) WHERE toLower(f.name) CONTAINS 'group' RETURN f.name AS name ORDER BY name;

// name: regex
// ordered
// outcome: guarded
// why: refused with every `(?i)`: the engine folds letters of all scripts, Java ASCII.
// portable: MATCH (f:Firm) WHERE toLower(f.name) =~ '.*(tech|solutions).*' RETURN f.name AS name ORDER BY name
MATCH (f:Firm) WHERE f.name =~ '(?i).*(tech|solutions).*' RETURN f.name AS name ORDER BY name;

// name: regex-takes-the-whole
// ordered
RETURN 'abc' =~ 'b' AS a, 'abc' =~ '.b.' AS b, 'a\nb' =~ 'a.b' AS c, '2020' =~ '[0-9]{4}' AS d, '가나' =~ '[가-힣]+' AS e;

// name: to-text
// ordered
RETURN toString(1) AS a, toString(1.0) AS b, toString(0.1) AS c, toString(true) AS d, toString('x') AS e, toString(-2.5) AS f;

// name: to-text-of-a-date
// ordered
RETURN toString(date('2020-02-29')) AS a, toString(date('0998-01-01')) AS b;

// name: text-compared
// ordered
RETURN 'a' < 'b' AS a, 'a' < 'B' AS b, '10' < '9' AS c, '가' > 'z' AS d, 'abc' = 'ABC' AS e, 'a' < 'ab' AS f;

// name: text-of-characters-beyond-two-bytes
// ordered
RETURN '🐟 fish' AS a, reverse('ab🐟') AS b, substring('🐟x', 1) AS c;

// name: size-of-characters-beyond-two-bytes
// ordered
RETURN size('🐟') AS n;

// name: quotes-and-escapes
// ordered
RETURN 'it\'s' AS a, "say \"x\"" AS b, 'back\\slash' AS c, 'tab\tnew\nline' AS d, "it's" AS e;

// name: unicode-escapes
// ordered
RETURN '\u0041\uAC00' AS a;

// name: initials
// ordered
MATCH (p:Person) RETURN p.name AS name, toUpper(left(p.name, 1)) AS initial, split(p.name, ',')[0] AS family, size(p.name) AS n ORDER BY name;

// name: joined-by-reduce
// ordered
MATCH (f:Firm {id: 'firm/tesla'}) RETURN reduce(s = head(f.aliases), a IN tail(f.aliases) | s + ', ' + a) AS names;

// name: case-of-letters-short-names
// ordered
// outcome: unsupported
// why: the functions upper and lower
// portable: RETURN toUpper('abc') AS a, toLower('ABC') AS b
RETURN upper('abc') AS a, lower('ABC') AS b;

// name: trims-of-given-characters
// ordered
// outcome: unsupported
// why: trim(BOTH ... FROM ...)
// portable: RETURN replace('xax', 'x', '') AS a
RETURN trim(BOTH 'x' FROM 'xax') AS a;

// name: splits
// ordered
RETURN split('a b', ' ') AS a, split('', ',') AS b, split('abc', '') AS c;

// name: split-by-several
// ordered
// outcome: wrong
// why: null, where each of the list is a place to split.
// portable: RETURN split(replace('a,b;c', ';', ','), ',') AS a
RETURN split('a,b;c', [',', ';']) AS a;

// name: regex-look-ahead
// ordered
// outcome: unsupported
// why: look-around in a regular expression
// portable: RETURN 'foobar' =~ 'foobar.*' AS a
RETURN 'foobar' =~ 'foo(?=bar).*' AS a;

// name: regex-word-characters
// ordered
// outcome: wrong
// why: `\w` takes letters of all scripts, where Java's takes ASCII.
// portable: RETURN '가' =~ '[A-Za-z0-9_]' AS a
RETURN '가' =~ '\\w' AS a;

// name: regex-without-case
// ordered
// outcome: wrong
// why: `(?i)` folds letters of all scripts, where Java's folds ASCII.
// instead: `(?iu)`, which folds letters of all scripts in both
RETURN 'É' =~ '(?i)é' AS a;

// name: regex-without-case-in-all-scripts
// ordered
// outcome: guarded
// why: refused with every `(?i)`, though with `u` both fold letters of all scripts.
// instead: `toLower('É') =~ 'é'`
RETURN 'É' =~ '(?iu)é' AS a, 'Tesla' =~ '(?i)TESLA' AS b, '가' =~ '\\p{L}' AS c, '가' =~ '\\p{IsHangul}' AS d;

// name: regex-over-numbers
// ordered
// outcome: unguarded
// embedded: [[false]]
// why: false, where what is no text gives null.
// instead: `toString(f.founded_year) =~ '2.*'`
MATCH (f:Firm {id: 'firm/tesla'}) RETURN f.founded_year =~ '2.*' AS a;

// name: text-slice
// outcome: both
// why: a slice of a text
// portable: RETURN substring('hello', 1, 2) AS a
RETURN 'hello'[1..3] AS a;

// name: text-index
// outcome: both
// why: a character of a text by its place
// portable: RETURN substring('hello', 1, 1) AS a
RETURN 'hello'[1] AS a;

// name: to-text-of-large-numbers
// ordered
// outcome: unguarded
// embedded: [["10000000000.0"]]
// why: written out, where Neo4j writes floats from 10 millions on with an exponent.
// instead: `toString(toInteger(x))`, or return the number
RETURN toString(1e10) AS a;

// name: to-text-of-small-numbers
// ordered
// outcome: unguarded
// embedded: [["0.0001"]]
// why: written out, where Neo4j writes floats below a thousandth with an exponent.
// instead: return the number
RETURN toString(0.0001) AS a;

// name: large-number-joined-to-text
// ordered
// outcome: unguarded
// embedded: [["x12345678.9"]]
// why: written out, where Neo4j writes floats from 10 millions on with an exponent.
// instead: `'x' + toInteger(12345678.9)`, or return the number
RETURN 'x' + 12345678.9 AS a;

// name: text-and-number-joined
// ordered
RETURN 'n' + 1 AS a, 1 + 'n' AS b, 'x' + 1.5 AS c;

// name: text-and-truth-value-joined
// outcome: neo4j
// why: text is joined to text and numbers only.
// portable: RETURN 'y' + toString(true) AS a
RETURN 'y' + true AS a;

// name: text-joined-by-bars
// ordered
// outcome: guarded
// why: refused with every `||`: the engine turns lists to text.
// portable: RETURN 'a' + 'b' AS a
RETURN 'a' || 'b' AS a;

// name: length-of-text
// ordered
// outcome: unsupported
// why: the function char_length
// portable: RETURN size('한글') AS n
RETURN char_length('한글') AS n;

// name: normalised-text
// ordered
// outcome: unsupported
// why: the function normalize
// instead: bring text to one form in Python before it is loaded or asked for
RETURN normalize('e\u0301') = 'é' AS a;

// name: capitals-of-a-number
// outcome: neo4j
// why: toUpper takes text; the embedded engine says null.
// portable: MATCH (f:Firm {id: 'firm/tesla'}) RETURN toUpper(toString(f.founded_year)) AS a
MATCH (f:Firm {id: 'firm/tesla'}) RETURN toUpper(f.founded_year) AS a;

// name: part-of-a-number
// outcome: neo4j
// why: substring takes text; the embedded engine turns a number into one.
// portable: MATCH (f:Firm {id: 'firm/tesla'}) RETURN substring(toString(f.founded_year), 1) AS a
MATCH (f:Firm {id: 'firm/tesla'}) RETURN substring(f.founded_year, 1) AS a;

// name: substring-from-below-zero
// outcome: neo4j
// why: a place in a text is not negative.
// portable: RETURN right('abc', 1) AS a
RETURN substring('abc', -1) AS a;

// name: trim-of-a-no-break-space
// ordered
// outcome: unguarded
// embedded: [["a"]]
// why: a no-break space is trimmed; Neo4j keeps it.
// instead: replace it by name first: `replace(x, '\u00a0', ' ')`
RETURN trim('\u00a0a') AS a;

// name: regex-digits
// ordered
// outcome: guarded
// why: refused with every `\d`, `\w`, `\s` and `\b`: the engine takes digits and letters of all scripts, Java ASCII.
// portable: RETURN '2020' =~ '[0-9]{4}' AS a
RETURN '2020' =~ '\\d{4}' AS a;
