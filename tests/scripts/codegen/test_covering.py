"""Which operation can stand for which."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.codegen.covering import stands_for
from scripts.codegen.documents import Document
from tests.scripts.codegen.conftest import answer, document, operation, ref

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}


def thing(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def sends(schema: dict[str, Any]) -> dict[str, Any]:
    return operation("x", answer(None), requestBody={"content": {"application/json": {"schema": schema}}})


def answers(schema: dict[str, Any]) -> dict[str, Any]:
    return operation("x", answer(schema))


def takes(*names: str) -> dict[str, Any]:
    return operation("x", answer(None), parameters=[{"in": "query", "name": each, "schema": TEXT} for each in names])


def stands(made: dict[str, Any], other: dict[str, Any], **schemas: Any) -> bool:
    holders = [Document("v3", "crm", name, name, document({}, schemas)) for name in ("generic", "other")]
    return stands_for(holders[0], made, holders[1], other)


COVERS = [
    (answers(thing(a=TEXT, b=TEXT)), answers(thing(a=TEXT))),
    (answers({"type": "array", "items": thing(a=TEXT, b=TEXT)}), answers({"type": "array", "items": thing(a=TEXT)})),
    (answers({"type": "string", "enum": ["A", "B"]}), answers({"type": "string", "enum": ["A"]})),
    (answers(TEXT), answers({"type": "string", "enum": ["A"]})),
    (sends(thing(a=TEXT, b=TEXT)), sends(thing(("a",), a=TEXT))),
    (takes("limit", "after"), takes("limit")),
]


@pytest.mark.parametrize(("made", "other"), COVERS)
def test_more_stands_for_less_and_less_not_for_more(made: dict[str, Any], other: dict[str, Any]) -> None:
    assert stands(made, made)
    assert stands(other, other)
    assert stands(made, other)
    assert not stands(other, made)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        (answers(TEXT), answers(NUMBER)),
        (answers({"type": "string", "format": "date"}), answers(TEXT)),
        (answers(thing(a=TEXT)), answers(thing(a=NUMBER))),
        (answers(thing(a=thing(b=TEXT))), answers(thing(a=thing(c=TEXT)))),
        (answers({"oneOf": [TEXT, NUMBER]}), answers({"oneOf": [TEXT]})),
        (answers({"type": "object", "additionalProperties": TEXT}), answers({"type": "object"})),
        (sends(TEXT), operation("x", answer(None))),
    ],
)
def test_what_differs_stands_neither_way(one: dict[str, Any], another: dict[str, Any]) -> None:
    assert not stands(one, another)
    assert not stands(another, one)


def test_what_demands_more_does_not_stand_for_what_demands_less() -> None:
    strict, lenient = thing(("a", "b"), a=TEXT, b=TEXT), thing(("a",), a=TEXT, b=TEXT)
    assert not stands(sends(strict), sends(lenient))
    assert stands(sends(lenient), sends(strict))
    assert stands(answers(strict), answers(lenient))  # reading asks for nothing


def test_an_answer_of_any_success_will_do() -> None:
    plain, errors = thing(results=TEXT), thing(results=TEXT, errors=TEXT)
    made = operation("x", answer(plain) | answer(errors, "207"))
    assert stands(made, answers(errors))
    assert not stands(answers(plain), answers(errors))


def test_schemas_that_contain_themselves_come_to_an_end() -> None:
    schemas = {"Node": thing(next=ref("Node"), a=TEXT)}
    assert stands(answers(ref("Node")), answers(ref("Node")), **schemas)
