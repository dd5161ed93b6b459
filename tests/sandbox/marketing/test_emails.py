"""Marketing e-mails, single sends and SMTP tokens: what a request changes is what the next one reads."""

import pytest

EMAILS = ["/marketing/v3/emails", "/marketing/emails/2026-03", "/marketing/emails/2026-09"]
TRANSACTIONAL = ["/marketing/v3/transactional", "/marketing/transactional/2026-03"]


@pytest.fixture(params=EMAILS)
def base(request):
    return request.param


@pytest.fixture
def email(call, base):
    return call("POST", base, 201, json={"name": "News", "subject": "Hello"})


def test_an_email_lives(call, base, email):
    url = f"{base}/{email['id']}"
    assert (email["state"], email["isPublished"]) == ("DRAFT", False)
    assert call("PATCH", url, json={"subject": "Bye", "id": "1"})["subject"] == "Bye"
    read = call("GET", url, params={"includeStats": "true"})
    assert (read["id"], read["subject"], read["stats"]["counters"]["sent"]) == (email["id"], "Bye", 0)
    assert call("GET", base)["total"] == 1
    call("DELETE", url, 204)
    call("GET", url, 404)
    assert call("GET", base)["total"] == 0
    assert call("GET", url, params={"archived": "true"})["name"] == "News"


def test_a_page_has_up_to_300_emails(call, base, email):
    assert call("GET", base, params={"limit": "300"})["total"] == 1
    call("GET", base, 400, params={"limit": "301"})


def test_a_draft_waits_beside_the_live_version(call, base, email):
    url = f"{base}/{email['id']}"
    assert call("PATCH", f"{url}/draft", json={"subject": "Draft"})["subject"] == "Draft"
    assert call("GET", url)["subject"] == "Hello"
    call("POST", f"{url}/draft/reset", 204)
    assert call("GET", f"{url}/draft")["subject"] == "Hello"
    call("PATCH", f"{url}/draft", json={"subject": "Draft"})
    call("POST", f"{url}/publish", 204)
    live = call("GET", url)
    assert (live["subject"], live["isPublished"], live["state"]) == ("Draft", True, "PUBLISHED")
    call("POST", f"{url}/unpublish", 204)
    assert call("GET", url)["state"] == "DRAFT"
    assert call("GET", base, params={"isPublished": "true"})["total"] == 0


def test_revisions_come_back(call, base, email):
    url = f"{base}/{email['id']}"
    call("PATCH", url, json={"subject": "Second"})
    revisions = call("GET", f"{url}/revisions")
    assert [one["object"]["subject"] for one in revisions["results"]] == ["Second", "Hello"]
    assert revisions["results"][0]["id"] == "-1"
    assert call("GET", f"{url}/revisions/-1")["object"]["subject"] == "Second"
    first = revisions["results"][1]["id"]
    assert call("GET", f"{url}/revisions/{first}")["object"]["subject"] == "Hello"
    assert call("POST", f"{url}/revisions/{first}/restore-to-draft")["subject"] == "Hello"
    assert call("GET", url)["subject"] == "Second"
    call("POST", f"{url}/revisions/{first}/restore", 204)
    assert call("GET", url)["subject"] == "Hello"
    call("GET", f"{url}/revisions/999", 404)


def test_variations_and_copies(call, base, email):
    copy = call("POST", f"{base}/clone", json={"id": email["id"], "cloneName": "Copy"})
    assert (copy["name"], copy["clonedFrom"], copy["subject"]) == ("Copy", email["id"], "Hello")
    call("GET", f"{base}/{email['id']}/ab-test/get-variation", 404)
    wanted = {"contentId": email["id"], "variationName": "B"}
    variation = call("POST", f"{base}/ab-test/create-variation", 201, json=wanted)
    assert (variation["name"], variation["isAb"]) == ("B", True)
    assert call("GET", f"{base}/{email['id']}/ab-test/get-variation")["id"] == variation["id"]
    assert "already" in call("POST", f"{base}/ab-test/create-variation", 400, json=wanted)["message"]
    assert call("GET", base)["total"] == 3


