"""Two nodes of one class that bear the same name: one thing under two ids, unless a note says why not."""

from collections import defaultdict

from bigblur.loaders.loaded import Loaded, Origin
from bigblur.model import label_of


def check_names(loaded: Loaded) -> None:
    """Refuse a name or alias that belongs to two nodes of one class without a note on any of its rows.

    Things of different classes may share a name (a firm and its platform). Industries are left out: an ISIC section
    and its only division are called the same.

    Raises:
        InputError: names both ids, with the file and line of the later row.
    """
    owners: dict[tuple[str | None, str], dict[str, Origin]] = defaultdict(dict)
    noted: set[tuple[str | None, str]] = set()
    for row, origin in loaded:
        label = label_of(row["subject"])
        if row["predicate"] not in ("name", "alias") or label == "Industry":
            continue
        key = (label, row["value"].casefold())
        owners[key].setdefault(row["subject"], origin)
        if row.get("note"):
            noted.add(key)
    for key, found in owners.items():
        if len(found) > 1 and key not in noted:
            (first, before), (second, origin) = list(found.items())[:2]
            raise origin.error(
                f"{second!r} bears the name of {first!r} ({before.file}, line {before.line}): "
                "if they are one thing, use one id; if not, say so in a note"
            )
