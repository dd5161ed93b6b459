"""Marketing e-mails v1: the e-mails of version 3, read and written."""

V1, TODAY = "/marketing-emails/v1/emails", "/marketing/v3/emails"
NEW = {"name": "News", "subject": "Hello", "fromName": "Ann", "replyTo": "ann@example.com", "emailBody": "<p>Hi</p>"}


def test_an_email_lives_and_is_the_same_in_both_apis(client, call):
    answer = client.post(V1, json=NEW | {"isPublished": True, "id": 5})
    made = answer.json()
    assert answer.status_code == 201
    assert {name: made[name] for name in NEW} == NEW
    assert (made["isPublished"], made["state"], made["deletedAt"]) == (False, "DRAFT", 0)
    url, today = f"{V1}/{made['id']}", f"{TODAY}/{made['id']}"
    found = call("GET", today)
    assert (found["subject"], found["from"]["replyTo"]) == ("Hello", "ann@example.com")
    assert "emailBody" not in found
    changed = client.put(url, json={"fromName": "Ben", "htmlTitle": "Title", "publishDate": 1_790_000_009_000}).json()
    assert changed == made | {"fromName": "Ben", "htmlTitle": "Title", "publishDate": 1_790_000_009_000}
    assert call("GET", today)["from"] == {"fromName": "Ben", "replyTo": "ann@example.com"}
    assert client.get(url).json() == changed
    newest, oldest = client.get(f"{url}/versions").json()
    assert (newest["object"], oldest["object"]) == (changed, made)
    assert client.get(f"{url}/has-buffered-changes").json() == {"hasChanges": False}
    call("PATCH", f"{today}/draft", json={"subject": "Draft"})
    assert client.get(f"{url}/has-buffered-changes").json() == {"hasChanges": True}
    clone = client.post(f"{url}/clone", json={"name": "Second"})
    assert (clone.status_code, clone.json()["name"], clone.json()["emailBody"]) == (201, "Second", "<p>Hi</p>")
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
    assert client.put(f"{url}/restore-deleted").json()["archived"] is False
    assert client.get(url).json()["name"] == "News"


def test_what_is_refused(client):
    assert client.post(V1, json={"subject": "Hello"}).status_code == 400
    assert client.post(V1, json=NEW | {"publishDate": "tomorrow"}).status_code == 400
    for method, path in (
        ("PUT", ""),
        ("DELETE", ""),
        ("POST", "/clone"),
        ("GET", "/versions"),
        ("PUT", "/restore-deleted"),
    ):
        assert client.request(method, f"{V1}/1{path}", json={}).status_code == 404, path
    assert client.get(f"{V1}/1/has-buffered-changes").status_code == 404
