"""What hostile input cannot do: reach the database's language, leave the portal, or be read without end."""

import socket
from urllib.parse import quote

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox

CONTACTS = "/crm/v3/objects/contacts"
HOSTILE = [
    "x'; DROP TABLE record; --",
    'x"; DROP TABLE record; --',
    "x') OR 1=1 --",
    '$."x" OR 1',
    "\u0000",
    "%27%3B%20DROP%20TABLE%20record",
    "\\'; DELETE FROM record; --",
]


@pytest.fixture
def unharmed(sandbox, make):
    """The portal's one record and its tables are there when the test ends."""
    id_ = make("contacts", email="a@example.com")["id"]
    tables = sandbox.portal.store.rows("SELECT name FROM sqlite_master ORDER BY name")
    yield id_
    assert sandbox.portal.store.rows("SELECT name FROM sqlite_master ORDER BY name") == tables
    assert sandbox.portal.store.row("SELECT COUNT(*) FROM record WHERE merged_into IS NULL AND archived IS NULL") == (
        1,
    )
    assert sandbox.portal.store.row("PRAGMA integrity_check") == ("ok",)


def requests(text, id_):
    """Requests with a hostile text wherever a client may put one."""
    yield "GET", f"{CONTACTS}/{id_}", {"params": {"properties": text, "associations": text, "idProperty": text}}
    yield "GET", CONTACTS, {"params": {"after": text, "limit": text}}
    yield "PATCH", f"{CONTACTS}/{id_}", {"json": {"properties": {text: text}}}
    yield (
        "POST",
        f"{CONTACTS}/batch/read",
        {"json": {"inputs": [{"id": text}], "idProperty": text, "properties": [text]}},
    )
    for part in ({"query": text}, {"sorts": [text]}, {"sorts": [{"propertyName": text, "direction": text}]}):
        yield "POST", f"{CONTACTS}/search", {"json": part}
    for operator in ("EQ", "IN", "BETWEEN", "CONTAINS_TOKEN", text):
        values = {"values": [text]} if operator == "IN" else {"value": text, "highValue": text}
        for name in ("email", text, f"associations.{text}"):
            yield (
                "POST",
                f"{CONTACTS}/search",
                {"json": {"filters": [{"propertyName": name, "operator": operator, **values}]}},
            )
    yield "POST", "/crm/v3/properties/contacts", {"json": {"name": text, "label": text, "groupName": text}}
    yield "PUT", f"/crm/v4/objects/contacts/{id_}/associations/default/contacts/{quote(text)}", {}
    yield "POST", "/crm/v3/lists", {"json": {"name": text, "objectTypeId": text, "processingType": text}}
    yield "GET", "/crm/v3/owners", {"params": {"email": text, "after": text}}
    yield "GET", "/files/v3/files/search", {"params": {"name": text, "sort": text, "after": text}}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_a_value_and_nothing_else(client, unharmed, text):
    for method, path, options in requests(text, unharmed):
        answer = client.request(method, path, **options)
        assert answer.status_code < 500, (method, path, options, answer.text)
        assert "sqlite" not in answer.text.lower()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_object_types_are_unknown_ones(client, unharmed, text):
    answer = client.get(f"/crm/v3/objects/{quote(text)}")
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..", "/etc/passwd", "a/../b.txt", "..\\..\\x.txt", "a\0.txt", "a\r\nset-cookie: x.txt", "."],
)
def test_names_of_files_cannot_be_paths_or_headers(client, name):
    made = client.post(
        "/files/v3/files",
        files={"file": ("a.txt", b"x")},
        data={"options": '{"access": "PRIVATE"}', "fileName": name, "folderPath": "/in"},
    )
    assert made.status_code == 400, made.text
    made = client.post(
        "/files/v3/files",
        files={"file": ("a.txt", b"x")},
        data={"options": '{"access": "PRIVATE"}', "folderPath": f"/{name}/x"},
    )
    assert made.status_code == 400 or made.json()["path"].startswith("/etc/passwd/"), made.text


def test_what_is_uploaded_is_never_a_page_of_the_sandbox(client):
    page = b"<script>fetch('/_sandbox/reset', {method: 'POST'})</script>"
    made = client.post(
        "/files/v3/files",
        files={"file": ("a.html", page, "text/html")},
        data={"options": '{"access": "PRIVATE"}', "folderPath": "/"},
    ).json()
    signed = httpx.get(client.get(f"/files/v3/files/{made['id']}/signed-url").json()["url"])
    assert signed.content == page
    assert signed.headers["content-disposition"].startswith("attachment")
    assert signed.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_may_be_as_long_as_the_limit_and_no_longer(chunked):
    with Sandbox(max_body=1000) as sandbox:
        for length, status in ((1000, 201), (1001, 413)):
            body = b'{"properties": {"city": "' + b"x" * (length - 28) + b'"}}'
            assert len(body) == length
            answer = httpx.post(
                sandbox.url + CONTACTS,
                content=iter([body[:500], body[500:]]) if chunked else body,
                headers={"authorization": f"Bearer {sandbox.token}", "content-type": "application/json"},
            )
            assert answer.status_code == status, answer.text
            if status == 413:
                assert answer.json()["status"] == "error"


def test_it_listens_on_loopback_unless_told_otherwise():
    with Sandbox() as sandbox:
        assert sandbox.address[0] == "127.0.0.1"
        assert not sandbox.exposed
    assert Sandbox(host="0.0.0.0").exposed  # noqa: S104 - it is not started
    assert Sandbox(host="::").exposed
    assert not Sandbox(host="::1").exposed
    assert not Sandbox(host="localhost").exposed


@pytest.mark.parametrize(("durable", "level"), [(False, 1), (True, 2)])
def test_a_durable_file_is_written_through_to_the_disk(tmp_path, durable, level):
    with Sandbox(db=tmp_path / "portal.db", durable=durable) as sandbox:
        sandbox.new_token(portal=2)
        for portal in sandbox.portals.values():
            assert portal.store.row("PRAGMA synchronous") == (level,)
            assert portal.store.row("PRAGMA journal_mode") == ("wal",)


def test_a_body_of_two_lengths_is_refused_and_the_connection_closed(sandbox):
    """A proxy in front may go by the one and we by the other: what is a body to it would be a request to us."""
    smuggled = b"GET /_sandbox/stats HTTP/1.1\r\nhost: localhost\r\n\r\n"
    head = (
        b"POST /_sandbox/reset HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\ncontent-length: %d\r\n\r\n"
    )
    with socket.create_connection(sandbox.address, timeout=5) as raw:
        raw.sendall(head % (5 + len(smuggled)) + b"0\r\n\r\n" + smuggled)
        answer = b"".join(iter(lambda: raw.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1
    assert b"Transfer-Encoding must not be sent together" in answer
