"""Telling facts from prose."""

from collections import Counter

from scripts.specs.facts import facts
from scripts.specs.prose import prose


def test_facts_hold_no_prose(upstream) -> None:
    assert list(prose(facts(upstream(), title="t", tally=Counter()), title="t")) == []


def test_every_place_with_prose_is_named(upstream) -> None:
    found = set(prose(upstream(), title="t"))
    operation = "/paths/~1crm~1v3~1things~1{thingId}/get"
    assert {
        "/info/title",
        "/info/description",
        "/info/x-hubspot-introduction",
        "/servers/0/description",
        "/tags/0/description",
        f"{operation}/summary",
        f"{operation}/responses/200/description",
        "/components/schemas/Thing/title",
        "/components/schemas/Thing/properties/title/description",
    } <= found
    assert "/components/schemas/Thing/properties/title" not in found


def test_a_long_text_is_prose_wherever_it_stands(upstream) -> None:
    document = facts(upstream(), title="t", tally=Counter())
    document["components"]["schemas"]["Thing"]["properties"]["kind"]["default"] = "This is the kind of it"
    assert list(prose(document, title="t")) == ["/components/schemas/Thing/properties/kind/default"]
