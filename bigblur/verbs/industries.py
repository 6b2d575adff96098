"""`bigblur industries`: the classifications, a code with what is broader, and its translation."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from bigblur.classifications import Scheme, find_scheme, known_schemes
from bigblur.correspondences import correspondences, translate
from bigblur.errors import UsageError, did_you_mean
from bigblur.loaders.scheme_file import read_scheme


def industries(
    code: str | None = None,
    *,
    scheme: str | None = None,
    to: str | None = None,
    schemes: Iterable[str | Path | Scheme] = (),
) -> pd.DataFrame:
    """List the industry classifications, or look a code up in one, or move it to another.

    Args:
        code: as its scheme writes it, leading zeros included.
        scheme: a scheme's id, vintage included; without it a code is looked up in every scheme.
        to: a scheme to move the code to, or without a code, all codes of `scheme`; see `translate`.
        schemes: further schemes, read already or as their `scheme.yaml`.

    Returns:
        Without a code and a scheme, one row a scheme: `scheme`, `title`, `concepts`, `levels`, `tables` (the schemes
        that it has a table to), `licence`, `notice`. With a code, that concept and all that is broader, narrowest
        first, and with a scheme alone all its concepts: `scheme`, `code`, `level`, `name`, `broader`. With `to`, one
        row a target: `from`, `scheme`, `code`, `name`, `how`, `part`.

    Raises:
        UsageError: there is no such scheme or code, or `to` is given without a scheme.
        InputError: a `scheme.yaml` is not as it should be.

    Example:
        >>> industries("0321", scheme="isic-rev4")["name"].tolist()[:2]
        ['Marine aquaculture', 'Aquaculture']
        >>> industries("114111", scheme="naics-2017", to="isic-rev4")[["code", "how"]].to_numpy().tolist()
        [['0311', 'one of several'], ['0312', 'one of several']]
    """
    own: list[Scheme] = []
    for one in schemes:
        own.append(one if isinstance(one, Scheme) else read_scheme(one, schemes=own))
    if to is not None:
        if scheme is None:
            raise UsageError("Name the scheme of the code, vintage included: --scheme naics-2017.")
        codes = [code] if code is not None else list(find_scheme(scheme, own).industries)
        rows = [{"from": one, **found._asdict()} for one in codes for found in translate(scheme, one, to, schemes=own)]
        return pd.DataFrame(rows, columns=["from", "scheme", "code", "name", "how", "part"])
    if code is None and scheme is None:
        return pd.DataFrame([_row(one) for one in known_schemes(own).values()])
    places = [find_scheme(scheme, own)] if scheme is not None else _holding(str(code), own)
    return pd.DataFrame(
        [
            {
                "scheme": place.id,
                "code": industry.code,
                "level": industry.level,
                "name": industry.name,
                "broader": [wider.removeprefix("industry/") for wider in industry.broader],
            }
            for place in places
            for industry in (place.industries.values() if code is None else place.chain(code))
        ]
    )


def _row(scheme: Scheme) -> dict[str, object]:
    tables = [{table.source, table.target} for table in (*correspondences(), *scheme.correspondences)]
    return {
        "scheme": scheme.id,
        "title": scheme.source.title,
        "concepts": len(scheme.industries),
        "levels": ", ".join(f"{count} {level}" for level, count in scheme.levels().items()),
        "tables": sorted(set().union(*(ends for ends in tables if scheme.id in ends)) - {scheme.id}),
        "licence": scheme.source.details.get("licence", ""),
        "notice": scheme.notice,
    }


def _holding(code: str, own: Iterable[Scheme]) -> list[Scheme]:
    known = known_schemes(own)
    found = [scheme for scheme in known.values() if code in scheme.industries]
    if not found:
        every = {one for scheme in known.values() for one in scheme.industries}
        raise UsageError(f"No scheme has a code {code!r}.{did_you_mean(code, every)} --scheme names the one you mean.")
    return found
