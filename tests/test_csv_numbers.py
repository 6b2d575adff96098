"""A csv holds numbers as Python writes them, whichever way they were turned into text."""

import io

import numpy as np
import pandas as pd

from bigblur.output import cell, print_rows


def test_columns_are_written_as_their_cells_are(tmp_path) -> None:
    draw = np.random.default_rng(3)
    n = 2000
    frame = pd.DataFrame(
        {
            "any": draw.random(n) * 10.0 ** draw.integers(-20, 25, n),
            "whole": draw.integers(-(10**12), 10**12, n).astype(float),
            "edge": np.resize([0.0, -0.0, 1e-4, 9.99e-5, 1e10, -1e10, 1e16, np.inf, -np.inf, np.nan, 1 / 3], n),
            "count": pd.array(np.resize([0, 1, None, -7], n), dtype="Int64"),
            "text": np.resize(np.array(['a,b"c', "", "line\nline", "x", None, [1, "é"]], dtype=object), n),
            "sure": np.resize([True, False], n),
        }
    )
    path = tmp_path / "rows.csv"
    print_rows(frame, output=path)
    by_pandas = io.StringIO()
    frame.astype(object).map(cell).to_csv(by_pandas, index=False, lineterminator="\n")
    assert path.read_bytes().decode() == by_pandas.getvalue()


def test_a_line_with_one_empty_cell_is_not_lost(tmp_path) -> None:
    print_rows(pd.DataFrame({"ei": [1.0, np.nan, 0.5]}), output=tmp_path / "rows.csv")
    assert (tmp_path / "rows.csv").read_text() == 'ei\n1.0\n""\n0.5\n'
