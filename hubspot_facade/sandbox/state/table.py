"""The records of one type by property: what `columns` keeps.

A property's values are next to each other, a text for each block of records. Where all records of a block have the same
value, it is kept once.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import TypeAlias

BLOCK = 100
SEPARATOR = "\0"
MOST_CHANGES = 10_000
"""When so many changes of a property were taken over, the blocks are made anew."""
MOST_GONE = 1_000
"""When more records are gone, and they are more than those that are left, a table is worn."""

Values: TypeAlias = Mapping[str, str]
Kept: TypeAlias = str | list[str]
"""The values of a block: one text, or a list where a value has the separator in it; a single value stands for all."""


class Verdicts(dict[str, bool]):
    """The outcome of a test by value: each value is tested once."""

    def __init__(self, test: Callable[[str], bool]) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, value: str) -> bool:
        self[value] = passed = self._test(value)
        return passed


class Table:
    """The records of one type. A row is a place in `ids`, `created` and `updated`; no value is the empty text."""

    def __init__(self, loaded: Iterable[tuple[int, int, int]] = ()) -> None:
        """`loaded` are ids, times of creation and of change of records whose values are yet to be read."""
        known = list(loaded)
        self._row_of = {row[0]: place for place, row in enumerate(known)}
        known += [(-1, 0, 0)] * (-len(known) % BLOCK)  # whole blocks
        self.ids, self.created, self.updated = (array("q", [row[place] for row in known]) for place in range(3))
        self._gone = set(range(len(self._row_of), len(known)))
        self._unread = len(known)
        self._blocks: list[dict[str, Kept]] = [{} for _ in range(len(known) // BLOCK)]
        self._fresh: list[Values] = []
        self._changes: dict[str, dict[int, str]] = {}
        self._read: set[str] = set()

    def __len__(self) -> int:
        return len(self._row_of)

    @property
    def is_worn(self) -> bool:
        """Whether most of its rows are gone."""
        return len(self._gone) > max(MOST_GONE, len(self))

    # -- writing ---------------------------------------------------------------------------------------------

    def put(self, id_: int, created: int, updated: int, values: Values) -> None:
        """A new record, or one that is live again."""
        self.drop(id_)
        self._row_of[id_] = len(self.ids)
        self.ids.append(id_)
        self.created.append(created)
        self.updated.append(updated)
        self._fresh.append(values)
        if len(self._fresh) == BLOCK:
            self._blocks.append(_block(self._fresh))
            self._fresh = []

    def change(self, id_: int, created: int, updated: int, values: Values) -> None:
        """Some values of a record, empty where they were cleared; no matter whether it is live."""
        row = self._row_of.get(id_)
        if row is None:
            return
        self.created[row], self.updated[row] = created, updated
        place = row - len(self._blocks) * BLOCK
        if place >= 0:
            self._fresh[place] = {**self._fresh[place], **values}
            return
        for name, value in values.items():
            if row >= self._unread or name in self._read:
                changes = self._changes.setdefault(name, {})
                changes[row] = value
                if len(changes) >= MOST_CHANGES:
                    self._settle(name)

    def drop(self, id_: int) -> None:
        """A record that is live no longer."""
        row = self._row_of.pop(id_, None)
        if row is not None:
            self._gone.add(row)

    def _settle(self, name: str) -> None:
        changed: dict[int, dict[int, str]] = {}
        for row, value in self._changes.pop(name, {}).items():
            changed.setdefault(row // BLOCK, {})[row % BLOCK] = value
        for number, changes in changed.items():
            block = self._blocks[number]
            values = _values(block.get(name, ""))
            for place, value in changes.items():
                values[place] = value
            block[name] = _kept(values)

    # -- reading ---------------------------------------------------------------------------------------------

    def lacks(self, name: str) -> bool:
        """Whether values of a property are yet to be read: see `fill`."""
        return self._unread > 0 and name not in self._read

    def fill(self, names: Sequence[str], values: Mapping[int, Sequence[str | None]]) -> None:
        """The values of properties by id, as they are in the database."""
        self._read.update(names)
        nothing = [None] * len(names)
        for start in range(0, self._unread, BLOCK):
            rows = [values.get(id_, nothing) for id_ in self.ids[start : start + BLOCK]]
            columns = (_kept([value or "" for value in column]) for column in zip(*rows, strict=True))
            self._blocks[start // BLOCK].update(zip(names, columns, strict=True))

    def rows(self) -> list[int]:
        """All rows."""
        return self.live(range(len(self.ids)))

    def live(self, rows: Iterable[int]) -> list[int]:
        """Those of the rows that are not gone."""
        gone = self._gone
        return [row for row in rows if row not in gone] if gone else list(rows)

    def rows_of(self, ids: Iterable[int]) -> list[int]:
        """The rows of those of the records that are live."""
        return sorted({row for id_ in ids if (row := self._row_of.get(id_)) is not None})

    def values(self, name: str) -> list[str]:
        """A property's values, by row."""
        return [value for _, kept in self._parts(name) for value in (_values(kept) if isinstance(kept, str) else kept)]

    def where(self, name: str, test: Callable[[str], bool], *, needles: Iterable[str] = ()) -> list[int]:
        """The rows whose value passes a test. If there are `needles`, a value passes only with one of them in it, in
        small letters.
        """
        found: list[int] = []
        verdicts, wanted = Verdicts(test), tuple(needles)
        for start, kept in self._parts(name):
            values: list[str] = kept if isinstance(kept, list) else kept.split(SEPARATOR)
            if isinstance(kept, str):
                if wanted and not _has(kept.lower(), wanted):
                    continue
                if len(values) == 1:
                    found += range(start, start + BLOCK) if verdicts[kept] else ()
                    continue
            found += [row for row, value in enumerate(values, start) if verdicts[value]]
        return self.live(found)

    def containing(self, name: str, word: str) -> list[int]:
        """The rows whose value has a word somewhere in it, in small letters."""
        found: list[int] = []
        for start, kept in self._parts(name):
            if isinstance(kept, str):
                text = kept.lower()
                if word not in text:
                    continue
                values = _values(text)
            else:
                values = [each.lower() for each in kept]
            found += [row for row, value in enumerate(values, start) if word in value]
        return self.live(found)

    def _parts(self, name: str) -> Iterator[tuple[int, Kept]]:
        """The blocks, each with its first row."""
        self._settle(name)
        for number, block in enumerate(self._blocks):
            yield number * BLOCK, block.get(name, "")
        if self._fresh:
            yield len(self._blocks) * BLOCK, [each.get(name, "") for each in self._fresh]


def _block(rows: list[Values]) -> dict[str, Kept]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = zip(*(map(row.get, names, repeat("")) for row in rows), strict=True)
    return dict(zip(names, map(_kept, columns), strict=True))


def _kept(values: Sequence[str]) -> Kept:
    first = values[0]
    if first == values[-1] and values.count(first) == len(values) and SEPARATOR not in first:
        return first
    text = SEPARATOR.join(values)
    return text if text.count(SEPARATOR) == len(values) - 1 else list(values)


def _values(kept: Kept) -> list[str]:
    values = kept if isinstance(kept, list) else kept.split(SEPARATOR)
    return values if len(values) == BLOCK else values * BLOCK


def _has(text: str, needles: tuple[str, ...]) -> bool:
    return any(needle in text for needle in needles)
