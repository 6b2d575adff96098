"""The whole of the model as SHACL, for any validator: classes, ties as resources, and statements.

The hand-written shapes of `ontology/` say what a node's properties and a tie's ends and qualifiers are; here each tie
gets the class of resources that stand for it in the exported graph, and its ends become constraints on them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from bigblur.generate.notice import NOTICE

_BB = "https://w3id.org/bigblur#"
_HEAD = """\
@prefix bb: <https://w3id.org/bigblur#> .
@prefix bbm: <https://w3id.org/bigblur/meta#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/bigblur/shapes> a owl:Ontology ;
    sh:declare [ sh:prefix "bb" ; sh:namespace "https://w3id.org/bigblur#"^^xsd:anyURI ] .
"""

_TYPES = {
    "string": "sh:datatype xsd:string",
    "decimal": 'sh:datatype xsd:decimal ; sh:pattern "^-?[0-9]+([.][0-9]+)?$"',
    "integer": 'sh:datatype xsd:integer ; sh:pattern "^-?[0-9]+$"',
}

# A decade and a quarter as the first month that they may mean, and as the last: then texts compare as dates do.
_FIRST = {"X": "0", "-Q1": "-01", "-Q2": "-04", "-Q3": "-07", "-Q4": "-10"}
_LAST = {"X": "9", "-Q1": "-03", "-Q2": "-06", "-Q3": "-09", "-Q4": "-12"}

_PERIOD = """\
bb:PeriodShape a sh:NodeShape ; sh:targetSubjectsOf bb:validTo ;
    sh:sparql [ a sh:SPARQLConstraint ; sh:message "it ends before it begins" ;
        sh:prefixes <https://w3id.org/bigblur/shapes> ;
        sh:select \"\"\"SELECT $this (bb:validTo AS ?path) ?value WHERE {
            $this bb:validFrom ?from ; bb:validTo ?value .
            BIND ({first} AS ?first) BIND ({last} AS ?last)
            BIND (IF(STRLEN(?first) < STRLEN(?last), STRLEN(?first), STRLEN(?last)) AS ?both)
            FILTER (SUBSTR(?last, 1, ?both) < SUBSTR(?first, 1, ?both))
        }\"\"\" ] .
"""

_NOTE = """\
bb:FlagShape a sh:NodeShape ; sh:targetSubjectsOf bb:flag ;
    sh:property [ sh:path bb:note ; sh:minCount 1 ; sh:message "a flag needs a note that says what is unclear" ] .
"""


def shapes(model: dict[str, Any]) -> str:
    """Write the shapes of a model as one Turtle file."""
    writer = _Writer(model)
    parts = [f"# {NOTICE}", "", _HEAD]
    parts += [writer.node_class(label, part) for label, part in model["classes"].items()]
    parts += [writer.tie(part) for part in model["ties"].values()]
    period = _PERIOD.replace("{first}", _replaced("?from", _FIRST)).replace("{last}", _replaced("?value", _LAST))
    parts += [writer.statement(), period, _NOTE]
    return "\n".join(parts)


class _Writer:
    def __init__(self, model: dict[str, Any]) -> None:
        self.model = model
        self.edtf = _string(f"^({model['datatypes']['edtf']['pattern']})$")

    def iri(self, column: str) -> str:
        return _short(self.model["properties"][column]["iri"])

    def node_class(self, label: str, part: dict[str, Any]) -> str:
        ignored = ["rdf:type", "skos:altLabel", *(_short(tie["iri"]) for tie in self.model["ties"].values())]
        lines = [
            f"bb:{label}Shape a sh:NodeShape ; sh:targetClass bb:{label}",
            f"sh:closed true ; sh:ignoredProperties ( {' '.join(ignored)} )",
            "sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:maxCount 1 ]",
        ]
        return _paragraph([*lines, *self.properties(part["properties"])])

    def properties(self, columns: dict[str, Any]) -> Iterator[str]:
        for name, column in columns.items():
            facets = [
                f"sh:path {self.iri(name)}",
                f"sh:datatype bbm:edtf ; sh:pattern {self.edtf}"
                if column["datatype"] == "edtf"
                else _TYPES[column["datatype"]],
            ]
            facets += [] if column["many"] else ["sh:maxCount 1"]
            facets += ["sh:minCount 1"] if column["required"] else []
            facets += [f"sh:in ( {' '.join(map(_string, column['allowed']))} )"] if column["allowed"] else []
            facets += [f"sh:pattern {_string(column['pattern'])}"] if column["pattern"] else []
            for facet, bound in (("sh:minInclusive", column["least"]), ("sh:maxInclusive", column["most"])):
                facets += [f"{facet} {bound:g}"] if bound is not None else []
            yield f"sh:property [ {' ; '.join(facets)} ]"

    def tie(self, part: dict[str, Any]) -> str:
        iri = part["iri"].removeprefix(_BB)
        name = f"{iri[0].upper()}{iri[1:]}"
        label, korean = _string(part["label"]), _string(part["label_ko"])
        head = f"""\
