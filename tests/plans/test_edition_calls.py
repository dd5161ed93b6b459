"""Calls by name, bound to an edition."""

import ast
import json
from pathlib import Path

import hubspot_openapi
import pytest

import hubspot_facade
from hubspot_facade import ConfigurationError, InputError
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.catalogue.remarks import remark
from hubspot_facade.config import DEFAULT_EDITION, editions_for
from hubspot_facade.errors import MissingEndpoint
from hubspot_facade.plans.bodies import to_wire
from hubspot_facade.plans.edition_calls import edition_calls, find_call, request_of
from hubspot_facade.transport.pacing import ASSOCIATIONS, GENERAL, SEARCH
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


def test_a_parameter_that_the_edition_lacks_is_left_out_unless_it_has_a_value():
    assert calls.get_page("contacts", limit=5, newer=None).bind(("v3",)).query == [("limit", "5")]
    with pytest.raises(InputError, match=r"^newer: crm\.objects\.get_page of edition v3 takes no newer$"):
        calls.get_page("contacts", newer=1).bind(("v3",))


def test_a_body_for_a_call_that_no_edition_has_is_refused_with_its_name():
    with pytest.raises(MissingEndpoint, match=r"crm\.objects\.never"):
        to_wire({"a": 1}, to=calls.never)


# Each edition with those that stand in for it, were there these: older ones, nearest first, then newer ones.
SIX = {
    "v3": ("2025-09", "2026-03", "2026-09"),
    "2025-09": ("v3", "2026-03", "2026-09"),
    "2026-03": ("2025-09", "v3", "2026-09"),
    "2026-09-beta": ("2026-03", "2025-09", "v3", "2026-09", "2027-03-beta"),
    "2026-09": ("2026-03", "2025-09", "v3"),
    "2027-03-beta": ("2026-09", "2026-09-beta", "2026-03", "2025-09", "v3"),
}


@pytest.mark.parametrize("edition", SIX)
def test_older_editions_stand_in_before_newer_ones_and_betas_for_betas_alone(edition, monkeypatch):
    monkeypatch.setattr(hubspot_openapi, "editions", lambda: dict.fromkeys(SIX))
    assert editions_for(edition) == (edition, *SIX[edition])


def test_the_generated_editions_come_oldest_first():
    assert list(hubspot_openapi.editions()) == ["v3", "2026-03", "2026-09"]


def test_an_edition_that_there_is_none_of_is_refused_with_those_that_there_are():
    for name in ("latest", "2026-3", "", None):
        with pytest.raises(ConfigurationError, match=r"is not one of v3, 2026-03, 2026-09$"):
            editions_for(name)
        with pytest.raises(ConfigurationError, match="is not one of v3, 2026-03, 2026-09"):
            Catalogue()["List owners"].calls(name)


def test_an_edition_that_lacks_a_call_uses_the_nearest_that_has_it():
    elsewhere = edition_calls("marketing.nowhere").get_page
    with pytest.raises(MissingEndpoint, match=r"marketing\.nowhere\.get_page"):
        elsewhere().bind(editions_for("2026-09"))
    # 2026-09 has no document of these, not even a beta
    assert find_call(editions_for("2026-09"), "cms.hubdb", "get_all_tables").operation.edition == "2026-03"


def test_a_beta_is_the_editions_own_and_stands_in_for_no_stable_edition():
    own = find_call(editions_for("2026-09"), "marketing.forms", "get_all").operation
    assert (own.edition, own.path, own.beta) == ("2026-09", "/marketing/forms/2026-09-beta", True)
    lent = find_call(editions_for("2026-03"), "marketing.forms", "get_all").operation
    assert (lent.edition, lent.beta) == ("v3", False)
    tags = next(iter(hubspot_openapi.load("2026-09", "crm.object_tags").OPERATIONS))
    assert find_call(("2026-09",), "crm.object_tags", tags).operation.beta
    for edition in ("v3", "2026-03"):
        with pytest.raises(MissingEndpoint, match=f"edition {edition} has no crm.object_tags"):
            find_call(editions_for(edition), "crm.object_tags", tags)
    assert find_call(("2027-03-beta", *editions_for("2026-09")), "crm.object_tags", tags).operation.beta


def test_what_is_particular_of_a_call_is_remarked():
    lent = find_call(("v3",), "marketing.forms", "get_all").operation
    beta = find_call(("2026-09",), "marketing.forms", "get_all").operation
    assert [remark(lent, "v3"), remark(lent, "2026-03")] == ["", " (v3 stands in)"]
    assert [remark(beta, "2026-09"), remark(beta, "2026-09-beta")] == [" (beta)", " (2026-09 stands in, beta)"]


def test_the_default_edition_is_written_in_one_place():
    """In code, that is: in docstrings it is an example."""
    package = Path(hubspot_facade.__file__).parent
    places = [
        file.relative_to(package).as_posix()
        for file in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == DEFAULT_EDITION
    ]
    assert places == ["config.py"]


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
        (edition_calls("crm.associations").batch_create("a", "b", body={"inputs": []}), ASSOCIATIONS, True),
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
