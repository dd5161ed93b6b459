"""The web page: what it shows, that it escapes every value, and that it stands in no route's way."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

BASE = "/_sandbox/page"
NASTY = "<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(2)>"
ALLOWED = {"nav", "header", "main", "footer"}
VOID = {"img", "input", "link", "meta", "wbr"}


@pytest.fixture(scope="module")
def browser():
    with httpx.Client(headers={"accept": "text/html,*/*;q=0.8"}) as client:
        yield client


@pytest.fixture
def visit(sandbox, browser):
    """Reads a page as a browser does; links in it must lead somewhere else in the sandbox."""

    def visited(path: str, status: int = 200) -> str:
        answer = browser.get(sandbox.url + path)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        Nesting().check(answer.text)
        return answer.text

    return visited


class Nesting(HTMLParser):
    """Every element is closed, in the order of its opening; nothing of the page can run or come from elsewhere."""

    def check(self, text: str) -> None:
        self.open: list[str] = []
        self.labelled = 0
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        assert tag != "script"
        assert not any(name.startswith("on") or name == "style" for name in given)
        for name in ("href", "src", "action"):
            assert given.get(name, "/").startswith(("/", "#")), given
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def links(text: str, start: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(f'href="({re.escape(start)}[^"]*)"', text)]


def test_the_root_is_a_page_for_browsers_and_unknown_to_programs(sandbox, visit):
    assert "Portal 48210117" in visit("/")
    for headers in ({}, {"accept": "application/json"}):
        assert httpx.get(sandbox.url, headers=headers).status_code == 404
    assert httpx.post(sandbox.url, headers={"accept": "text/html"}).status_code == 404
    assert sandbox.application.log.count == 3, "visits are no requests to HubSpot"


def test_no_route_of_hubspot_is_a_page(sandbox, client):
    answer = client.get("/crm/v3/objects/contacts", headers={"accept": "text/html"})
    assert answer.headers["content-type"].startswith("application/json")


def test_every_link_leads_to_a_page(sandbox, client, visit):
    sandbox.seed(contacts=60)
    client.post("/crm/v3/objects/contacts/search", json={"query": "a"})
    client.post("/files/v3/files", files={"file": ("a.bin", b"\xff\x00")}, data={"options": "{}"})
    seen, ahead = {"/"}, ["/"]
    while ahead:
        for one in links(visit(ahead.pop()), "/"):
            # one record of each type, and one type's properties, stand for the others
            shape = re.sub(r"\d+", "0", re.sub(r"/properties/.*", "/properties", one))
            if shape not in seen and not one.endswith((".css", ".svg")):
                seen.add(shape)
                ahead.append(one)
    assert len(seen) > 60


@pytest.mark.parametrize("name", ["style.css", "icon.svg"])
def test_what_pages_refer_to_is_there(sandbox, visit, name):
    assert f"{BASE}/{name}" in visit("/")
    assert httpx.get(f"{sandbox.url}{BASE}/{name}").status_code == 200


def test_values_are_escaped_wherever_they_stand(sandbox, client, make, visit):
    contact = make("contacts", firstname=NASTY, lastname=NASTY, email="nasty@example.com")["id"]
    label = {"name": NASTY, "objectTypeId": "0-1", "processingType": "MANUAL"}
    list_id = client.post("/crm/v3/lists", json=label).json()["list"]["listId"]
    client.put(f"/crm/v3/lists/{list_id}/memberships/add", json=[contact])
    definition = {"name": "x", "label": NASTY, "type": "string", "fieldType": "text", "groupName": "contactinformation"}
    assert client.post("/crm/v3/properties/contacts", json=definition).status_code == 201
    pipeline = {"label": NASTY, "displayOrder": 1, "stages": [{"label": NASTY, "metadata": {"probability": "0.5"}}]}
    assert (
        client.post(
            "/crm/v3/pipelines/deals", json=pipeline | {"stages": [pipeline["stages"][0] | {"displayOrder": 0}]}
        ).status_code
        == 201
    )
    client.get(f"/crm/v3/objects/contacts/{contact}?properties={NASTY}", headers={"user-agent": NASTY})
    latest = sandbox.application.log.entries[-1].number
    shown = html.escape("<script>alert(1)</script>", quote=False)
    for path in (
        "/objects/contacts",
        f"/objects/contacts/{contact}",
        f"/objects/contacts?q={NASTY}",
        f"/objects/contacts?of=contacts/{contact}",
        f"/objects/{NASTY.replace('/', '')}",
        "/lists",
        f"/lists/{list_id}",
        "/properties/contacts?q=x",
        f"/properties/contacts?q={NASTY}",
        "/pipelines",
        f"/requests?q={NASTY}&method={NASTY}&status={NASTY}",
        f"/requests/{latest}",
    ):
        text = visit(BASE + path, 404 if path == f"/objects/{NASTY.replace('/', '')}" else 200)
        assert "<script" not in text
        assert "<img src=x" not in text
        if "requests?" not in path and "<" in NASTY and "/objects/<" not in path:
            assert shown in text, path


def test_records_are_found_by_words_and_ids_and_paged(make, visit):
    ids = [
        make("contacts", firstname="Zoë", lastname=f"Number{number} 100%", city="Graz")["id"] for number in range(52)
    ]
    other = make("companies", name="Zoë & Co")["id"]
    first = visit(f"{BASE}/objects/contacts")
    assert len(links(first, f"{BASE}/objects/contacts/")) == 50
    assert "52 records, page 1 of 2" in first
    (older,) = links(first, f"{BASE}/objects/contacts?page=2")
    assert len(links(visit(older), f"{BASE}/objects/contacts/")) == 2
    for words in ("Zoë number7", ids[7], "NUMBER7", "number7 graz", "7 100%", "number7 100%25"):
        found = visit(f"{BASE}/objects/contacts?q={words.replace('%25', '%').replace('%', '%25')}")
        assert f"{BASE}/objects/contacts/{ids[7]}" in links(found, BASE), words
    for words in ("Zo_", "100_", "firstname", other, "Linz", "graz linz"):
        assert "has “" in visit(f"{BASE}/objects/contacts?q={words}"), words


def test_a_record_shows_its_labels_history_and_associations(sandbox, client, make, visit):
    company = make("companies", name="Acme")["id"]
    contact = make("contacts", email="ada@example.com", firstname="Ada", lifecyclestage="lead", hubspot_owner_id="51")[
        "id"
    ]
    client.patch(f"/crm/v3/objects/contacts/{contact}", json={"properties": {"city": "Graz"}})
    client.patch(f"/crm/v3/objects/contacts/{contact}", json={"properties": {"city": ""}})
    client.put(f"/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}")
    text = visit(f"{BASE}/objects/contacts/{contact}")
    assert "Ada Example" in text, "the owner's name"
    assert re.search(r"<dt>city</dt>\s*<dd>Graz</dd>", text)
    assert re.search(r'<dt>city</dt>\s*<dd><span class="soft">cleared', text)
    assert links(text, f"{BASE}/objects/companies/") == [f"{BASE}/objects/companies/{company}"]
    client.delete(f"/crm/v3/objects/contacts/{contact}")
    gone = visit(f"{BASE}/objects/contacts/{contact}")
    assert '<span class="chip warn">archived</span>' in gone
    assert "False" not in gone
    assert "True" not in gone
    assert f"{BASE}/objects/contacts/{contact}" in links(visit(f"{BASE}/objects/contacts?archived=1"), BASE)
    assert f"{BASE}/objects/contacts/{contact}" not in links(visit(f"{BASE}/objects/contacts"), BASE)


def test_one_record_is_no_records(make, visit):
    make("tickets", subject="Help", hs_pipeline_stage="1")
    pages = [
        visit(f"{BASE}/pipelines"),
        visit(f"{BASE}/objects/tickets"),
        visit(f"{BASE}/properties/tickets?q=subject"),
    ]
    for text, said in zip(pages, ("1 ticket<", "1 record<", "1 property<"), strict=True):
        assert said in text


def test_a_record_that_became_another_leads_there(client, make, visit):
    kept, lost = (make("companies", name=name)["id"] for name in ("Kept", "Lost"))
    made = client.post("/crm/v3/objects/companies/merge", json={"primaryObjectId": kept, "objectIdToMerge": lost})
    text = visit(f"{BASE}/objects/companies/{lost}")
    assert f"Company {made.json()['id']}" in text
    assert f"Id {lost} was merged" in text


def test_custom_types_have_pages_of_their_own(client, visit):
    schema = {
        "name": "boat",
        "labels": {"singular": "Boat", "plural": "Boats"},
        "primaryDisplayProperty": "title",
        "properties": [{"name": "title", "label": "Title", "type": "string", "fieldType": "text"}],
    }
    made = client.post("/crm/v3/schemas", json=schema).json()
    client.post(f"/crm/v3/objects/{made['objectTypeId']}", json={"properties": {"title": "Argo"}})
    (page,) = [one for one in links(visit("/"), f"{BASE}/objects/") if "boat" in one]
    text = visit(page)
    assert "<h1>Boats</h1>" in text
    assert "Argo" in text


@pytest.mark.parametrize(
    "path",
    ["/objects/nothing", "/objects/contacts/1", "/objects/contacts/x", "/lists/1", "/requests/1", "/requests/x",
     "/properties/nothing", f"/requests/{9**40}", f"/objects/contacts/{9**40}"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_too(visit, path):
    assert "Back to the portal" in visit(BASE + path, 404)


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", f"page={9**30}", "of=x", "of=contacts", "of=contacts/1"]
)
def test_odd_queries_are_no_errors(make, visit, query):
    make("contacts", email="a@example.com")
    assert "a<wbr>@example.com" in visit(f"{BASE}/objects/contacts?{query}")


def test_requests_are_shown_without_secrets(sandbox, client, visit):
    client.post(
        "/oauth/v1/token", data={"grant_type": "refresh_token", "client_secret": "s3cret", "refresh_token": "r3fresh"}
    )
    client.get("/oauth/v1/access-tokens/t0ken")
    client.get(f"/crm/v3/objects/contacts?hapikey=k3y&after={sandbox.token}")
    texts = [visit(f"{BASE}/requests")] + [visit(f"{BASE}/requests/{one.number}") for one in sandbox.requests]
    assert "refresh_token" in texts[1]
    for secret in ("s3cret", "r3fresh", "t0ken", "k3y", sandbox.token):
        assert not any(secret in text for text in texts), secret


def test_requests_are_filtered(client, visit):
    client.get("/crm/v3/objects/contacts/1")
    client.get("/crm/v3/owners")
    correlation = client.post("/crm/v3/objects/deals", json={"properties": {"nope": "1"}}).json()["correlationId"]

    def shown(query: str) -> list[str]:
        return re.findall(r'<td class="tight status s\d">(\d+)</td>', visit(f"{BASE}/requests?{query}"))

    assert shown("") == ["400", "200", "404"]
    assert shown("method=GET") == ["200", "404"]
    assert shown("status=4xx") == ["400", "404"]
    assert shown("q=owners") == ["200"]
    assert shown(f"q={correlation}") == ["400"]
    assert shown("q=owners&status=5xx") == []
    assert 'http-equiv="refresh"' in visit(f"{BASE}/requests?refresh=2")


def test_an_empty_portal_is_filled_by_a_form(sandbox, visit):
    assert "The portal is empty" in visit("/")
    url = f"{sandbox.url}{BASE}/seed"
    assert httpx.post(url, data={"contacts": "20"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    done = httpx.post(url, data={"contacts": "20"}, headers={"sec-fetch-site": "same-origin"})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    text = visit("/")
    assert "The portal is empty" not in text
    assert re.search(r"<strong>20</strong>\s*<span>Contacts", text)


def test_pages_of_a_further_portal_stay_there(sandbox, visit):
    token = sandbox.new_token(portal=77)
    headers = {"authorization": f"Bearer {token}"}
    httpx.post(
        f"{sandbox.url}/crm/v3/objects/contacts", json={"properties": {"email": "b@example.com"}}, headers=headers
    )
    assert "b<wbr>@example.com" not in visit(f"{BASE}/objects/contacts")
    assert "/?portal=77" in links(visit("/"), "/")
    listed = visit(f"{BASE}/objects/contacts?portal=77")
    assert "b<wbr>@example.com" in listed
    (record,) = links(listed, f"{BASE}/objects/contacts/")
    assert record.endswith("?portal=77")
    assert "b<wbr>@example.com" in visit(record)


@pytest.mark.parametrize(
    "snippet",
    [
        'hubspot.HubSpot(access_token=os.environ["HUBSPOT_ACCESS_TOKEN"], host=os.environ["HUBSPOT_BASE_URL"])',
        "accessToken: process.env.HUBSPOT_ACCESS_TOKEN, basePath: process.env.HUBSPOT_BASE_URL",
    ],
)
def test_the_page_connects_other_clients_as_the_docs_and_the_peers_do(visit, snippet):
    def told(text: str) -> str:
        return re.sub(r"[\s,{}]+", " ", text)

    docs = Path(__file__).parents[3] / "docs" / "sandbox.md"
    assert told(snippet) in told(html.unescape(visit(f"{BASE}/connect")))
    assert told(snippet) in told(docs.read_text(encoding="utf-8"))
