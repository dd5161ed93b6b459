"""The pages and the admin endpoints of webhooks, and how pages show times and e-mail addresses."""

import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from hubspot_facade.sandbox.page.rendering import breakable_mail, when
from hubspot_facade.webhooks.local import LocalReceiver

BASE = "/_sandbox/page/webhooks"
NOW = 1_774_274_400_000  # Monday, 2026-03-23 14:00


@pytest.fixture
def local(sandbox):
    with LocalReceiver(sandbox.client_secret, clock=sandbox.portal.clock.unmoved) as receiver:
        yield receiver


@pytest.fixture
def visit(sandbox):
    return lambda path: httpx.get(sandbox.url + path, headers={"accept": "text/html"})


def test_a_page_shows_what_was_signed_and_what_the_receiver_answered(sandbox, local, visit):
    assert "None was sent yet" in visit(BASE).text
    sandbox.subscribe(local.url, "contact.creation", "contact.propertyChange", property_name="city")
    taken = sandbox.send_webhook("contact.propertyChange", propertyName="city", propertyValue="<b>Graz</b>")
    sandbox.configure(client_secret="another")
    sandbox.send_webhook()
    sandbox.configure(client_secret=None)
    listed = visit(BASE).text
    assert re.findall(r'status s\d">(\w+)<', listed) == ["401", "204"]
    assert "contact.propertyChange city" in listed
    assert sandbox.client_secret in listed
    shown = visit(f"{BASE}/{taken.number}").text
    for part in (taken.headers["x-hubspot-signature-v3"], str(taken.at), local.url.rstrip("/"), "204, without a body"):
        assert str(escape(part)) in shown.replace("<wbr>", ""), part
    assert "<b>Graz" not in shown
    assert "The signature does not match." in visit(f"{BASE}/{taken.number + 1}").text
    assert visit(f"{BASE}/{taken.number + 2}").status_code == visit(f"{BASE}/x").status_code == 404


def test_programs_in_any_language_send_and_list(client, local, sandbox):
    sent = client.post(
        "/_sandbox/webhooks", json={"eventType": "deal.creation", "url": local.url, "fields": {"objectId": 7}}
    )
    assert (sent.status_code, sent.json()["objectId"]) == (202, 7)
    assert local.wait()[0].object_id == "7"
    sandbox.application.outbox.close()
    (listed,) = client.get("/_sandbox/webhooks").json()["results"]
    assert (listed["status"], listed["attempt"], listed["url"]) == (204, 0, local.url)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"eventType": "deal.creation"},
        {"eventType": "nothing", "url": "http://127.0.0.1:9/"},
        {"eventType": "deal.creation", "url": "http://127.0.0.1:9/", "fields": 5},
        {"eventType": "deal.creation", "url": "http://127.0.0.1:9/", "fields": [5]},
        {"eventType": "deal.creation", "url": "http://["},
    ],
)
def test_what_cannot_be_sent_is_refused(client, body):
    assert client.post("/_sandbox/webhooks", json=body).status_code == 400


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (3600, "today, 13:00"),
        (14 * 3600, "today, 00:00"),
        (14 * 3600 + 60, "yesterday, 23:59"),
        (40 * 3600, "21 Mar, 22:00"),
        (90 * 86_400, "23 Dec 2025"),
        (-3600, "today, 15:00"),
    ],
)
def test_times_are_said_as_people_do_with_the_exact_one_on_hover(seconds, said):
    shown = when(NOW - seconds * 1000, NOW)
    assert f">{said}</time>" in shown
    assert re.search(r'title="\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"', shown)


@given(st.text() | st.from_regex(r"[a-z<&]{1,5}@[a-z.\-]{1,9}"))
def test_an_address_breaks_before_its_at_sign_and_every_text_is_escaped(text):
    shown = str(breakable_mail(text))
    assert re.sub(r'<span class="mail">|</span>|<wbr>', "", shown) == str(escape(text))
    assert "<wbr>" not in shown.replace("<wbr>@", "")
