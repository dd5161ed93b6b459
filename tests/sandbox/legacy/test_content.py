"""Content v2, blogs v3 and domains v1: other shapes of what today's APIs keep."""

import pytest

V2, V3 = "/content/api/v2", "/blogs/v3"
TODAY = "/cms/v3"
BLOG = 150_000_000_001
NOW = 1_790_000_000_250

NEW = {
    "blog-posts": {"name": "First Post", "content_group_id": BLOG, "post_body": "<p>Hello</p>"},
    "pages": {"name": "About us", "template_path": "a/b.html"},
    "templates": {"path": "custom/page/simple-page.html", "source": "<h1>Hi</h1>"},
}
CHANGED = {
    "blog-posts": {"post_body": "<p>Bye</p>"},
    "pages": {"html_title": "About"},
    "templates": {"source": "<h1>Bye</h1>"},
}
LISTED = {**NEW, "url-mappings": {"route_prefix": "/old", "destination": "/new"}}


@pytest.fixture
def send(client):
    def sent(method, path, status=200, **options):
        answer = client.request(method, path, **options)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    return sent


@pytest.mark.parametrize("kind", NEW)
def test_an_object_lives(send, kind):
    made = send("POST", f"{V2}/{kind}", 201, json=NEW[kind])
    url = f"{V2}/{kind}/{made['id']}"
    assert isinstance(made["id"], int)
    assert {name: made[name] for name in NEW[kind]} == NEW[kind]
    assert (made["created"], made["deleted_at"]) == (NOW, 0)
    assert send("GET", url) == made
    changed = send("PUT", url, json=CHANGED[kind] | {"id": 5, "created": 1})
    assert changed == made | CHANGED[kind]
    assert send("GET", f"{V2}/{kind}")["objects"] == [changed]
    send("DELETE", url, 204)
    send("GET", url, 404)
    assert send("GET", f"{V2}/{kind}")["objects"] == []
    (deleted,) = send("GET", f"{V2}/{kind}", params={"deleted_at__gt": 0})["objects"]
    assert deleted["deleted_at"] == NOW
    assert send("PUT" if kind == "blog-posts" else "POST", f"{url}/restore-deleted")["deleted_at"] == 0
    assert send("GET", url)["id"] == made["id"]
    send("POST", f"{V2}/{kind}/{made['id'] + 1}/restore-deleted", 404)


@pytest.mark.parametrize("kind", NEW)
def test_a_buffer_leaves_the_live_object_until_it_is_pushed(send, kind):
    made = send("POST", f"{V2}/{kind}", 201, json=NEW[kind])
    url = f"{V2}/{kind}/{made['id']}"
    assert send("GET", f"{url}/has-buffered-changes") == {"has_changes": False}
    assert send("PUT", f"{url}/buffer", json=CHANGED[kind]) == made | CHANGED[kind]
    assert send("GET", f"{url}/has-buffered-changes") == {"has_changes": True}
    assert send("GET", f"{url}/buffer") == made | CHANGED[kind]
    assert send("GET", url) == made
    assert send("POST", f"{url}/validate-buffer") == {"succeeded": True}
    assert send("POST", f"{url}/push-buffer-live") == made | CHANGED[kind]
    assert send("GET", f"{url}/has-buffered-changes") == {"has_changes": False}
    assert send("GET", url) == made | CHANGED[kind]


@pytest.mark.parametrize("kind", NEW)
def test_versions_are_listed_and_restored(send, kind):
    made = send("POST", f"{V2}/{kind}", 201, json=NEW[kind])
    url = f"{V2}/{kind}/{made['id']}"
    send("PUT", url, json=CHANGED[kind])
    newest, oldest = send("GET", f"{url}/versions")
    assert (newest["object"], oldest["object"]) == (made | CHANGED[kind], made)
    assert send("GET", f"{url}/versions/{oldest['id']}") == oldest
    assert send("POST", f"{url}/versions/restore", json={"version_id": oldest["id"]})["succeeded"] is True
    assert send("GET", url) == made
    send("GET", f"{url}/versions/999", 404)


@pytest.mark.parametrize("kind", ["blog-posts", "pages"])
def test_publishing(send, kind):
    url = f"{V2}/{kind}/{send('POST', f'{V2}/{kind}', 201, json=NEW[kind])['id']}"

    def publish(action, status=204):
        send("POST", f"{url}/publish-action", status, json={"action": action})
        found = send("GET", url)
        return found["state"], found["is_draft"], bool(found["published_url"])

    send("PUT", f"{url}/buffer", json={"name": "Later"})
    assert publish("push-buffer-live") == ("DRAFT", True, False)
    assert send("GET", url)["name"] == "Later"
    assert publish("schedule-publish") == ("PUBLISHED", False, True)
    assert publish("cancel-publish") == ("DRAFT", True, False)
    send("PUT", url, json={"publish_date": NOW + 1000})
    assert publish("schedule-publish") == ("SCHEDULED", True, False)
    send("PUT", url, json={"publish_immediately": True})
    assert publish("schedule-publish") == ("PUBLISHED", False, True)
    assert send("GET", url)["publish_date"] == NOW
    assert publish("burn", 400)[0] == "PUBLISHED"
    send("PUT", url, 400, json={"publish_date": "tomorrow"})


