"""Facts learned from recordings, as `tests/data/recorded/` states them, and how the sandbox is held to one."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import httpx

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
    headers = dict(step.get("headers") or {})
    if "body" not in step:
        return client.request(method, path, headers=headers)
    # without spaces, as HubSpot's answers count columns; which spaces there are depends on httpx's version
    content = json.dumps(filled(step["body"], known), separators=(",", ":"), ensure_ascii=False).encode()
    return client.request(method, path, headers={"content-type": "application/json", **headers}, content=content)


def part(body: Any, path: str) -> Any:
    for name in path.split("."):
        body = body[int(name)] if name.isdigit() and isinstance(body, list) else body[name]
    return body


def read(name: str) -> list[dict[str, Any]]:
    """The facts of one file."""
    path = Path(__file__).parents[2] / "data/recorded" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["fact"]


def check(client: httpx.Client, fact: dict[str, Any]) -> None:
    """Fails where the sandbox answers otherwise than the fact says."""
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
