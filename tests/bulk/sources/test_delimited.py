"""CSV and its relatives: what was written is read, and what is wrong in a row stays in that row."""

import csv
import gzip
import io
import string
import sys
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.bulk import sources
from hubspot_facade.errors import InputError

ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "latin-1",
    "shift_jis",
    "gb18030",
]
ALPHABET = st.one_of(
    st.sampled_from(",;\t|\"'\\ \r\n=\u2028\x85äöüß€"),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)
CELL = st.text(ALPHABET, max_size=12)


def encodable(text, encoding):
    return text.encode(encoding, "ignore").decode(encoding)


@st.composite
def tables(draw):
    """Rows of cells, and how csv.writer wrote them."""
    encoding = draw(st.sampled_from(ENCODINGS))
    delimiter = draw(st.sampled_from(",;\t|^"))
    quote, escape = draw(st.sampled_from([('"', None), ("'", None), ('"', "\\")]))
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    # With other line ends, csv.writer of Python 3.11 and 3.12 leaves a lone CR or LF in a cell without quotes.
    minimal = [csv.QUOTE_MINIMAL] if line_end == "\r\n" else []
    style = {
        "delimiter": delimiter,
        "quotechar": quote,
        "escapechar": escape,
        "doublequote": escape is None,
        "quoting": draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, *minimal])),
        "lineterminator": line_end,
    }
    width = draw(st.integers(1, 5))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=8))
    rows = [[encodable(cell, encoding) for cell in row] for row in rows]
    return encoding, style, [f"column{place}" for place in range(width)], rows


def written(header, rows, encoding, style):
    file = io.StringIO(newline="")
    csv.writer(file, **style).writerows([header, *rows])
    return file.getvalue().encode(encoding)


def cells(source):
    return [row.original for row in source]


@given(tables())
def test_what_csv_writes_in_any_dialect_and_encoding_is_read(table):
    encoding, style, header, rows = table
    source = sources.open(
        io.BytesIO(written(header, rows, encoding, style)),
        format="csv",
        encoding=encoding,
        delimiter=style["delimiter"],
        quote=style["quotechar"],
        escape=style["escapechar"],
        empty="clear",
    )
    assert list(source.columns) == header
    found = [*source]
    assert [row.error for row in found] == [None] * len(found)
    assert [row.original for row in found] == [row for row in rows if any(row)]
    assert [row.values for row in found] == [dict(zip(header, row, strict=True)) for row in rows if any(row)]
    assert [row.number for row in found] == [*range(len(found))]
    assert source.skipped == sum(not any(row) for row in rows)


@given(tables())
def test_rows_begin_on_the_lines_that_they_begin_on(table):
    _, style, header, rows = table
    before = [written(header, rows[:index], "utf-8", style).decode() for index in range(len(rows))]
    # Lines end with any of the three ends, as in an editor.
    expected = [len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) for text in before]
    source = sources.open(
        io.BytesIO(written(header, rows, "utf-8", style)),
        format="csv",
        delimiter=style["delimiter"],
        quote=style["quotechar"],
        escape=style["escapechar"],
        encoding="utf-8",
    )
    assert [row.line for row in source] == [line for line, row in zip(expected, rows, strict=True) if any(row)]


WORD = st.text(string.ascii_letters + string.digits + " äöüß", min_size=1, max_size=8)


@given(
    st.sampled_from(",;\t|"),
    st.integers(2, 6).flatmap(lambda width: st.lists(st.lists(WORD, min_size=width, max_size=width), max_size=30)),
)
def test_the_delimiter_is_found(delimiter, rows):
    header = [f"column{place}" for place in range(len(rows[0]) if rows else 3)]
    source = sources.open(io.BytesIO(written(header, rows, "utf-8", {"delimiter": delimiter})), encoding="utf-8")
    assert list(source.columns) == header
    assert cells(source) == [row for row in rows if any(row)]


def test_decimal_commas_do_not_make_a_file_of_semicolons_one_of_commas():
    source = sources.open(io.BytesIO(b"name;amount\nA;1,5\nB;2,5\n"))
    assert [row.values for row in source] == [{"name": "A", "amount": "1,5"}, {"name": "B", "amount": "2,5"}]


def test_two_delimiters_that_fit_equally_well_are_not_guessed_between():
    with pytest.raises(InputError, match="delimiter: may be comma or semicolon"):
        sources.open(io.BytesIO(b"a;b,c\n1;2,3\n"))


def test_the_line_with_which_excel_names_the_delimiter_is_no_header():
    source = sources.open(io.BytesIO(b"sep=;\r\nemail;note\r\na@example.com;x,y\r\n"))
    assert [(row.line, row.values) for row in source] == [(3, {"email": "a@example.com", "note": "x,y"})]