@pytest.mark.parametrize("kind", ["blog-posts", "pages"])
def test_a_clone_is_a_draft_of_its_own(send, kind):
    made = send("POST", f"{V2}/{kind}", 201, json=NEW[kind] | {"state": "PUBLISHED"})
    clone = send("POST", f"{V2}/{kind}/{made['id']}/clone", 201, json={"name": "Second"})
    assert (clone["name"], clone["state"]) == ("Second", "DRAFT")
    assert clone["id"] != made["id"]
    assert clone["slug"] != made["slug"]


# -- other views of the same ---------------------------------------------------------------------------------------


def test_a_post_is_the_same_in_both_apis(send, call):
    author = call("POST", f"{TODAY}/blogs/authors", 201, json={"fullName": "Ann Author"})
    tag = call("POST", f"{TODAY}/blogs/tags", 201, json={"name": "News"})
    body = NEW["blog-posts"] | {"blog_author_id": int(author["id"]), "topic_ids": [int(tag["id"])]}
    made = send("POST", f"{V2}/blog-posts", 201, json=body)
    assert (made["blog_author"]["full_name"], made["topic_ids"]) == ("Ann Author", [int(tag["id"])])
    assert (made["parent_blog"]["id"], made["blog_author_id"]) == (BLOG, int(author["id"]))
    today = call("GET", f"{TODAY}/blogs/posts/{made['id']}")
    assert (today["blogAuthorId"], today["tagIds"], today["postBody"]) == (
        author["id"],
        [int(tag["id"])],
        "<p>Hello</p>",
    )
    call("PATCH", f"{TODAY}/blogs/posts/{made['id']}", json={"metaDescription": "Short", "state": "PUBLISHED"})
    found = send("GET", f"{V2}/blog-posts/{made['id']}")
    assert (found["meta_description"], found["state"], found["is_published"]) == ("Short", "PUBLISHED", True)


@pytest.mark.parametrize("kind", ["site", "landing"])
def test_a_page_is_the_same_in_both_apis_and_of_a_kind(send, call, client, kind):
    url = f"{TODAY}/pages/{kind}-pages"
    today = client.post(url, json={"name": "Today", "slug": "today"}).json()
    made = send("POST", f"{V2}/pages", 201, json={"name": "Older", "subcategory": f"{kind}_page"})
    assert int(today["id"]) != made["id"]
    listed = send("GET", f"{V2}/pages", params={"subcategory": f"{kind}_page"})["objects"]
    assert [(one["name"], one["slug"]) for one in listed] == [("Today", "today"), ("Older", "older")]
    assert client.get(f"{url}/{made['id']}").json()["name"] == "Older"
    client.patch(f"{url}/{made['id']}", json={"htmlTitle": "Title"})
    assert send("GET", f"{V2}/pages/{made['id']}")["html_title"] == "Title"
    send("POST", f"{V2}/pages/{made['id']}/publish-action", 204, json={"action": "schedule-publish"})
    assert client.get(f"{url}/{made['id']}").json()["currentState"] == "PUBLISHED"
    send("DELETE", f"{V2}/pages/{made['id']}", 204)
    assert client.get(f"{url}/{made['id']}").status_code == 404


def test_ids_of_pages_are_those_of_no_other_page(send, client):
    ids = [client.post(f"{TODAY}/pages/{kind}-pages", json={"name": "P"}).json()["id"] for kind in ("site", "landing")]
    assert len(set(ids)) == 2
    assert [str(one["id"]) for one in send("GET", f"{V2}/pages")["objects"]] == ids


def test_a_mapping_is_a_redirect(send, client):
    made = send("POST", f"{V2}/url-mappings", 201, json={"route_prefix": "/old", "destination": "/new"})
    assert (made["redirect_style"], made["is_pattern"]) == (301, False)
    today = client.get(f"{TODAY}/url-redirects/{made['id']}").json()
    assert (today["routePrefix"], today["destination"], today["redirectStyle"]) == ("/old", "/new", 301)
    url = f"{V2}/url-mappings/{made['id']}"
    assert send("PUT", url, json={"redirect_style": 302})["redirect_style"] == 302
    assert send("GET", f"{V2}/url-mappings")["objects"] == [send("GET", url)]
    send("DELETE", url, 204)
    send("DELETE", url, 404)
    send("POST", f"{V2}/url-mappings", 400, json={"destination": "/new"})


