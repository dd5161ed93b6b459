"""What HubSpot was recorded to answer, as the files of `tests/data/recorded/` state it."""

from typing import Any

import httpx
import pytest

from tests.sandbox.recorded.facts import check, differences, read

FACTS = [*read("crm"), *read("rest")]


@pytest.mark.parametrize("fact", FACTS, ids=lambda one: one["what"])
def test_the_sandbox_answers_as_hubspot_was_recorded_to(client: httpx.Client, fact: dict[str, Any]) -> None:
    check(client, fact)


def test_each_fact_names_its_source_and_year() -> None:
    assert [fact["what"] for fact in FACTS if not fact["source"] or not 2012 <= fact["year"] <= 2026] == []


def test_a_difference_is_noticed() -> None:
    shape = {"a": "digits", "b?": ["truth"], "c": "null or time"}
    assert differences({"a": "12", "c": None}, shape) == []
    assert differences({"a": 12, "b": [1], "d": 1}, shape) != []
    assert len(differences({"a": "x", "b": [], "c": "y"}, shape)) == 3
