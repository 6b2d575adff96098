"""The industry schemes of the ontology as statements: names, codes, levels, and which industry lies in which."""

from pathlib import Path

from bigblur.loaders.loaded import Loaded, Origin
from bigblur.loaders.source import Source
from bigblur.model import industries


def scheme_sources() -> tuple[Source, ...]:
    """The schemes as sources."""
    return (
        Source(
            id="isic-rev4",
            title="International Standard Industrial Classification of All Economic Activities (ISIC), Revision 4",
            rank=2,
            file=Path("ontology/schemes/isic-rev4.ttl"),
            details={
                "publisher": "United Nations Statistics Division",
                "date": "2008",
                "licence": "free to use with source",
                "url": "https://unstats.un.org/unsd/classifications/Econ/isic",
            },
        ),
        Source(
            id="convergence",
            title="Convergence domains: the scheme of bigblur",
            rank=8,
            file=Path("ontology/schemes/convergence"),
            details={"publisher": "bigblur", "licence": "CC0-1.0"},
        ),
    )


def load_schemes(*, editorial: bool) -> Loaded:
    """Make the statements on every industry of every scheme.

    Args:
        editorial: also the links from one scheme to another, which are statements of the source `editorial`.

    Example:
        >>> rows = [row for row, _ in load_schemes(editorial=False) if row["subject"] == "industry/isic-rev4/03"]
        >>> [row["value"] for row in rows if "value" in row]
        ['Fishing and aquaculture', 'isic-rev4', '03', 'division']
    """
    loaded = Loaded(sources=[source.id for source in scheme_sources()])
    for industry in industries():
        origin = Origin(Path("ontology/schemes"), None)
        common = {
            "subject": industry["id"],
            "source_id": industry["source"],
            "locator": f"scheme {industry['scheme']}, code {industry['code']}",
            "status": "fact",
        }
        loaded.add(origin, **common, predicate="name", value=industry["name"], lang="en")
        if industry["name_ko"]:
            loaded.add(origin, **common, predicate="name", value=industry["name_ko"], lang="ko")
        for name in ("scheme", "code", "level"):
            loaded.add(origin, **common, predicate=name, value=industry[name])
        for wider in industry["broader"]:
            if wider.split("/")[1] == industry["scheme"]:
                loaded.add(origin, **common, predicate="BROADER", object=wider)
            elif editorial:
                loaded.add(origin, **{**common, "source_id": "editorial"}, predicate="BROADER", object=wider)
    return loaded
