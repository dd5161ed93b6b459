"""Calls by name, bound to an edition."""

import json
from pathlib import Path

import pytest

from hubspot_facade import InputError
from hubspot_facade.errors import MissingEndpoint
from hubspot_facade.plans.edition_calls import edition_calls, find_call, request_of
from hubspot_facade.transport.pacing import BURST, GENERAL, SEARCH
from hubspot_facade.transport.retired import refuse_retired

SPECS = Path(__file__).parents[2] / "specs"

calls = edition_calls("crm.objects")


@pytest.mark.parametrize(
    ("editions", "path"),
    [
        (("v3",), "/crm/v3/objects/contacts"),
        (("2026-03", "v3"), "/crm/objects/2026-03/contacts"),
        (("2026-09",), "/crm/objects/2026-09/contacts"),
    ],
)
def test_a_pending_call_becomes_that_of_the_edition(editions, path):
    assert calls.get_page("contacts", limit=5).bind(editions).path == path


def test_an_edition_that_lacks_a_call_uses_the_nearest_that_has_it():
    elsewhere = edition_calls("marketing.nowhere").get_page
    with pytest.raises(MissingEndpoint, match=r"marketing\.nowhere\.get_page"):
        elsewhere().bind(("2026-09", "2026-03", "v3"))
    # the pages API of this snapshot's 2026-09 is absent
    assert find_call(("2026-09", "2026-03", "v3"), "cms.hubdb", "get_all_tables").operation.edition == "2026-03"


def test_wrong_arguments_are_told():
    with pytest.raises(InputError, match="surprise"):
        calls.get_page("contacts", surprise=1).bind(("v3",))
    with pytest.raises(InputError):
        calls.get_by_id("contacts", "..").bind(("v3",))


@pytest.mark.parametrize(
    ("call", "lane", "repeatable"),
    [
        (calls.get_page("contacts"), GENERAL, True),
        (calls.search("contacts", body={}), SEARCH, True),
        (calls.create("contacts", body={}), GENERAL, False),
        (calls.batch_create("contacts", body={"inputs": []}), GENERAL, False),
        (calls.batch_read("contacts", body={"inputs": []}), GENERAL, True),
        (calls.batch_update("contacts", body={"inputs": []}), GENERAL, True),
        (calls.batch_upsert("contacts", body={"inputs": []}), GENERAL, True),
        (calls.batch_archive("contacts", body={"inputs": []}), GENERAL, True),
        (calls.merge("contacts", body={}), GENERAL, False),
        (calls.update("contacts", "1", body={}), GENERAL, True),
        (edition_calls("crm.associations").batch_create("a", "b", body={"inputs": []}), BURST, True),
    ],
)
@pytest.mark.parametrize("edition", ["v3", "2026-03", "2026-09"])
def test_what_the_policy_knows_of_a_call(call, lane, repeatable, edition):
    request = request_of(call.bind((edition,)))
    assert (request.lane, request.repeatable) == (lane, repeatable)


def test_no_call_of_any_edition_is_of_an_endpoint_that_hubspot_switched_off():
    paths = [
        (method, template)
        for edition in ("v3", "2026-03", "2026-09")
        for document in sorted((SPECS / edition).rglob("*.json"))
        for template, methods in json.loads(document.read_text(encoding="utf-8"))["paths"].items()
        for method in methods
    ]
    assert len(paths) > 3000
    for method, template in paths:
        refuse_retired(method, template)
