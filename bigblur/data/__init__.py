"""Where the data folders for people who do not write Python are: `ontology`, `queries`, `sources`.

In a checkout they stand at its root; in a wheel they stand beside this file (`package-dir` in pyproject.toml).
"""

from pathlib import Path
from typing import Literal


def folder(name: Literal["ontology", "queries", "sources"]) -> Path:
    """Find one of the data folders.

    Raises:
        FileNotFoundError: the installation is broken.

    Example:
        >>> (folder("ontology") / "deals.ttl").is_file()
        True
    """
    here = Path(__file__).resolve().parent
    for place in (here / name, here.parents[1] / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {name!r} of bigblur is missing: install the package again")
