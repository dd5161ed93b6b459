"""Tables in Arrow, pandas and Parquet: real types, a late column, and memory that does not grow with the rows."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.tables.arrow import frame_of, record_batch, table_of
from hubspot_facade.tables.columns import Column, Unread, UnreadValuesWarning
from hubspot_facade.tables.files import writing
from hubspot_facade.tables.rows import Rows

KINDS = {
    "text": st.text(st.characters(codec="utf-8")),
    "whole": st.integers(-(2**63), 2**63 - 1),
    "decimal": st.decimals(-(10**19), 10**19, allow_nan=False, places=18),
    "float": st.floats(allow_nan=False),
    "bool": st.booleans(),
    "date": st.dates(),
    "timestamp": st.datetimes(timezones=st.just(UTC)),
    "list": st.lists(st.text(st.characters(codec="utf-8"))),
}
TYPES = {
    "text": pa.string(),
    "whole": pa.int64(),
    "decimal": pa.decimal128(38, 18),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "list": pa.list_(pa.string()),
}
COLUMNS = tuple(Column(kind, kind) for kind in KINDS)
ROWS = st.lists(st.tuples(*(st.none() | each for each in KINDS.values())).map(list), max_size=6)


@pytest.fixture(scope="module")
def hs():
    with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token) as client:
        yield client


def write(path, *several):
    unread = Unread()
    with writing(path, ".parquet", unread) as file:
        for rows in several:
            file.write(rows)
    return unread


@settings(max_examples=40)
@given(cells=ROWS)
def test_what_is_written_as_parquet_is_read_again(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("parquet") / "t.parquet"
    assert not write(path, Rows(COLUMNS, cells))
    found = pq.read_table(path)
    assert {field.name: field.type for field in found.schema} == TYPES
    assert [[*row.values()] for row in found.to_pylist()] == cells
    frame = frame_of(table_of([record_batch(Rows(COLUMNS, cells), Unread())]))
    assert {name: str(kind.pyarrow_dtype) for name, kind in frame.dtypes.items()} == {
        name: str(kind) for name, kind in TYPES.items()
    }
    assert len(frame) == len(cells)


def test_a_late_column_is_a_column_of_all_rows(tmp_path):
    first, second, third = Column("a", "whole"), Column("b", "text", label="B"), Column("c", "list")
    parts = (
        Rows((first,), [[1], [2]]),
        Rows((first, second), [[3, "x"]]),
        Rows((first, second, third), [[4, None, ["y"]]]),
    )
    assert not write(tmp_path / "t.parquet", *parts)
    wanted = {"a": [1, 2, 3, 4], "b": [None, None, "x", None], "c": [None, None, None, ["y"]]}
    assert pq.read_table(tmp_path / "t.parquet").to_pydict() == wanted
    assert table_of([record_batch(each, Unread()) for each in parts]).to_pydict() == wanted
    assert [each.name for each in tmp_path.iterdir()] == ["t.parquet"]
    assert duckdb.read_parquet(str(tmp_path / "t.parquet")).aggregate("sum(a), count(b)").fetchall() == [(10, 1)]


def test_decimals_that_arrow_cannot_hold_are_rounded_or_kept_as_text():
    columns = (Column("n", "decimal", "n"), Column("unread", "json"))
    unread = Unread()
    cells = [[Decimal("0.000023148148148148147"), None], [Decimal(10) ** 20, None], [Decimal("-1E+3"), None]]
    found = record_batch(Rows(columns, cells), unread).to_pydict()
    assert found["n"] == [Decimal("0.000023148148148148"), None, Decimal(-1000)]
    assert found["unread"] == [None, '{"n": "100000000000000000000"}', None]
    assert (unread.rounded, unread.counts) == ({"n": 1}, {"n": 1})


def test_a_listing_is_a_table_a_frame_and_a_file(hs, tmp_path):
    deals = [{"dealname": f"d{number}", "amount": f"{number}.50", "closedate": "2026-12-24"} for number in range(5)]
    hs.deals.batch_create(deals)
    listed = hs.deals.list(properties=["dealname", "amount", "closedate", "num_associated_contacts"])
    table = listed.to_arrow()
    kinds = {each.name: each.type for each in table.schema}
    assert kinds["amount"] == TYPES["decimal"]
    assert kinds["closedate"] == kinds["created_at"] == TYPES["timestamp"]
    assert kinds["num_associated_contacts"] == TYPES["whole"]
    assert table.schema.field("dealname").metadata == {b"label": b"Deal Name"}
    assert sum(table["amount"].to_pylist()) == Decimal("12.50")
    frame = listed.to_pandas()
    assert frame["amount"].sum() == Decimal("12.50")
    assert frame["closedate"].iloc[0] == pd.Timestamp("2026-12-24", tz="UTC")
    assert listed.to_parquet(tmp_path / "d.parquet").rows == 5
    assert pq.read_table(tmp_path / "d.parquet").to_pylist() == [*listed.to_rows()]
    assert listed.to_arrow(numbers="float")["amount"].to_pylist() == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert sum(each.num_rows for each in listed.to_arrow_batches()) == 5


def test_a_table_without_records_has_its_columns(hs, tmp_path):
    listed = hs.tickets.list(properties=["subject", "createdate"])
    assert listed.to_arrow().schema.field("createdate").type == TYPES["timestamp"]
    listed.to_parquet(tmp_path / "t.parquet")
    assert pq.read_table(tmp_path / "t.parquet").column_names == listed.to_arrow().column_names


def test_numbers_that_were_rounded_are_counted_in_a_warning(hs, tmp_path):
    made = hs.products.create({"name": "Engine", "price": "0.0000000000000000001"}).id
    listed = hs.products.table(hs.products.batch_read([made], properties=["price"]))
    with pytest.warns(UnreadValuesWarning, match="price: 1 number was rounded to 18 decimal places"):
        listed.to_parquet(tmp_path / "p.parquet")


# How much a process needs above what importing takes, in MB, to write so many rows.
MEASURE = """
import resource, sys
from datetime import datetime, timezone
from pathlib import Path
import pyarrow.parquet
from hubspot_facade.plans.paging import Listing, Page, Pages
from hubspot_facade.plans.drivers import run
from hubspot_facade.plans.plan import Done
from hubspot_facade.crm.properties.definitions import Definition, Definitions
from hubspot_facade.crm.records.record_rows import RecordLayout
from types import SimpleNamespace

