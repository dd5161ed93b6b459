"""Rows from files and tables: CSV, JSON Lines, Parquet, data frames, Arrow.

`open` gives a `Source`, which the bulk methods take as they take a path or a data frame; it is for what a path alone
cannot say: the encoding, the delimiter, how columns map to properties, what an empty cell means.
"""

from __future__ import annotations

from hubspot_facade.bulk.sources.opening import OpenedSource as OpenedSource
from hubspot_facade.bulk.sources.opening import open as open  # as csv, gzip and others have it