bb:{name} a owl:Class ; rdfs:subClassOf bb:Tie ; rdfs:label {label}@en, {korean}@ko ;
    skos:definition {_string(part["definition"])}@en ; skos:example {_string(part["example"])}@en ."""
        ends = [
            f"[ sh:property [ sh:path rdf:subject ; {_any_class(end['sources'])} ] , "
            f"[ sh:path rdf:object ; {_any_class(end['targets'])} ] ]"
            for end in part["ends"]
        ]
        fields = ("rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "prov:wasDerivedFrom")
        lines = [
            f"bb:{name}TieShape a sh:NodeShape ; sh:targetClass bb:{name}",
            f"sh:closed true ; sh:ignoredProperties ( {' '.join(fields)} )",
            "sh:property [ sh:path rdf:subject ; sh:minCount 1 ; sh:maxCount 1 ]",
            "sh:property [ sh:path rdf:object ; sh:minCount 1 ; sh:maxCount 1 ]",
            "sh:property [ sh:path bb:deal ; sh:class bb:Deal ; sh:maxCount 1 ]",
            *(f"sh:property [ sh:path {path} ; {self.date()} ]" for path in ("bb:validFrom", "bb:validTo")),
            f"sh:or ( {' '.join(ends)} )",
        ]
        return f"{head}\n{_paragraph([*lines, *self.properties(part['qualifiers'])])}"

    def date(self) -> str:
        return f"sh:datatype bbm:edtf ; sh:maxCount 1 ; sh:pattern {self.edtf}"

    def statement(self) -> str:
        stated = [part for part in self.model["ties"].values() if not part["derived"]]
        others = (*stated, *self.model["measures"].values(), *self.model["properties"].values())
        said = ["rdfs:label", "skos:altLabel", *(_short(part["iri"]) for part in others)]
        classes = [label.lower() for label, part in self.model["classes"].items() if not part["derived"]]
        node = _string(f"^https://w3id[.]org/bigblur/({'|'.join(sorted(classes))})/[A-Za-z0-9./-]+$")
        fields = self.model["records"]["Statement"]["fields"]
        lines = [
            "bb:StatementShape a sh:NodeShape ; sh:targetClass bb:Statement",
            f"sh:property [ sh:path rdf:subject ; sh:minCount 1 ; sh:maxCount 1 ; sh:pattern {node} ]",
            f"sh:property [ sh:path rdf:predicate ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( {' '.join(said)} ) ]",
            "sh:property [ sh:path rdf:object ; sh:maxCount 1 ]",
            "sh:property [ sh:path prov:hadPrimarySource ; sh:class bb:Source ; sh:minCount 1 ; sh:maxCount 1 ]",
        ]
        return _paragraph([*lines, *self.properties(fields)])


def _paragraph(lines: Iterable[str]) -> str:
    return " ;\n    ".join(lines) + " .\n"


def _any_class(labels: list[str]) -> str:
    return f"sh:or ( {' '.join(f'[ sh:class bb:{label} ]' for label in labels)} )"


def _replaced(variable: str, parts: dict[str, str]) -> str:
    """An expression of SPARQL: the text of a variable with parts of it replaced."""
    made = f"STR({variable})"
    for part, other in parts.items():
        made = f'REPLACE({made}, "{part}", "{other}")'
    return made


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _short(iri: str) -> str:
    return f"bb:{iri.removeprefix(_BB)}"
