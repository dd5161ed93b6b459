"""Files of failed rows: values as they were, and fed back as they are."""

import csv
import io
import json
import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.bulk import sources
from hubspot_facade.bulk.rows import Row, rows_of
from hubspot_facade.bulk.sources.failed_rows import FailedRows, check_path
from hubspot_facade.errors import InputError

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


def failed(source, path, error='bad, "very"\nbad'):
    with FailedRows(path, source) as file:
        for row in source:
            file.add(row, "failed", row.error or error)
    return path


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3).filter(any), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t"),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]),
)
def test_a_csv_of_failed_rows_reads_as_the_rows_that_failed(tmp_path_factory, rows, delimiter, line_end, encoding):
    folder = tmp_path_factory.mktemp("failed")
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(
        [["a", "b", "c"], *rows]
    )
    given_file = folder / "given.csv"
    given_file.write_bytes(text.getvalue().encode(encoding))
    options = {"delimiter": delimiter, "encoding": None if encoding.startswith("utf-16") else "utf-8"}
    options["encoding"] = encoding if encoding == "utf-16-be" else options["encoding"]
    first = sources.open(given_file, **options)
    path = failed(first, folder / "failed.csv")
    again = sources.open(path, **options)
    assert list(again.columns) == ["a", "b", "c"]
    assert [row.values for row in again] == [row.values for row in first]
    twice = sources.open(failed(again, folder / "twice.csv"), **options)  # errors of an earlier load do not pile up
    assert [row.values for row in twice] == [row.values for row in first]
    assert twice.file.header == ["hubspot_line", "hubspot_status", "hubspot_error", "a", "b", "c"]


MESSY = b"""email,name,note
a@x.y,J\xfcrgen,x
b@x.y,"B "B" B",x
c@x.y
d@x.y,D,E,F
e@x.y,\xc3\xa9\xc3\xa8,=1+1
"""


def test_broken_rows_are_written_byte_by_byte(tmp_path):
    given = tmp_path / "given.csv"
    given.write_bytes(MESSY)
    written = failed(sources.open(given), tmp_path / "failed.csv", error="no").read_bytes().splitlines()
    assert written[0] == b"hubspot_line,hubspot_status,hubspot_error,email,name,note"
    assert written[1].endswith(b",a@x.y,J\xfcrgen,x")
    assert written[2].endswith(b',"b@x.y,""B ""B"" B"",x\n"') or b'"b@x.y,""B ""B"" B"",x' in written[2]
    assert any(line.endswith(b",e@x.y,\xc3\xa9\xc3\xa8,=1+1") for line in written)
    again = sources.open(tmp_path / "failed.csv")
    assert [row.error is None for row in again] == [False, False, False, False, True]


def test_a_corrected_file_is_loaded_as_it_is(tmp_path):
    given = tmp_path / "given.csv"
    given.write_bytes(MESSY)
    path = failed(sources.open(given), tmp_path / "failed.csv", error="no")
    text = path.read_bytes().replace(b"J\xfcrgen", "Jürgen".encode()).replace(b",D,E,F", b",D,E")
    path.write_bytes(text)
    rows = [row.values for row in sources.open(path) if row.error is None]
    assert {"email": "a@x.y", "name": "Jürgen", "note": "x"} in rows
    assert {"email": "d@x.y", "name": "D", "note": "E"} in rows


def test_lines_of_json_keep_every_digit(tmp_path):
    lines = [
        '{"email": "a@example.com", "amount": 1.10, "big": 12345678901234567890.5, "x": "\\ud800"}',
        "{}",
        "nothing",
        '{"email": "b@example.com"',
    ]
    given = tmp_path / "given.jsonl"
    given.write_text("\n".join(lines))
    source = sources.open(given)
    path = failed(source, tmp_path / "failed.jsonl", error="no")
    first, second, third, fourth = path.read_text().splitlines()
    assert first.endswith(lines[0][1:])
    assert json.loads(first)["hubspot_line"] == 1
    assert json.loads(second)["hubspot_error"].startswith("has no value")
    assert json.loads(third)["hubspot_text"] == "nothing"
    assert json.loads(fourth)["hubspot_text"] == lines[3]
    again = failed(sources.open(path), tmp_path / "again.jsonl", error="still").read_text().splitlines()
    assert again[0].endswith(lines[0][1:])
    assert again[0].count("hubspot_error") == 1
    assert [str(row.error)[:30] for row in sources.open(path)][2:] == ["is a line that was not JSON: c"] * 2


