"""SHACL over described resources: the standard's own word on what the column checks of `bigblur.checks` say."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from bigblur.errors import UsageError
from bigblur.rdf import terms
from bigblur.rdf.describe import Block
from bigblur.rdf.syntaxes import SYNTAXES

SHAPES = Path(__file__).resolve().parents[1] / "generated" / "shapes.ttl"

_RESULTS = """
    PREFIX sh: <http://www.w3.org/ns/shacl#>
    SELECT ?focus ?path ?value ?message ?shape WHERE {
        ?result a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultMessage ?message ; sh:sourceShape ?shape .
        OPTIONAL { ?result sh:resultPath ?path } OPTIONAL { ?result sh:value ?value }
    }
"""


def shacl_report(blocks: Iterable[Block]) -> pd.DataFrame:
    """Validate resources against the shapes of the ontology with pyshacl.

    Args:
        blocks: small graphs and samples: pyshacl takes about 1 ms a triple.

    Returns:
        One row a violation: `focus` (the resource's path), `path` (the term), `value`, `message`; none if it conforms.

    Raises:
        UsageError: pyshacl is not installed.
    """
    try:
        import pyshacl
        from rdflib import Graph
    except ImportError as error:
        raise UsageError("SHACL needs pyshacl: `pip install bigblur[shacl]`.") from error
    data = Graph().parse(data=SYNTAXES["turtle"].text(blocks), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(SHAPES), inference="none")
    rows = [
        {
            "focus": str(row.focus).removeprefix(terms.BASE),
            "path": None if row.path is None else str(row.path),
            "value": None if row.value is None else str(row.value),
            "message": str(row.message),
        }
        for row in report.query(_RESULTS)
    ]
    frame = pd.DataFrame(rows, columns=["focus", "path", "value", "message"], dtype=object)
    return frame.sort_values(["focus", "path"], kind="stable", ignore_index=True)
