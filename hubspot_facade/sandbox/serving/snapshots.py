"""Named copies of a sandbox's databases, to go back to: records, definitions, lists, files, the next ids, the clock.

Those of portals in memory last as long as the sandbox; those of files stand beside them, as `portal.db.NAME.snapshot`.
Tokens that the sandbox made, requests and faults are no part of them.
"""

import glob
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation
from hubspot_facade.sandbox.state.schema import check
from hubspot_facade.sandbox.state.store import MEMORY, Store, UnusableError
from hubspot_facade.sandbox.webhooks.delivery import Outbox

from .portals import Portals

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")
SUFFIX, UNFINISHED = ".snapshot", ".unfinished"
SHELF, OFFSET = "snapshot", "clock offset"


class Snapshots:
    """The snapshots of a sandbox, all its portals at once."""

    def __init__(self, portals: Portals) -> None:
        self._portals = portals
        self._kept: dict[str, dict[int, sqlite3.Connection]] = {}
        _sweep(portals.first.store.path)

    def take(self, name: str) -> None:
        """Keep everything as it is now under a name, in the place of an older snapshot. A name is of letters, digits,
        hyphens and underscores, 64 at most; 400 for any other.
        """
        if not NAME.match(name):
            raise validation(f"a snapshot's name has up to 64 letters, digits, - and _; not {name[:80]!r}")
        first = self._portals.first
        with first.store.lock:
            first.shelf(SHELF).put(OFFSET, first.clock.offset)
            if first.store.path == MEMORY:
                self._drop(name)
                for id_, portal in self._portals.items():
                    copy = sqlite3.connect(MEMORY, check_same_thread=False)
                    portal.store.copy_to(copy)
                    self._kept.setdefault(name, {})[id_] = copy
            else:
                _write([portal.store for portal in self._portals.values()], name)

    def restore(self, name: str) -> None:
        """Put everything back to how it was; the snapshot stays. Portals that were not there yet are emptied. 404 when
        there is none of the name.
        """
        first = self._portals.first
        with first.store.lock:
            self._require(name)
            for id_, portal in self._portals.items():
                path = _path(portal.store, name)
                kept = self._kept.get(name, {}).get(id_)
                if kept is not None:
                    portal.store.copy_from(kept)
                elif path.is_file():
                    _read(portal.store, path)
                else:
                    portal.store.clear()
                portal.service(Outbox).pass_over()
            self._portals.tokens.write()
            first.clock.offset = float(first.shelf(SHELF).get(OFFSET) or 0)

    def delete(self, name: str) -> None:
        """Forget a snapshot; 404 when there is none of the name."""
        with self._portals.first.store.lock:
            self._require(name)
            self._drop(name)
            # that of the first portal says whether there is one at all
            for portal in self._portals.values():
                _path(portal.store, name).unlink(missing_ok=True)

    def names(self) -> list[str]:
        """The names, sorted."""
        store = self._portals.first.store
        if store.path == MEMORY:
            return sorted(self._kept)
        database = Path(store.path)
        beside = [one.name for one in database.parent.glob(f"{glob.escape(database.name)}.*{SUFFIX}")]
        names = (one.removeprefix(f"{database.name}.").removesuffix(SUFFIX) for one in beside)
        return sorted(name for name in names if NAME.match(name))

    def close(self) -> None:
        """Forget what is kept in memory."""
        for name in list(self._kept):
            self._drop(name)

    def _require(self, name: str) -> None:
        known = self.names()
        if name not in known:
            raise unknown(name, known)

    def _drop(self, name: str) -> None:
        for copy in self._kept.pop(name, {}).values():
            copy.close()


def unknown(name: str, known: list[str]) -> Refusal:
    """404 that names what there is."""
    there = ", ".join(known) or "none"
    return object_not_found(f"there is no snapshot {name[:80]!r}; there are: {there}")


def _write(stores: list[Store], name: str) -> None:
    """Copy stores into files, which are there whole, all of them, or not at all. The first one's comes last, for it
    says that there is a snapshot; what a killed sandbox left without it is swept up at the next start.
    """
    made = {_path(store, name).with_suffix(UNFINISHED): store for store in reversed(stores)}
    try:
        for unfinished, store in made.items():
            unfinished.unlink(missing_ok=True)
            with closing(sqlite3.connect(unfinished)) as copy:
                # a snapshot is one file, without a log beside it
                copy.execute("PRAGMA journal_mode = OFF")
                store.copy_to(copy)
        if len(stores) > 1:
            _path(stores[0], name).unlink(missing_ok=True)
        for unfinished in made:
            unfinished.replace(unfinished.with_suffix(SUFFIX))
    except (OSError, sqlite3.Error) as error:
        for unfinished in made:
            unfinished.unlink(missing_ok=True)
        raise UnusableError(f"the snapshot {_path(stores[0], name)} cannot be written: {error}") from None


def _read(store: Store, path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as copy:
            if check(copy) is None:
                raise sqlite3.DatabaseError("it is not a sandbox's snapshot")
            store.copy_from(copy)
    except sqlite3.Error as error:
        raise UnusableError(f"the snapshot {path} cannot be read: {error}") from None


def _sweep(database: str) -> None:
    """Take away what a sandbox that was killed in the middle of a snapshot left."""
    if database == MEMORY:
        return
    path = Path(database)
    further = re.compile(rf"{re.escape(path.name)}\.[0-9]+\.(?P<name>[A-Za-z0-9_-]+){re.escape(SUFFIX)}")
    for one in list(path.parent.glob(f"{glob.escape(path.name)}.*")):
        found = further.fullmatch(one.name)
        orphan = found is not None and not path.with_name(f"{path.name}.{found['name']}{SUFFIX}").exists()
        if orphan or one.name.endswith(UNFINISHED):
            one.unlink(missing_ok=True)


def _path(store: Store, name: str) -> Path:
    return Path(f"{store.path}.{name}{SUFFIX}")
