"""The graph as RDF, out and in: statements as n-ary resources with their provenance, and the resolved view beside them.

`terms` names things, `describe` says which triples a row makes, `syntaxes` writes them, `read` reads statements back.
"""

from bigblur.rdf.describe import descriptions
from bigblur.rdf.read import read_rdf
from bigblur.rdf.syntaxes import SYNTAXES, write_rdf

__all__ = ["SYNTAXES", "descriptions", "read_rdf", "write_rdf"]
