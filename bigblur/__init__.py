"""bigblur: a knowledge graph of industry-convergence ecosystems, and the instruments to measure it.

Every verb of the command line is a function of the same name here; each is imported when it is first used, so that
importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bigblur.correspondences import translate
    from bigblur.graph.inference import test
    from bigblur.graph.over_time import over_time
    from bigblur.graph.stores import open_store
    from bigblur.loaders.scheme_file import read_scheme
    from bigblur.verbs.build import build
    from bigblur.verbs.coverage import coverage
    from bigblur.verbs.demo import demo
    from bigblur.verbs.explain import explain, explain_boundary
    from bigblur.verbs.explore import explore
    from bigblur.verbs.export import export
    from bigblur.verbs.industries import industries
    from bigblur.verbs.measure import boundaries, metrics
    from bigblur.verbs.query import queries, query
    from bigblur.verbs.replay import replay
    from bigblur.verbs.schema import schema
    from bigblur.verbs.sparql import sparql
    from bigblur.verbs.validate import validate
    from bigblur.verbs.why import why

__version__ = "0.1.0"

_HOMES = {
    "boundaries": "bigblur.verbs.measure",
    "build": "bigblur.verbs.build",
    "coverage": "bigblur.verbs.coverage",
    "demo": "bigblur.verbs.demo",
    "explain": "bigblur.verbs.explain",
    "explain_boundary": "bigblur.verbs.explain",
    "explore": "bigblur.verbs.explore",
    "export": "bigblur.verbs.export",
    "industries": "bigblur.verbs.industries",
    "metrics": "bigblur.verbs.measure",
    "open_store": "bigblur.graph.stores",
    "over_time": "bigblur.graph.over_time",
    "queries": "bigblur.verbs.query",
    "query": "bigblur.verbs.query",
    "read_scheme": "bigblur.loaders.scheme_file",
    "replay": "bigblur.verbs.replay",
    "schema": "bigblur.verbs.schema",
    "sparql": "bigblur.verbs.sparql",
    "test": "bigblur.graph.inference",
    "translate": "bigblur.correspondences",
    "validate": "bigblur.verbs.validate",
    "why": "bigblur.verbs.why",
}

__all__ = [
    "boundaries",
    "build",
    "coverage",
    "demo",
    "explain",
    "explain_boundary",
    "explore",
    "export",
    "industries",
    "metrics",
    "open_store",
    "over_time",
    "queries",
    "query",
    "read_scheme",
    "replay",
    "schema",
    "sparql",
    "test",
    "translate",
    "validate",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'bigblur' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