# -- listings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LISTED)
def test_pages_of_a_listing_together_are_all(send, kind):
    ids = [send("POST", f"{V2}/{kind}", 201, json=LISTED[kind])["id"] for _ in range(5)]
    page = send("GET", f"{V2}/{kind}")
    assert (page["limit"], page["offset"], page["total"], page["total_count"]) == (20, 0, 5, 5)
    found = [send("GET", f"{V2}/{kind}", params={"limit": 2, "offset": at})["objects"] for at in (0, 2, 4)]
    assert [one["id"] for part in found for one in part] == ids
    latest = send("GET", f"{V2}/{kind}", params={"order_by": "-id", "limit": 1})["objects"]
    assert [one["id"] for one in latest] == ids[-1:]


def test_posts_are_filtered_as_clients_do(send, clock):
    """As `Blog#posts` of hubspot-ruby and `get_draft_posts` of hubspot3."""
    first = send("POST", f"{V2}/blog-posts", 201, json=NEW["blog-posts"])["id"]
    clock.advance(10)
    second = send("POST", f"{V2}/blog-posts", 201, json=NEW["blog-posts"] | {"name": "Next", "state": "PUBLISHED"})[
        "id"
    ]
    send("POST", f"{V2}/blog-posts", 201, json=NEW["blog-posts"] | {"content_group_id": 77})

    def ids(**params):
        return [one["id"] for one in send("GET", f"{V2}/blog-posts", params=params)["objects"]]

    assert ids(content_group_id=BLOG, order_by="-created") == [second, first]
    assert ids(content_group_id=BLOG, state="DRAFT") == [first]
    assert ids(state="PUBLISHED", created__gt=NOW) == [second]
    assert ids(content_group_id=BLOG, created__range=f"{NOW},{NOW + 1}") == [first]
    assert ids(name__icontains="NEX") == [second]
    assert ids(id__in=f"{first},{second}", is_draft="False") == [second]
    assert ids(created__lt="yesterday") == []
    assert sorted(one["id"] for one in send("GET", f"{V2}/blogs")["objects"]) == [77, BLOG]


# -- blogs, topics, authors --------------------------------------------------------------------------------------------


def test_a_portal_has_a_blog_that_posts_can_be_made_in(send):
    (blog,) = send("GET", f"{V2}/blogs", params={"limit": 1})["objects"]
    assert send("GET", f"{V2}/blogs/{blog['id']}") == blog
    assert send("GET", f"{V2}/blogs/{blog['id']}/versions") == []
    send("GET", f"{V2}/blogs/{blog['id']}/versions/1", 404)
    send("GET", f"{V2}/blogs/5", 404)
    assert send("POST", f"{V2}/blog-posts", 201, json={"name": "P", "content_group_id": blog["id"]})["state"] == "DRAFT"
    assert send("POST", f"{V2}/blog-posts", 400, json={"name": "P"})["errorType"] == "PARENT_BLOG_DOES_NOT_EXIST"


@pytest.mark.parametrize(
    ("kind", "new", "change", "query"),
    [
        ("topics", {"name": "Big News", "description": "All"}, {"name": "Small News"}, "SMALL"),
        ("blog-authors", {"fullName": "John Smith", "email": "john@example.com"}, {"bio": "Short"}, "john-sm"),
    ],
)
def test_topics_and_authors(send, call, kind, new, change, query):
    made = send("POST", f"{V3}/{kind}", 201, json=new)
    url = f"{V3}/{kind}/{made['id']}"
    assert {name: made[name] for name in new} == new
    assert (made["slug"], made["created"], made["deletedAt"]) == (
        next(iter(new.values())).lower().replace(" ", "-"),
        NOW,
        0,
    )
    assert send("PUT", url, json=change) == made | change | ({"slug": made["slug"]} if kind == "topics" else {})
    assert [one["id"] for one in send("GET", f"{V3}/{kind}/search", params={"q": query})["objects"]] == [made["id"]]
    assert send("GET", f"{V3}/{kind}/search", params={"q": "nobody"})["total"] == 0
    snake = send("GET", url, params={"casing": "snake"})
    assert (snake["portal_id"], snake["deleted_at"]) == (made["portalId"], 0)
    assert send("GET", f"{V3}/{kind}", params={"casing": "snake_case"})["objects"] == [snake]
    today = "tags" if kind == "topics" else "authors"
    assert call("GET", f"{TODAY}/blogs/{today}")["total"] == 1
    send("DELETE", url, 204)
    send("GET", url, 404)
    assert call("GET", f"{TODAY}/blogs/{today}")["total"] == 0


