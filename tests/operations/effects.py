"""What operations are to do, as `tests/data/effects.toml` tells it, and how that is seen on a sandbox."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from string import Formatter
from typing import Any

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.wire.field_names import snake

SOURCE = Path(__file__).parents[1] / "data" / "effects.toml"
KINDS = ("gives", "takes", "reads", "told")


@dataclass(frozen=True)
class Effect:
    """One row of the table, for one operation."""

    kind: str
    name: str
    at: str = ""
    holds: Any = None
    first: tuple[str, ...] = ()
    changes: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    because: str = ""

    @property
    def payload(self) -> dict[str, Any]:
        """The operation's sample with the row's changes."""
        sample = Catalogue()[self.name].sample or {}
        return {key: value for key, value in {**sample, **self.changes}.items() if key not in self.without}


def effects() -> list[Effect]:
    """Every row of the table for every operation that it speaks of."""
    table = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    named: dict[str, list[str]] = {}
    for entry in Catalogue():
        named.setdefault(entry.python, []).append(entry.name)
        named[f"name {entry.name}"] = [entry.name]
    return [
        Effect(
            kind=kind,
            name=name,
            at=row.get("at", ""),
            holds=row.get("holds"),
            first=tuple(row.get("first", ())),
            changes=row.get("with", {}),
            without=tuple(row.get("without", ())),
            because=row.get("because", ""),
        )
        for kind in KINDS
        for row in table[kind]
        for key in (*_several(row.get("of")), *(f"name {name}" for name in _several(row.get("name"))))
        for name in named[key]
    ]


def _several(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def holds(shown: Any, part: Any) -> bool:
    """Whether `part` is found in what is shown, at any depth: keys may be more, lists longer."""
    if _matches(shown, part):
        return True
    inner = shown.values() if isinstance(shown, dict) else shown if isinstance(shown, list) else ()
    return any(holds(each, part) for each in inner)


def _matches(shown: Any, part: Any) -> bool:
    if isinstance(part, dict):
        return isinstance(shown, dict) and all(
            key in shown and _matches(shown[key], value) for key, value in part.items()
        )
    if isinstance(part, list):
        return isinstance(shown, list) and all(any(_matches(each, one) for each in shown) for one in part)
    return _scalar(shown) == _scalar(part)


def _scalar(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return value if isinstance(value, dict | list) else json.dumps(value)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return str(value) if str(value).isdecimal() else moment.replace(tzinfo=None)


class Subject:
    """What an operation was about: the ids and properties of its inputs."""

    def __init__(self, name: str, payload: dict[str, Any], answer: Any) -> None:
        self.entry = Catalogue()[name]
        self.payload = {snake(key): value for key, value in payload.items()}
        self.answer = answer if isinstance(answer, dict) else {}
        self.type = getattr(self.entry.owner, "object_type", "") or str(self.payload.get("object_type", "")).lower()
        inputs = next((value for value in self.payload.values() if _is_inputs(value)), [self.payload])
        self.sent = [_properties(each) for each in inputs if _properties(each)]
        self.new = [_id(each) for each in self.answer.get("results") or [self.answer] if _id(each)]
        given = next((value for key, value in self.payload.items() if key.endswith("_ids")), inputs)
        self.given = [str(_id(each) if isinstance(each, dict) else each) for each in given]

    def paths(self, at: str) -> list[str]:
        """The paths at which to look: one for each record where the row speaks of `{new}`, `{id}` or `record`."""
        if at == "record":
            at = "/crm/v3/objects/{type}/{record}?properties={names}"
        ids = self.new or self.given
        names = ",".join(dict.fromkeys(name for sent in self.sent for name in sent))
        wanted = {name for _, name, _, _ in Formatter().parse(at)}
        each = {"record": ids, "new": self.new, "id": self.given}
        (key, found), *_ = [(key, each[key]) for key in each if key in wanted] or [("", [""])]
        fields = {**self.fields(), "type": self.type, "names": names}
        return [filled(at, {**fields, key: one}) for one in found]

    def parts(self, part: Any) -> list[Any]:
        """What is to be found there: the row's part, or what was sent for each input."""
        if part is None:
            return self.sent
        return [filled(part, {**self.fields(), "id": each}) for each in (self.given if "{id}" in str(part) else [""])]

    def fields(self) -> dict[str, Any]:
        """What rows may name: the payload's fields, and the answer's after `answer.`."""
        return {**self.payload, **{f"answer.{key}": value for key, value in self.answer.items()}}


def filled(part: Any, fields: dict[str, Any]) -> Any:
    """The part with its `{names}` replaced."""
    if isinstance(part, dict):
        return {key: filled(value, fields) for key, value in part.items()}
    if isinstance(part, list):
        return [filled(each, fields) for each in part]
    if not isinstance(part, str):
        return part
    for name in [name for _, name, _, _ in Formatter().parse(part) if name]:
        part = part.replace(f"{{{name}}}", str(fields[name]))
    return part


def _is_inputs(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) and _given(each) for each in value)


def _given(each: dict[str, Any]) -> bool:
    return any(key == "id" or key.endswith(("_id", "properties", "vid")) for key in map(snake, each))


def _properties(each: dict[str, Any]) -> dict[str, Any]:
    given = next((value for key, value in each.items() if snake(key).endswith("properties")), {})
    if isinstance(given, list):
        given = {pair.get("name", pair.get("property")): pair["value"] for pair in given if "value" in pair}
    return {name.lower(): value for name, value in given.items()}


def _id(each: Any) -> str | None:
    """The id of a record, of an answer or of a payload."""
    keys = ("id", "listId", "taskId", "vid", "record_id", "contact_list_id")
    found = next((each[key] for key in keys if key in each), None)
    if found is None:
        found = next((value for key, value in each.items() if snake(key).endswith("_id")), None)
    return None if found is None else str(found)
