"""What lies behind a count adds up to the count, on any graph; names, dates and deals are those of the ties."""

from __future__ import annotations

import pandas as pd
import pytest
from graphs import GRAPHS, project
from hypothesis import given
from hypothesis import strategies as st
from reference import Graph
from test_metrics_properties import graphs

import bigblur
from bigblur.errors import UsageError
from bigblur.graph.explain import explain, explain_boundary
from bigblur.graph.metrics import boundaries, brokerage
from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.projection import Projection

NODES = pd.DataFrame(
    {"id": ["a", "b", "c", "d"], "name": ["Alpha", "Beta", "Gamma", "Delta"], "industry": ["x", "y", "y", "z"]}
)
EDGES = pd.DataFrame(
    [
        ("a", "b", "2003", "deal/2", "ACQUIRED"),
        ("a", "b", "2001", "deal/1", "ACQUIRED"),
        ("b", "c", "2002-05", "deal/3", "SUPPLIES"),
        ("b", "d", "", "deal/4", "SUPPLIES"),
        ("a", "d", "2004", "deal/5", "ACQUIRED"),
    ],
    columns=["source", "target", "date", "deal_id", "type"],
)
TABLES = {"edges": EDGES, "nodes": NODES}


@given(graphs(), st.sampled_from(ROLES))
def test_the_paths_add_up_to_the_count(graph: Graph, role: str) -> None:
    projection = project(graph)
    counts = brokerage(projection).set_index("id")[role]
    for node, grouped in zip(projection.ids, projection.grouped, strict=True):
        if not grouped:
            continue
        rows = explain(node, role, projection)
        assert rows["chance"].sum() == pytest.approx(float(counts[node]))
        assert (rows.attrs["total"], rows.attrs["paths"]) == (pytest.approx(rows["chance"].sum()), len(rows))
        assert rows["chance"].between(0, 1 + 1e-12, inclusive="right").all()
        assert not rows.duplicated(["source", "target"]).any()
        few = explain(node, role, projection, limit=2)
        pd.testing.assert_frame_equal(few, rows.head(2))
        assert few.attrs == rows.attrs


@given(graphs())
def test_the_ties_add_up_to_the_boundary(graph: Graph) -> None:
    projection = project(graph, weighted=True)
    table = boundaries(projection, null="none")
    for row in table.to_dict("records"):
        rows = explain_boundary(row["source_industry"], row["target_industry"], projection)
        assert rows["chance"].sum() == pytest.approx(float(row["ties"]))
        assert (rows["chance"] * rows["weight"]).sum() == pytest.approx(row["weight"])
        assert rows.attrs["total"] == pytest.approx(float(row["ties"]))


def test_both_legs_with_names_dates_and_deals() -> None:
    rows = explain("b", "gatekeeper", Projection.from_tables(EDGES, NODES))
    assert rows.to_dict("records") == [
        {
            "source": "a",
            "source_name": "Alpha",
            "source_groups": "x",
            "target": "c",
            "target_name": "Gamma",
            "target_groups": "y",
            "chance": 1.0,
            "in_dates": "2001-01-01; 2003-01-01",
            "in_deals": "deal/1; deal/2",
            "in_types": "ACQUIRED",
            "out_dates": "2002-05-01",
            "out_deals": "deal/3",
            "out_types": "SUPPLIES",
        }
    ]
    # a→d closes the pair (a, d): b is no liaison.
    assert explain("b", "liaison", Projection.from_tables(EDGES, NODES)).empty


def test_shares_are_shown() -> None:
    projection = project(GRAPHS["half and half"])
    rows = explain("n1", "coordinator", projection)
    assert rows[["source", "target", "source_groups", "chance"]].to_numpy().tolist() == [
        ["n0", "n2", "x 0.5; y 0.5", 0.25]
    ]


def test_a_hub_is_listed_up_to_a_limit_and_counted_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    k = 60
    ids = ["hub", *(f"i{at:02}" for at in range(k)), *(f"o{at:02}" for at in range(k))]
    nodes = pd.DataFrame({"id": ids, "industry": ["x", *["y"] * k, *["z"] * k]})
    into = [(f"i{at:02}", "hub") for at in reversed(range(k))]
    edges = pd.DataFrame([*into, *(("hub", f"o{at:02}") for at in range(k))], columns=["source", "target"])
    projection = Projection.from_tables(edges, nodes)
    monkeypatch.setattr("bigblur.graph.explain._BATCH", 100)
    rows = explain("hub", "liaison", projection, limit=3)
    assert rows[["source", "target"]].to_numpy().tolist() == [["i00", "o00"], ["i00", "o01"], ["i00", "o02"]]
    assert (rows.attrs["total"], rows.attrs["paths"]) == (k * k, k * k)


@pytest.mark.parametrize(
    ("node", "role", "limit", "message"),
    [
        ("q", "liaison", None, "there is no node 'q'"),
        ("Bet", "liaison", None, "Did you mean 'Beta'"),
        ("b", "broker", None, "there is no role 'broker'"),
        ("b", "gatekeper", None, "Did you mean 'gatekeeper'"),
        ("lone", "liaison", None, "'lone' has no group"),
        ("Twin", "liaison", None, "may be several nodes; say which: t1, t2"),
        ("b", "liaison", 0, "at least 1 row"),
    ],
)
def test_what_cannot_be_explained_is_told(node: str, role: str, limit: int | None, message: str) -> None:
    more = pd.DataFrame({"id": ["lone", "t1", "t2"], "name": ["", "Twin", "twin"], "industry": ["", "x", "x"]})
    with pytest.raises(UsageError, match=message):
        explain(node, role, Projection.from_tables(EDGES, pd.concat([NODES, more])), limit=limit)


def test_an_unknown_industry_is_told() -> None:
    with pytest.raises(UsageError, match=r"there is no industry 'q' here\. Some are: x, y, z"):
        bigblur.explain_boundary("x", "q", **TABLES)
    with pytest.raises(UsageError, match="at least 1 row"):
        bigblur.explain_boundary("x", "y", limit=0, **TABLES)
    assert bigblur.explain_boundary("X", "y", **TABLES)["deals"].tolist() == ["deal/1; deal/2"]


def test_the_verb_on_tables_takes_names() -> None:
    assert bigblur.explain("Beta", "gatekeeper", **TABLES)["target_name"].tolist() == ["Gamma"]


def test_on_a_store_every_firm_adds_up_and_aliases_are_known(bundled_store) -> None:
    counts = bigblur.metrics("brokerage", store=bundled_store).set_index("id")
    brokers = counts[counts["brokerage_total"].fillna(0) > 0].index
    assert len(brokers) > 0
    for node in brokers[:5]:
        for role in ROLES:
            rows = bigblur.explain(node, role, store=bundled_store)
            assert rows["chance"].sum() == pytest.approx(float(counts.loc[node, role]))
    rows = bigblur.explain("akva", "brokerage_total", store=bundled_store)
    assert rows.attrs["node"] == "firm/akva-group"
    assert rows["out_deals"].str.startswith("deal/").any()
    with pytest.raises(UsageError, match="Nothing here is called 'Xiaomy'"):
        bigblur.explain("Xiaomy", store=bundled_store)
