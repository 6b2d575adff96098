"""What each bundled industry scheme is, where its table comes from, and what its licence wants said."""

from dataclasses import dataclass
from pathlib import Path

from bigblur.loaders.source import Source

_CONCORDANCE = "github.com/insongkim/concordance, commit 201c812e51f213d967d8701b6ed6398c79df4a04"
_KSIC_PACKAGE = "github.com/jjyunnn/KSIC, commit ac05830e29a6652d0abb3f5647d0b2d3d38ac397"
_UK_LIST = "github.com/borrowingwell/sic-codes, commit be9890acb5ce785a8e71377fdf237d75315064f4"
_NOTICES = "ontology/schemes/README.md has the notice in full"

RANK = 2
"""Standing of an official classification where sources disagree."""


@dataclass(frozen=True)
class Described:
    """A scheme without its concepts.

    Args:
        source: id, title, publisher, licence.
        label: its short name.
        label_ko: its Korean name, if one is in use here.
        copied_from: where the table was copied from.
        notice: what the copy's licence wants said.
    """

    source: Source
    label: str
    label_ko: str
    copied_from: str
    notice: str


def _described(
    scheme_id: str,
    label: str,
    title: str,
    publisher: str,
    licence: str,
    copied_from: str,
    notice: str,
    label_ko: str = "",
    **more: str,
) -> Described:
    details = {"publisher": publisher, "licence": licence, **more}
    source = Source(scheme_id, title, RANK, Path("ontology/schemes"), details)
    return Described(source, label, label_ko, copied_from, notice)


def _isic(vintage: str, **more: str) -> Described:
    return _described(
        f"isic-rev{vintage}",
        f"ISIC Rev. {vintage}",
        f"International Standard Industrial Classification of All Economic Activities (ISIC), Revision {vintage}",
        "United Nations Statistics Division",
        "free to use with source",
        _CONCORDANCE,
        f"Source: United Nations Statistics Division. Table copied from concordance, MIT licence: {_NOTICES}.",
        url="https://unstats.un.org/unsd/classifications/Econ/isic",
        **more,
    )


def _ksic(revision: str) -> Described:
    return _described(
        f"ksic-{revision}",
        f"KSIC {revision}",
        f"Korean Standard Industrial Classification (KSIC), revision {revision}",
        "Statistics Korea",
        "Statistics Korea (via the package KSIC under MIT)",
        _KSIC_PACKAGE,
        f"Source: Statistics Korea. Table copied from the package KSIC, MIT licence: {_NOTICES}.",
        label_ko=f"한국표준산업분류 {revision}차 개정",
    )


SCHEMES = {
    one.source.id: one
    for one in (
        _isic("2"),
        _isic("3"),
        _isic("3.1"),
        _isic("4", label_ko="국제표준산업분류 4차 개정", date="2008"),
        _described(
            "naics-2017",
            "NAICS 2017",
            "North American Industry Classification System (NAICS), United States, 2017",
            "US government",
            "US government, public domain",
            _CONCORDANCE,
            f"Table copied from concordance, MIT licence: {_NOTICES}.",
        ),
        _described(
            "uk-sic-2007",
            "UK SIC 2007",
            "UK Standard Industrial Classification of Economic Activities 2007, condensed list of Companies House",
            "Companies House",
            "Open Government Licence v3.0",
            _UK_LIST,
            "Contains public sector information licensed under the Open Government Licence v3.0.",
        ),
        _ksic("9"),
        _ksic("10"),
    )
}