MESSY = b"""Email,First Name,Note
a@x.y,Ada,"line
break"
b@x.y,J\xfcrgen,x
c@x.y,"Bob "B" B",x

,,
d@x.y,short
e@x.y,E,F,G
f@x.y,F,G,,
g@x.y, "sp, ace",x
h@x.y,"open,never
i@x.y,\xc3\xa9\xc3\xa8,ok
j@x.y,N\x00L,x
k@x.y,K,"last"""

EXPECTED = {
    2: None,
    4: ("First Name", "is not UTF-8 text: byte FC after 'J'"),
    5: ("First Name", "has text after its closing quote"),
    8: ("Note", "is missing: the row has 2 cells, the header 3"),
    9: ("column 4", "is beyond the header"),
    10: None,
    12: ("First Name", "has a quote that is not closed"),
    13: None,
    14: ("First Name", "has a NUL character"),
    15: ("Note", "has a quote that is not closed"),
}


def test_what_is_wrong_in_a_row_is_reported_by_line_and_column_and_the_others_are_read():
    source = sources.open(io.BytesIO(MESSY))
    found = {row.line: row for row in source}
    assert (source.skipped, list(source.skipped_lines)) == (2, [6, 7])
    assert found.pop(11).error.problem.startswith(("has a space before", "is beyond"))
    assert found.keys() == EXPECTED.keys()
    for line, expected in EXPECTED.items():
        error = found[line].error
        assert (error is None) == (expected is None), line
        if expected is not None:
            assert error.field == expected[0]
            assert error.problem.startswith(expected[1])
    assert found[2].values == {"Email": "a@x.y", "First Name": "Ada", "Note": "line\nbreak"}
    assert found[10].values == {"Email": "f@x.y", "First Name": "F", "Note": "G"}
    assert found[13].values["First Name"] == "éè"


@given(
    st.lists(st.sampled_from(['a,"b', "c,d", '"e","f"', '"g"h,i', 'j,"k""', "l", "m,n,o", '"', '""', ","]), max_size=12)
)
def test_every_line_is_accounted_for(lines):
    source = sources.open(io.BytesIO("\n".join(["x,y", *lines]).encode()), delimiter=",", encoding="utf-8")
    rows = [*source]
    plain = {number: line for number, line in enumerate(lines, 2) if line in ("c,d", '"e","f"')}
    read = {row.line: row.original for row in rows if row.error is None}
    held = "".join(cell for row in rows for cell in row.original)
    for number, line in plain.items():  # each is a row, unless it is within the quotes of one before
        assert number in read or "\n" in held, (number, line)
    assert len({row.line for row in rows}) == len(rows)


def test_a_quote_that_is_never_closed_costs_one_row():
    rows = [f"p{number}@example.com,{number}" for number in range(5000)]
    rows[100] = 'p100@example.com,"100'
    source = sources.open(io.BytesIO("\n".join(["email,n", *rows]).encode()))
    found = [*source]
    assert [row.line for row in found if row.error] == [102]
    assert len(found) == 5000


def test_a_cell_of_200_000_characters_is_read_and_the_limit_of_csv_stays_as_it_is():
    before = csv.field_size_limit()
    source = sources.open(io.BytesIO(f"email,note\na@example.com,{'x' * 200_000}\n".encode()))
    (row,) = source
    assert len(row.values["note"]) == 200_000
    assert csv.field_size_limit() == before
    with pytest.raises(csv.Error, match="field larger than field limit"):
        next(csv.reader(["x" * (before + 1)]))