def test_pages_go_by_an_opaque_cursor(call):
    for number in range(3):
        call("POST", EMAILS[0], 201, json={"name": f"E{number}"})
    first = call("GET", EMAILS[0], params={"limit": 2, "sort": "-name"})
    assert [one["name"] for one in first["results"]] == ["E2", "E1"]
    after = first["paging"]["next"]["after"]
    assert not after.isdigit()
    last = call("GET", EMAILS[0], params={"limit": 2, "sort": "-name", "after": after})
    assert [one["name"] for one in last["results"]] == ["E0"]
    assert "paging" not in last


def test_a_published_state_is_refused(call):
    body = call("POST", EMAILS[0], 400, json={"name": "News", "state": "AUTOMATED"})
    assert body["message"].startswith("Creating an email in the published state AUTOMATED is not allowed")


SENDS = [
    "/marketing/v3/transactional/single-email/send",
    "/marketing/transactional/2026-03/single-email/send",
    "/marketing/v4/email/single-send",
    "/marketing/email-campaigns/2026-03/single-send",
]


def test_statistics_begin_where_they_are_told_to(call, clock):
    def sent(**asked: str) -> int:
        told = call("GET", "/marketing/v3/emails/statistics/list", params={"emailIds": "42", **asked})
        return told["aggregate"]["counters"].get("sent", 0)

    call("POST", SENDS[0], json={"emailId": 42, "message": {"to": "ann@example.com"}})
    start = str(int(clock() * 1000) - 1)
    clock.advance(86_400)
    assert sent(startTimestamp=start) == 1
    assert sent(startTimestamp=start, endTimestamp=start) == 0
    assert sent(startTimestamp=str(int(clock() * 1000))) == 0


@pytest.mark.parametrize("url", SENDS)
def test_a_single_send_is_counted_and_reaches_the_contact(call, url):
    body = {
        "emailId": 42,
        "message": {"to": "Ann@example.com", "sendId": "s1"},
        "contactProperties": {"firstname": "Ann"},
    }
    sent = call("POST", url, json=body)
    assert sent["status"] == "PENDING"
    assert call("POST", url, json=body)["statusId"] == sent["statusId"]
    contact = call("GET", "/crm/v3/objects/contacts/ann@example.com", params={"idProperty": "email"})
    assert contact["properties"]["firstname"] == "Ann"
    assert call("GET", f"/marketing/v3/email/send-statuses/{sent['statusId']}")["status"] == "COMPLETE"
    since = {"startTimestamp": "2020-01-01T00:00:00Z"}
    for base in EMAILS:
        told = call("GET", f"{base}/statistics/list", params={"emailIds": "42", **since})
        assert (told["aggregate"]["counters"]["sent"], told["emails"]) == (1, [42])
        days = call("GET", f"{base}/statistics/histogram", params={"interval": "YEAR", **since})
        assert sum(one["aggregations"]["counters"]["sent"] for one in days["results"]) == 1


@pytest.mark.parametrize("base", TRANSACTIONAL)
def test_smtp_tokens_tell_their_password_once(call, base):
    made = call("POST", f"{base}/smtp-tokens", 201, json={"campaignName": "Shop", "createContact": False})
    url = f"{base}/smtp-tokens/{made['id']}"
    assert made["password"]
    assert "password" not in call("GET", url)
    assert call("POST", f"{url}/password-reset")["password"] != made["password"]
    assert len(call("GET", f"{base}/smtp-tokens", params={"campaignName": "Shop"})["results"]) == 1
    assert call("GET", f"{base}/smtp-tokens", params={"campaignName": "Other"})["results"] == []
    call("DELETE", url, 204)
    call("GET", url, 404)


def test_what_an_email_does_not_have_is_not_kept(call, base, email):
    url = f"{base}/{email['id']}"
    changed = call("PATCH", url, json={"properties": {"subject": "lost"}, "from": {"fromName": "Ada"}})
    assert (changed["subject"], changed["from"]) == ("Hello", {"fromName": "Ada", "replyTo": ""})
    assert "properties" not in call("GET", url)


def test_a_copy_has_a_key_and_an_address_of_its_own(call, base, email):
    copy = call("POST", f"{base}/clone", json={"id": email["id"]})
    assert copy["content"] == email["content"]
    assert copy["previewKey"] != email["previewKey"]
    assert copy["webversion"]["slug"] != email["webversion"]["slug"]
