"""Every way in which two requests may differ is request_of; two that say the same are not request_of apart."""

import pytest

from scripts.peers.wire.listener import request_of
from tests.other_clients.difference import differences

FORM = "application/x-www-form-urlencoded"
PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="options"\r\n\r\n{"ttl":"P3M"}\r\n'
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nHello\r\n--x--\r\n'
)


def request(method="GET", target="/a/b?x=1", body=b"", kind="application/json"):
    return request_of(method, target, kind, body)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (request(target="/a?x=1&y=2"), request(target="/a?y=2&x=1")),
        (request(target="/a/b%40c"), request(target="/a/b@c")),
        (request(body=b'{"a": 1, "b": "2"}'), request(body=b'{"b":"2","a":1}')),
        (request(body=b'"2024-01-01T00:00:00Z"'), request(body=b'"2024-01-01T01:00:00.000+01:00"')),
        (request(target="/a?t=2024-01-01T00%3A00%3A00.000Z"), request(target="/a?t=2024-01-01T00%3A00%3A00%2B00%3A00")),
        (request(body=b"a=1&b=2", kind=FORM), request(body=b"b=2&a=1", kind=FORM)),
    ],
)
def test_the_same_said_otherwise_is_no_difference(ours, theirs):
    assert list(differences(ours, theirs)) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "lines"),
    [
        (request("PUT"), request("POST"), ["method: ours PUT, theirs POST"]),
        (request(target="/a/b"), request(target="/a/c"), ["path: ours b, theirs c"]),
        (request(target="/a/b"), request(target="/a/b/"), ["path: theirs ends with a slash"]),
        (request(target="/a/b"), request(target="/a/b/c"), ["path: ours /a/b, theirs /a/b/c"]),
        (request(target="/a/b%2Fc"), request(target="/a/b/c"), ["path: ours /a/b%2Fc, theirs /a/b/c"]),
        (request(target="/a?x=1"), request(target="/a"), ['query x: ours ["1"], theirs nothing']),
        (request(target="/a?x=true"), request(target="/a?x=True"), ['query x: ours "true", theirs "True"']),
        (request(target="/a?x=1&x=2"), request(target="/a?x=1%2C2"), ["query x: ours repeated, theirs with commas"]),
        (request(target="/a?x=1&x=2"), request(target="/a?x=1"), ["query x: ours ['1', '2'], theirs ['1']"]),
        (
            request(target="/a?x=1&x=2"),
            request(target="/a?x=2&x=1"),
            ['query x: ours "1", theirs "2"', 'query x: ours "2", theirs "1"'],
        ),
        (request(body=b'{"a": [{"b": 1}]}'), request(body=b'{"a": [{"b": "1"}]}'), ['body.a[].b: ours 1, theirs "1"']),
        (request(body=b'{"a": true}'), request(body=b'{"a": 1}'), ["body.a: ours true, theirs 1"]),
        (request(body=b'{"a": null}'), request(body=b"{}"), ["body.a: ours null, theirs nothing"]),
        (request(body=b"[1]"), request(body=b"[1, 2]"), ["body[]: ours nothing, theirs 2"]),
        (request(body=b"{}"), request(), ["body: ours JSON, theirs nothing"]),
        (request(body=b"a=1", kind=FORM), request(body=b'{"a": "1"}'), ["body: ours a form, theirs JSON"]),
    ],
)
def test_a_difference_is_told(ours, theirs, lines):
    assert list(differences(ours, theirs)) == lines


def test_parts_are_told_by_name_with_what_they_hold():
    assert request(body=PARTS, kind="multipart/form-data; boundary=x")["body"] == {
        "multipart": {"file": {"filename": "a.txt", "content": "Hello"}, "options": {"ttl": "P3M"}}
    }