def test_a_group_of_topics_takes_their_place_in_posts(send):
    one, two, other = (send("POST", f"{V3}/topics", 201, json={"name": name})["id"] for name in ("A", "B", "C"))
    post = send("POST", f"{V2}/blog-posts", 201, json=NEW["blog-posts"] | {"topic_ids": [other, one]})["id"]
    body = {"groupedTopicName": "Both", "topicIds": [one, two]}
    assert send("POST", f"{V3}/topics/group-topics", json=body) == body | {
        "portalId": send("GET", f"{V3}/topics/{other}")["portalId"]
    }
    names = {topic["id"]: topic["name"] for topic in send("GET", f"{V3}/topics")["objects"]}
    assert sorted(names.values()) == ["Both", "C"]
    assert [names[id_] for id_ in send("GET", f"{V2}/blog-posts/{post}")["topic_ids"]] == ["C", "Both"]
    send("POST", f"{V3}/topics/group-topics", 404, json=body)
    send("POST", f"{V3}/topics/group-topics", 400, json={"topicIds": [other]})


def test_layouts_are_none_and_a_portal_has_one_domain(send):
    assert send("GET", f"{V2}/layouts/")["objects"] == []
    send("GET", f"{V2}/layouts/1/buffer", 404)
    for base in ("/cos-domains/v1/domains", f"{V2}/domains"):
        (domain,) = send("GET", base)["objects"]
        assert domain["domain"] == f"{domain['portalId']}.hs-sites.com"
        assert send("GET", f"{base}/{domain['id']}") == domain
        send("GET", f"{base}/99", 404)
    send("POST", f"{V2}/templates", 400, json={"source": "x"})


def test_posts_of_version_3_are_those_of_version_2_under_todays_names(send):
    given = {"name": "Post", "contentGroupId": BLOG, "postBody": "Hi", "widgets": {"own_name": {"in_it": 1}}}
    made = send("POST", f"{V3}/blog-posts", 201, json=given)
    url = f"{V3}/blog-posts/{made['id']}"
    assert {name: made[name] for name in given} == given
    assert made["parentBlog"]["rootUrl"]
    older = send("GET", f"{V2}/blog-posts/{made['id']}")
    assert (older["post_body"], older["widgets"], older["created"]) == ("Hi", given["widgets"], made["created"])
    assert send("PUT", url, json={"featuredImage": "https://a.example/b.png"})["featuredImage"].endswith("b.png")
    assert send("GET", f"{url}/has-buffered-changes") == {"hasChanges": False}
    assert send("GET", f"{url}/versions")[0]["object"]["featuredImage"].endswith("b.png")
    send("POST", f"{url}/publish-action", 204, json={"action": "schedule-publish"})
    send("DELETE", url, 204)
    query = {"deletedAt__gt": 0, "content_group_id": BLOG, "property": "id,isDraft"}
    found = send("GET", f"{V3}/blog-posts", params=query)
    assert (found["objects"], found["totalCount"]) == ([{"id": made["id"], "isDraft": False}], 1)
    assert send("PUT", f"{url}/restore-deleted")["deletedAt"] == 0


@pytest.mark.parametrize("kind", NEW)
def test_a_query_chooses_fields(send, kind):
    made = send("POST", f"{V2}/{kind}?property=id", 201, json=NEW[kind])
    assert list(made) == ["id"]
    chosen = {"property": ["id,deletedAt", "created", "nothing"]}
    expected = made | {"created": NOW, "deleted_at": 0}
    assert send("GET", f"{V2}/{kind}/{made['id']}", params=chosen) == expected
    assert send("GET", f"{V2}/{kind}", params=chosen)["objects"] == [expected]


def test_a_page_in_another_language(send):
    tags = [one["tag"] for one in send("GET", f"{V2}/pages/supported-languages")["objects"]]
    assert {"de", "fr-fr"} <= set(tags)
    page = send("POST", f"{V2}/pages", 201, json={"name": "Home", "html_title": "Hi", "subcategory": "landing_page"})
    url = f"{V2}/pages/{page['id']}"
    wanted = {"name": "Accueil", "language": "fr-fr", "masterLanguage": "en-us"}
    made = send("POST", f"{url}/create-language-variation", 201, json=wanted)
    assert (made["name"], made["language"], made["html_title"]) == ("Accueil", "fr-fr", "Hi")
    assert (made["translated_from_id"], made["subcategory"], made["state"]) == (page["id"], "landing_page", "DRAFT")
    assert send("GET", url)["language"] == "en-us"
    send("POST", f"{url}/create-language-variation", 400, json={})
