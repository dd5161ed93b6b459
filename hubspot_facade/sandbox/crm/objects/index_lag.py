"""The search index as it lags behind: for the time of a search, records are what they were `index_lag` ago.

What was written since is undone inside a savepoint that never holds. Associations and merges do not lag.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import ObjectType

from .history import EVENT

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


@contextmanager
def indexed(portal: "Portal", kind: ObjectType) -> Generator[None, None, None]:
    """The records of a type as search knows them; within a transaction."""
    if not portal.index_lag:
        yield
        return
    with portal.store.scratch():
        _rewind(portal, kind.id, portal.now() - portal.index_lag)
        yield


def _rewind(portal: "Portal", type_: str, then: int) -> None:
    store = portal.store
    store.execute("DELETE FROM record WHERE type = ? AND created > ?", type_, then)
    store.execute("UPDATE record SET archived = NULL WHERE type = ? AND archived > ?", type_, then)
    for id_, text in store.rows("SELECT id, properties FROM record WHERE type = ? AND updated > ?", type_, then):
        properties, at = _past(portal, type_, id_, json.loads(text), then)
        store.execute(
            "UPDATE record SET properties = ?, updated = COALESCE(?, created) WHERE type = ? AND id = ?",
            json.dumps(properties, separators=(",", ":")),
            at,
            type_,
            id_,
        )


def _past(
    portal: "Portal", type_: str, id_: int, properties: dict[str, str], then: int
) -> tuple[dict[str, str], int | None]:
    """A record's properties at a moment, and when they were written."""
    changed: set[str] = set()
    old: dict[str, str] = {}
    written: int | None = None
    for at, changes in portal.store.rows(
        "SELECT at, changes FROM history WHERE type = ? AND id = ? ORDER BY number", type_, id_
    ):
        values: dict[str, str] = {name: value for name, value in json.loads(changes).items() if name != EVENT}
        if at > then:
            changed |= values.keys()
        else:
            old |= values
            written = at
    kept = {name: value for name, value in properties.items() if name not in changed}
    return kept | {name: old[name] for name in changed & old.keys() if old[name]}, written
