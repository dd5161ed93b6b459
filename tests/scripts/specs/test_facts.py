"""The allow-list."""

import json
from collections import Counter

import pytest

from scripts.specs.facts import facts


def test_facts_stay_and_prose_goes(upstream) -> None:
    tally: Counter[str] = Counter()
    kept = facts(upstream(), title="crm.things", tally=tally)
    assert kept["info"] == {
        "title": "crm.things",
        "version": "v3",
        "x-hubspot-product-tier-requirements": {"sales": "FREE"},
    }
    assert kept["servers"] == [{"url": "https://api.hubapi.com"}]
    assert kept["tags"] == [{"name": "Basic"}]
    operation = kept["paths"]["/crm/v3/things/{thingId}"]["get"]
    assert operation["operationId"] == "get-/crm/v3/things/{thingId}"
    assert operation["parameters"][0] == {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 10}}
    assert operation["responses"]["200"] == {
        "description": "",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
    }
    assert operation["responses"]["default"] == {"$ref": "#/components/responses/Error"}
    assert operation["x-hubspot-rate-limit-exemptions"] == ["daily", "ten-secondly"]
    flow = kept["components"]["securitySchemes"]["oauth2"]["flows"]["authorizationCode"]
    assert flow["scopes"] == {"things.read": "", "things.write": ""}
    assert tally == {"drop_titles": 1}


def test_properties_may_be_called_title_or_description(upstream) -> None:
    schema = facts(upstream(), title="t", tally=Counter())["components"]["schemas"]["Thing"]
    assert schema == {
        "type": "object",
        "required": ["description", "title"],
        "properties": {
            "title": {"type": "string"},
            "description": {"type": "string"},
            "kind": {"type": "string", "enum": ["B", "A", "B"], "default": "A"},
        },
    }


def test_alternatives_of_scopes_are_sorted_and_stand_once(upstream) -> None:
    document = upstream()
    operation = document["paths"]["/crm/v3/things/{thingId}"]["get"]
    operation["security"].append({"oauth2": ["things.read", "things.write"]})
    kept = facts(document, title="t", tally=Counter())
    assert kept["paths"]["/crm/v3/things/{thingId}"]["get"]["security"] == [
        {"oauth2": ["admin"]},
        {"oauth2": ["things.read", "things.write"]},
    ]


def test_keys_that_nobody_judged_are_dropped_and_counted(upstream) -> None:
    document = upstream()
    document["components"]["schemas"]["Thing"]["x-hubspot-new"] = "All about the new thing."
    tally: Counter[str] = Counter()
    kept = facts(document, title="t", tally=tally)
    assert "x-hubspot-new" not in kept["components"]["schemas"]["Thing"]
    assert tally["unknown: schema.x-hubspot-new"] == 1


@pytest.mark.parametrize("place", ["top", "info", "both"])
def test_a_banner_at_the_top_counts_as_one_in_info(upstream, place: str) -> None:
    document = upstream()
    for node in {"top": [document], "info": [document["info"]], "both": [document, document["info"]]}[place]:
        node["x-hubspot-documentation-banner"] = "NONE"
    tally: Counter[str] = Counter()
    kept = facts(document, title="t", tally=tally)
    assert kept["info"]["x-hubspot-documentation-banner"] == "NONE"
    assert "x-hubspot-documentation-banner" not in kept
    assert not [name for name in tally if name.startswith("unknown")]


def test_the_document_given_stays_as_it_is(upstream) -> None:
    document = upstream()
    facts(document, title="t", tally=Counter())
    assert document == upstream()


def test_facts_of_facts_are_the_same(upstream) -> None:
    once = facts(upstream(), title="t", tally=Counter())
    again = facts(once, title="t", tally=Counter())
    assert json.dumps(again, sort_keys=True) == json.dumps(once, sort_keys=True)


def test_free_form_objects_stay_open(upstream) -> None:
    document = upstream()
    document["components"]["schemas"]["Open"] = {"type": "object", "properties": {}, "additionalProperties": True}
    kept = facts(document, title="t", tally=Counter())
    assert kept["components"]["schemas"]["Open"] == {"type": "object", "additionalProperties": True}
