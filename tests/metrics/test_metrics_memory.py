"""The estimate of memory, and the refusal before a run that would not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphs import GRAPHS, project

from bigblur.errors import UsageError
from bigblur.graph import memory
from bigblur.graph.memory import available_bytes, estimated_bytes
from bigblur.graph.metrics import compute


def test_the_estimate_grows_with_what_is_measured() -> None:
    small, large = ((10**k, 10 ** (k + 1), 20) for k in (4, 6))
    assert estimated_bytes(small, ["brokerage"]) < estimated_bytes(small, ["brokerage", "pagerank"])
    assert estimated_bytes(large, ["brokerage"]) == pytest.approx(100 * estimated_bytes(small, ["brokerage"]), rel=0.1)
    # The limit that brokerage on 10^6 nodes and 10^7 ties has to keep, all the process's memory counted.
    assert estimated_bytes(large, ["brokerage"]) < 2e9


def test_what_is_free_is_known_here() -> None:
    free = available_bytes()
    assert free is not None
    assert 10**6 < free < 10**15


def test_a_run_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    projection = project(GRAPHS["scattered"])
    needed = estimated_bytes(projection, ["brokerage"])
    monkeypatch.setattr(memory, "_CGROUP", tmp_path)
    (tmp_path / "memory.current").write_text("1000\n")
    (tmp_path / "memory.max").write_text(f"{1000 + needed}\n")
    with pytest.raises(UsageError, match=r"measuring 9 nodes and \d+ arcs needs about 0\.0 GB of memory, and 0\.0 GB"):
        compute(projection, ["brokerage"])
    (tmp_path / "memory.max").write_text(f"{1000 + 2 * needed}\n")
    assert len(compute(projection, ["brokerage"])) == projection.n
    (tmp_path / "memory.max").write_text("max\n")
    assert len(compute(projection)) == projection.n
