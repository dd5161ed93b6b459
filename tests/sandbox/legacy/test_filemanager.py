"""The file manager: another shape of today's files and folders."""

import json

import pytest

FILES, FOLDERS, V3 = "/filemanager/api/v2/files", "/filemanager/api/v2/folders", "/filemanager/api/v3/files"
NOW = 1_790_000_000_250


@pytest.fixture
def send(client):
    def sent(method, path, status=200, **options):
        answer = client.request(method, path, **options)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    return sent


@pytest.fixture
def upload(send):
    """An upload as the npm package `hubspot` sends it: with a name, options and a path, and an id where it has one."""

    def uploaded(
        name="a.txt", content=b"hello", path="/", folder=None, access="PUBLIC_INDEXABLE", status=200, **options
    ):
        data = {"fileName": name, "options": json.dumps({"access": access, **options}), "folderPath": path}
        data |= {} if folder is None else {"folderId": str(folder)}
        found = send("POST", f"{V3}/upload", status, files={"file": (name, content, "text/plain")}, data=data)
        return found["objects"][0] if status == 200 else found

    return uploaded


def test_a_file_lives_and_is_the_same_in_both_apis(send, call, client, upload):
    made = upload(path="/docs")
    assert (made["name"], made["extension"], made["size"], made["type"]) == ("a", "txt", 5, "DOCUMENT")
    assert (made["created"], made["deleted_at"], made["is_indexable"]) == (NOW, 0, True)
    assert made["file_hash"] == "5d41402abc4b2a76b9719d911017c592"
    url = f"{FILES}/{made['id']}"
    assert send("GET", url) == made
    today = call("GET", f"/files/v3/files/{made['id']}")
    assert (today["path"], today["url"]) == ("/docs/a.txt", made["url"])
    assert send("GET", FILES)["objects"] == [made]
    moved = send("POST", f"{url}/move-file", json={"name": "b", "folder_path": "/else"})
    assert (moved["name"], call("GET", "/files/v3/files/stat/else/b.txt")["file"]["id"]) == ("b", str(made["id"]))
    signed = send("GET", f"{V3}/{made['id']}/signed-url")
    assert client.get(signed["url"]).content == b"hello"
    assert signed["expiresAt"] > NOW
    send("DELETE", url, 204)
    send("GET", url, 404)
    assert call("GET", "/files/v3/files/search")["results"] == []
    (gone,) = send("GET", FILES, params={"deleted_at__gte": 1})["objects"]
    assert gone["deleted_at"] == NOW


def test_content_is_replaced_with_and_without_options(send, client, upload):
    made = upload(access="PRIVATE")
    (older,) = send("POST", f"{FILES}/{made['id']}", files={"files": ("z.txt", b"second")})["objects"]
    assert (older["id"], older["size"], older["meta"]["allows_anonymous_access"]) == (made["id"], 6, False)
    data = {"options": json.dumps({"access": "PUBLIC_NOT_INDEXABLE"})}
    (newer,) = send("POST", f"{V3}/{made['id']}/replace", files={"file": ("a.txt", b"third")}, data=data)["objects"]
    assert (newer["size"], newer["meta"]["allows_anonymous_access"], newer["is_indexable"]) == (5, True, False)
    assert client.get(f"/files/v3/files/{made['id']}/download").content == b"third"
    send("POST", f"{V3}/{made['id']}/replace", 400, files={"file": ("a.txt", b"third")})
    send("POST", f"{FILES}/{made['id']}", 400)
    assert upload(access="SECRET", status=400)["category"] == "VALIDATION_ERROR"


def test_files_are_archived_and_deleted_for_good(send, upload):
    one, two = upload("one.txt"), upload("two.txt")
    assert send("POST", f"{FILES}/{one['id']}/archive")["archived"] is True
    assert [each["id"] for each in send("GET", FILES, params={"archived": "false"})["objects"]] == [two["id"]]
    send("POST", f"{FILES}/{two['id']}/full-delete", 204)
    send("POST", f"{FILES}/{two['id']}/full-delete", 404)
    assert [each["id"] for each in send("GET", FILES)["objects"]] == [one["id"]]


def test_folders(send, call, upload):
    top = send("POST", FOLDERS, 201, json={"name": "top"})
    assert (top["parent_folder_id"], top["full_path"]) == (None, "top")
    below = send("POST", FOLDERS, 201, json={"name": "below", "parent_folder_id": top["id"]})
    assert (below["parent_folder_id"], below["full_path"]) == (top["id"], "top/below")
    assert send("GET", f"{FOLDERS}/{below['id']}") == below
    assert send("GET", FOLDERS, params={"parent_folder_id": top["id"]})["objects"] == [below]
    file = upload(folder=below["id"])
    assert (file["folder_id"], "/top/below/a.txt" in file["url"]) == (below["id"], True)
    assert send("GET", FILES, params={"folder_id": below["id"]})["total_count"] == 1
    upload(folder=below["id"], path="/other", status=400)
    other = send("POST", FOLDERS, 201, json={"name": "other"})
    assert send("POST", f"{FOLDERS}/{below['id']}/move-folder", json={"parent_folder_id": other["id"]})[
        "full_path"
    ] == ("other/below")
    assert send("PUT", f"{FOLDERS}/{below['id']}", json={"name": "under"})["full_path"] == "other/under"
    assert call("GET", f"/files/v3/files/{file['id']}")["path"] == "/other/under/a.txt"
    send("DELETE", f"{FOLDERS}/{other['id']}", 204)
    send("GET", f"{FOLDERS}/{below['id']}", 404)
    assert send("GET", FILES)["objects"] == []
    assert send("POST", FOLDERS, 409, json={"name": "top"})["category"] == "CONFLICT"


def test_a_file_is_fetched_from_a_url(send):
    source = "https://files.example.com/img/a%20b.png"
    made = send("POST", f"{FILES}/download-from-url", json={"url": source, "folder_path": "Blog_Media"})
    assert (made["name"], made["extension"], made["is_indexable"]) == ("a b", "png", True)
    assert made["folder_id"] == send("GET", FOLDERS)["objects"][0]["id"]
    assert send("GET", f"{FILES}/{made['id']}") == made
    assert send("POST", f"{FILES}/download-from-url", json={"url": source, "name": "c"})["name"] == "c"
    send("POST", f"{FILES}/download-from-url", 400, json={"url": "http://127.0.0.1/a.png"})
    send("POST", f"{FILES}/download-from-url", 400, json={})
