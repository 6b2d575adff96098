"""Random portable statements from the ontology, over a content; the same seed and number give the same statement.

Portable means: what both engines are said to answer alike. Rows are ordered by every column that has an order, sums are
of whole numbers, `LIMIT` only stands below a total order, and what the guard refuses or differs by right
(`docs/conformance.md`) is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from random_content import kind_of

from bigblur.graph.stores.base import Content
from bigblur.graph.stores.literals import literal

HIDDEN = {"source", "source_label", "target", "target_label"}


@dataclass(frozen=True)
class Statement:
    """A statement: its text, its parameters, and the columns whose lists have no order."""

    cypher: str
    parameters: dict[str, Any]
    bags: frozenset[str]

    @property
    def ordered(self) -> bool:
        """Whether its rows have an order."""
        return " ORDER BY " in self.cypher.rpartition("RETURN ")[2]


@dataclass
class Variable:
    name: str
    kind: str  # node, tie, or a kind of value
    label: str | None = None


@dataclass
class Graph:
    """What the generator knows of a content: kinds of properties, values that occur, ties that occur."""

    properties: dict[str, dict[str, str]]
    values: dict[tuple[str, str], list[Any]]
    triples: list[tuple[str, str, str]]
    labels: list[str]

    @classmethod
    def of(cls, content: Content) -> "Graph":
        properties, values = {}, {}
        tables = {**content.nodes, **content.ties}
        for name, table in tables.items():
            held = [one for one in table.column_names if one not in HIDDEN and table[one].null_count < table.num_rows]
            properties[name] = {one: kind_of(table.schema.field(one).type) for one in held}
            for one in held:
                values[name, one] = table[one].drop_null().to_pylist()
        triples = sorted(
            {
                (row["source_label"], name, row["target_label"])
                for name, table in content.ties.items()
                for row in table.select(["source_label", "target_label"]).to_pylist()
            }
        )
        return cls(properties, values, triples, sorted(name for name, one in content.nodes.items() if one.num_rows))


@dataclass
class Writer:
    """Writes one statement."""

    graph: Graph
    random: Random
    parameters: dict[str, Any] = field(default_factory=dict)
    scope: list[Variable] = field(default_factory=list)
    bags: set[str] = field(default_factory=set)
    named: int = 0
    filtering: bool = False
    counting: bool = True

    def name(self, first: str) -> str:
        self.named += 1
        return f"{first}{self.named}"

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, items: Sequence[Any]) -> Any:
        return self.random.choice(items)

    def value(self, value: Any) -> str:
        """A value in the text, or as a parameter."""
        if self.chance(0.3):
            name = f"p{len(self.parameters)}"
            self.parameters[name] = value
            return f"${name}"
        return literal(value)

    # --- what a variable holds -------------------------------------------------------------------------------

    def entities(self, kind: str | None = None) -> list[Variable]:
        return [one for one in self.scope if one.kind in ((kind,) if kind else ("node", "tie"))]

    def property_of(self, variable: Variable, kinds: Sequence[str]) -> tuple[str, str, list[Any]] | None:
        """A property of an entity: expression, kind, values that occur."""
        label = variable.label
        known = self.graph.properties.get(
            label or "", {"id": "text"} if variable.kind == "node" else {"tie_id": "text"}
        )
        names = sorted(name for name, kind in known.items() if kind in kinds)
        if not names:
            return None
        name = self.pick(names)
        return f"{variable.name}.{name}", known[name], self.graph.values.get((label or "", name), [])

    def typed(self, kinds: Sequence[str]) -> tuple[str, str, list[Any]] | None:
        """An expression of one of some kinds, from the scope."""
        plain = [(one.name, one.kind, []) for one in self.scope if one.kind in kinds]
        found = [one for one in (self.property_of(entity, kinds) for entity in self.entities()) if one]
        options = [*plain, *found]
        return self.pick(options) if options else None

    # --- expressions -----------------------------------------------------------------------------------------

    def text(self, depth: int = 1) -> str:
        found = self.typed(["text"])
        inner = found[0] if found else literal(self.pick(["", "a", "한글", "AbC"]))
        if depth == 0 or self.chance(0.4):
            return inner
        more = self.text(0)
        whole, texts, tie, node = (self.whole(0), self.typed(["texts"]), self.entities("tie"), self.entities("node"))
        forms = [
            f"toUpper({inner})",
            f"toLower({inner})",
            f"left({inner}, {self.pick([0, 1, 3])})",
            f"right({inner}, 2)",
            f"substring({inner}, {self.pick([0, 1, 2])}, 2)",
            f"substring({inner}, 1)",
            f"replace({inner}, 'a', '')",
            f"trim({inner})",
            f"reverse({inner})",
            f"{inner} + {more}",
            f"split({inner}, ' ')[0]",
            f"coalesce({inner}, {more}, '?')",
            f"CASE WHEN {self.predicate(0)} THEN {inner} ELSE {more} END",
            f"toString({whole})",
        ]
        if texts:
            forms += [f"head({texts[0]})", f"last({texts[0]})", f"{texts[0]}[0]", f"{texts[0]}[-1]"]
            forms += [f"reduce(acc = '', one IN {texts[0]} | acc + left(one, 1))"]
        if tie:
            forms += [f"type({self.pick(tie).name})", f"startNode({self.pick(tie).name}).id"]
        if node:
            forms += [f"labels({self.pick(node).name})[0]"]
        return self.pick(forms)

    def whole(self, depth: int = 1) -> str:
        found = self.typed(["whole"])
        inner = found[0] if found else str(self.pick([0, 1, 2, 7, 2010, -3]))
        if depth == 0 or self.chance(0.4):
            return inner
        days, texts, node = self.typed(["day"]), self.typed(["texts"]), self.entities("node")
        text = self.text(0)
        forms = [
            f"{inner} + {self.whole(0)}",
            f"{inner} - 1",
            f"{inner} * 2",
            f"({inner}) / 10",
            f"({inner}) % 7",
            f"size({text})",
            f"coalesce({inner}, 0)",
            f"abs({inner})",
            f"CASE WHEN {self.predicate(0)} THEN {inner} ELSE 0 END",
            f"toInteger({text})",
            f"toInteger(toString({inner}))",
        ]
        if days:
            forms += [f"{days[0]}.{part}" for part in ("year", "month", "day")]
        if texts:
            forms += [
                f"size({texts[0]})",
                f"size([one IN {texts[0]} WHERE one CONTAINS 'a'])",
                f"size([one IN coalesce({texts[0]}, []) | toUpper(one)][..1])",
            ]
        if node and self.counting:
            one = self.pick(node)
            forms += [f"COUNT {{ {self.hop(one)} }}", f"size([{self.hop(one)} | 1])"]
        return self.pick(forms)

    def expression(self) -> tuple[str, str]:
        """Any expression, and its kind."""
        form = self.random.random()
        if form < 0.35:
            return self.text(), "text"
        if form < 0.6:
            return self.whole(), "whole"
        if form < 0.7:
            return self.predicate(1), "truth"
        found = self.typed(["text", "whole", "number", "day"])
        return (found[0], found[1]) if found else (self.text(), "text")

    # --- predicates ------------------------------------------------------------------------------------------

    def predicate(self, depth: int) -> str:
        if depth > 0 and self.chance(0.35):
            left, right = self.predicate(depth - 1), self.predicate(depth - 1)
            return self.pick(
                [f"({left} AND {right})", f"({left} OR {right})", f"NOT ({left})", f"({left} XOR {right})"]
            )
        found = self.typed(["text", "whole", "number", "day", "texts"])
        node = self.entities("node")
        if found is None or (node and self.chance(0.2)):
            return self.about_node(self.pick(node)) if node else f"{self.value(1)} < {self.value(2)}"
        inner, kind, values = found
        if self.chance(0.2):
            return f"{inner} IS {self.pick(['NULL', 'NOT NULL'])}"
        return getattr(self, f"about_{kind}")(inner, values)

    def sample(self, values: list[Any], default: list[Any]) -> Any:
        return self.pick(values) if values and self.chance(0.9) else self.pick(default)

    def compared(self, inner: str, values: list[Any], default: list[Any]) -> str:
        if self.chance(0.25):
            some = [self.sample(values, default) for _ in range(self.random.randrange(4))]
            some += [None] if self.chance(0.1) else []
            return f"{inner} IN {self.value(some)}"
        return f"{inner} {self.pick(['=', '<>', '<', '<=', '>', '>='])} {self.value(self.sample(values, default))}"

    def about_text(self, inner: str, values: list[Any]) -> str:
        one = str(self.sample(values, ["a", "", "한"]))
        start = self.random.randrange(len(one)) if one else 0
        part = one[start : start + self.pick([1, 2, 4])]
        return self.pick(
            [
                self.compared(inner, values, ["a", "", "한"]),
                f"{inner} CONTAINS {self.value(part)}",
                f"{inner} STARTS WITH {self.value(one[:2])}",
                f"{inner} ENDS WITH {self.value(one[-2:])}",
                f"toLower({inner}) CONTAINS {self.value(part.lower())}",
                f"{inner} =~ {self.pick(['.*[가-힣].*', '[a-mA-M].*', '.*e'])!r}",
                f"size({inner}) > {self.pick([3, 10])}",
            ]
        )

    def about_whole(self, inner: str, values: list[Any]) -> str:
        return self.compared(inner, values, [0, 1, 2010])

    def about_number(self, inner: str, values: list[Any]) -> str:
        return self.compared(inner, values, [0.5, 1.0, 1000.0])

    def about_day(self, inner: str, values: list[Any]) -> str:
        return self.compared(inner, values, [date(2007, 1, 1), date(2015, 12, 31)])

    def about_texts(self, inner: str, values: list[Any]) -> str:
        some = [one for one in values if one]
        one = self.pick(self.pick(some)) if some else "a"
        how = self.pick(["any", "all", "none", "single"])
        return self.pick(
            [
                f"{self.value(one)} IN {inner}",
                f"{how}(one IN {inner} WHERE one CONTAINS {self.value(one[:1])})",
                f"size({inner}) {self.pick(['=', '>', '<'])} {self.pick([0, 1, 2])}",
            ]
        )

    def about_node(self, node: Variable) -> str:
        others = [one for one in self.entities("node") if one.name != node.name]
        hop = self.hop(node)
        forms = [
            f"EXISTS {{ {hop} }}",
            f"EXISTS {{ MATCH {hop} }}",
            f"NOT EXISTS {{ {hop} }}",
            f"{node.name}:{self.pick(self.graph.labels)}",
        ]
        if self.counting:
            forms.append(f"{self.pick([0, 1, 2])} {self.pick(['>', '=', '<'])} COUNT {{ {hop} }}")
        if self.filtering:  # a pattern may stand alone only where a condition is asked for
            forms += [hop, f"NOT {hop}"]
        if others:
            other = self.pick(others)
            forms += [f"{node.name}.id {self.pick(['<', '<>', '='])} {other.name}.id", f"{node.name} <> {other.name}"]
        return self.pick(forms)

    # --- patterns --------------------------------------------------------------------------------------------

    def step(self, label: str | None, *, forward: bool) -> tuple[str, str, str | None]:
        """A type that lies at nodes of a label, its other end and whether that is in the same direction."""
        at, to = (0, 2) if forward else (2, 0)
        fitting = [one for one in self.graph.triples if label is None or one[at] == label]
        if not fitting or self.chance(0.05):
            fitting = self.graph.triples
        one = self.pick(fitting)
        return one[1], "", one[to]

    def hop(self, start: Variable) -> str:
        """A pattern from a bound node to some other, without new names."""
        forward = self.chance(0.5)
        kind, _, end = self.step(start.label, forward=forward)
        kind = f":{kind}" if self.chance(0.85) else ""
        line = self.arrow(f"[{kind}]", forward=forward, either=self.chance(0.2))
        far = f"(:{end})" if self.chance(0.5) else "()"
        return f"({start.name}){line}{far}"

    @staticmethod
    def arrow(inner: str, *, forward: bool, either: bool) -> str:
        return f"-{inner}-" if either else f"-{inner}->" if forward else f"<-{inner}-"

    def chain(self, start: Variable | None, hops: int) -> tuple[str, list[Variable]]:
        """A path of some hops from a bound node or a new one, and the variables that it brings."""
        new: list[Variable] = []
        if start is None:
            label = self.pick(self.pick(self.graph.triples)[::2])
            start = Variable(self.name("n"), "node", label)
            new.append(start)
            text = f"({start.name}:{label}{self.narrowed(label)})"
        else:
            text = f"({start.name})"
        at = start.label
        for _ in range(hops):
            forward, either = self.chance(0.5), self.chance(0.25)
            kind, _, end = self.step(at, forward=forward)
            types = f":{kind}" if self.chance(0.9) else ""
            if types and self.chance(0.15):
                types += f"|{self.pick(self.graph.triples)[1]}"
            tie = Variable(self.name("r"), "tie", kind if "|" not in types and types else None)
            far = Variable(self.name("n"), "node", end)
            length = self.pick(["*1..2", "*2", "*0..1", "*1..3"]) if types and hops == 1 and self.chance(0.12) else ""
            if length or self.chance(0.4):
                inner = f"[{types}{length}]" if types or length else self.pick(["[]", ""])
            else:
                inner = f"[{tie.name}{types}{self.narrowed(kind) if tie.label and self.chance(0.1) else ''}]"
                new.append(tie)
            shown = f":{end}" if self.chance(0.6) and not either and not length else ""
            far.label = end if shown else None
            if self.chance(0.1):
                text += f"{self.arrow(inner, forward=forward, either=either)}({shown})"
            else:
                text += f"{self.arrow(inner, forward=forward, either=either)}({far.name}{shown})"
                new.append(far)
            at = end
        return text, new

    def narrowed(self, label: str) -> str:
        """Values of a property inside a pattern, sometimes."""
        if not self.chance(0.06):
            return ""
        names = [name for name, kind in self.graph.properties.get(label, {}).items() if kind in ("text", "whole")]
        if not names:
            return ""
        name = self.pick(names)
        return f" {{{name}: {self.value(self.pick(self.graph.values[label, name]))}}}"

    # --- clauses ---------------------------------------------------------------------------------------------

    def match(self) -> str:
        nodes = self.entities("node")
        start = self.pick(nodes) if nodes and self.chance(0.7) else None
        text, new = self.chain(start, self.pick([0, 1, 1, 1, 2, 2, 3] if start is None else [1, 1, 2]))
        self.scope += new
        if self.chance(0.12) and self.entities("node"):
            more, found = self.chain(self.pick(self.entities("node")), 1)
            text += f", {more}"
            self.scope += found
        return f"MATCH {text}{self.where(0.25)}"

    def optional(self) -> str:
        nodes = self.entities("node")
        if not nodes:
            return self.match()
        text, new = self.chain(self.pick(nodes), self.pick([1, 1, 1, 2]))
        self.scope += new
        # Neo4j before 5.26.31 loses rows where this condition counts a pattern (neo4j/neo4j#13877).
        self.counting = False
        condition = self.where(0.25)
        self.counting = True
        return f"OPTIONAL MATCH {text}{condition}"

    def where(self, share: float) -> str:
        if not self.chance(share):
            return ""
        self.filtering = True
        text = f" WHERE {self.predicate(1)}"
        self.filtering = False
        return text

    def unwind(self) -> str:
        texts = self.typed(["texts"])
        if texts and self.chance(0.7):
            name = self.name("u")
            self.scope.append(Variable(name, "text"))
            return f"UNWIND {texts[0]} AS {name}"
        name = self.name("u")
        self.scope.append(Variable(name, "whole"))
        return f"UNWIND {self.pick([self.value([1, 2, None]), 'range(0, 2)', self.value([2007, 2015])])} AS {name}"

    def items(self, count: int) -> list[tuple[str, Variable]]:
        """Plain columns: expressions with their new names."""
        found = []
        for _ in range(count):
            text, kind = self.expression()
            found.append((text, Variable(self.name("c"), kind)))
        return found

    def aggregate(self) -> tuple[str, Variable]:
        nodes, text, whole = self.entities(), self.text(0), self.whole(0)
        ordered = self.typed(["text", "whole", "day"])
        forms = [("count(*)", "whole"), (f"sum({whole})", "whole"), (f"avg({whole})", "mean")]
        forms += [(f"count(DISTINCT {text})", "whole"), (f"count({text})", "whole"), (f"collect({text})", "bag")]
        forms += [(f"collect(DISTINCT {text})", "bag"), (f"size(collect({text}))", "whole")]
        forms += [(f"count(CASE WHEN {self.predicate(0)} THEN 1 END)", "whole")]
        if ordered:
            forms += [(f"min({ordered[0]})", ordered[1]), (f"max({ordered[0]})", ordered[1])]
        if nodes:
            one = self.pick(nodes).name
            forms += [(f"count({one})", "whole"), (f"count(DISTINCT {one})", "whole")] * 2
        text, kind = ("count(*)", "whole") if self.chance(0.3) else self.pick(forms)
        return text, Variable(self.name("c"), kind)

    def keys(self, variables: list[Variable]) -> list[str]:
        """Expressions that order rows of some variables totally."""
        found = []
        for one in variables:
            if one.kind == "node":
                found.append(f"{one.name}.id")
            elif one.kind == "tie":
                found += [f"type({one.name})", f"{one.name}.tie_id"]
            elif one.kind not in ("bag", "texts"):
                found.append(one.name)
        means = {one.name for one in variables if one.kind == "mean"}  # the last digit of a mean is the engine's
        self.random.shuffle(found)
        return sorted(found, key=lambda key: key in means)

    def order(self, variables: list[Variable], share: float) -> str:
        keys = self.keys(variables)
        if not keys:
            return ""
        text = " ORDER BY " + ", ".join(key + self.pick(["", "", " DESC"]) for key in keys)
        if self.chance(share) and not any(one.kind in ("bag", "mean") for one in variables):
            text += self.pick([f" LIMIT {self.pick([1, 3, 10])}", f" SKIP {self.pick([1, 2])} LIMIT 5", " SKIP 3"])
        return text

    def projection(self, word: str) -> str:
        """WITH or RETURN: columns, or groups and aggregates."""
        entities = self.entities()
        kept = self.random.sample(entities, min(len(entities), self.pick([0, 1, 1, 2]))) if word == "WITH" else []
        kept += (
            []
            if self.chance(0.5)
            else [one for one in self.scope if one.kind in ("text", "whole", "day") and self.chance(0.3)]
        )
        kept = list({one.name: one for one in kept}.values())
        grouped = self.chance(0.45)
        columns = self.items(self.pick([0, 0, 1, 2] if grouped or kept else [1, 2, 3]))
        aggregates = [self.aggregate() for _ in range(self.pick([1, 1, 2]))] if grouped else []
        shown = [one.name for one in kept] + [f"{text} AS {one.name}" for text, one in [*columns, *aggregates]]
        distinct = "DISTINCT " if not grouped and self.chance(0.2) else ""
        after = [*kept, *(one for _, one in columns), *(one for _, one in aggregates)]
        text = f"{word} {distinct}{', '.join(shown)}"
        self.scope = after
        if word == "RETURN":
            self.bags |= {one.name for one in after if one.kind == "bag"}
            return text + self.order(after, 0.4)
        if self.chance(0.3):
            text += self.order(after, 0.7)
        self.scope = [one for one in after if one.kind not in ("bag", "mean")] if self.scope else after
        return text + self.where(0.2)

    def branch(self) -> list[str]:
        self.scope = []
        clauses = [self.unwind() if self.chance(0.05) else self.match()]
        for _ in range(self.pick([0, 0, 1, 1, 1, 2, 3])):
            kind: Callable[[], str] = self.pick(
                [self.match, self.optional, self.optional, self.unwind, lambda: self.projection("WITH")]
            )
            clauses.append(kind())
        return clauses

    def statement(self) -> Statement:
        if self.chance(0.08):
            return self.union()
        clauses = [*self.branch(), self.projection("RETURN")]
        return Statement(" ".join(clauses), self.parameters, frozenset(self.bags))

    def union(self) -> Statement:
        """Two branches with one column each of one kind; their rows have no order."""
        kind = self.pick(["text", "whole"])
        parts = []
        for _ in range(2):
            clauses = self.branch()
            found = self.text() if kind == "text" else self.whole()
            parts.append(" ".join([*clauses, f"RETURN {found} AS c"]))
        return Statement(self.pick([" UNION ", " UNION ALL "]).join(parts), self.parameters, frozenset())


def statement(graph: Graph, seed: int, number: int) -> Statement:
    """The statement of a number under a seed."""
    return Writer(graph, Random(f"{seed}:{number}")).statement()  # noqa: S311 - statements, no secrets
