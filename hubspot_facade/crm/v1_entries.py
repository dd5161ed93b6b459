"""Entries of contacts v1's batches: some tell a contact by email, some by id (vid)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from hubspot_facade.batching import Batch, Outcome
from hubspot_facade.body import entries_of, entry_of
from hubspot_facade.errors import HubSpotError, InputError
from hubspot_facade.values import id_of, properties_of, text_of

Entries: TypeAlias = Sequence[Mapping[str, Any]]

_KEYS = ("vid", "id", "email", "properties")


def told_apart(entries: Entries) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Inputs of an upsert by email, and inputs of an update by id."""
    by_email: list[dict[str, Any]] = []
    by_id: list[dict[str, Any]] = []
    for index, each in entries_of(entries, "contacts"):
        field = f"contacts[{index}]"
        entry = entry_of(each, _KEYS, field)
        properties = properties_of(entry.get("properties", {}), f"{field}.properties")
        vid = entry.get("vid", entry.get("id"))
        if vid is not None:
            key = id_of(vid, f"{field}.vid")
            by_id.append({"id": key, "properties": properties, "objectWriteTraceId": str(index)})
        elif entry.get("email") or properties.get("email"):
            email = text_of(entry.get("email") or properties["email"], f"{field}.email")
            by_email.append({"id": email, "properties": {**properties, "email": email}})
        else:
            raise InputError(field, "has neither email nor vid")
    return by_email, by_id


def untried(inputs: Sequence[Any], error: HubSpotError) -> Batch[Any]:
    """A batch of which nothing was done."""
    return Batch([Outcome(index, each, error=error) for index, each in enumerate(inputs)])


def both(first: Batch[Any], second: Batch[Any]) -> Batch[Any]:
    """Two batches as one; the outcomes of the second follow those of the first."""
    start = len(first.outcomes)
    shifted = [Outcome(start + each.index, each.input, each.result, each.error) for each in second.outcomes]
    return Batch(
        [*first.outcomes, *shifted],
        [*first.results, *second.results],
        [*first.errors, *second.errors],
        [*first.answers, *second.answers],
    )
