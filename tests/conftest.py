"""What all tests share: Hypothesis' budget, a store of the bundled sources, a small source to break."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tiny import TinySource

import bigblur
from bigblur.graph.stores.embedded import EmbeddedStore

pytest_plugins = ["fixtures_neo4j"]

# A small budget by default, a large one by environment variable: BIGBLUR_EXAMPLES=1000 pytest
settings.register_profile(
    "bigblur",
    max_examples=int(os.environ.get("BIGBLUR_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("bigblur")


@pytest.fixture(scope="session")
def bundled_store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The report and the editors' statements, built once; tests only read it."""
    path = tmp_path_factory.mktemp("bundled") / "bundled.db"
    bigblur.build(["spri-is-123", "editorial"], store=path)
    return EmbeddedStore(path)


@pytest.fixture(scope="session")
def report_store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The report alone, without what the editors add."""
    path = tmp_path_factory.mktemp("report") / "report.db"
    bigblur.build(["spri-is-123"], store=path)
    return EmbeddedStore(path)


@pytest.fixture
def tiny_source(tmp_path: Path) -> Callable[..., TinySource]:
    """Make a small valid source; nothing is on disk until its `save`."""

    def make(name: str = "tiny") -> TinySource:
        made = TinySource(tmp_path / name)
        made.source = made.source.replace("id: tiny\ntitle: A tiny", f"id: {name}\ntitle: A {name}")
        return made

    return make
