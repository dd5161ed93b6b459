"""The pages for those who come from other clients: their programs run, and every method is there.

docs/from-hubspot-api-client.md and docs/from-hubspot-sdk.md.
"""

import inspect
import re
from operator import attrgetter
from pathlib import Path

import hubspot_openapi
import pytest

from hubspot_facade import HubSpot
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.config import DEFAULT_EDITION
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import ListMethod, PlanMethod, static_attribute
from hubspot_facade.sandbox import Sandbox
from scripts.docs.counterparts import counterpart
from scripts.docs.other_clients import rows
from scripts.peers.wire.renewal import kept, methods

ROOT = Path(__file__).parents[2]
CLIENTS = {"hubspot-api-client": 644, "hubspot-sdk": 1009}
PAGES = {"hubspot-api-client": "docs/from-hubspot-api-client.md", "hubspot-sdk": "docs/from-hubspot-sdk.md"}


def page(client):
    return (ROOT / PAGES[client]).read_text(encoding="utf-8")


@pytest.mark.parametrize("client", CLIENTS)
def test_the_programs_of_the_page_run_one_after_another(client, monkeypatch):
    blocks = re.findall(r"^```python\n(.*?)^```$", page(client), re.MULTILINE | re.DOTALL)
    assert len(blocks) > 8
    names = {}
    with Sandbox() as sandbox:
        monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
        for block in blocks:
            exec(block, names)  # noqa: S102 # our own page
        names["hs"].close()
    assert len(names["done"].results) == 250
    assert [str(each.to_object_id) for each in names["linked"]] == [names["company"].id]


@pytest.mark.parametrize("client", CLIENTS)
def test_a_program_of_theirs_stands_beside_each_of_ours(client):
    """`make peers` runs theirs."""
    parts = re.split(r"^## ", page(client).partition("## Every method")[0], flags=re.MULTILINE)[1:]
    shown = [part for part in parts if "```python\n" in part]
    assert len(shown) > 7
    assert all(f'```python title="{client}"\n' in part for part in shown)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_table_has_every_method_once(client):
    table = page(client).partition("<!-- methods of ")[2]
    found = re.findall(r"^\| `([\w.]+)` \| `([A-Z]+ /\S+)` \| .+ \|$", table, re.MULTILINE)
    assert found == [*methods(client).items()]
    assert len(found) == CLIENTS[client]


def is_method(place):
    """Whether an expression such as `contacts.get` or `objects("x").get` is a method of the clients."""
    if place.startswith("objects("):
        found = static_attribute(Objects, place.rpartition(".")[2])
        return isinstance(found, PlanMethod | ListMethod)
    with HubSpot("token", base_url="http://127.0.0.1:9") as hs:
        return inspect.ismethod(attrgetter(place)(hs))


@pytest.mark.parametrize("client", CLIENTS)
def test_what_a_row_leads_to_exists(client):
    known = {}
    for row in rows(client):
        if row.ours.method is not None and not known.setdefault(row.ours.method, is_method(row.ours.method)):
            pytest.fail(f"{row.theirs}: there is no hs.{row.ours.method}")
        if row.ours.call is not None:
            call = row.ours.call
            module = hubspot_openapi.load(call.edition, call.api)
            assert getattr(module, call.name).operation == call, row
    assert len(known) > 150


def asked_alone(client):
    """Methods of theirs that were recorded doing all that one operation does, with the operation."""
    for case in kept(client):
        if len(case["calls"]) == 1:
            yield case["calls"][0].partition("(")[0], case["operation"]


@pytest.mark.parametrize("client", CLIENTS)
def test_a_row_leads_to_what_sends_the_same_request_as_was_recorded(client):
    table, catalogue = {row.theirs: row.ours for row in rows(client)}, Catalogue()
    checked = set()
    for theirs, operation in asked_alone(client):
        if theirs not in table or catalogue[operation].resource == "http":
            continue
        method, call = table[theirs]
        entry = catalogue[operation]
        makes = {each.key for each in entry.calls(DEFAULT_EDITION)}
        # the same call, or another method of the resource where the operation does more with it
        assert method is not None, (theirs, operation)
        if call is not None:
            assert call.key in makes or method.partition(".")[0] == entry.resource.partition(".")[0], (
                theirs,
                operation,
            )
        checked.add(theirs)
    assert len(checked) > 150


def test_a_request_that_no_client_has_has_no_counterpart():
    assert counterpart("GET", "/crm/v3/teapots") == (None, None)
    assert counterpart("PATCH", "/crm/v3/owners/{}") == (None, None)


def test_a_call_of_another_edition_is_said_to_be():
    text = {row.theirs: row.text for row in rows("hubspot-api-client")}
    assert text["crm.timeline.templates_api.get_all"] == "`hs.timeline.list` (v3)"
    assert text["marketing.forms.forms_api.get_page"] == "`hs.call(marketing.forms.operations.get_all, …)` (v3)"
    assert text["crm.timeline.events_api.get_render_by_id"] == "no operation: `hs.raw(…)`"
    assert text["crm.contacts.basic_api.get_by_id"] == "`hs.contacts.get`"
    assert text["crm.commerce.invoices.batch_api.upsert"] == '`hs.objects("invoices").batch_upsert`'
