"""`bigblur.metrics` and `bigblur.boundaries` as verbs: dates and options on plain tables and on a store."""

import pandas as pd
import pytest

import bigblur
from bigblur.errors import UsageError

EDGES = pd.DataFrame(
    {"source": ["a", "b", "b"], "target": ["b", "c", "d"], "date": ["2012", "2015-06", ""]}, dtype=object
)
NODES = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["fish", "fish", "oil", "oil"]}, dtype=object)


def degrees(**options):
    return bigblur.metrics(["degree_total"], edges=EDGES, nodes=NODES, **options)["degree_total"].tolist()


def test_a_table_at_a_date_holds_the_ties_begun_by_then():
    assert degrees() == [1, 3, 1, 1]
    assert degrees(as_of="2013") == [1, 1, 0, 0]
    assert degrees(as_of="2015") == [1, 2, 1, 0]
    assert degrees(as_of="2013", undated=True) == [1, 2, 0, 1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"as_of": "2013-02-30"}, "--as-of: '2013-02-30' is not a date"),
        ({"ties": ("ACQUIRED",)}, "--ties and --level choose from a store"),
        ({"level": "section"}, "--ties and --level choose from a store"),
    ],
)
def test_options_that_cannot_hold_on_tables_are_refused(options, message):
    with pytest.raises(UsageError, match=message):
        degrees(**options)


def test_a_date_needs_a_column():
    with pytest.raises(UsageError, match="needs a column `date`"):
        bigblur.metrics(["degree"], edges=EDGES.drop(columns="date"), nodes=NODES, as_of="2013")


def test_ties_that_lead_elsewhere_are_told(bundled_store):
    frame = bigblur.metrics(["degree_total"], store=bundled_store, ties=("MAKES",))
    assert any("lead to or from what is no Firm or Organization" in one for one in frame.attrs["about"]["warnings"])
    assert frame["degree_total"].sum() == 0


def test_names_stand_behind_the_ids(bundled_store):
    frame = bigblur.metrics(["degree"], store=bundled_store, names=True)
    assert frame.columns[:2].tolist() == ["id", "name"]
    assert frame.loc[frame["id"] == "firm/xiaomi", "name"].tolist() == ["Xiaomi"]
