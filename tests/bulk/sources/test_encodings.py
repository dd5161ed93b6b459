"""Encodings: what is detected, and what is refused rather than guessed."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hubspot_facade.bulk import sources
from hubspot_facade.errors import InputError

LATIN = "Jürgen Müßig, Zoë, Škoda, 5 €, “quoted”"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"email\na\n", "UTF-8, detected"),
        (f"email\n{LATIN}\n".encode(), "UTF-8, detected"),
        (f"email\n{LATIN}\n".encode("utf-8-sig"), "UTF-8, by its byte order mark"),
        (f"email\n{LATIN}\n".encode("utf-16"), "UTF-16-LE, by its byte order mark"),
        (b"\xfe\xff" + f"email\n{LATIN}\n".encode("utf-16-be"), "UTF-16-BE, by its byte order mark"),
        (f"email\n{LATIN}\n".encode("utf-32"), "UTF-32-LE, by its byte order mark"),
        (f"email\n{LATIN}\n".encode("utf-16-le"), "UTF-16-LE, detected"),
        (f"email\n{LATIN}\n".encode("utf-16-be"), "UTF-16-BE, detected"),
        (f"email\n{LATIN}\n".encode("cp1252"), "Windows-1252, detected, because it is not UTF-8"),
    ],
)
def test_the_encoding_is_detected_and_reported(given, said, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(given)
    for source in (sources.open(io.BytesIO(given), delimiter="\t"), sources.open(path, delimiter="\t")):
        assert source.notes()[0] == f"encoding: {said}"
        assert list(source.columns) == ["email"]
        assert [row.values["email"] for row in source] in (["a"], [LATIN])


TEXT = st.text(
    st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc"], exclude_characters='"'), max_size=40
)


@given(TEXT)
@example("é" * 3)
@example("Ã©")
def test_utf_8_is_always_read_as_utf_8(text):
    given = f"email\n{text}x\n".encode()
    assert [row.values["email"] for row in sources.open(io.BytesIO(given), delimiter="\t")] == [f"{text}x"]


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"], exclude_characters='"'), max_size=40))
def test_windows_1252_is_read_as_such_unless_it_is_utf_8_too(text):
    given = f"email\n{text}x\n".encode("cp1252")
    try:
        expected = given.decode()
    except UnicodeDecodeError:
        expected = given.decode("cp1252")
    rows = [*sources.open(io.BytesIO(given), delimiter="\t")]
    assert f"email\n{rows[0].values['email']}\n" == expected or rows[0].error is not None


def test_the_whole_of_a_file_is_looked_at(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"email,name\n" + b"a@example.com,Ada\n" * 20_000 + "b@example.com,Jürgen\n".encode("cp1252"))
    source = sources.open(path)
    assert source.notes()[0].startswith("encoding: Windows-1252")
    *_, last = source
    assert last.values["name"] == "Jürgen"


def test_bytes_of_no_known_encoding_are_not_guessed():
    with pytest.raises(InputError, match=r"encoding: cannot be detected: .* name it"):
        sources.open(io.BytesIO("email\nJürgen\n".encode("cp437")))
    (row,) = sources.open(io.BytesIO("email\nJürgen\n".encode("cp437")), encoding="cp437")
    assert row.values == {"email": "Jürgen"}


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("klingon", "there is no text encoding 'klingon'"),
        ("base64", "there is no text encoding 'base64'"),
        (7, "there is no text encoding 7"),
        ("cp1252", "is UTF-8 by the file's byte order mark, not cp1252"),
    ],
)
def test_an_encoding_that_cannot_be_is_refused(encoding, said):
    with pytest.raises(InputError, match=said):
        sources.open(io.BytesIO("email\nü\n".encode("utf-8-sig")), encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("half", [b"\x00\xd8", b"\xd8\x00"])
def test_half_of_a_character_of_utf_16_costs_its_row(encoding, half):
    lines = ["email,name\n", "a@example.com,", "\nb@example.com,Ada\n"]
    first, second, third = (each.encode(encoding) for each in lines)
    rows = [*sources.open(io.BytesIO(first + second + half + third), encoding=encoding, delimiter=",")]
    assert rows[-1].values == {"email": "b@example.com", "name": "Ada"}
    assert rows[-1].error is None


def test_a_file_of_utf_16_that_ends_within_a_character_is_reported():
    given = "email,name\na@example.com,Ada\nb@example.com,Bo".encode("utf-16-le") + b"x"
    first, second = sources.open(io.BytesIO(given), encoding="utf-16-le")
    assert first.error is None
    assert second.error.field == "name"
