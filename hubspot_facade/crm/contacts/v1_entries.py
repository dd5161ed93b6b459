"""Entries of contacts v1's batches: some identify a contact by email, some by id (vid)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from hubspot_facade.errors import HubSpotError, InputError
from hubspot_facade.plans.batching import Batch, Given, Outcome, listed, refusal
from hubspot_facade.plans.bodies import entry_of
from hubspot_facade.wire.values import id_of, properties_of, text_of

Entries: TypeAlias = Sequence[Mapping[str, Any]]
"""Contacts as version 1 of HubSpot's API batches them: `{"email": …}` or `{"vid": …}`, each with `properties`."""
Placed: TypeAlias = list[tuple[int, Given]]

_KEYS = ("vid", "id", "email", "properties")


def split_by_key(entries: object) -> tuple[Placed, Placed]:
    """Inputs of an upsert by email, and inputs of an update by id, each with its place among the entries."""
    by_email: Placed = []
    by_id: Placed = []
    for index, given in enumerate(listed(entries, "contacts")):
        try:
            entry = _entry(given, index)
        except InputError as error:
            by_id.append((index, (given, refusal(error))))
        else:
            (by_email if "idProperty" in entry else by_id).append((index, (given, entry)))
    return by_email, by_id


def _entry(given: object, index: int) -> dict[str, Any]:
    field = f"contacts[{index}]"
    entry = entry_of(given, _KEYS, field)
    properties = properties_of(entry.get("properties", {}), f"{field}.properties")
    vid = entry.get("vid", entry.get("id"))
    if vid is not None:
        return {"id": id_of(vid, f"{field}.vid"), "properties": properties, "objectWriteTraceId": str(index)}
    key = entry.get("email") or properties.pop("email", None)
    if not key:
        raise InputError(field, "has neither email nor vid")
    return {"id": text_of(key, f"{field}.email"), "idProperty": "email", "properties": properties}


def failed_batch(given: Sequence[Given], error: HubSpotError) -> Batch[Any]:
    """A batch in which nothing was done."""
    return Batch([Outcome(index, each, error=error, status="failed") for index, (each, _) in enumerate(given)])


def merge_batches(parts: Sequence[tuple[Placed, Batch[Any]]]) -> Batch[Any]:
    """Batches of parts of the entries merged into one, with the outcomes in the order of the entries."""
    merged: Batch[Any] = Batch([])
    for placed, batch in parts:
        merged.outcomes += [
            replace(outcome, index=index) for (index, _), outcome in zip(placed, batch.outcomes, strict=True)
        ]
        merged.results += batch.results
        merged.errors += batch.errors
        merged.answers += batch.answers
        merged.listed |= {placed[index][0] for index in batch.listed}
    merged.outcomes.sort(key=lambda outcome: outcome.index)
    return merged
