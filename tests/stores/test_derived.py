"""Computed values on nodes: there for Cypher, apart from what sources say, gone with the next build."""

import pandas as pd
import pytest
from tiny import statement, table_of

import bigblur
from bigblur.errors import NotAStore, UsageError
from bigblur.graph.stores.base import Derived
from bigblur.graph.stores.embedded import EmbeddedStore, digest_of
from bigblur.graph.stores.memory import MemoryStore
from bigblur.resolve import resolve
from bigblur.verbs.write_back import write_back

CONTENT = resolve(
    table_of(
        [
            *(statement(f"firm/{name}", "name", value=name) for name in "abc"),
            statement("organization/o", "name", value="o"),
            statement("firm/a", "SUPPLIES", object="firm/b"),
            statement("organization/o", "SUPPLIES", object="firm/b"),
        ]
    )
)
RANKED = "MATCH (n) WHERE n.metric_x IS NOT NULL RETURN n.name AS name, n.metric_x AS x ORDER BY x DESC, name"


@pytest.fixture(params=["embedded", "memory", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request, tmp_path):
    if request.param == "memory":
        return MemoryStore(CONTENT, "made")
    made = request.getfixturevalue("neo4j_store") if request.param == "neo4j" else EmbeddedStore(tmp_path / "s.db")
    made.write(CONTENT)
    return made


def derived(record="one", **values):
    nodes = {}
    for name, value in values.items():
        label = "Organization" if name == "o" else "Firm"
        nodes.setdefault(label, []).append({"id": f"{label.lower()}/{name}", "metric_x": value})
    return Derived(nodes, [{"id": "derived/metric_x", "name": "metric_x", "method": record}])


def test_values_can_be_ranked_by(store):
    store.write_derived(derived(a=1.5, b=3.0, o=2.0, c=None))
    assert store.query(RANKED).to_numpy().tolist() == [["b", 3.0], ["o", 2.0], ["a", 1.5]]
    assert store.query("MATCH (d:Derived) RETURN d.method AS m")["m"].tolist() == ["one"]


def test_written_again_they_are_replaced(store):
    store.write_derived(derived(a=1.5, b=3.0))
    store.write_derived(derived("two", a=4.0, b=None))
    assert store.query(RANKED).to_numpy().tolist() == [["a", 4.0]]
    assert store.query("MATCH (d:Derived) RETURN d.method AS m")["m"].tolist() == ["two"]


def test_the_content_does_not_hold_them(store):
    before = digest_of(store.content())
    store.write_derived(derived(a=1.5))
    assert digest_of(store.content()) == before


def test_a_build_drops_them(store):
    store.write_derived(derived(a=1.5))
    store.write(CONTENT)
    assert store.query(RANKED).empty
    assert store.query("MATCH (n) WHERE n.method IS NOT NULL RETURN n.method AS m").empty


def test_a_store_opened_again_has_them(tmp_path):
    EmbeddedStore(tmp_path / "s.db").write(CONTENT)
    EmbeddedStore(tmp_path / "s.db").write_derived(derived(a=1.5))
    assert EmbeddedStore(tmp_path / "s.db").query(RANKED)["name"].tolist() == ["a"]


def test_there_is_no_store_yet(tmp_path):
    with pytest.raises(NotAStore, match="no store here yet"):
        EmbeddedStore(tmp_path / "none.db").write_derived(derived(a=1.0))


def test_measures_of_a_store_go_back_into_it(tmp_path):
    place = tmp_path / "s.db"
    EmbeddedStore(place).write(CONTENT)
    frame = bigblur.metrics(["degree_total", "constraint"], store=place)
    assert write_back(frame, store=place) == ["metric_degree_total", "metric_constraint"]
    rows = bigblur.query(
        "MATCH (n) WHERE n.metric_degree_total > 0 RETURN n.id AS id, n.metric_constraint AS c ORDER BY id", store=place
    )
    expected = frame[frame["degree_total"] > 0].sort_values("id")
    assert rows["id"].tolist() == expected["id"].tolist()
    assert rows["c"].tolist() == expected["constraint"].tolist()
    told = bigblur.query("MATCH (d:Derived) RETURN d.name AS n, d.method AS m, d.computed_at AS t", store=place)
    assert told.notna().all(axis=None)


def test_tables_cannot_go_back(tmp_path):
    frame = pd.DataFrame({"id": ["a", "b"], "degree_total": [1, 1]})
    with pytest.raises(UsageError, match="leave out --edges"):
        write_back(frame, store=tmp_path / "s.db")
