"""Rows of Parquet files, Arrow tables and data frames."""

import io
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from hubspot_facade import HubSpot
from hubspot_facade.bulk import sources
from hubspot_facade.bulk.rows import rows_of
from hubspot_facade.bulk.sources.failed_rows import FailedRows
from hubspot_facade.cli.app import app
from hubspot_facade.crm.properties.checked_rows import RowCheck
from hubspot_facade.crm.properties.definitions import Definition, Definitions
from hubspot_facade.errors import InputError
from hubspot_facade.sandbox import Sandbox

MOMENT = datetime(2026, 12, 24, 10, 30, 0, 123000, tzinfo=UTC)
VALUES = {
    "email": ["a@example.com", None],
    "amount": [Decimal("12.50"), None],
    "score": [1.5, float("nan")],
    "count": [7, None],
    "vip": [True, None],
    "day": [date(2026, 12, 24), None],
    "at": [MOMENT, None],
    "tags": [["x", "y"], None],
}
FIRST = {name: values[0] for name, values in VALUES.items()}


def arrow():
    kinds = {"amount": pa.decimal128(10, 2), "at": pa.timestamp("ns", "UTC"), "day": pa.date32()}
    return pa.table({name: pa.array(values, kinds.get(name)) for name, values in VALUES.items()})


def tables(tmp_path):
    pq.write_table(arrow(), tmp_path / "people.parquet")
    (tmp_path / "people").write_bytes((tmp_path / "people.parquet").read_bytes())
    yield "path", tmp_path / "people.parquet"
    yield "text", str(tmp_path / "people.parquet")
    yield "by its first bytes", tmp_path / "people"
    yield "open", io.BytesIO((tmp_path / "people.parquet").read_bytes())
    yield "table", arrow()
    yield "reader", pa.RecordBatchReader.from_batches(arrow().schema, arrow().to_batches())
    yield "frame", pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in VALUES.items()})
    yield "frame of arrow", arrow().to_pandas(types_mapper=pd.ArrowDtype)
    yield "frame of numpy", arrow().to_pandas()


@pytest.mark.parametrize("place", range(9))
def test_every_table_gives_values_of_python(tmp_path, place):
    kind, table = [*tables(tmp_path)][place]
    rows = [*rows_of(table)]
    first, second = rows
    found = {name: list(value) if name == "tags" else value for name, value in first.values.items()}
    assert found == FIRST, kind
    for name, value in found.items():
        assert type(value) in (str, Decimal, float, int, bool, date, datetime, list), (kind, name, type(value))
    assert second.values == {}
    assert "has no value" in str(second.error)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Europe/Vienna"])
def test_moments_of_every_unit_are_moments(unit, zone):
    naive = datetime(2026, 12, 24, 10, 30)
    table = pa.table({"at": pa.array([naive], pa.timestamp(unit, zone))})
    (row,) = sources.open(table)
    expected = naive if zone is None else naive.replace(tzinfo=UTC)
    assert row.values["at"] == expected
    (row,) = sources.open(table.to_pandas())
    assert row.values["at"] == expected


def test_what_numpy_and_pandas_hold_is_what_a_property_takes():
    frame = pd.DataFrame(
        {
            "number": [np.int64(3), np.float32(1.5), pd.NA],
            "whole": [1.0, 2.0, np.nan],
            "flag": [np.True_, np.False_, None],
            "at": [pd.Timestamp("2026-12-24", tz="Europe/Vienna"), pd.NaT, np.datetime64("2026-12-24T10:00")],
            "choice": pd.Categorical(["lead", None, "lead"]),
            "exact": [Decimal("1.10"), Decimal("NaN"), None],
        }
    )
    definitions = Definitions(
        "contacts",
        [
            Definition("number", "number"),
            Definition("whole", "number", whole=True),
            Definition("flag", "bool"),
            Definition("at", "datetime"),
            Definition("choice", "enumeration", options={"lead": "Lead"}),
            Definition("exact", "number"),
        ],
    )
    rows = [RowCheck(definitions)(row) for row in sources.open(frame)]
    assert [row.error for row in rows] == [None] * 3
    vienna = "2026-12-23T23:00:00.000Z"
    assert [row.values for row in rows] == [
        {"number": "3", "whole": "1", "flag": "true", "at": vienna, "choice": "lead", "exact": "1.10"},
        {"number": "1.5", "whole": "2", "flag": "false"},
        {"at": "2026-12-24T10:00:00.000Z", "choice": "lead"},
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "'a' is the name of columns 1 and 2"),
        (pd.DataFrame([[1, 2]]), "column 1 is named by"),
        (pa.table([pa.array([1]), pa.array([2])], names=["a", "a"]), "'a' is the name of columns 1 and 2"),
    ],
)
def test_names_that_are_no_names_are_refused(table, said):
    with pytest.raises(InputError, match=said):
        sources.open(table)


