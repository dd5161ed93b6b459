"""The extra `speed`: orjson reads what it reads as the standard library does, and that reads all else."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from typing import Any

import orjson
import pytest
from hubspot_openapi import fast, runtime
from hubspot_openapi.runtime import Call, DecodeError, Operation
from hypothesis import example, given, settings
from hypothesis import strategies as st

ANYTHING = Operation("get", "crm.things", "v3", "GET", "/things", ())
PAGE = Operation("get", "crm.things", "v3", "GET", "/things", ((200, "dict[str, str | None]"),), models=__name__)
LONG = b" " * runtime._LONG_TEXT

TEXTS = [
    *("9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809"),
    *("18446744073709551615", "18446744073709551616", "-18446744073709551616", "1" + "0" * 400, "1" * 5000),
    *("-0", "-0.0", "0e5", "-0e5", "1e400", "-1e400", "1e-400", "1E5", "1.7976931348623159e308", "5e-324", "1e", "01"),
    *("9007199254740993", "9007199254740993.0", "0." + "1" * 40, "123456789012345678901e0", "+1", ".5", "1.", "- 1"),
    *("NaN", "Infinity", "-Infinity", "[NaN]", "nan", "true", "false", "null", "nul", '"a"', '"', "", " ", "\n"),
    *(r'"\ud800"', r'"\udc00\ud800"', r'"\ud83d\ude00"', r'"\u0000"', r'"\u00zz"', '"\x7f"', '"\x00"', '"\t"', "\x00"),
    *(
        '{"a":1,"b":2,"a":3}',
        '{"a":{},"a":[]}',
        '{"":0}',
        '{"a":1,}',
        "[1,]",
        "[,]",
        "{1:2}",
        "{'a':1}",
        "[1 2]",
        "[]x",
    ),
    *(
        "[" * 500 + "]" * 500,
        "[" * 5000,
        "[" * 5000 + "]" * 5000,
        "<html>",
        "\ufeff1",
        "\ufeff",
        '"\u2028"',
        '"\ufeff"',
    ),
]
BYTES = [
    *(
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b'"\xc0\x80"',
        b'"\xf4\x90\x80\x80"',
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf{}",
        b"\xff\xfe",
        b"1\x00",
    ),
    *(
        text.encode(charset)
        for text in ('{"a":"ä"}', "12", "")
        for charset in ("utf-16", "utf-32", "utf-16-be", "latin-1")
    ),
]


def outcome(content: bytes, operation: Operation = ANYTHING) -> str:
    """What is read, with types, order and signs of zeros, or what is raised."""
    try:
        return repr(Call[Any](operation).parse(200, "application/json", content))
    except DecodeError as error:
        return repr((error, type(error.__cause__)))


def both(content: bytes, operation: Operation = ANYTHING) -> tuple[str, str]:
    """The outcomes without orjson and with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runtime, "_LONG_TEXT", 0)
        with_orjson = outcome(content, operation)
        patch.setattr(fast, "orjson", lambda: None)
        return outcome(content, operation), with_orjson


NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,25})?([eE][-+]?[0-9]{1,3})?", fullmatch=True)
STRINGS = st.text(max_size=8).map(json.dumps) | st.text(max_size=8).map(
    lambda text: json.dumps(text, ensure_ascii=False)
)
DIGITS = st.from_regex(r'"[0-9 :-]{0,30}"', fullmatch=True)
SPACE = st.sampled_from(["", "", "", " ", "\n", "\t ", "\x0b"])
ESCAPES = st.from_regex(r'"(\\u[0-9a-fA-Fd]{4}|\\[nt/x]|é){0,3}"', fullmatch=True)
ATOMS = NUMBERS | STRINGS | DIGITS | ESCAPES | st.sampled_from(TEXTS)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    spaced = st.tuples(SPACE, inner, SPACE).map("".join)
    pairs = st.tuples(SPACE, st.sampled_from(['"a"', '"b"', '"é"']) | STRINGS, SPACE, st.just(":"), spaced).map("".join)
    return st.lists(spaced, max_size=4).map(lambda items: f"[{','.join(items)}]") | st.lists(pairs, max_size=4).map(
        lambda items: "{" + ",".join(items) + "}"
    )


JSON = st.recursive(ATOMS, nested, max_leaves=8).map(lambda text: text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("content", [*(text.encode() for text in TEXTS), *BYTES])
@pytest.mark.parametrize("form", [b"%s", b'{"a":%s}', b'[0, "b", %s ]'])
@pytest.mark.parametrize("operation", [ANYTHING, PAGE])
def test_odd_texts_are_read_alike(content: bytes, form: bytes, operation: Operation) -> None:
    without, with_orjson = both(form % content, operation)
    assert with_orjson == without


@given(content=JSON)
@settings(max_examples=1500)
@example(b'{"results": [{"id": 12345678901234567890123}]}')
def test_every_text_is_read_alike(content: bytes) -> None:
    without, with_orjson = both(content)
    assert with_orjson == without


@given(content=JSON, at=st.integers(0, 60), noise=st.binary(max_size=2))
@settings(max_examples=500)
def test_every_spoiled_text_is_read_alike(content: bytes, at: int, noise: bytes) -> None:
    without, with_orjson = both(content[:at] + noise + content[at + 1 :])
    assert with_orjson == without


@pytest.mark.parametrize("number", [2**63, 2**64, -(2**63) - 1, 10**30])
def test_integers_stay_integers_at_every_place_of_a_long_text(number: int) -> None:
    for start in range(16):
        content = b"%s[%s, %d]%s" % (b" " * start, b'"2026-03-04T05:06:07.089Z"', number, LONG)
        assert Call[Any](ANYTHING).parse(200, "application/json", content) == ["2026-03-04T05:06:07.089Z", number]


@pytest.mark.parametrize("text", [b"NaN", b"Infinity", b'{"a": -Infinity}'])
def test_numbers_that_are_none_are_refused(text: bytes) -> None:
    with pytest.raises(DecodeError, match="which is not JSON"):
        Call[Any](ANYTHING).parse(200, "application/json", text + LONG)


def test_what_only_the_standard_library_reads_is_read() -> None:
    read = Call[Any](ANYTHING).parse(200, "application/json", b'\xef\xbb\xbf["\\ud800", 1e999]' + LONG)
    assert read == ["\ud800", math.inf]


def test_long_texts_are_read_by_orjson(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def loads(content: bytes) -> Any:
        read.append(content)
        return orjson.loads(content)

    monkeypatch.setattr(fast, "orjson", lambda: loads)
    for content in (b"[1]", b"[1]" + LONG, b"[%d]" % 2**64 + LONG):
        assert Call[Any](ANYTHING).parse(200, "application/json", content) == json.loads(content)
    assert read == [b"[1]" + LONG]


def test_a_short_answer_does_not_load_orjson() -> None:
    program = """
import sys
from hubspot_openapi.runtime import Call, Operation
call = Call(Operation("get", "crm.things", "v3", "GET", "/things", ()))
call.parse(200, "application/json", b"[1]")
assert "orjson" not in sys.modules
call.parse(200, "application/json", b"[1]" + b" " * 5000)
assert "orjson" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
