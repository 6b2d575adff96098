"""`bigblur sparql`: SPARQL over the graph as RDF."""

from pathlib import Path
from typing import Any

import pandas as pd

from bigblur.data import folder
from bigblur.errors import QueryError, UsageError, did_you_mean
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.rdf import SYNTAXES, descriptions, terms

_NUMBERS = {f"{terms.XSD}integer": int, f"{terms.XSD}decimal": float, f"{terms.XSD}double": float}


def sparql(name_or_query: str, *, store: str | Path | Store | None = None) -> pd.DataFrame:
    """Run a SPARQL query, given or by the name of an example, over what `bigblur export --format nquads` writes.

    The usual prefixes need no declaration (bb, prov, rdf, rdfs, skos, xsd). Statements stand in the named graph of
    their source, the resolved view in the default graph; a query without GRAPH sees them all.

    Args:
        name_or_query: a name without blanks is looked up among the examples; anything else is SPARQL.
        store: a path, an address, or an open store; see `open_store`.

    Returns:
        One row a solution of SELECT; of CONSTRUCT and DESCRIBE one row a triple; of ASK one row with `answer`. Nodes
        are given by id.

    Raises:
        UsageError: there is no such example.
        QueryError: the query does not parse.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = Path(mkdtemp()) / "demo.db"
        >>> _ = bigblur.build(store=place)
        >>> sparql("SELECT ?firm WHERE { ?firm a bb:Firm ; rdfs:label 'AKVA' }", store=place)["firm"].tolist()
        ['firm/akva-group']
    """
    import pyoxigraph

    text = example(name_or_query) if len(name_or_query.split()) == 1 else name_or_query
    graph = pyoxigraph.Store()
    with using(store) as opened:
        graph.load(SYNTAXES["nquads"].text(descriptions(opened)), format=pyoxigraph.RdfFormat.N_QUADS)
    try:
        found: Any = graph.query(text, prefixes=terms.PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(f"That is no SPARQL: {error.msg}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"The query failed: {error}") from error
    if isinstance(found, pyoxigraph.QueryBoolean):
        return pd.DataFrame({"answer": [bool(found)]}, dtype=object)
    if isinstance(found, pyoxigraph.QuerySolutions):
        names = [variable.value for variable in found.variables]
        rows = [[_plain(solution[name]) for name in names] for solution in found]
        return pd.DataFrame(rows, columns=names, dtype=object)
    rows = [[_plain(triple.subject), _plain(triple.predicate), _plain(triple.object)] for triple in found]
    return pd.DataFrame(rows, columns=["subject", "predicate", "object"], dtype=object)


def examples() -> dict[str, str]:
    """The examples of SPARQL, name → title."""
    paths = sorted((folder("queries") / "sparql").glob("*.rq"))
    return {path.stem: path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for path in paths}


def example(name: str) -> str:
    """The text of an example.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in examples():
        raise UsageError(
            f"There is no SPARQL example {name!r}: {', '.join(examples())}.{did_you_mean(name, examples())}"
        )
    return (folder("queries") / "sparql" / f"{name}.rq").read_text(encoding="utf-8")


def _plain(term: Any) -> Any:
    """A term as people read it: ids, prefixed names, numbers, text."""
    if term is None:
        return None
    text = str(term.value)
    datatype = getattr(term, "datatype", None)
    if datatype is not None:
        try:
            return _NUMBERS.get(datatype.value, str)(text)
        except ValueError:  # a number by its datatype only
            return text
    if text.startswith(terms.BB):
        return f"bb:{text.removeprefix(terms.BB)}"
    return text.removeprefix(terms.BASE)
