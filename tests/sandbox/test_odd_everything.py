"""Every route with odd bodies, fields, queries, path segments, headers: answered below 500, and nothing fails inside.

Which fields and parameters there are is learnt from the handlers, which read them from objects that take notes.
"""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path as Path_
from urllib.parse import quote

import pytest

import hubspot_facade.sandbox
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.protocol.routing import Tree
from hubspot_facade.sandbox.serving import reading
from hubspot_facade.sandbox.serving.urls import SERVICES, routes_of
from tests.sandbox.odd import Noted, Odd, Path, noted, put

DIGITS = "9" * 5000
VALUES = [
    *(None, True, False, 0, -1, 5, 1.5, 2**63, -(2**63) - 1, 10**400, 1e308, -1e308, 5e-324),
    *("", "x", "é\0", "1", "-1", "--1", "1_0", "٣", "²", "2026-01-01", "x@example.com", DIGITS, "http://[::1", "null"),
    *([], [None], [1], ["x"], [[]], [{}], [True], {}, {"a": 1}, {"x": None}, {"x": {}}, {"value": True}),
]
BODIES = [
    *(
        b"",
        b" ",
        b"{}",
        b"null",
        b"[]",
        b"5",
        b'"x"',
        b"true",
        b"[null]",
        b"[{}]",
        b"[[]]",
        b"[true]",
        b'["x"]',
        b"[1]",
    ),
    *(b"NaN", b"-Infinity", b"1e400", b'{"a": -1e400}', DIGITS.encode(), b'{"a": "\\ud800"}', b'{"\\udfff": 1}'),
    *(b"{", b"\xff\xfe", b"\xef\xbb\xbf{}", b'{"": 1}', b'{"a": 1, "a": 2}', b"[" * 100_000 + b"]" * 100_000),
    b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
]
KINDS = [
    *("application/json", "application/x-www-form-urlencoded", "text/plain", "", "é"),
    *("multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary="),
]
TEXTS = [
    *(
        "",
        "x",
        "-1",
        "0",
        "1",
        "5",
        "9" * 30,
        DIGITS,
        "%00",
        "%F0",
        "%ED%A0%80",
        "NaN",
        "1e400",
        "true",
        "null",
        "-",
        "+",
    ),
    *("%D9%A3", "%C2%B2", "1_0", "1.5", "2026-13-45", "2026-01-01T00:00:00%2B99:99", "0001-01-01T00:00:00%2B14:00"),
    *(
        "9999-12-31T23:59:59-12:00",
        "253402300799999",
        "-99999999999999",
        "[]",
        "%5B%7B%7D",
        "a,b,,",
        "*",
        "[",
        "a" * 5000,
    ),
]
SEGMENTS = [
    *(
        "0",
        "-1",
        "--1",
        "9" * 30,
        DIGITS,
        "%00",
        "%F0",
        "%2e%2e",
        "x",
        "Ã©",
        "%D9%A3",
        "%C2%B2",
        "1_0",
        "1.5",
        "%20",
        "true",
    ),
    *("NaN", "%ED%A0%80", "a%2Fb", "0-1", "2-999", "a" * 5000, "%0d%0ax:y", "x@example.com"),
]
HEADERS = [
    "",
    "x",
    "ÿþ",
    DIGITS,
    "-1",
    "1",
    "Bearer",
    "Bearer ",
    "Basic eA==",
    "http://[::1",
    "[::1",
    "a:99999",
    "null",
]
FAULTS = [
    "latency=nan",
    "latency=1e999",
    "clock=1e300",
    "partial=x",
    "429; retry-after=ÿ",
    "slow-body=-1",
    "x",
    "=",
    ";",
]
HEADER_NAMES = [
    *("authorization", "private-app", "origin", "host", "sec-fetch-site", "accept", "user-agent", "x-sandbox-portal"),
    *("content-length", "x-forwarded-for", "cookie", "content-type"),
]
MEANT = b'"message":"internal error"'
"""HubSpot's own answer to content of the id 0, and to a pipeline's id that is too long."""
FEW = 4
"""Odd values of each field and parameter in a run; the seed says which."""


def admin(tree: Tree) -> Iterator[tuple[str, str]]:
    waiting = [(tree._root, "")]
    while waiting:
        node, at = waiting.pop()
        yield from ((method, at) for method in node.leaves)
        waiting += [(one, f"{at}/{name}") for name, one in node.literal.items()]
        waiting += [(one, f"{at}/{{x}}") for one in node.wild.values()]


