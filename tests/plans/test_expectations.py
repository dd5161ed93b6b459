"""Of a list, the first item that is not as a plan needs it is named, wherever it is and whatever the others are."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hubspot_openapi.runtime import DecodeError
from hubspot_openapi.v2026_03.crm.objects import operations
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.plans.expectations import check

GOOD: dict[str, Any] = {"id": "1", "properties": {}, "archived": False, "createdAt": "2026-01-01T00:00:00Z"}

# Items, and what is wrong with each for a plan that needs its id: "" for nothing.
ITEMS: list[tuple[Any, str]] = [
    (GOOD, ""),
    ({**GOOD, "id": 7}, ""),
    ({**GOOD, "createdAt": None, "x": [1]}, ""),
    ({**GOOD, "id": None}, ".id is missing"),
    ({"properties": {}}, ".id is missing"),
    ({**GOOD, "id": ["1"]}, r".id is .* where text belongs"),
    ({**GOOD, "id": {"a": 1}}, r".id is .* where text belongs"),
    ({**GOOD, "id": True}, r".id is .* where text belongs"),
    ("text", r" is .* where an object belongs"),
    (5, r" is .* where an object belongs"),
    (["1"], r" is .* where an object belongs"),
    (None, r" is .* where an object belongs"),
]


def read(results: list[Any]) -> Any:
    content = json.dumps({"results": results}).encode()
    return operations.get_page("contacts").parse(200, "application/json", content)


@given(chosen=st.lists(st.sampled_from(range(len(ITEMS))) | st.just(0), max_size=8), needs_id=st.booleans())
def test_the_first_item_that_is_wrong_is_named(chosen: list[int], needs_id: bool) -> None:
    page = read([ITEMS[number][0] for number in chosen])
    problems = [(at, ITEMS[number][1]) for at, number in enumerate(chosen)]
    kinds = [(at, problem) for at, problem in problems if not problem.startswith(".")]
    wrong = next(((at, problem) for at, problem in [*kinds, *(problems if needs_id else ())] if problem), None)
    needs = ("[].id",) if needs_id else ()
    if wrong is None:
        check(page, needs, "results")
        return
    with pytest.raises(DecodeError, match=rf"^results\[{wrong[0]}\]{wrong[1]}$"):
        check(page, needs, "results")


@given(chosen=st.lists(st.sampled_from([{}, {"city": "Graz"}, None, 5, "x"]), max_size=6))
def test_a_part_that_may_be_missing_is_still_of_its_kind(chosen: list[Any]) -> None:
    page = read([{**GOOD, "properties": each} for each in chosen])
    wrong = next((at for at, each in enumerate(chosen) if not isinstance(each, dict | None)), None)
    if wrong is None:
        check(page, ("[].properties?",), "results")
        return
    with pytest.raises(DecodeError, match=re.escape(f"results[{wrong}].properties is")):
        check(page, ("[].properties?",), "results")
