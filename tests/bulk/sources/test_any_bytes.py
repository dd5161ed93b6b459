"""Whatever bytes a file has: it is refused as a whole, or each of its rows is read or reported; in constant memory."""

import io
import subprocess
import sys
import textwrap

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hubspot_facade.bulk import sources
from hubspot_facade.bulk.sources.failed_rows import FailedRows
from hubspot_facade.errors import InputError

MARKS = [b",", b";", b"\t", b'"', b'""', b"\n", b"\r\n", b"\r", b"\0", b"\xff", b"\xc3", b"\xc3\xa9", b"\\", b" ", b":"]
WORDS = [
    b"a",
    b"email",
    b'{"a": 1}',
    b"{",
    b"}",
    b"[",
    b"sep=;",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x1f\x8b",
    b"PK",
]
PIECES = st.one_of(st.sampled_from(MARKS), st.sampled_from(WORDS), st.binary(max_size=4))


@pytest.mark.parametrize("format", [None, "csv", "tsv", "jsonl"])
@pytest.mark.parametrize("encoding", [None, "utf-8", "utf-16", "cp1252"])
@given(pieces=st.lists(PIECES, max_size=30))
@example(pieces=[b"\x1f\x8b", b"rest"])
@example(pieces=[b"\xff\xfe\x00", b"\xd8"])
def test_nothing_but_input_errors_comes_of_any_bytes(tmp_path_factory, format, encoding, pieces):
    content = b"".join(pieces)
    assume(not content.startswith(b"PAR1"))  # Parquet, which needs a package
    try:
        source = sources.open(io.BytesIO(content), format=format, encoding=encoding)
    except InputError:
        return
    rows = [*source]
    assert [row.number for row in rows] == [*range(len(rows))]
    lines = [row.line for row in rows]
    assert lines == sorted(set(lines))
    for row in rows:
        assert row.error is None or str(row.error)
    path = tmp_path_factory.mktemp("failed") / f"failed.{'csv' if source.columns is not None else 'jsonl'}"
    with FailedRows(path, source) as file:
        for row in rows:
            file.add(row, "failed", row.error or "no")
    assert path.exists() == bool(rows)


@given(pieces=st.lists(PIECES, max_size=30))
def test_a_file_reads_as_the_stream_of_its_bytes_does(tmp_path_factory, pieces):
    path = tmp_path_factory.mktemp("given") / "given"
    path.write_bytes(b"".join(pieces))
    assume(not path.read_bytes().startswith(b"PAR1"))
    read = []
    for given_as in (path, io.BytesIO(path.read_bytes())):
        try:
            rows = [*sources.open(given_as, encoding="utf-8")]
        except InputError as error:
            read.append(str(error).replace(str(path), "the file"))
        else:
            read.append([(row.line, row.values, str(row.error)) for row in rows])
    assert read[0] == read[1] or path.read_bytes().startswith(b"\x1f\x8b")


MEASURE = r"""
    import re, sys
    from hubspot_facade.bulk import sources
    for path in sys.argv[1:]:
        count = sum(row.error is None for row in sources.open(path))
        # What getrusage reports begins with the memory of the process that this one was forked from.
        print(count, int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def test_the_memory_does_not_grow_with_the_file(tmp_path):
    paths, counts = [], [500, 500, 60_000, 60_000]
    for count in (500, 60_000):
        paths += [tmp_path / f"people{count}.csv", tmp_path / f"people{count}.jsonl"]
        rows = "".join(f'p{number}@example.com,Jürgen,"a ""note"""\n' for number in range(count))
        paths[-2].write_text(f"email,firstname,note\n{rows}")
        paths[-1].write_text("".join(f'{{"email": "p{number}@example.com", "note": "ü"}}\n' for number in range(count)))
    program = [sys.executable, "-c", textwrap.dedent(MEASURE), *map(str, paths)]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", check=True)
    read, peaks = zip(*(map(int, line.split()) for line in done.stdout.splitlines()), strict=True)
    assert [*read] == counts
    assert peaks[-1] < 60
    assert peaks[-1] - peaks[1] < 3
