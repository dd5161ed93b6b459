"""What HubSpot was recorded to answer beyond CRM records, as `tests/data/recorded/rest.toml` states it."""

import re
import tomllib
from pathlib import Path
from typing import Any

import httpx
import pytest

FACTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "data/recorded/rest.toml").read_text(encoding="utf-8")
)["fact"]
FORMS = {
    "time": r"\d{4}-\d\d-\d\dT[\d:]+(\.\d{3})?Z",
    "second": r"\d{4}-\d\d-\d\dT[\d:]+Z",
    "epoch": r"1\d{12}",
    "digits": r"-?\d+",
    "uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "empty": r"",
    "text": r"(?s:.*)",
}
"""Kinds of text. Kinds of the rest: number, truth, null, list, map, any."""


def kinds_of(value: Any) -> set[str]:
    match value:
        case None:
            return {"null"}
        case bool():
            return {"truth"}
        case int() | float():
            return {"number"}
        case str():
            return {kind for kind, form in FORMS.items() if re.fullmatch(form, value)}
        case list():
            return {"list"}
        case _:
            return {"map"}


def differences(value: Any, shape: Any, at: str = "$") -> list[str]:
    """Where a value is not of a shape: a kind, a map of exactly these keys (`?`: or not), a list."""
    if isinstance(shape, str):
        wanted = set(shape.split(" or "))
        return [] if wanted & {"any", *kinds_of(value)} else [f"{at}: {value!r} is not {shape}"]
    if isinstance(shape, list):
        if not isinstance(value, list) or not value:
            return [f"{at}: {value!r} is not a list with something in it"]
        return [one for position, item in enumerate(value) for one in differences(item, shape[0], f"{at}[{position}]")]
    if not isinstance(value, dict):
        return [f"{at}: {value!r} is not a map"]
    told = {name.rstrip("?"): one for name, one in shape.items()}
    found = [f"{at}.{name}: extra" for name in value.keys() - told.keys() if "*" not in told]
    found += [f"{at}.{name}: absent" for name in shape if not name.endswith("?") and name != "*" and name not in value]
    return found + [
        one for name in value.keys() & told.keys() for one in differences(value[name], told[name], f"{at}.{name}")
    ]


def filled(value: Any, known: dict[str, str]) -> Any:
    """A value with the names in braces replaced by what earlier answers said."""
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda match: known[match[1]] if match[1] in known else match[0], value)
    if isinstance(value, list):
        return [filled(one, known) for one in value]
    return {name: filled(one, known) for name, one in value.items()} if isinstance(value, dict) else value


def asked(client: httpx.Client, step: dict[str, Any], known: dict[str, str]) -> httpx.Response:
    method, _, path = filled(step["request"], known).partition(" ")
    body = {"json": filled(step["body"], known)} if "body" in step else {}
    return client.request(method, path, headers=step.get("headers"), **body)


def part(body: Any, path: str) -> Any:
    for name in path.split("."):
        body = body[int(name)] if name.isdigit() and isinstance(body, list) else body[name]
    return body


@pytest.mark.parametrize("fact", FACTS, ids=lambda one: one["what"])
def test_the_sandbox_answers_as_hubspot_was_recorded_to(client: httpx.Client, fact: dict[str, Any]) -> None:
    known: dict[str, str] = {}
    for step in fact.get("before", ()):
        answer = asked(client, step, known)
        assert answer.status_code < 300, answer.text
        known |= {name: str(part(answer.json(), path)) for name, path in step.get("keep", {}).items()}
    answer = asked(client, fact, known)
    assert answer.status_code == fact["status"], answer.text
    if fact.get("page"):
        assert answer.headers["content-type"].startswith("text/html")
        return
    if "shape" in fact:
        assert differences(answer.json(), fact["shape"]) == []
    for path, value in fact.get("holds", {}).items():
        assert part(answer.json(), path) == filled(value, known), path
    for path, form in fact.get("reads", {}).items():
        assert re.fullmatch(form, str(part(answer.json(), path))), (path, part(answer.json(), path))
    for path in fact.get("lacks", ()):
        *above, name = path.split(".")
        assert name not in (part(answer.json(), ".".join(above)) if above else answer.json()), path


@pytest.mark.parametrize("fact", FACTS, ids=lambda one: one["what"])
def test_each_fact_names_its_source_and_year(fact: dict[str, Any]) -> None:
    assert fact["source"]
    assert 2012 <= fact["year"] <= 2026


def test_a_difference_is_noticed() -> None:
    shape = {"a": "digits", "b?": ["truth"], "c": "null or time"}
    assert differences({"a": "12", "c": None}, shape) == []
    assert differences({"a": 12, "b": [1], "d": 1}, shape) != []
    assert len(differences({"a": "x", "b": [], "c": "y"}, shape)) == 3
