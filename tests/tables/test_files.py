"""Tables as files: every value comes back, a late column is a column of all rows, and a file is whole or as it was."""

import csv
import json
import os
import stat
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import InputError
from hubspot_facade.tables.columns import Column, Unread
from hubspot_facade.tables.files import writing
from hubspot_facade.tables.rows import Rows

KINDS = {
    "text": st.text(st.characters(codec="utf-8"), min_size=1),
    "whole": st.integers(-(2**63), 2**63 - 1),
    "decimal": st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.decimals("0", "1", places=30),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "bool": st.booleans(),
    "date": st.dates(),
    "timestamp": st.datetimes(timezones=st.just(UTC)),
    "list": st.lists(st.text(st.characters(codec="utf-8", exclude_characters=";"), min_size=1), min_size=1),
    "json": st.lists(st.dictionaries(st.text(), st.text() | st.integers()), min_size=1),
}
READERS = {
    "text": str,
    "whole": int,
    "decimal": Decimal,
    "float": float,
    "bool": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
    "list": lambda text: text.split(";"),
    "json": json.loads,
}
COLUMNS = tuple(Column(kind, kind) for kind in KINDS)
ROWS = st.lists(st.tuples(*(st.none() | each for each in KINDS.values())).map(list), max_size=6)


def written(path, *several):
    with writing(path, path.suffix, Unread()) as file:
        for rows in several:
            file.write(rows)
    return file.written


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tables")


@settings(max_examples=25)
@given(cells=ROWS)
def test_what_is_written_as_csv_is_read_again(folder, cells):
    done = written(folder / "t.csv", Rows(COLUMNS, cells))
    header, *found = read_csv(folder / "t.csv")
    assert header == [*KINDS]
    assert [
        [READERS[kind](text) if text else None for kind, text in zip(KINDS, row, strict=True)] for row in found
    ] == cells
    assert (done.rows, done.columns) == (len(cells), COLUMNS)


@settings(max_examples=25)
@given(cells=ROWS)
def test_what_is_written_as_json_lines_is_read_again(folder, cells):
    written(folder / "t.jsonl", Rows(COLUMNS, cells))
    lines = (folder / "t.jsonl").read_bytes().decode().split("\n")
    assert lines.pop() == ""
    found = [json.loads(line, parse_float=Decimal) for line in lines]
    assert [[*row] for row in found] == [[*KINDS]] * len(cells)
    for row, wanted in zip(found, cells, strict=True):
        for kind, value in zip(KINDS, wanted, strict=True):
            if kind in ("date", "timestamp") and value is not None:
                assert READERS[kind](row[kind]) == value
            elif kind == "float" and value is not None:
                assert float(row[kind]) == value
            else:
                assert row[kind] == value


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_a_late_column_is_a_column_of_all_rows(tmp_path, suffix):
    first, second, third = Column("a", "text"), Column("b", "whole"), Column("c", "text")
    done = written(
        tmp_path / f"t{suffix}",
        Rows((first,), [["1"], ["two\nlines"]]),
        Rows((first, second), [["3", 3]]),
        Rows((first, second, third), [["x" * 200_000, None, "5"]]),
    )
    assert [each.name for each in done.columns] == ["a", "b", "c"]
    assert done.rows == 4
    wanted = [("1", "", ""), ("two\nlines", "", ""), ("3", "3", ""), ("x" * 200_000, "", "5")]
    if suffix == ".csv":
        limit = csv.field_size_limit(300_000)
        try:
            assert read_csv(tmp_path / "t.csv") == [["a", "b", "c"], *map(list, wanted)]
        finally:
            csv.field_size_limit(limit)
    else:
        found = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [tuple(str(row.get(name) or "") for name in "abc") for row in found] == wanted
    assert os.listdir(tmp_path) == [f"t{suffix}"]


class StoppedError(Exception):
    """Something that ends the writing."""


def stop_in_the_middle(target, error):
    with writing(target, target.suffix, Unread()) as file:
        file.write(Rows((Column("a", "text"),), [["1"]]))
        raise error


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
@pytest.mark.parametrize("error", [StoppedError, KeyboardInterrupt, OSError])
def test_a_file_that_was_not_completed_is_as_it_was(tmp_path, suffix, error):
    target = tmp_path / f"t{suffix}"
    for before in (None, b"as it was"):
        if before is not None:
            target.write_bytes(before)
        with pytest.raises(error):
            stop_in_the_middle(target, error)
        assert (target.read_bytes() if target.exists() else None) == before
        assert os.listdir(tmp_path) == ([] if before is None else [target.name])


def test_half_of_a_surrogate_pair_is_escaped_where_a_format_can(tmp_path):
    written(tmp_path / "t.jsonl", Rows((Column("a", "json"),), [[{"a": "\ud800"}], ["ü"]]))
    text = (tmp_path / "t.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["a"] for line in text.splitlines()] == [{"a": "\ud800"}, "ü"]


@pytest.mark.parametrize(("name", "said"), [("t.xlsx", r"\.csv, \.jsonl or \.parquet"), ("t", r"\.csv")])
def test_another_kind_of_file_is_refused(tmp_path, name, said):
    with pytest.raises(InputError, match=said):
        written(tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_a_directory_is_refused(tmp_path):
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(InputError, match="is a directory"):
        written(tmp_path / "t.csv")


def test_a_file_that_is_replaced_keeps_its_permissions_and_links(tmp_path):
    (tmp_path / "data").mkdir()
    target, link = tmp_path / "data" / "t.csv", tmp_path / "t.csv"
    target.write_text("as it was", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    written(link, Rows((Column("a", "text"),), [["1"]]))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").split() == ["a", "1"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "t.csv")
    with pytest.raises(InputError, match="is not a file"):
        written(tmp_path / "t.csv")
