"""Industry schemes as statements: names, codes, levels, and which industry lies in which."""

from collections.abc import Iterable

from bigblur.classifications import Industry, Scheme, known_schemes, schemes
from bigblur.loaders.loaded import Loaded, Origin
from bigblur.loaders.source import Source
from bigblur.loaders.tidy import describe_source

_ALWAYS = {"convergence": ("domain",), "isic-rev4": ("section", "division")}
"""What stands in every store: the scheme's id → levels. Of all else only what is spoken of."""


def scheme_sources() -> tuple[Source, ...]:
    """The bundled schemes as sources."""
    return tuple(scheme.source for scheme in schemes().values())


def load_schemes(spoken_of: Iterable[str] = (), *, editorial: bool, own: Iterable[Scheme] = ()) -> Loaded:
    """Make the statements on the backbone, and on each industry that is spoken of with all that is broader.

    Args:
        spoken_of: ids of nodes; those that no scheme knows are passed over.
        editorial: also the links from one scheme to another, which are statements of the source `editorial`.
        own: schemes beside the bundled ones.

    Returns:
        The statements; `sources` are the schemes that they are of, each described.

    Example:
        >>> rows = [row for row, _ in load_schemes(editorial=False) if row["subject"] == "industry/isic-rev4/03"]
        >>> [row["value"] for row in rows if "value" in row]
        ['Fishing and aquaculture', 'isic-rev4', '03', 'division']
        >>> load_schemes(["industry/naics-2017/111110"], editorial=False).sources
        ['isic-rev4', 'naics-2017', 'convergence']
    """
    known = known_schemes(own)
    wanted = _wanted(spoken_of, known)
    loaded = Loaded(sources=list(dict.fromkeys(industry.scheme for industry in wanted.values())))
    for source_id in loaded.sources:
        describe_source(loaded, known[source_id].source)
    for industry in wanted.values():
        _add(loaded, industry, known[industry.scheme], editorial=editorial)
    return loaded


def _wanted(spoken_of: Iterable[str], known: dict[str, Scheme]) -> dict[str, Industry]:
    """The industries that a store needs, by id, those of one scheme together."""
    found: dict[str, Industry] = {}
    queue = [one for name, levels in _ALWAYS.items() for one in known[name].industries.values() if one.level in levels]
    for node_id in spoken_of:
        prefix, _, rest = node_id.partition("/")
        scheme, _, code = rest.partition("/")
        if prefix == "industry" and scheme in known and code in known[scheme].industries:
            queue.append(known[scheme].industries[code])
    while queue:
        industry = queue.pop()
        if industry.id not in found:
            found[industry.id] = industry
            queue += [known[wider.split("/")[1]].industries[wider.split("/")[2]] for wider in industry.broader]
    return dict(sorted(found.items(), key=lambda item: (item[1].scheme == "convergence", item[0])))


def _add(loaded: Loaded, industry: Industry, scheme: Scheme, *, editorial: bool) -> None:
    origin = Origin(scheme.source.file, None)
    common = {
        "subject": industry.id,
        "source_id": industry.scheme,
        "locator": f"scheme {industry.scheme}, code {industry.code}",
        "status": "fact",
    }
    for lang, name in industry.names.items():
        loaded.add(origin, **common, predicate="name", value=name, lang=lang)
    for predicate, value in (("scheme", industry.scheme), ("code", industry.code), ("level", industry.level)):
        loaded.add(origin, **common, predicate=predicate, value=value)
    for wider in industry.broader:
        if wider.startswith(f"industry/{industry.scheme}/"):
            loaded.add(origin, **common, predicate="BROADER", object=wider)
        elif editorial:
            loaded.add(origin, **{**common, "source_id": "editorial"}, predicate="BROADER", object=wider)
