"""Rows written to the files of parts, by the hash of their keys."""

from __future__ import annotations

import json
import os
import pickle
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.key_index import KeyIndex
from hubspot_facade.bulk.parts import path_of_rows
from hubspot_facade.errors import InputError, JournalError
from hubspot_facade.plans.accounting import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hubspot_facade.bulk.options import Choices
    from hubspot_facade.bulk.rows import Row, Source
    from hubspot_facade.bulk.writes import Write


@dataclass(frozen=True, slots=True)
class Split:
    """How many rows each part has; a hash of all; what changed in the source meanwhile."""

    parts: list[int]
    digest: str
    changed: str | None

    def facts(self) -> dict[str, Any]:
        """It as JSON has it."""
        return asdict(self)

    def index(self, folder: Path) -> Path:
        """The file that has the part of each row, in two bytes."""
        return folder / "load.rows"


def split(write: Write, source: Source, choices: Choices, folder: Path, parts: int) -> Split:
    """Write the rows to the files of their parts. JournalError if there is no space."""
    counts, digest = [0] * parts, blake2b(digest_size=16)
    found = Split(counts, "", None)
    try:
        with ExitStack() as stack:
            paths = [path_of_rows(folder, number) for number in range(parts)]
            files = [stack.enter_context(path.open("wb")) for path in paths]
            index = stack.enter_context(found.index(folder).open("wb"))
            for row, key in _keyed(write, source, choices):
                part = row.number % parts if key is None else _hash(key) % parts
                files[part].write(_bytes(row))
                index.write(part.to_bytes(2, "little"))
                counts[part] += 1
                digest.update(_text(row))
            for file in (*files, index):
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise JournalError(f"{folder} cannot be written: {error}") from error
    return replace(found, digest=source.fingerprint or digest.hexdigest(), changed=source.changed())


def digest_of(source: Source, choices: Choices) -> str:
    """The hash of rows that nothing else identifies."""
    digest = blake2b(digest_size=16)
    for row in source:
        digest.update(_text(row if choices.check is None else choices.check(row)))
    return digest.hexdigest()


def _keyed(write: Write, source: Source, choices: Choices) -> Iterator[tuple[Row, Any]]:
    """The rows as they go to their parts, with what they must not be separated by; None if they may be anywhere."""
    with closing(KeyIndex()) as firsts:
        for given in source:
            row = given if choices.check is None else choices.check(given)
            is_refused = row.error is not None
            try:
                entry = None if is_refused else write.read(row.values, row.number)
            except InputError:
                is_refused, entry = True, None  # the part finds the same
            if entry is None:
                entry = write.read_key(row.values, row.number)
            if entry is None:
                yield row, None
                continue
            same = write.same(entry)
            if choices.duplicates == "refuse" and same is not None:  # here, where rows have the numbers that it names
                first = firsts.first(repr(same), row.number)
                if first != row.number and not is_refused:
                    row = replace(row, error=InputError("", f"row {first} has the same key"))
            key = write.endpoint.key(entry)
            yield row, write.key(entry) if key is None else key


def _hash(key: Any) -> int:
    """A number that is the same in every process for keys that HubSpot may take for the same."""
    return int.from_bytes(blake2b(folded(repr(key)).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _bytes(row: Row) -> bytes:
    try:
        return pickle.dumps((row.line, row.values, row.error, row.original, row.number), pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
        raise InputError("rows", f"row {row.number} cannot go to another process: {error}") from None


def _text(row: Row) -> bytes:
    try:
        text = json.dumps([row.values, str(row.error or "")], default=str, sort_keys=True)
    except (TypeError, ValueError, RecursionError):  # keys that are no text, or what contains itself
        text = repr(row.values)
    return text.encode("utf-8", "surrogatepass")
