"""Blog posts, authors, tags and comments: what a request changes is what the next one reads."""

import pytest

BASES = ["/cms/v3/blogs", "/cms/blogs/2026-03", "/cms/blogs/2026-09"]
NEW = {
    "authors": {"fullName": "Ann Author"},
    "tags": {"name": "Big News"},
    "posts": {"name": "First Post", "contentGroupId": "351076997"},
}


@pytest.fixture(params=BASES)
def base(request):
    return request.param


@pytest.mark.parametrize("kind", NEW)
def test_content_lives(call, base, kind):
    made = call("POST", f"{base}/{kind}", 201, json=NEW[kind])
    url = f"{base}/{kind}/{made['id']}"
    assert call("GET", url)["slug"] in ("ann-author", "big-news", "first-post")
    assert call("PATCH", url, json={"slug": "other", "id": "5"})["id"] == made["id"]
    assert call("GET", url)["slug"] == "other"
    assert call("GET", f"{base}/{kind}")["total"] == 1
    call("DELETE", url, 204)
    call("GET", url, 404)
    assert call("GET", f"{base}/{kind}")["total"] == 0
    assert call("GET", url, params={"archived": "true"})["id"] == made["id"]


@pytest.mark.parametrize("kind", NEW)
def test_content_in_batches(call, base, kind):
    made = call("POST", f"{base}/{kind}/batch/create", 201, json={"inputs": [NEW[kind]] * 2})["results"]
    ids = [one["id"] for one in made]
    changes = [{"id": id_, "language": "fr"} for id_ in ids]
    changed = call("POST", f"{base}/{kind}/batch/update", json={"inputs": changes})["results"]
    assert {one["language"] for one in changed} == {"fr"}
    read = call("POST", f"{base}/{kind}/batch/read", 207, json={"inputs": [*ids, "77"]})
    assert [one["language"] for one in read["results"]] == ["fr", "fr"]
    assert read["numErrors"] == 1
    call("POST", f"{base}/{kind}/batch/archive", 204, json={"inputs": ids})
    assert call("GET", f"{base}/{kind}")["results"] == []


@pytest.mark.parametrize(
    ("kind", "error_type"),
    [("authors", "AUTHOR_FULL_NAME_MISSING"), ("posts", "PARENT_BLOG_DOES_NOT_EXIST"), ("tags", "TAG_NAME_MISSING")],
)
def test_what_is_missing_has_an_error_type(call, kind, error_type):
    body = call("POST", f"{BASES[0]}/{kind}", 400, json={})
    assert body["errorType"] == error_type
    assert "category" not in body
    assert call("GET", f"{BASES[0]}/{kind}/0", 500)["message"] == "internal error"


def test_pages_are_filtered_and_ordered(call):
    for name in ("Alpha", "beta", "Alphabet"):
        call("POST", f"{BASES[0]}/tags", 201, json={"name": name})
    url = f"{BASES[0]}/tags"
    found = call("GET", url, params={"name__icontains": "ALPHA", "sort": "-name"})
    assert [one["name"] for one in found["results"]] == ["Alphabet", "Alpha"]
    assert [one["name"] for one in call("GET", url, params={"name": "beta"})["results"]] == ["beta"]
    first = call("GET", url, params={"limit": 2})
    rest = call("GET", url, params={"limit": 2, "after": first["paging"]["next"]["after"]})
    assert (len(first["results"]), len(rest["results"])) == (2, 1)
    assert len(call("GET", f"{BASES[1]}/tags/cursor")["results"]) == 3
    assert call("GET", url, params={"createdAfter": "2100-01-01T00:00:00Z"})["total"] == 0


def test_a_post_is_drafted_published_and_brought_back(call, base):
    made = call("POST", f"{base}/posts", 201, json=NEW["posts"])
    url = f"{base}/posts/{made['id']}"
    assert (made["state"], made["currentlyPublished"]) == ("DRAFT", False)
    call("PATCH", f"{url}/draft", json={"name": "Second"})
    assert call("GET", url)["name"] == "First Post"
    call("POST", f"{url}/draft/reset", 204)
    assert call("GET", f"{url}/draft")["name"] == "First Post"
    call("PATCH", f"{url}/draft", json={"name": "Second"})
    call("POST", f"{url}/draft/push-live", 204)
    live = call("GET", url)
    assert (live["name"], live["state"], live["currentlyPublished"]) == ("Second", "PUBLISHED", True)
    oldest = call("GET", f"{url}/revisions")["results"][-1]["id"]
    assert call("GET", f"{url}/revisions/{oldest}")["object"]["name"] == "First Post"
    assert call("POST", f"{url}/revisions/{oldest}/restore-to-draft")["name"] == "First Post"
    assert call("POST", f"{url}/revisions/{oldest}/restore")["name"] == "First Post"
    moment = "2030-01-01T00:00:00Z"
    call("POST", f"{base}/posts/schedule", 204, json={"id": made["id"], "publishDate": moment})
    assert (call("GET", url)["state"], call("GET", url)["publishDate"]) == ("SCHEDULED", moment)
    copy = call("POST", f"{base}/posts/clone", json={"id": made["id"], "cloneName": "Copy"})
    assert (copy["name"], copy["state"]) == ("Copy", "DRAFT")


def test_translations(call, base):
    made = call("POST", f"{base}/tags", 201, json=NEW["tags"])
    wanted = {"id": made["id"], "name": "Nouvelles", "language": "fr"}
    french = call("POST", f"{base}/tags/multi-language/create-language-variation", json=wanted)
    assert (french["language"], french["translatedFromId"]) == ("fr", int(made["id"]))
    call("PUT", f"{base}/tags/multi-language/set-new-lang-primary", 204, json={"id": french["id"]})
    assert call("GET", f"{base}/tags/{made['id']}")["translatedFromId"] == int(french["id"])
    call("POST", f"{base}/tags/multi-language/detach-from-lang-group", 204, json={"id": made["id"]})
    assert call("GET", f"{base}/tags/{made['id']}")["translatedFromId"] == 0


def test_comments(call):
    post = call("POST", f"{BASES[0]}/posts", 201, json=NEW["posts"])
    new = {"comment": "Nice", "contentId": post["id"], "userName": "Bob"}
    comment = call("POST", "/comments/v3/comments", json=new)
    call("POST", "/comments/v3/comments", json={**new, "comment": "Spam", "state": "SPAM"})
    url = "/comments/v3/comments"
    found = call("GET", url, params={"contentId": post["id"], "state": "APPROVED"})
    assert [(one["comment"], one["contentTitle"]) for one in found["objects"]] == [("Nice", "First Post")]
    assert call("GET", url, params={"query": "spam"})["total"] == 1
    newest = call("GET", url, params={"reverse": "true", "limit": 1})
    assert [one["comment"] for one in newest["objects"]] == ["Spam"]
    call("DELETE", f"{url}/{comment['id']}", 204)
    assert call("GET", url)["total"] == 1
    call("POST", f"{url}/{comment['id']}/restore", 204)
    assert call("GET", url)["total"] == 2