rows, path = int(sys.argv[1]), sys.argv[2]
names = {"email": "string", "amount": "number", "seen": "datetime", "paid": "bool", "colours": "enumeration"}
known = Definitions("contacts", [Definition(n, t, multiple=n == "colours") for n, t in names.items()])
now = datetime.now(timezone.utc)

def page(start):
    made = [
        SimpleNamespace(
            id=str(number), created_at=now, updated_at=now, archived=False,
            properties={
                "email": f"person.{number}@example.com", "amount": f"{number}.50",
                "seen": "2026-12-24T10:00:00Z", "paid": "true", "colours": "red;blue",
            },
        )
        for number in range(start, min(start + 100, rows))
    ]
    return Done(Page(made, None))

pages = Pages(
    fetch=page, start=0, after=lambda _page, start: start + 100 if start + 100 < rows else None,
    layout=lambda numbers: RecordLayout("contacts", numbers, properties=[*names]),
)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before = peak()
written = Listing(pages, lambda plan: run(plan, lambda step: known))._write(path, Path(path).suffix, "decimal", None)
assert written.rows == rows
print(peak() - before)
"""


def measured(rows, path):
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(rows), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_memory_does_not_grow_with_the_rows(tmp_path, suffix):
    few, many = (measured(rows, tmp_path / f"t.{suffix}") for rows in (30_000, 120_000))
    assert many < 150
    assert many - few < 25


def test_dates_are_dates(tmp_path):
    write(tmp_path / "t.parquet", Rows((Column("d", "date"),), [[date(2026, 12, 24)], [date.min], [date.max]]))
    assert pq.read_table(tmp_path / "t.parquet")["d"].to_pylist() == [date(2026, 12, 24), date.min, date.max]
    assert isinstance(pq.read_table(tmp_path / "t.parquet")["d"].to_pylist()[0], date)
    assert not isinstance(pq.read_table(tmp_path / "t.parquet")["d"].to_pylist()[0], datetime)
