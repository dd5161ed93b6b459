"""Rows: what a load reads, one after the other, from whatever it is given."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, TypeAlias, cast, runtime_checkable

from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import ONE_INPUT, is_one_input
from hubspot_facade.wire.ids import describe


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the `number`-th of its source, from 0; `values` by property, or an id, or an input in HubSpot's shape.

    `line` is where it begins in its file, from 1. A row that could not be read has an `error`, and as much of its
    values as there is. `original` is the row as its file has it, where `values` are not the same.
    """

    number: int
    values: Any
    line: int | None = None
    error: InputError | None = None
    original: Any = None


class _Described(Protocol):
    """What both kinds of sources say about themselves."""

    @property
    def name(self) -> str:
        """A path, or empty."""
        ...

    @property
    def columns(self) -> Sequence[str] | None:
        """The names that values may have, if they are known before the first row."""
        ...

    @property
    def fingerprint(self) -> str | None:
        """What identifies the content, so that a load is never continued with another one; None if nothing does."""
        ...

    def changed(self) -> str | None:
        """What changed while the rows were read, as a sentence; None if nothing did."""
        ...


@runtime_checkable
class Source(_Described, Protocol):
    """Rows in order, read lazily; one with a fingerprint may be iterated again and gives the same rows."""

    def __iter__(self) -> Iterator[Row]:
        """The rows, from the first one."""
        ...


@runtime_checkable
class AsyncSource(_Described, Protocol):
    """The same for rows that are awaited; only `AsyncHubSpot` reads them."""

    def __aiter__(self) -> AsyncIterator[Row]:
        """The rows, from the first one."""
        ...


@dataclass(slots=True)
class Values:
    """The rows of an iterable of values; without a fingerprint, since what it gives next time is not known."""

    given: Iterable[Any]
    name: str = ""
    columns: Sequence[str] | None = None
    fingerprint: str | None = None

    def __iter__(self) -> Iterator[Row]:
        return (_row(number, each) for number, each in enumerate(self.given))

    def changed(self) -> str | None:
        """Nothing that could be noticed."""
        return None


@dataclass(slots=True)
class AsyncValues:
    """The rows of an asynchronous iterable of values."""

    given: AsyncIterable[Any]
    name: str = ""
    columns: Sequence[str] | None = None
    fingerprint: str | None = None

    async def __aiter__(self) -> AsyncIterator[Row]:
        number = 0
        async for each in self.given:
            yield _row(number, each)
            number += 1

    def changed(self) -> str | None:
        """Nothing that could be noticed."""
        return None


RowsGiven: TypeAlias = Iterable[Any] | AsyncIterable[Any] | str | Path
"""Rows: an iterable of mappings, ids or HubSpot-shaped inputs, asynchronous ones too; a path; an open file; a table."""


def _row(number: int, given: Any) -> Row:
    if type(given) is dict:  # pyright: ignore[reportUnknownArgumentType] # of anything
        return Row(number, given)
    if isinstance(given, Row):
        return Row(number, given.values, given.line, given.error, given.original)
    if isinstance(given, InputError):
        return Row(number, None, error=given)
    return Row(number, given)


def rows_of(given: object) -> Source | AsyncSource:
    """The rows of an iterable, of a path or open file, of a data frame or Arrow table. InputError for anything else."""
    if isinstance(given, Source | AsyncSource):
        return given
    if isinstance(given, str):
        check_path(given, "rows")
    if _is_file_or_table(given):
        sources = import_module("hubspot_facade.bulk.sources")  # it loads readers of files, which most loads do without
        return cast("Source", sources.open(given))
    given_rows: Any = given
    if isinstance(given, AsyncIterable):
        return AsyncValues(given_rows)
    if isinstance(given, bytes | bytearray) or not isinstance(given, Iterable):
        raise InputError("rows", f"expected rows, or a path, not {describe(given)}")  # pyright: ignore[reportUnknownArgumentType] # any type
    if isinstance(given, Mapping):
        if is_one_input(given_rows):
            raise InputError("rows", ONE_INPUT)
        return Values({"id": key, "properties": properties} for key, properties in given_rows.items())
    return Values(given_rows)


def check_path(path: str | Path, field: str) -> None:
    """InputError if no file can have this path."""
    try:
        usable = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        usable = False
    if not usable or not str(path):
        raise InputError(field, "is not the path of a file")


def _is_file_or_table(given: object) -> bool:
    """Whether it is for the readers of files: a path, what has `read`, or what a library of tables made."""
    if isinstance(given, str | Path) or hasattr(given, "read"):
        return True
    library = type(given).__module__.partition(".")[0]
    return library in {"pandas", "pyarrow", "polars"} or hasattr(given, "__arrow_c_stream__")
