"""The sandbox's page in Chromium: on a desk and a phone, by day and night, with scripts and without."""

import re

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

from .conftest import PICTURES

pytestmark = pytest.mark.browser

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 375, "height": 740}, "is_mobile": True, "has_touch": True}
CONTEXTS = {
    "desk": DESK | {"color_scheme": "light"},
    "desk-dark": DESK | {"color_scheme": "dark", "java_script_enabled": False},
    "phone": PHONE | {"color_scheme": "light", "java_script_enabled": False},
    "phone-dark": PHONE | {"color_scheme": "dark"},
}
NASTY = "<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(2)>"


def fits(page) -> bool:
    """Nothing of the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def looking(kind: str):
    """Looks at the page that is open: it fits, has one heading and a title; a picture of it is kept."""
    PICTURES.mkdir(exist_ok=True)

    def look(page, name: str) -> None:
        page.screenshot(path=PICTURES / f"{name}-{kind}.png", full_page=True)
        assert fits(page), f"{name} is wider than the screen"
        assert page.locator("h1").count() == 1
        assert page.title()
        assert page.locator("main").count() == 1

    return look


@pytest.mark.parametrize(("visitor", "kind"), [(value, name) for name, value in CONTEXTS.items()], indirect=["visitor"])
def test_one_walks_from_the_first_page_to_a_record_and_what_it_is_associated_with(visitor, kind, sandbox):
    page, look = visitor, looking(kind)
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        company = hs.companies.create({"name": "Analytical Engines", "domain": f"{kind}.example.com"})
        person = hs.contacts.create({"email": f"{kind}@example.com", "firstname": "Ada", "lastname": "Lovelace"})
        hs.contacts.update(person.id, {"jobtitle": "Countess"})
        hs.contacts.add_to_company(person.id, company.id)
    page.goto("/")
    look(page, "home")
    page.locator("main").get_by_role("link", name=re.compile("contacts", re.IGNORECASE)).first.click()
    look(page, "objects")
    page.get_by_role("searchbox").fill(f"{kind}@example.com")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Ada Lovelace").click()
    look(page, "record")
    assert "Countess" in page.locator("main").inner_text()
    page.get_by_role("link", name="Analytical Engines").first.click()
    look(page, "associated")
    assert f"{kind}.example.com" in page.locator("main").inner_text()


@pytest.mark.parametrize(("visitor", "kind"), [(value, name) for name, value in CONTEXTS.items()], indirect=["visitor"])
def test_every_part_that_the_navigation_names_can_be_read(visitor, kind):
    page, look = visitor, looking(kind)
    page.goto("/")
    names = [link.inner_text().strip() for link in page.get_by_role("navigation").first.get_by_role("link").all()]
    assert len(names) >= 5
    for name in names:
        page.goto("/")
        page.get_by_role("navigation").first.get_by_role("link", name=name, exact=True).first.click()
        look(page, f"nav-{re.sub(r'[^a-z]+', '-', name.lower())}")


@pytest.mark.parametrize("visitor", [DESK], indirect=True)
def test_a_request_is_found_and_read_without_its_secrets(visitor, sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        hs.deals.create({"dealname": "A bridge"})
    visitor.goto("/_sandbox/page/requests")
    visitor.get_by_role("link", name="/crm/objects/2026-03/deals").first.click()
    looking("desk")(visitor, "request")
    shown = visitor.locator("main").inner_text()
    assert "A bridge" in shown
    assert "201" in shown
    assert sandbox.token not in visitor.content()


@pytest.mark.parametrize("visitor", [DESK, DESK | {"java_script_enabled": False}], indirect=True)
def test_a_name_that_is_a_script_is_only_a_name(visitor, sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        made = hs.companies.create({"name": NASTY})
    visitor.goto(f"/_sandbox/page/objects/companies/{made.id}")
    assert NASTY in visitor.locator("main").inner_text()
    visitor.goto("/_sandbox/page/objects/companies")
    assert NASTY in visitor.locator("main").inner_text()


@pytest.mark.parametrize("visitor", [DESK | {"java_script_enabled": False}], indirect=True)
def test_an_empty_portal_is_filled_from_a_form(visitor):
    with Sandbox() as empty:
        visitor.goto(empty.url)
        looking("desk")(visitor, "empty")
        visitor.get_by_label("Contacts").fill("40")
        visitor.get_by_role("button", name="Fill the portal").click()
        looking("desk")(visitor, "filled")
        with HubSpot(base_url=empty.url, access_token=empty.token) as hs:
            assert len(hs.contacts.list().all()) == 40


@pytest.mark.parametrize("visitor", [DESK], indirect=True)
def test_the_keyboard_reaches_what_a_mouse_does(visitor):
    visitor.goto("/_sandbox/page/objects/contacts")
    reached = set()
    for _ in range(40):
        visitor.keyboard.press("Tab")
        reached.add(visitor.evaluate("document.activeElement.tagName"))
    assert {"A", "INPUT", "BUTTON"} <= reached