def test_a_row_without_an_end_is_an_error_of_that_row():
    given = f"email,note\na@example.com,{'x' * 5_000_000}\nb@example.com,y\n".encode()
    first, second = sources.open(io.BytesIO(given))
    assert first.error is not None
    assert (second.line, second.values) == (3, {"email": "b@example.com", "note": "y"})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "is empty: expected a header"),
        (b"\n\n", "is empty: expected a header"),
        (b"email,name,email\n", "'email' is the name of columns 1 and 3"),
        (b"email,n\xffme\xc3\xa9\xc3\xa9\n", "the name of column 2 is not UTF-8 text"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b'email,"name\n', "the header on line 1 cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_is_refused(given, said):
    with pytest.raises(InputError, match=said):
        sources.open(io.BytesIO(given))


def test_a_header_alone_has_no_rows():
    assert [*sources.open(io.BytesIO(b"email,name\n"))] == []


def test_names_are_taken_without_the_blanks_around_them():
    source = sources.open(
        io.BytesIO(b"\xef\xbb\xbf email ,first name\xc2\xa0,\na@example.com,Ada,\nb@example.com,Bo,x\n")
    )
    first, second = source
    assert list(source.columns) == ["email", "first name"]
    assert first.values == {"email": "a@example.com", "first name": "Ada"}
    assert str(second.error) == "column 3: has a value, but no name in the header"


def test_columns_are_loaded_as_properties_and_left_out():
    given = b"E-mail,Phone,hubspot_error,hubspot_status,hubspot_line,Age\na@example.com,1,bad,failed,3,\n"
    source = sources.open(io.BytesIO(given), columns={"E-mail": "email"}, ignore=["Age"])
    assert list(source.columns) == ["email", "Phone"]
    assert [row.values for row in source] == [{"email": "a@example.com", "Phone": "1"}]
    with pytest.raises(InputError, match="there is no column 'Mail'"):
        sources.open(io.BytesIO(given), columns={"Mail": "email"})
    with pytest.raises(InputError, match="'E-mail' and 'Phone' are both loaded as 'email'"):
        sources.open(io.BytesIO(given), columns={"E-mail": "email", "Phone": "email"})


def test_an_empty_cell_leaves_the_property_as_it_is_or_clears_it():
    given = b"email,phone\na@example.com,\n"
    assert [row.values for row in sources.open(io.BytesIO(given))] == [{"email": "a@example.com"}]
    cleared = sources.open(io.BytesIO(given), empty="clear")
    assert [row.values for row in cleared] == [{"email": "a@example.com", "phone": ""}]


def test_a_path_is_read_again_and_identified_by_its_content(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"email,n\na@example.com,1\n")
    source = sources.open(path)
    assert cells(source) == cells(source) == [["a@example.com", "1"]]
    again = tmp_path / "again.csv.gz"
    again.write_bytes(gzip.compress(path.read_bytes()))
    assert sources.open(str(again)).fingerprint == source.fingerprint
    assert cells(sources.open(again)) == cells(source)
    assert sources.open(path, columns={"n": "m"}).fingerprint != source.fingerprint
    assert sources.open(path, encoding="utf-8", delimiter=",").fingerprint == source.fingerprint
    path.write_bytes(b"email,n\na@example.com,2\n")
    assert sources.open(path).fingerprint != source.fingerprint


def test_a_file_that_changes_while_it_is_read_is_noticed(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"email,n\n" + b"a@example.com,1\n" * 100)
    source = sources.open(path)
    rows = iter(source)
    next(rows)
    assert source.changed() is None
    with path.open("ab") as file:
        file.write(b"b@example.com,2\n")
    assert "changed while it was read" in source.changed()
    path.unlink()
    assert "cannot be found any more" in source.changed()


def test_a_stream_is_read_once():
    source = sources.open(io.BytesIO(b"email,n\na@example.com,1\n"))
    assert source.fingerprint is None
    assert len([*source]) == 1
    with pytest.raises(InputError, match="can be read only once"):
        next(iter(source))


def test_open_text_files_and_standard_input_are_read(tmp_path, monkeypatch):
    path = tmp_path / "people.csv"
    path.write_bytes("email;name\na@example.com;Jürgen\n".encode("cp1252"))
    with path.open(encoding="cp1252", newline="") as file:
        assert cells(sources.open(file)) == [["a@example.com", "Jürgen"]]
    with path.open(encoding="utf-8") as file:
        (row,) = sources.open(file, delimiter=";")
        assert str(row.error) == "name: is not UTF-8 text: byte FC after 'J'"
    with path.open(encoding="cp1252") as file:
        file.readline()
        assert sources.open(file, delimiter=";").columns == ["a@example.com", "Jürgen"]
    with path.open("rb") as file:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(file))
        source = sources.open("-")
        assert cells(source) == [["a@example.com", "Jürgen"]]
        assert source.name == "standard input"


def test_a_damaged_compressed_file_ends_with_a_row_that_says_so(tmp_path):
    path = tmp_path / "people.csv.gz"
    text = "email,n\n" + "".join(f"p{hash(str(number))}@example.com,{number}\n" for number in range(20_000))
    path.write_bytes(gzip.compress(text.encode())[:-20_000])
    *rows, last = sources.open(path)
    assert len(rows) > 100
    assert all(row.error is None for row in rows[:-1])
    assert "the compressed file is damaged" in str(last.error)


def test_files_are_read_in_threads_at_once(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"email,n\n" + b"".join(b"p%d@example.com,%d\n" % (number, number) for number in range(3000)))
    counts = []
    threads = [threading.Thread(target=lambda: counts.append(len([*sources.open(path)]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [3000] * 4


def test_how_much_has_been_read_is_known(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"email,n\n" + b"somebody@example.com,1\n" * 50_000)
    source = sources.open(path)
    shares = [source.fraction() for row in source if row.number % 10_000 == 0]
    assert shares == sorted(shares)
    assert shares[0] < 0.2
    assert source.fraction() == 1.0


def test_many_columns_take_no_longer_than_many_rows():
    names = [f"c{number}" for number in range(20_000)]
    began = time.process_time()
    rows = [*sources.open(io.StringIO(f"{','.join(names)}\n{','.join(names)}\n"))]
    assert rows[0].values == dict(zip(names, names, strict=True))
    assert time.process_time() - began < 10  # looking at all columns for each of them takes half a minute
