"""Files and folders: what a request changes is what the next one reads."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

FILES = "/files/v3/files"
FOLDERS = "/files/v3/folders"


@pytest.fixture
def upload(call):
    def uploaded(name="a.txt", content=b"hello", status=201, folder="/docs", base=FILES, **options):
        data = {"options": json.dumps({"access": "PRIVATE", **options}), "folderPath": folder}
        return call("POST", base, status, files={"file": (name, content, "text/plain")}, data=data)

    return uploaded


@pytest.mark.parametrize("base", [FILES, "/files/2026-03/files"])
def test_a_file_lives(call, client, upload, base):
    made = upload(base=base)
    assert (made["name"], made["extension"], made["size"], made["path"]) == ("a", "txt", 5, "/docs/a.txt")
    assert (made["sourceGroup"], made["url"].partition("/hubfs/")[2].partition("/")[2]) == ("CONTENT", "docs/a.txt")
    url = f"{base}/{made['id']}"
    assert call("GET", url) == made
    assert client.get(f"{FILES}/{made['id']}/download").content == b"hello"
    replaced = call(
        "PUT", url, files={"file": ("a.txt", b"other text")}, data={"options": '{"access": "PUBLIC_INDEXABLE"}'}
    )
    assert (replaced["size"], replaced["access"]) == (10, "PUBLIC_INDEXABLE")
    moved = call("PATCH", url, json={"name": "b", "parentFolderPath": "/else/where"})
    assert moved["path"] == "/else/where/b.txt"
    assert call("GET", f"{base}/stat/else/where/b.txt")["file"]["id"] == made["id"]
    assert call("GET", f"{base}/stat/else%2Fwhere")["folder"]["path"] == "/else/where"
    assert len(call("GET", f"{base}/search", params={"name": "B", "extension": "txt"})["results"]) == 1
    call("DELETE", url, 204)
    call("GET", url, 404)
    assert call("GET", f"{base}/search")["results"] == []


def test_the_url_of_a_file_is_quoted_and_its_path_is_not(upload):
    made = upload(folder="in out")
    assert made["path"] == "/in out/a.txt"
    assert made["url"].endswith("/in%20out/a.txt")
    assert made["defaultHostingUrl"] == made["url"]


def test_what_becomes_of_a_second_file_of_a_name(call, upload):
    first = upload()
    assert upload()["path"] == "/docs/a-1.txt"
    assert upload(overwrite=True, content=b"new")["id"] == first["id"]
    again = upload(content=b"new", duplicateValidationStrategy="RETURN_EXISTING")
    assert again["id"] == first["id"]
    upload(content=b"new", duplicateValidationStrategy="REJECT", status=409)
    assert len(call("GET", f"{FILES}/search")["results"]) == 2


@pytest.mark.parametrize("path", ["/docs/../../etc", "..", "a/./b"])
def test_paths_that_lead_elsewhere_are_refused(call, upload, path):
    upload(folder=path, status=400)
    data = {"options": "{}", "fileName": "../x.txt"}
    call("POST", FILES, 400, files={"file": ("a.txt", b"")}, data=data)
    assert call("GET", f"{FILES}/search")["results"] == []


def test_a_form_without_a_file_is_refused(call):
    body = call("POST", FILES, 400, data={"options": "{}"}, files={"other": ("x", b"")})
    assert (body["message"], body["category"]) == ("Could not determine name from file", "BAD_REQUEST")
    assert call("GET", f"{FILES}/0", 400)["message"] == "id must be > 0"


def test_a_form_without_options_is_refused(call):
    """As HubSpot/hubspot-api-php#381 quotes it (2024)."""
    body = call("POST", FILES, 400, data={"folderPath": "/docs"}, files={"file": ("a.txt", b"x")})
    assert body["message"] == "options parameter is required"
    assert call("GET", f"{FILES}/search")["results"] == []


