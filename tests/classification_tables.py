"""The tables of industry classifications, which are not ours to ship, and a short way to say how a code moved."""

import os
from pathlib import Path

import pytest

from bigblur.correspondences import translate


def tables_folder() -> Path:
    """Where the tables are: beside the checkout, or where BIGBLUR_CLASSIFICATIONS says; the test is skipped without."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data" / "industry-classifications"
    place = Path(os.environ.get("BIGBLUR_CLASSIFICATIONS", beside))
    if not place.is_dir():
        pytest.skip(f"the tables are not at {place}: set BIGBLUR_CLASSIFICATIONS to them")
    return place


def moved(scheme, code, to, **more) -> list[tuple[str, str]]:
    """The targets of a code, each with how it got there."""
    return [(one.code, one.how) for one in translate(scheme, code, to, **more)]
