"""Steps: what is to be done to a portal, in the order in which HubSpot takes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from hubspot_facade.portal_settings.entries import Entry, Key, path_of

CREATE_SCHEMA, ASSOCIATE, GROUP, PROPERTY, SCHEMA, RULE, RENAME, PIPELINE, LABEL, LIMIT = range(10)
DROP_LIMIT, DROP_LABEL, DROP_PIPELINE, DISSOCIATE, DROP_PROPERTY, DROP_GROUP, DROP_SCHEMA = range(10, 17)


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what is done to the setting at `key`, and which of its fields change."""

    phase: int
    verb: str
    key: Key
    fields: tuple[str, ...] = ()
    entry: Entry = field(default_factory=dict[str, Any], repr=False)
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)

    def __str__(self) -> str:
        what = f"{self.verb} {path_of(self.key)}"
        return f"{what}: {', '.join(self.fields)}" if self.fields else what

    def to_dict(self) -> dict[str, Any]:
        """The step as plain data."""
        return {"verb": self.verb, "key": [*self.key], "fields": [*self.fields]}


@dataclass(frozen=True, slots=True)
class Refused:
    """A setting that HubSpot cannot have as the files want it, and why."""

    key: Key
    reason: str

    def __str__(self) -> str:
        return f"{path_of(self.key)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class SettingsPlan:
    """What applying settings would do to a portal.

    `steps` are done one by one. `refused` is what HubSpot cannot do: while there is any, nothing is applied. `kept` is
    what only the portal has and keeps, with the reason. `hash` stands for the settings and the state of the portal that
    the plan was made from: `apply(…, plan_hash=…)` refuses when either has changed.
    """

    portal_id: int
    steps: Sequence[Step]
    refused: Sequence[Refused]
    kept: Sequence[Refused]
    hash: str

    def __str__(self) -> str:
        lines = [str(each) for each in self.steps]
        lines += [f"impossible: {each}" for each in self.refused]
        lines += [f"kept: {each}" for each in self.kept]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The plan as plain data."""
        return {
            "portal_id": self.portal_id,
            "hash": self.hash,
            "steps": [each.to_dict() for each in self.steps],
            "refused": [{"key": [*each.key], "reason": each.reason} for each in self.refused],
            "kept": [{"key": [*each.key], "reason": each.reason} for each in self.kept],
        }


def hash_of(*parts: Any) -> str:
    """A hash of plain data; keys of mappings may be tuples."""
    text = json.dumps([_plain(each) for each in parts], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, Any]", value).items()
        return [[str(key), _plain(each)] for key, each in pairs]  # order says something: that of pipelines
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast("Sequence[Any]", value)]
    return value


def places(current: Mapping[str, int], final: Sequence[str]) -> dict[str, int]:
    """The places to write so that items come in the final order; `current` has them in their order now, with places.

    Empty where the order is right already and nothing is new.
    """
    kept = [each for each in final if each in current]
    if kept == [*current] and final[: len(kept)] == kept:  # new ones come last
        start = max(current.values(), default=-1) + 1
        return {each: start + at for at, each in enumerate(final[len(kept) :])}
    return {each: place for place, each in enumerate(final) if current.get(each) != place}


def merged_order(wanted: Sequence[str], found: Sequence[str]) -> list[str]:
    """The wanted items in their order, and after each the others that follow it so far."""
    final = [*wanted]
    for at, each in enumerate(found):
        if each not in wanted:
            before = next((one for one in reversed(found[:at]) if one in final), None)
            final.insert(0 if before is None else final.index(before) + 1, each)
    return final
