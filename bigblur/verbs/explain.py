"""`bigblur explain`: the ties behind a number."""

from typing import Any

import pandas as pd

from bigblur.graph.explain import explain as explain_role
from bigblur.graph.explain import explain_boundary as explain_pair
from bigblur.graph.names import NameIndex
from bigblur.graph.projection import Projection
from bigblur.graph.stores import using
from bigblur.verbs.measure import projection


def explain(node: str, role: str = "brokerage_total", *, limit: int | None = None, **options: Any) -> pd.DataFrame:
    """List the open two-paths behind a node's count in a brokerage role, with dates and deals of both legs.

    Args:
        node: the broker: an id or a name; in a store an alias too, in any script.
        role: `coordinator`, `itinerant`, `gatekeeper`, `representative`, `liaison` or `brokerage_total`.
        limit: at most so many rows; all if None.
        options: what is measured; see `bigblur.verbs.measure.projection`.

    Returns:
        One row a path; see `bigblur.graph.explain.explain`. The chances add up to the count of `metrics`.

    Raises:
        UsageError: no such node or role. InputError: a table is not as it should be.

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["fish", "fish", "oil"]})
        >>> explain("b", "representative", edges=edges, nodes=nodes)[["source", "target"]].values.tolist()
        [['a', 'c']]
    """
    made = projection(**options)
    return explain_role(_known(node, made, options), role, made, limit=limit)


def explain_boundary(
    source_industry: str, target_industry: str, *, limit: int | None = None, **options: Any
) -> pd.DataFrame:
    """List the firm pairs behind the ties from one industry to another, with dates and deals.

    Args:
        source_industry: the industry that the ties come from.
        target_industry: the one they lead to.
        limit: at most so many rows; all if None.
        options: what is measured; see `bigblur.verbs.measure.projection`.

    Returns:
        One row a pair; see `bigblur.graph.explain.explain_boundary`. The chances add up to `ties` of `boundaries`.

    Raises:
        UsageError: no such industry. InputError: a table is not as it should be.

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["fish", "fish", "oil"]})
        >>> explain_boundary("fish", "oil", edges=edges, nodes=nodes)[["source", "target"]].values.tolist()
        [['b', 'c']]
    """
    return explain_pair(source_industry, target_industry, projection(**options), limit=limit)


def _known(text: str, made: Projection, options: dict[str, Any]) -> str:
    """The id of what a text means in a store; elsewhere the text."""
    in_memory = options.get("edges") is not None or options.get("projection") is not None
    if in_memory or text in made.ids:
        return text
    with using(options.get("store")) as opened:
        return NameIndex(opened.nodes()).find(text)