def test_a_file_that_is_not_parquet_is_refused(tmp_path):
    (tmp_path / "people.parquet").write_bytes(b"email\na@example.com\n")
    with pytest.raises(InputError, match="is not a Parquet file"):
        sources.open(tmp_path / "people.parquet")
    (tmp_path / "people.parquet").write_bytes(b"")
    with pytest.raises(InputError, match="is not a Parquet file"):
        sources.open(tmp_path / "people.parquet")


def test_a_parquet_file_is_read_again_and_identified(tmp_path):
    path = tmp_path / "people.parquet"
    pq.write_table(arrow(), path)
    source = sources.open(path)
    assert [row.values for row in source] == [row.values for row in source]
    assert source.fingerprint == sources.open(path).fingerprint
    assert source.fraction() == 1.0
    pq.write_table(arrow().slice(0, 1), path)
    assert sources.open(path).fingerprint != source.fingerprint
    assert "changed while it was read" in source.changed()


def test_failed_rows_of_a_table_go_to_csv(tmp_path):
    source = sources.open(arrow())
    with FailedRows(tmp_path / "failed.csv", source) as file:
        for row in source:
            file.add(row, "failed", "no")
    (again, _) = sources.open(tmp_path / "failed.csv")
    assert again.values["amount"] == "12.50"
    assert again.values["vip"] == "true"
    assert again.values["tags"] == "x;y"
    assert datetime.fromisoformat(again.values["at"]) == MOMENT


def test_a_polars_like_frame_is_read_by_its_arrow_stream():
    class Frame:
        def __len__(self):
            return 2

        def __arrow_c_stream__(self, requested_schema=None):
            return arrow().__arrow_c_stream__(requested_schema)

    first, _ = rows_of(Frame())
    assert first.values["amount"] == Decimal("12.50")


def test_a_million_rows_of_parquet_in_one_group_take_little_memory(tmp_path):
    path = tmp_path / "people.parquet"
    schema = pa.schema([("email", pa.string()), ("name", pa.string()), ("amount", pa.float64())])
    with pq.ParquetWriter(path, schema) as writer:
        count = 1_000_000
        table = pa.table(
            {
                "email": pa.array([f"person{number}@example.com" for number in range(count)]),
                "name": pa.array([f"Ada Lovelace {number}" for number in range(count)]),
                "amount": pa.array([number / 2 for number in range(count)]),
            }
        )
        writer.write_table(table, row_group_size=count)
    program = r"""
        import re, sys
        import pyarrow, pyarrow.parquet
        from hubspot_facade.bulk import sources
        def peak():
            return int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) // 1024
        before = peak()
        count = sum(row.error is None for row in sources.open(sys.argv[1]))
        print(count, peak() - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(path)], capture_output=True, encoding="utf-8", check=True
    )
    rows, grown = map(int, done.stdout.split())
    assert rows == 1_000_000
    assert grown < 150, grown


def test_a_data_frame_is_loaded():
    frame = pd.DataFrame(
        {"email": ["a@example.com", "b@example.com"], "hs_persona": [None, np.nan], "city": ["Graz", None]}
    )
    with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        report = hs.contacts.bulk_upsert(frame)
        assert (report.rows, report.created) == (2, 2)
        checked = hs.properties.check_rows("contacts", arrow().select(["email"]), key="email")
        report = hs.contacts.bulk_upsert(checked)
        assert (report.rows, report.updated, report.failed) == (2, 1, 1)
        found = {
            each.properties["email"]: each.properties["city"] for each in hs.contacts.list(properties=["email", "city"])
        }
    assert found == {"a@example.com": "Graz", "b@example.com": None}


def test_a_parquet_file_is_loaded_from_the_command_line(tmp_path, monkeypatch):
    pq.write_table(pa.table({"Email": ["a@example.com", "no"], "First Name": ["A", "N"]}), tmp_path / "people.parquet")
    monkeypatch.chdir(tmp_path)
    with Sandbox() as sandbox:
        monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
        done = CliRunner().invoke(app, ["load", "contacts", "people.parquet", "--failed", "failed.csv"])
    assert done.exit_code == 4
    assert "row 2: Email (email): expected an e-mail address" in done.stderr
    assert (tmp_path / "failed.csv").read_text().splitlines()[1].endswith(",no,N")
