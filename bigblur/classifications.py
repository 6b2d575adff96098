"""The industry classifications: which schemes there are, each with vintage and licence, and the concepts of each.

A scheme's id is its system and its vintage (`naics-2017`), so that a code without a vintage is the code of nothing. The
bundled schemes come from what `make generate` wrote; others from `bigblur.read_scheme`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bigblur.errors import UsageError, did_you_mean
from bigblur.loaders.source import Source

if TYPE_CHECKING:
    from bigblur.correspondences import Correspondence

GENERATED = Path(__file__).resolve().parent / "generated"

_PREFIX = "industry/"


@dataclass(frozen=True)
class Industry:
    """One concept of a scheme.

    Args:
        scheme: the scheme's id.
        code: as the scheme writes it, leading zeros included.
        level: its depth in the scheme, by the scheme's own name.
        names: by language.
        broader: ids of the wider industries; one of another scheme is an editorial link.
    """

    scheme: str
    code: str
    level: str
    names: Mapping[str, str]
    broader: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of its node."""
        return f"{_PREFIX}{self.scheme}/{self.code}"

    @property
    def name(self) -> str:
        """The English name, or the first there is."""
        return self.names.get("en") or next(iter(self.names.values()))


@dataclass(frozen=True)
class Scheme:
    """A classification of one vintage.

    Args:
        source: its id, title, publisher, licence and standing.
        industries: its concepts, by code.
        notice: where the copy comes from, and what its licence wants said.
        correspondences: tables to other schemes that came with it.
    """

    source: Source
    industries: Mapping[str, Industry]
    notice: str = ""
    correspondences: tuple["Correspondence", ...] = ()

    @property
    def id(self) -> str:
        """System and vintage."""
        return self.source.id

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """The codes right under each code; one that has none is not there."""
        found: dict[str, list[str]] = {}
        for industry in self.industries.values():
            for wider in self.wider(industry):
                found.setdefault(wider, []).append(industry.code)
        return {code: tuple(codes) for code, codes in found.items()}

    def wider(self, industry: Industry) -> tuple[str, ...]:
        """The codes right above a concept in this scheme."""
        prefix = f"{_PREFIX}{self.id}/"
        return tuple(one.removeprefix(prefix) for one in industry.broader if one.startswith(prefix))

    def chain(self, code: str) -> list[Industry]:
        """A concept and all that lies above it in this scheme, narrowest first.

        Raises:
            UsageError: there is no such code.

        Example:
            >>> [one.code for one in find_scheme("isic-rev4").chain("0321")]
            ['0321', '032', '03', 'A']
        """
        found = {code: self.find(code)}
        for one in (queue := [self.find(code)]):
            for wider in self.wider(one):
                if wider not in found:
                    found[wider] = self.find(wider)
                    queue.append(found[wider])
        return list(found.values())

    def levels(self) -> dict[str, int]:
        """How many concepts each level has, widest level first.

        Example:
            >>> find_scheme("isic-rev4").levels()
            {'section': 21, 'division': 88, 'group': 238, 'class': 419}
        """
        counts = Counter(industry.level for industry in self.industries.values())
        depth: dict[str, int] = {}
        for industry in self.industries.values():
            here = len(self.chain(industry.code))
            depth[industry.level] = min(here, depth.get(industry.level, here))
        return {level: counts[level] for level in sorted(counts, key=lambda level: (depth[level], level))}

    def find(self, code: str) -> Industry:
        """Find a concept by its code, written in full.

        Raises:
            UsageError: the scheme has no such code, or it is no text; names the nearest.

        Example:
            >>> find_scheme("isic-rev4").find("0111").name
            'Growing of cereals (except rice), leguminous crops and oil seeds'
        """
        if not isinstance(code, str):
            raise UsageError(f"The code {code!r} is a number, which has no leading zeros: give codes as text.")
        if code in self.industries:
            return self.industries[code]
        padded = [zeros + code for zeros in ("0", "00") if zeros + code in self.industries]
        if padded and code.isdigit():
            raise UsageError(
                f"{self.id} has no code {code!r}. Did you mean {padded[0]!r}? A code is written with its leading zeros."
            )
        raise UsageError(f"{self.id} has no code {code!r}.{did_you_mean(code, self.industries)}")


@cache
def schemes() -> dict[str, Scheme]:
    """The bundled schemes, by id."""
    loaded = json.loads((GENERATED / "industries.json").read_text(encoding="utf-8"))
    return {part["id"]: _scheme(part) for part in loaded["schemes"]}


def _scheme(part: Mapping[str, Any]) -> Scheme:
    source = Source(
        id=part["id"],
        title=part["title"],
        rank=part["rank"],
        file=Path("ontology/schemes"),
        details={name: part[name] for name in ("publisher", "date", "licence", "url") if part[name]},
    )
    industries = {
        code: Industry(part["id"], code, level, names, tuple(_PREFIX + wider for wider in broader))
        for code, level, names, broader in part["industries"]
    }
    return Scheme(source, industries, part["notice"] or "")


def industries() -> tuple[Industry, ...]:
    """Every concept of every bundled scheme."""
    return tuple(industry for scheme in schemes().values() for industry in scheme.industries.values())


def known_schemes(own: Iterable[Scheme] = ()) -> dict[str, Scheme]:
    """The bundled schemes and further ones, by id."""
    return {**schemes(), **{scheme.id: scheme for scheme in own}}


def find_scheme(scheme_id: str, own: Iterable[Scheme] = ()) -> Scheme:
    """Find a scheme by its id, vintage included.

    Args:
        scheme_id: system and vintage.
        own: schemes beside the bundled ones.

    Raises:
        UsageError: there is none; names the vintages of the system that there are.

    Example:
        >>> find_scheme("naics-2017").source.details["licence"]
        'US government, public domain'
    """
    known = known_schemes(own)
    if scheme_id in known:
        return known[scheme_id]
    system = str(scheme_id).split("-", maxsplit=1)[0]
    vintages = [one for one in known if one.split("-", maxsplit=1)[0] == system]
    hint = f" Of {system} there is {', '.join(vintages)}." if vintages else did_you_mean(str(scheme_id), known)
    raise UsageError(
        f"There is no scheme {scheme_id!r}: a scheme is a system with its vintage.{hint} `bigblur industries` lists "
        "them; a scheme.yaml brings your own (docs/classifications.md)."
    )


def find_industry(node_id: str, own: Iterable[Scheme] = ()) -> Industry:
    """Find a concept by the id of its node.

    Raises:
        UsageError: there is no such scheme, or no such code in it.

    Example:
        >>> find_industry("industry/isic-rev4/03").name
        'Fishing and aquaculture'
    """
    scheme_id, _, code = node_id.removeprefix(_PREFIX).partition("/")
    return find_scheme(scheme_id, own).find(code)
