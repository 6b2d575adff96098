"""The three syntaxes that the graph is written in, each a stream of blocks: Turtle, N-Quads and JSON-LD.

Text is put together column by column in arrow, which is several times as fast as row by row in Python.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.rdf import terms
from bigblur.rdf.describe import Block, Field

_SPECIAL = r'[\x00-\x1f"\\\x7f]'
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _escaped(values: pa.Array) -> pa.Array:
    """Text as it stands between quotation marks, in all three syntaxes alike."""
    marked = pc.match_substring_regex(values, _SPECIAL)
    if not pc.any(marked).as_py():
        return values
    special = re.compile(_SPECIAL)
    changed = [None if text is None else special.sub(_escape, text) for text in values.filter(marked).to_pylist()]
    return pc.replace_with_mask(values, pc.fill_null(marked, False), pa.array(changed, pa.string()))


def _joined(*parts: Any) -> pa.Array:
    """Put texts together row by row; where one is null, all is."""
    made = [pa.scalar(part, pa.string()) if isinstance(part, str) else part for part in parts]
    return pc.binary_join_element_wise(*made, "")


@lru_cache(maxsize=4096)
def _short(iri: str) -> str:
    """An IRI of a vocabulary as a prefixed name."""
    for prefix, namespace in terms.PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", local):
            return f"{prefix}:{local}"
    return f"<{iri}>"


class Syntax(ABC):
    """How blocks become text."""

    ending: ClassVar[str]
    """Ending of files, without the point."""

    head: ClassVar[str] = ""
    tail: ClassVar[str] = ""
    between: ClassVar[str] = ""
    """What stands before each resource but the first."""

    def text(self, blocks: Iterable[Block]) -> str:
        """Write blocks as one text."""
        return b"".join(self.parts(blocks)).decode("utf-8")

    def parts(self, blocks: Iterable[Block]) -> Iterator[memoryview | bytes]:
        """Write blocks one after the other, with what stands around them."""
        yield self.head.encode()
        first = True
        for block in blocks:
            for array in self.arrays(block):
                written = memoryview(_content(array))
                if first and written:
                    written, first = written[len(self.between) :], False
                yield written
        yield self.tail.encode()

    @abstractmethod
    def arrays(self, block: Block) -> Iterator[pa.Array]:
        """The texts of a block, in the order in which they are to stand."""

    def term(self, field: Field, values: pa.Array, langs: pa.Array | None) -> pa.Array:
        """Values as the ends of triples."""
        if field.kind == "node":
            return self.node(values)
        if field.kind == "term":
            return self.vocabulary(values)
        return self.literal(_escaped(values), field.datatype, langs)

    @abstractmethod
    def node(self, paths: pa.Array) -> pa.Array:
        """Resources of the graph."""

    @abstractmethod
    def vocabulary(self, iris: pa.Array) -> pa.Array:
        """Terms of vocabularies."""

    @abstractmethod
    def literal(self, values: pa.Array, datatype: str | None, langs: pa.Array | None) -> pa.Array:
        """Values, escaped already."""


def _content(array: pa.Array) -> pa.Buffer:
    """All texts of an array, one behind the other: they lie so in its memory."""
    if len(array) == 0:
        return pa.py_buffer(b"")
    filled = pc.fill_null(array, "")
    filled = filled.combine_chunks() if isinstance(filled, pa.ChunkedArray) else filled
    offsets = memoryview(filled.buffers()[1]).cast("i")
    begin, end = offsets[filled.offset], offsets[filled.offset + len(filled)]
    return filled.buffers()[2].slice(begin, end - begin)


class _Angled(Syntax):
    """What Turtle and N-Quads share: text in quotation marks with its datatype or language behind."""

    def literal(self, values: pa.Array, datatype: str | None, langs: pa.Array | None) -> pa.Array:
        if datatype is not None:
            return _joined('"', values, f'"^^{self.name(datatype)}')
        tail = pa.scalar('"') if langs is None else pc.coalesce(_joined('"@', langs), pa.scalar('"'))
        return _joined('"', values, tail)

    def vocabulary(self, iris: pa.Array) -> pa.Array:
        encoded = iris.dictionary_encode()
        return pa.array([self.name(iri) for iri in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)

    @staticmethod
    @abstractmethod
    def name(iri: str) -> str:
        """The name of a term."""


class NQuads(_Angled):
    """One line a triple, with the source's named graph behind each of its statements."""

    ending = "nq"

    def arrays(self, block: Block) -> Iterator[pa.Array]:
        """Write the lines of one field after those of the other."""
        subjects = _joined(f"<{terms.BASE}", block.paths, "> ")
        graphs = None if block.sources is None else _joined(f" <{terms.BASE}source/", block.sources, "> .\n")
        for field in block.fields:
            values, langs = field.values, field.langs
            own = subjects
            if pa.types.is_list(values.type):
                own, values = subjects.take(pc.list_parent_indices(values)), pc.list_flatten(values)
            middle = self.term(field, values, langs)
            yield _joined(own, f"<{field.predicate}> ", middle, " .\n" if graphs is None else graphs)

    def node(self, paths: pa.Array) -> pa.Array:
        """IRIs in full."""
        return _joined(f"<{terms.BASE}", paths, ">")

    @staticmethod
    def name(iri: str) -> str:
        """The IRI in full."""
        return f"<{iri}>"


