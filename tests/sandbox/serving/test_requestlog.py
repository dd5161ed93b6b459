"""What the log keeps of requests, and what it hides."""

import socket

import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.serving import redaction, requestlog
from hubspot_facade.sandbox.serving.requestlog import Logged, Message, RequestLog
from hubspot_facade.sandbox.state.settings import MAX_BODY
from hubspot_facade.transport.secret_places import SECRET_PARAMETERS, SECRET_SEGMENTS
from scripts.record.scrub import Scrubber


def logged(content: bytes = b"", kind: str = "application/json") -> Logged:
    sent = Message.of(kind, content)
    return Logged(0, "POST", "/x", "", 200, 1.0, "state", "c", sent=sent, answered=Message.of(kind, b"{}"))


@pytest.mark.parametrize(
    ("content", "kind", "shown"),
    [
        (b'{"token": "abc", "name": "Ada"}', "application/json", '{\n  "token": "***",\n  "name": "Ada"\n}'),
        (b'[{"clientSecret": "abc"}]', "application/json; charset=utf-8", '[\n  {\n    "clientSecret": "***"\n  }\n]'),
        (b'{"code": "INVALID_EMAIL"}', "application/json", '{\n  "code": "INVALID_EMAIL"\n}'),
        (b'{"note": "pat-na1-12-ab"}', "application/json", '{\n  "note": "***"\n}'),
        (b'{"token": "abc"', "application/json", "(15 bytes that are not JSON)"),
        (b"code=1&client_secret=2&a=x", "application/x-www-form-urlencoded", "code=***&client_secret=***&a=x"),
        (b"<p>hello</p>", "text/html;charset=utf-8", "<p>hello</p>"),
        (b"%PDF", "application/pdf", None),
        (b"\xff\xfe", "text/plain", None),
    ],
)
def test_bodies_are_shown_without_their_secrets(content, kind, shown):
    assert redaction.body(content, kind) == shown


@pytest.mark.parametrize("name", sorted(SECRET_PARAMETERS))
def test_what_the_client_hides_in_urls_the_log_and_recordings_hide_too(name):
    assert redaction.query(f"{name}=abc&limit=1") == f"{name}=***&limit=1"
    assert Scrubber().url(f"/x?{name}=abc&limit=1") == f"/x?{name}=***&limit=1"
    assert Scrubber().data({"next": f"/x?{name}=abc"}) == {"next": f"/x?{name}=***"}


@pytest.mark.parametrize("segment", sorted(SECRET_SEGMENTS))
def test_what_the_client_hides_in_paths_the_log_and_recordings_hide_too(segment):
    assert redaction.path(f"/oauth/v1/{segment}/abc") == f"/oauth/v1/{segment}/***"
    assert Scrubber().url(f"/oauth/v1/{segment}/abc") == f"/oauth/v1/{segment}/***"


@pytest.mark.parametrize("name", ["accessToken", "access_token", "client-secret", "apiKey", "password", "private_key"])
def test_secret_fields_of_json_are_hidden_however_they_are_written(name):
    given = {name: "abc", "code": "INVALID_EMAIL"}
    assert Scrubber().data(given) == {name: "***", "code": "INVALID_EMAIL"}
    assert "abc" not in (redaction.body(f'{{"{name}": "abc"}}'.encode(), "application/json") or "abc")


def test_paths_and_queries_are_logged_without_their_secrets():
    log = RequestLog()
    log.add(Logged(0, "GET", "/oauth/v1/access-tokens/abc", "hapikey=abc&limit=1", 200, 1.0, "state", "c"))
    assert (log.entries[0].path, log.entries[0].query) == ("/oauth/v1/access-tokens/***", "hapikey=***&limit=1")


def test_bodies_of_the_latest_requests_are_kept_as_room_allows(monkeypatch):
    monkeypatch.setattr(requestlog, "LARGEST", 30)
    monkeypatch.setattr(requestlog, "BUDGET", 50)
    log = RequestLog()
    for size in (20, 20, 20, 31):
        log.add(logged(b"1" * size))
    kept = [one.sent.content for one in log.entries if one.sent]
    assert kept == [None, b"1" * 20, b"1" * 20, None]
    assert [one.sent.size for one in log.entries if one.sent] == [20, 20, 20, 31]


def test_numbers_go_on_when_requests_are_forgotten_and_listeners_hear_of_each():
    log, heard = RequestLog(), []
    with log.listen(lambda entry: heard.append(entry.number)):
        log.add(logged())
        log.clear()
        log.add(logged())
    log.add(logged())
    assert heard == [1, 2]
    assert [one.number for one in log.entries] == [2, 3]
    assert log.find(3) is log.entries[1]
    assert log.find(1) is None


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_beyond_the_limit_is_refused_without_being_read(chunked):
    length, body = ("transfer-encoding: chunked", b"80\r\n") if chunked else (f"content-length: {MAX_BODY}", b"")
    with Sandbox(max_body=100) as sandbox, socket.create_connection(sandbox.address, timeout=10) as connection:
        connection.sendall(f"POST /crm/v3/objects/contacts HTTP/1.1\r\nhost: x\r\n{length}\r\n\r\n".encode())
        connection.sendall(body and body + b"1" * 128 + b"\r\n")  # the end of the body never comes
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
