"""The report names every change: no fact of a document can differ without a line that leads to it."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.specs.changes.documents import document_changes
from scripts.specs.changes.page import page
from scripts.specs.changes.report import report
from scripts.specs.changes.state import State
from scripts.specs.facts import SHAPES
from tests.scripts.specs.changes.rich import RICH, Mutation, facts_of, mutations

MUTATIONS = mutations()


def changed(*made: Mutation):
    after = deepcopy(RICH)
    for each in made:
        each.apply(after)
    return after


def lines(*made: Mutation) -> list[str]:
    """The report's lines on the document and a copy with these changes."""
    states = (State({"v3": {"crm/things": each}}, {}) for each in (RICH, changed(*made)))
    text = page(report(*states))
    assert "No document differs." not in text
    return [line for line in text.splitlines() if line.startswith("* ")]


def missing(found: list[str], mutation: Mutation) -> list[str]:
    return [name for name in mutation.named if not any(name in line for line in found)]


def test_the_document_has_every_kind_of_fact_that_is_kept() -> None:
    every = {(kind, key) for kind, keys in SHAPES.items() for key in keys}
    methods = {("path", each) for each in ("delete", "get", "head", "options", "patch", "post", "put", "trace")}
    assert every - facts_of(RICH) - methods == set()


def test_any_change_of_any_fact_is_named() -> None:
    assert len(MUTATIONS) > 300
    silent = {str(each): found for each in MUTATIONS if (found := missing(lines(each), each))}
    assert silent == {}


def test_no_change_is_only_another_way_to_write_the_same() -> None:
    rules = {str(each): {found.change.rule for found in document_changes(RICH, changed(each))} for each in MUTATIONS}
    assert [name for name, found in rules.items() if "document-rewritten" in found] == []


@given(chosen=st.lists(st.sampled_from(MUTATIONS), min_size=2, max_size=4))
def test_several_changes_at_once_are_each_named(chosen: list[Mutation]) -> None:
    made: list[Mutation] = []
    for each in chosen:
        if not any(each.overlaps(other) or "renamed" in (each.what, other.what) for other in made):
            made.append(each)
    found = lines(*made)
    assert [(str(each), names) for each in made if (names := missing(found, each))] == []


@pytest.mark.parametrize("pair", [(1, True), (0, False), (1, 1.0)])
def test_values_that_are_only_equal_to_python_differ(pair: tuple[object, object]) -> None:
    documents = []
    for value in pair:
        document = deepcopy(RICH)
        document["components"]["schemas"]["Thing"]["properties"]["size"]["default"] = value
        documents.append(document)
    assert [each.change.rule for each in document_changes(documents[0], documents[1])] != []


def test_the_same_document_has_no_change() -> None:
    assert list(document_changes(RICH, deepcopy(RICH))) == []


def test_a_change_inside_of_a_part_is_one_of_the_wire() -> None:
    after = deepcopy(RICH)
    after["components"]["schemas"]["Bolt"]["allOf"][1]["properties"]["thread"]["maxLength"] = 4
    found = {each.change.rule for each in document_changes(RICH, after)}
    assert found == {"request-property-max-length-set", "response-property-max-length-set"}
