"""From columns to rows: the conversions between arrow tables, data frames and dictionaries that keep null as None."""

from typing import Any

import pandas as pd
import pyarrow as pa


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Make a frame of Python objects: null is None, whole numbers stay whole, lists are lists, dates are dates.

    Example:
        >>> frame_of(pa.table({"year": pa.array([2007, None], pa.int64())}))["year"].tolist()
        [2007, None]
    """
    columns = {name: pd.Series(table[name].to_pylist(), dtype=object) for name in table.column_names}
    return pd.DataFrame(columns, columns=table.column_names)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Make a dictionary of each row, by column name.

    Example:
        >>> records(pd.DataFrame({"a": [1]}))
        [{'a': 1}]
    """
    columns = [str(name) for name in frame.columns]
    return [dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]