def test_a_signed_url_works_until_it_expires(call, client, upload, clock):
    signed = call("GET", f"{FILES}/{upload()['id']}/signed-url", params={"expirationSeconds": 60})
    assert httpx.get(signed["url"]).content == b"hello"
    assert httpx.get(signed["url"] + "0").status_code == 403
    clock.advance(61)
    assert httpx.get(signed["url"]).status_code == 403


def test_gdpr_delete_leaves_nothing(call, sandbox, upload):
    id_ = upload()["id"]
    call("DELETE", f"{FILES}/{id_}/gdpr-delete", 204)
    call("GET", f"{FILES}/{id_}", 404)
    assert sandbox.portal.shelf("file_content").get(id_) is None


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if "logo" in self.path else 404)
            self.send_header("content-type", "image/png")
            self.end_headers()
            self.wfile.write(b"PNG")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def imported(call, url, status=202, **more):
    body = {"url": url, "access": "PRIVATE", "folderPath": "/in", **more}
    return call("POST", f"{FILES}/import-from-url/async", status, json=body)


def test_a_file_is_imported_from_a_url_as_a_task(call, client, sandbox, server):
    sandbox.portal.url_imports = "any"
    try:
        task = imported(call, f"{server}/logo.png", name="mark")
        failed = imported(call, f"{server}/nothing.png")
    finally:
        sandbox.portal.url_imports = "offline"
    done = call("GET", f"{FILES}/import-from-url/async/tasks/{task['id']}/status")
    assert (done["status"], done["result"]["path"], done["result"]["type"]) == ("COMPLETE", "/in/mark.png", "IMG")
    assert client.get(f"{FILES}/{done['result']['id']}/download").content == b"PNG"
    assert call("GET", f"{FILES}/import-from-url/async/tasks/{failed['id']}/status")["numErrors"] == 1
    assert call("GET", f"{FILES}/import-from-url/async/tasks/x/status", 400)["message"].startswith("Provided ID could")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/a.png", "http://[::1]/a.png", "http://10.0.0.1/a", "http://localhost/a", "file:///etc/passwd"],
)
def test_private_addresses_are_refused(call, url):
    imported(call, url, 400)
    assert call("GET", f"{FILES}/search")["results"] == []


def test_a_name_that_leads_to_a_private_address_is_refused(call, sandbox, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("192.168.0.1", 80))])
    sandbox.portal.url_imports = "public"
    try:
        imported(call, "http://files.example.com/a.png", 400)
    finally:
        sandbox.portal.url_imports = "offline"


def test_imports_are_made_up_where_nothing_may_be_asked(call):
    task = imported(call, "https://example.com/pictures/cat.png")
    done = call("GET", f"{FILES}/import-from-url/async/tasks/{task['id']}/status")
    assert (done["result"]["path"], done["result"]["size"]) == ("/in/cat.png", 0)


@pytest.mark.parametrize("base", [FOLDERS, "/files/2026-03/folders"])
def test_folders_move_with_what_is_in_them(call, upload, base):
    outer = call("POST", base, 201, json={"name": "outer"})
    inner = call("POST", base, 201, json={"name": "inner", "parentFolderId": outer["id"]})
    assert inner["path"] == "/outer/inner"
    assert call("POST", base, 409, json={"name": "outer"})["message"] == "A folder already exists at this path"
    file = upload(folder="/outer/inner")
    assert call("PATCH", f"{base}/{outer['id']}", json={"name": "box"})["path"] == "/box"
    assert call("GET", f"{base}/box%2Finner")["id"] == inner["id"]
    assert call("GET", f"{FILES}/{file['id']}")["path"] == "/box/inner/a.txt"
    task = call("POST", f"{base}/update/async", 202, json={"id": inner["id"], "name": "in"})
    status = call("GET", f"{base}/update/async/tasks/{task['id']}/status")
    assert (status["status"], status["result"]["path"]) == ("COMPLETE", "/box/in")
    assert {one["path"] for one in call("GET", f"{base}/search")["results"]} == {"/box", "/box/in"}
    call("DELETE", f"{base}/{outer['id']}", 204)
    assert call("GET", f"{base}/search")["results"] == []
    call("GET", f"{FILES}/{file['id']}", 404)