@pytest.fixture(scope="module")
def odd():
    made = Odd()
    yield made
    made.close()


@pytest.fixture(scope="module")
def routes(odd) -> list[tuple[str, str]]:
    """A route of every handler, and all of the sandbox's own."""
    first = {
        (method, handler): (method, template)
        for service in SERVICES
        for method, template, handler in reversed(routes_of(service))
    }
    return [*first.values(), *sorted(admin(odd.app._admin))]


@pytest.fixture
def read(monkeypatch) -> set[Path]:
    """The fields of the body, and the parameters of the query, that the handlers of the last request read."""
    names: set[Path] = set()
    json_of, query_of = Request.json, reading.query

    def query(text: str) -> Noted:
        made = Noted(query_of(text))
        made.read, made.at = names, ("?",)
        return made

    monkeypatch.setattr(Request, "json", lambda request: noted(json_of(request), names))
    monkeypatch.setattr(reading, "query", query)
    return names


def ids(odd: Odd) -> list[str]:
    rows = odd.app.portal.store.rows("SELECT id FROM record UNION SELECT name FROM document WHERE length(name) < 80")
    return ["contacts", "1", *(quote(str(row[0]), safe="") for row in rows)]


def filled(odd: Odd, method: str, template: str, known: list[str]) -> str:
    """The route's path with ids that lead somewhere, as far as the sample portal has them."""
    path = (
        template.replace("{version}", "v3").replace("{objectType}", "contacts").replace("{fromObjectType}", "contacts")
    )
    path = path.replace("{toObjectType}", "companies")
    while named := re.search(r"\{[^}]+\}", path):
        for one in known:
            tried = path.replace(named[0], one, 1)
            if odd.ask(method, re.sub(r"\{[^}]+\}", "1", tried)).status != 404:
                break
        path = tried
    return path


def test_no_route_fails_whatever_it_is_sent(odd, routes, read, caplog):
    rng, known, wrong = random.Random(7), ids(odd), []  # noqa: S311 - a run that can be repeated

    def ask(method: str, path: str, query: str = "", body: bytes = b"", **headers: str) -> None:
        read.clear()
        told = (method, path[:100], query[:100], body[:200], headers)
        try:
            answer = odd.ask(method, path, query, body, **headers)
        except Exception as error:
            wrong.append((*told, repr(error)[:200]))
            return
        failures = [one for one in caplog.records if one.exc_info or one.name == "hubspot_facade.sandbox"]
        if (answer.status >= 500 and MEANT not in answer.body) or failures:
            wrong.append((*told, answer.status, [str(one.exc_info)[:300] for one in failures]))
        caplog.clear()

    for method, template in routes:
        path = filled(odd, method, template, rng.sample(known, 60))
        for segment in rng.sample(SEGMENTS, 6):
            ask(
                method,
                re.sub(r"\{[^}]+\}", lambda _, text=segment: text, template.replace("{version}", "v3")),
                body=b"{}",
            )
        for body in rng.sample(BODIES, 5):
            ask(method, path, body=body, content_type=rng.choice(KINDS))
        for name in rng.sample(HEADER_NAMES, 2):
            ask(method, path, body=b"{}", **{name: rng.choice(HEADERS)})
        ask(method, path, body=b"{}", x_sandbox_fault=rng.choice(FAULTS))
        read.clear()
        odd.ask(method, path, body=b"{}")
        waiting, tried = sorted(read, key=str), set[Path]()
        while waiting and len(tried) < 40:
            name = waiting.pop(0)
            if name in tried or len(name) > 5:
                continue
            tried.add(name)
            for value in rng.sample(TEXTS if name[0] == "?" else VALUES, FEW):
                if name[0] == "?":
                    ask(method, path, f"{quote(str(name[1]))}={value}", b"" if method == "GET" else b"{}")
                else:
                    ask(method, path, body=json.dumps(put({}, name, value)).encode())
                waiting += sorted(read - tried - set(waiting), key=str)
    assert wrong == []


def test_digits_are_read_in_one_place():
    """`isdigit` lets through what `int` refuses, which was a failure wherever the two met."""
    folder = Path_(hubspot_facade.sandbox.__file__).parent
    of_phones = folder / "crm" / "derivations" / "people.py"
    users = [one for one in folder.rglob("*.py") if re.search(r"\.is(digit|decimal|numeric)\b", one.read_text())]
    assert users == [of_phones]