def test_rows_of_python_go_to_lines_of_json(tmp_path):
    source = rows_of([{"email": "a@example.com", "on": date(2026, 1, 2), "n": Decimal("1.10"), "s": {"b", "a"}}, "17"])
    path = failed(source, tmp_path / "failed.jsonl", error="no")
    first, second = map(json.loads, path.read_text().splitlines())
    assert (first["on"], first["n"], first["s"]) == ("2026-01-02", "1.10", ["a", "b"])
    assert second["id"] == "17"
    with pytest.raises(InputError, match=r"failed\.csv: rows without columns go to a file that ends with \.jsonl"):
        FailedRows(tmp_path / "failed.csv", source)


def test_a_csv_goes_to_lines_of_json_too(tmp_path):
    given = tmp_path / "given.csv"
    given.write_bytes(MESSY)
    path = failed(sources.open(given), tmp_path / "failed.jsonl", error="no")
    rows = [json.loads(line) for line in path.read_text(errors="surrogateescape").splitlines()]
    assert rows[-1] == {
        "hubspot_line": 6,
        "hubspot_status": "failed",
        "hubspot_error": "no",
        "email": "e@x.y",
        "name": "éè",
        "note": "=1+1",
    }


def test_without_a_failed_row_there_is_no_file(tmp_path):
    path = tmp_path / "failed.csv"
    path.write_text("of an earlier load")
    given = tmp_path / "given.csv"
    given.write_bytes(MESSY)
    with FailedRows(path, sources.open(given)):
        pass
    assert not path.exists()


@pytest.mark.parametrize("name", ["given.csv", "failed.txt.xlsx"])
def test_the_file_that_is_loaded_is_not_overwritten(tmp_path, name):
    given = tmp_path / "given.csv"
    given.write_bytes(MESSY)
    with pytest.raises(InputError, match=r"is the file that is loaded|expected a name that ends with"):
        FailedRows(tmp_path / name, sources.open(given))
    assert given.read_bytes() == MESSY


@pytest.mark.parametrize("name", ["n" * 300 + ".csv", "gone/failed.csv", "taken.csv"])
def test_a_file_that_cannot_be_written_is_refused_before_anything_is_sent(tmp_path, name):
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(InputError, match="failed: "):
        check_path(tmp_path / name, sources.open(io.StringIO("email\n")))


def test_looking_whether_a_file_can_be_written_leaves_it_as_it_was(tmp_path):
    source, kept = sources.open(io.StringIO("email\n")), tmp_path / "kept.csv"
    kept.write_bytes(MESSY)
    check_path(kept, source)
    check_path(tmp_path / "new.csv", source)
    assert kept.read_bytes() == MESSY
    assert [*tmp_path.iterdir()] == [kept]


def test_a_row_that_was_checked_is_written_as_it_was_read(tmp_path):
    given = tmp_path / "given.csv"
    given.write_bytes(b"email,amount\na@x.y,1.5\n")
    source = sources.open(given)
    (row,) = source
    with FailedRows(tmp_path / "failed.csv", source) as file:
        file.add(Row(row.number, {"email": "changed"}, row.line, None, row.original), "unknown", "lost")
    assert (tmp_path / "failed.csv").read_text().splitlines()[1] == "2,unknown,lost,a@x.y,1.5"


def test_half_of_a_character_of_utf_16_goes_to_json_as_its_escape(tmp_path):
    given = tmp_path / "given.jsonl"
    given.write_bytes('{"email": "a'.encode("utf-16") + b"\x00\xd8" + '"}\n'.encode("utf-16-le"))
    path = failed(sources.open(given), tmp_path / "failed.jsonl")
    assert json.loads(path.read_text())["email"] == "a\ud800"


def test_an_error_in_letters_that_the_encoding_lacks_is_written_without_them(tmp_path):
    given = tmp_path / "given.csv"
    given.write_bytes("email,name\na@x.y,Jürgen\n".encode("cp1252"))
    path = failed(sources.open(given), tmp_path / "failed.csv", error="メール")
    assert path.read_bytes().splitlines()[1] == b"2,failed,???,a@x.y,J\xfcrgen"


def test_any_row_of_any_table_can_be_written(tmp_path):
    chance = random.Random(5)  # noqa: S311 # made-up cells, not secrets
    for quote, escape in ((None, None), ("'", None), ('"', "\\")):
        given = tmp_path / "given.csv"
        rows = [[chance.choice(["x", "y z", "-", ""]) for _ in range(3)] for _ in range(20)]
        given.write_text("a|b|c\n" + "".join("|".join(row) + "\n" for row in rows))
        source = sources.open(given, delimiter="|", quote=quote, escape=escape)
        path = failed(source, tmp_path / "failed.csv", error='it\'s | "bad"\nvery \\ bad')
        again = sources.open(path, delimiter="|", quote=quote, escape=escape)
        assert [row.values for row in again] == [row.values for row in source]
