"""Write the Turtle of the industry schemes from the tables: `python -m bigblur.generate.schemes FOLDER_OF_TABLES`.

What it writes is a pure function of the tables and is committed; the tables are not. `make generate` reads the Turtle.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bigblur.classifications import Industry, Scheme
from bigblur.correspondences import Correspondence
from bigblur.data import folder
from bigblur.errors import BigblurError
from bigblur.generate.scheme_reader import DCTERMS, OWL
from bigblur.generate.scheme_sources import SCHEMES
from bigblur.generate.scheme_tables import read_tables
from bigblur.rdf.terms import BASE, BB, RDFS, SKOS

_NOTE = "Written from the tables by `python -m bigblur.generate.schemes`: change that, not this."
_PREFIXES = {"bb": BB, "dcterms": DCTERMS, "i": f"{BASE}industry/", "owl": OWL, "rdfs": RDFS, "skos": SKOS}


def scheme_files(tables: Path) -> dict[Path, str]:
    """Make the content of every file, by its path in `ontology/schemes`.

    Raises:
        InputError: a table is missing, or not what it was.
    """
    schemes, correspondences = read_tables(tables)
    files = {Path(f"{scheme.id}.ttl"): _lines(_of_scheme(scheme), scheme.id) for scheme in schemes}
    for one in correspondences:
        path = Path("correspondences") / f"{one.source}--{one.target}.ttl"
        files[path] = _lines(_of_correspondence(one), one.source, one.target)
    return files


def _lines(lines: Iterator[str], *schemes: str) -> str:
    text = "\n".join(lines)
    prefixes = _PREFIXES | {_prefix(one): f"{BASE}industry/{one}/" for one in schemes}
    head = [
        f"@prefix {name}: <{iri}> ."
        for name, iri in sorted(prefixes.items())
        if re.search(rf"(?<![\w.]){re.escape(name)}:", text)
    ]
    return "\n".join([*head, "", f"# {_NOTE}", "", text, ""])


def _prefix(scheme_id: str) -> str:
    """A short prefix for the concepts of a scheme: `isic3.1`."""
    return scheme_id.replace("rev", "").replace("-", "")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _of_scheme(scheme: Scheme) -> Iterator[str]:
    described = SCHEMES[scheme.id]
    details = described.source.details
    labels = [f"{_quoted(described.label)}@en", *([f"{_quoted(described.label_ko)}@ko"] if described.label_ko else [])]
    parts = {
        "rdfs:label": ", ".join(labels),
        "skos:notation": _quoted(scheme.id),
        "bb:precedence": str(described.source.rank),
        "dcterms:title": _quoted(described.source.title),
        "dcterms:publisher": _quoted(details["publisher"]),
        "dcterms:issued": _quoted(details["date"]) if "date" in details else "",
        "dcterms:license": _quoted(details["licence"]),
        "dcterms:rights": _quoted(described.notice),
        "dcterms:source": _quoted(described.copied_from),
        "rdfs:seeAlso": f"<{details['url']}>" if "url" in details else "",
    }
    said = " ;\n    ".join(f"{name} {value}" for name, value in parts.items() if value)
    yield f"<{BASE}industry/{scheme.id}> a skos:ConceptScheme ;\n    {said} .\n"
    for industry in scheme.industries.values():
        yield _of_industry(scheme, industry)


def _of_industry(scheme: Scheme, industry: Industry) -> str:
    prefix = _prefix(scheme.id)
    wider = "".join(f" ; skos:broader {prefix}:{code}" for code in scheme.wider(industry))
    names = ", ".join(f"{_quoted(name)}@{lang}" for lang, name in industry.names.items())
    return (
        f"{prefix}:{industry.code} a skos:Concept ; skos:inScheme i:{scheme.id} ; "
        f'skos:notation "{industry.code}" ; bb:level "{industry.level}"{wider} ; skos:prefLabel {names} .'
    )


def _of_correspondence(table: Correspondence) -> Iterator[str]:
    """One line a code and relation, one more for each link of which the table says what part is meant."""
    source, target = _prefix(table.source), _prefix(table.target)
    language = "ko" if table.source.startswith("ksic") else "en"
    related: dict[tuple[str, str], list[str]] = defaultdict(list)
    for link in table.links:
        related[link.source, link.relation].append(f"{target}:{link.target}")
    for (code, relation), others in sorted(related.items()):
        yield f"{source}:{code} skos:{relation} {', '.join(others)} ."
    for link in sorted(table.links):
        if link.part:
            yield (
                f"[] a owl:Axiom ; owl:annotatedSource {source}:{link.source} ; "
                f"owl:annotatedProperty skos:{link.relation} ; owl:annotatedTarget {target}:{link.target} ; "
                f"skos:note {_quoted(link.part)}@{language} ."
            )


def main(arguments: list[str]) -> int:
    """Write the files of a checkout; returns the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m bigblur.generate.schemes FOLDER_OF_TABLES\n")
        return 2
    try:
        files = scheme_files(Path(arguments[0]))
    except BigblurError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for path, text in files.items():
        place = folder("ontology") / "schemes" / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
