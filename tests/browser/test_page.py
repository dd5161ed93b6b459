"""The sandbox's page in Chromium: on a desk and a phone, by day and night, with scripts and without."""

import re

import pytest

from hubspot_facade import HubSpot, NotFound
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.webhooks.local import LocalReceiver

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


PAGES = (
    "/",
    "/_sandbox/page/objects/contacts",
    "/_sandbox/page/objects/contacts/{contact}",
    "/_sandbox/page/properties/contacts",
    "/_sandbox/page/pipelines",
    "/_sandbox/page/lists",
    "/_sandbox/page/lists/{list}",
    "/_sandbox/page/requests",
    "/_sandbox/page/requests/{request}",
    "/_sandbox/page/webhooks",
    "/_sandbox/page/webhooks/{webhook}",
    "/_sandbox/page/connect",
    "/oauth/authorize?client_id=app&redirect_uri=http%3A%2F%2F127.0.0.1%2Fx&scope=oauth",
)


@pytest.mark.parametrize("visitor", [DESK | {"color_scheme": "light"}, PHONE | {"color_scheme": "dark"}], indirect=True)
def test_axe_finds_nothing_wrong_with_any_page(visitor, sandbox):
    """Contrast, names, roles, headings, landmarks and scrolling by keyboard, by the rules of axe-core."""
    from axe_playwright_python.sync_playwright import Axe

    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        contact = hs.contacts.upsert("axe@example.com", {"firstname": "Ada"}).id
        found = hs.lists.create(f"People {sandbox.application.log.count}").list_id
        hs.lists.add_members(found, [contact])
        with pytest.raises(NotFound):
            hs.contacts.get(404404)
    with LocalReceiver(sandbox.client_secret) as receiver:
        sandbox.subscribe(receiver.url, "contact.creation")
        sandbox.send_webhook(app=sandbox.portal.app_id)
        sandbox.send_webhook(url="http://127.0.0.1:9/")
    number = sandbox.requests[-1].number
    axe, wrong = Axe(), {}
    for page in PAGES:
        path = page.format(contact=contact, list=found, request=number, webhook=sandbox.webhooks[-1].number)
        visitor.goto(path)
        violations = axe.run(visitor).response["violations"]
        if violations:
            wrong[path] = [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in violations]
        assert fits(visitor), path
    assert wrong == {}


@pytest.mark.parametrize("visitor", [PHONE], indirect=True)
def test_on_a_phone_tables_scroll_and_addresses_stay_whole(visitor, sandbox):
    local, domain = "a" * 40, "b" * 40 + ".example.com"
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        made = hs.contacts.create({"email": f"{local}@{domain}"})
    visitor.goto(f"/_sandbox/page/objects/contacts?q={made.id}")
    box = "document.querySelector('.scroll')"
    assert visitor.evaluate(f"{box}.scrollWidth > {box}.clientWidth")
    lines = visitor.evaluate(
        "(() => { const range = document.createRange();"
        " range.selectNodeContents(document.querySelector('td .mail, th .mail'));"
        " return new Set([...range.getClientRects()].map(one => Math.round(one.top))).size; })()"
    )
    assert lines == 2
    assert fits(visitor)


@pytest.mark.parametrize("visitor", [PHONE, DESK], indirect=True)
def test_the_navigation_is_one_row(visitor):
    visitor.goto("/")
    tops = visitor.locator("nav[aria-label=Main] li").evaluate_all("all => all.map(one => one.offsetTop)")
    assert len(tops) >= 7
    assert len(set(tops)) == 1


@pytest.mark.parametrize("visitor", [DESK], indirect=True)
def test_times_show_the_exact_one_on_hover(visitor, sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        made = hs.companies.create({"name": "Timely"})
    visitor.goto(f"/_sandbox/page/objects/companies/{made.id}")
    time = visitor.locator(".head time").first
    assert time.inner_text() == "just now"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", time.get_attribute("title"))


@pytest.mark.parametrize("visitor", [DESK], indirect=True)
def test_the_keyboard_reaches_what_a_mouse_does(visitor):
    visitor.goto("/_sandbox/page/objects/contacts")
    reached = set()
    for _ in range(40):
        visitor.keyboard.press("Tab")
        reached.add(visitor.evaluate("document.activeElement.tagName"))
    assert {"A", "INPUT", "BUTTON"} <= reached