class _Rows(Syntax):
    """What Turtle and JSON-LD share: one paragraph a resource."""

    before: ClassVar[str]
    behind: ClassVar[str]
    end: ClassVar[str]

    def arrays(self, block: Block) -> Iterator[pa.Array]:
        """Write one paragraph a resource."""
        parts = [self.field(field, first=not at) for at, field in enumerate(block.fields)]
        filled = [pc.fill_null(part, "") for part in parts]
        yield _joined(f"{self.between}{self.before}", block.paths, self.behind, *filled, self.end)

    @abstractmethod
    def field(self, field: Field, *, first: bool) -> pa.Array:
        """What the resources are said to have, with what stands before it."""

    def several(self, field: Field, between: str) -> pa.Array:
        """The values of lists, written one behind the other; null where a list is empty."""
        flat = self.term(field, pc.list_flatten(field.values), None)
        lengths = pc.fill_null(pc.list_value_length(field.values), 0)
        offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths).cast(pa.int32())])
        texts = pc.binary_join(pa.ListArray.from_arrays(offsets, flat), between)
        return pc.if_else(pc.greater(lengths, 0), texts, pa.scalar(None, pa.string()))


class Turtle(_Rows, _Angled):
    """Prefixed names, one paragraph a resource."""

    ending = "ttl"
    head = (
        f"@base <{terms.BASE}> .\n"
        + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in terms.PREFIXES.items())
        + "\n"
    )
    before, behind, end = "<", "> ", " .\n"

    def field(self, field: Field, *, first: bool) -> pa.Array:
        """One line a field."""
        several = pa.types.is_list(field.values.type)
        text = self.several(field, " , ") if several else self.term(field, field.values, field.langs)
        return _joined(f"{'' if first else ' ;' + chr(10) + '    '}{_short(field.predicate)} ", text)

    def node(self, paths: pa.Array) -> pa.Array:
        """Relative IRIs."""
        return _joined("<", paths, ">")

    @staticmethod
    def name(iri: str) -> str:
        """The prefixed name."""
        return _short(iri)


class JsonLd(_Rows):
    """One node object a line, under a context that stands in the file."""

    ending = "jsonld"
    head = '{"@context": ' + json.dumps({"@base": terms.BASE, **terms.PREFIXES}) + ', "@graph": [\n'
    tail = "\n]}\n"
    between = ",\n"
    before, behind, end = '{"@id": "', '"', "}"

    def field(self, field: Field, *, first: bool) -> pa.Array:  # noqa: ARG002 - the @id stands before the first
        """One key a field."""
        several = pa.types.is_list(field.values.type)
        if field.predicate == terms.TYPE:
            return _joined(', "@type": "', self.vocabulary(field.values), '"')
        text = self.several(field, ", ") if several else self.term(field, field.values, field.langs)
        return _joined(f', "{_short(field.predicate)}": [', text, "]")

    def term(self, field: Field, values: pa.Array, langs: pa.Array | None) -> pa.Array:
        """An object of JSON."""
        made = super().term(field, values, langs)
        return _joined('{"@id": "', made, '"}') if field.kind == "term" else made

    def node(self, paths: pa.Array) -> pa.Array:
        """An object with a relative IRI."""
        return _joined('{"@id": "', paths, '"}')

    def vocabulary(self, iris: pa.Array) -> pa.Array:
        """Prefixed names."""
        encoded = iris.dictionary_encode()
        return pa.array([_short(iri) for iri in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)

    def literal(self, values: pa.Array, datatype: str | None, langs: pa.Array | None) -> pa.Array:
        """An object with a value."""
        if datatype is not None:
            return _joined('{"@value": "', values, f'", "@type": "{_short(datatype)}"}}')
        if langs is None:
            return _joined('{"@value": "', values, '"}')
        return _joined('{"@value": "', values, pc.coalesce(_joined('", "@language": "', langs, '"}'), pa.scalar('"}')))


SYNTAXES: dict[str, Syntax] = {"turtle": Turtle(), "nquads": NQuads(), "jsonld": JsonLd()}
"""By the name that `bigblur export --format` takes."""


def write_rdf(blocks: Iterable[Block], syntax: str, path: Path) -> None:
    r"""Write blocks to a file as they come; the file takes its place only when it is whole.

    Example:
        >>> from tempfile import mkdtemp
        >>> path = Path(mkdtemp()) / "one.nq"
        >>> write_rdf([Block(pa.array(["firm/a"]), [Field(terms.LABEL, pa.array(["A"]), "literal")])], "nquads", path)
        >>> path.read_text()
        '<https://w3id.org/bigblur/firm/a> <http://www.w3.org/2000/01/rdf-schema#label> "A" .\n'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    try:
        with beside.open("wb", buffering=1 << 20) as file:
            for part in SYNTAXES[syntax].parts(blocks):
                file.write(part)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
