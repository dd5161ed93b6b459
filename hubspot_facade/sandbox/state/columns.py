"""The values of live records in memory, property by property: what searches of large types look through.

SQLite takes longer to go through the JSON of all records than a search may take, hence the tables of `table`.

Whoever writes a record notes it here. Notes are taken over some at a time, or when a search asks for a table. What is
rolled back is taken out of the notes; where it was taken over already, everything is forgotten, to be loaded from the
database by the next search. So are the records of a file that was opened: their values are read when first searched.
"""

from collections.abc import Iterable
from typing import TypeAlias

from .table import Table, Values

MOST_NOTES = 100
"""When so many writes were noted, they are taken over."""

Note: TypeAlias = tuple[str, int, int, int, Values | None, bool]
Mark: TypeAlias = tuple[int, int]


class Columns:
    """The tables of a portal, by type."""

    def __init__(self, *, is_empty: bool) -> None:
        """`is_empty` says that the database has no records."""
        self._is_empty = is_empty
        self._tables: dict[str, Table | None] = {}
        self._notes: list[Note] = []
        self._taken = 0  # how many times something became part of a table

    def note(self, type_: str, id_: int, created: int, updated: int, values: Values, *, is_whole: bool = False) -> None:
        """A record that was written: the values that changed, empty where they were cleared, or all that it has.

        The values are not to be changed any more.
        """
        self._notes.append((type_, id_, created, updated, values, is_whole))
        if len(self._notes) >= MOST_NOTES:
            self._take()

    def note_gone(self, type_: str, id_: int) -> None:
        """A record that is archived, merged away or deleted."""
        self._notes.append((type_, id_, 0, 0, None, False))

    def mark(self) -> Mark:
        """Where the notes are now, for `back_to`."""
        return self._taken, len(self._notes)

    def back_to(self, mark: Mark) -> None:
        """What was written since then is undone."""
        taken, length = mark
        if taken != self._taken:
            self.forget(is_empty=False)
        del self._notes[length:]

    def forget(self, *, is_empty: bool) -> None:
        """All records may be others now; `is_empty` says that there are none."""
        self._is_empty = is_empty
        self._tables.clear()
        self._notes.clear()
        self._taken += 1

    def table(self, type_: str) -> Table | None:
        """The records of a type; None where they are to be loaded."""
        self._take()
        found = self._tables.get(type_)
        if found is None and self._is_empty and type_ not in self._tables:
            return Table()
        return found

    def load(self, type_: str, loaded: Iterable[tuple[int, int, int]]) -> Table:
        """The records of a type, as they are in the database: ids, times of creation and of change."""
        self._taken += 1
        table = self._tables[type_] = Table(loaded)
        return table

    def _take(self) -> None:
        if not self._notes:
            return
        notes, self._notes = self._notes, []
        self._taken += 1
        for type_, id_, created, updated, values, is_whole in notes:
            if type_ not in self._tables:
                self._tables[type_] = Table() if self._is_empty else None
            table = self._tables[type_]
            if table is None:
                continue
            if values is None:
                table.drop(id_)
            elif is_whole:
                table.put(id_, created, updated, values)
            else:
                table.change(id_, created, updated, values)
        for type_, table in self._tables.items():
            if table is not None and table.is_worn:
                self._tables[type_] = None
