"""Results cached in files, by the hash of everything that they depend on.

A file that is damaged, foreign or outdated is ignored: its name is the hash of what it was made from,
and it begins with a hash of its own content.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import attrs

CACHE = Path(__file__).parents[1] / ".cache"


@attrs.frozen
class Cache:
    """A folder of results, from which the least recently used are deleted when there are too many."""

    folder: Path
    limit: int
    """The number of results to keep."""

    def read(self, key: str) -> bytes | None:
        """The result under this key; None if there is no undamaged one."""
        file = self.folder / key
        try:
            mark, _, data = file.read_bytes().partition(b"\n")
            if mark.decode() != _sealed(key, data):
                return None
            os.utime(file)
        except (OSError, ValueError):
            return None
        return data

    def write(self, key: str, data: bytes) -> None:
        """Keep a result under the key; if the folder cannot be written, nothing is kept."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = self.folder / f"{key}.new"
            fresh.write_bytes(_sealed(key, data).encode() + b"\n" + data)
            fresh.replace(self.folder / key)
        except OSError:
            return

    def trim(self) -> None:
        """Delete the least recently used results."""
        try:
            files = sorted(self.folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
            for file in files[self.limit :]:
                file.unlink()
        except OSError:
            return


def _sealed(key: str, data: bytes) -> str:
    return digest(key.encode() + data)


def digest(data: bytes) -> str:
    """The hash of these bytes."""
    return hashlib.sha256(data).hexdigest()


def digest_of_files(places: Iterable[Path], suffixes: Iterable[str] = (".py",)) -> str:
    """The hash of the names and contents of these files, and of those below these folders."""
    wanted = set(suffixes)
    hashed = hashlib.sha256()
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.suffix in wanted:
                content = file.read_bytes()
                name = file.relative_to(place if place.is_dir() else place.parent).as_posix()
                hashed.update(f"{name}\0{len(content)}\0".encode() + content)
    return hashed.hexdigest()
