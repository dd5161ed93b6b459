"""The files of an export on disk. HubSpot packs large and partitioned exports into a zip archive."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Any

from hubspot_facade.errors import HubSpotError, InputError
from hubspot_facade.plans.downloads import Target, check_open, download, fetch

if TYPE_CHECKING:
    from collections.abc import Sequence

UNPACK_LIMIT = 20 * 2**30
_PIECE = 2**20
_WORKBOOK = "[Content_Types].xml"  # a workbook is a zip archive, too
_LONGEST_NAME = 200  # bytes, with room for a suffix
_NAMED = re.compile(r'filename="?([^";]+)"?')
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class SavedExport:
    """An export that was written: its `paths` (none for an open file), and its `size` in bytes, unpacked."""

    paths: Sequence[Path]
    size: int

    def to_dict(self) -> dict[str, Any]:
        """`paths` as text, and `size`."""
        return {"paths": [str(each) for each in self.paths], "size": self.size}


def check_target(to: object) -> None:
    """Raise InputError for what nothing can be written to, before an export is started."""
    if isinstance(to, str | Path):
        folder = _folder(to)
        if not folder.is_dir():
            raise InputError("to", f"there is no directory {str(folder)!r}")
    else:
        check_open(to)


def save(url: str, to: Target, *, name: str, unpack_limit: int) -> Generator[Any, Any, SavedExport]:
    """The files behind a signed URL. A path gets them once they are complete, and is left unchanged if that fails."""
    if not isinstance(to, str | Path):
        return SavedExport((), (yield from download(url, to)))
    folder = _folder(to)
    with NamedTemporaryFile(dir=folder, prefix=".export-", suffix=".part") as part:
        _, answer = yield from fetch(url, part)
        part.flush()
        if found := _NAMED.search(answer.headers.get("content-disposition", "")):
            name = _file_name(found[1]) or name
        path = folder / name if _is_folder(to) else Path(to)
        part.seek(0)
        return _placed(part, path, folder if _is_folder(to) else None, unpack_limit)


def _file_name(text: str) -> str:
    """The last part of a name that HubSpot gives; empty for one that no file can have."""
    name = PureWindowsPath(text).name
    return name if name != ".." and name.isprintable() and len(name.encode()) <= _LONGEST_NAME else ""


def _is_folder(to: str | Path) -> bool:
    return Path(to).is_dir() or str(to).endswith(("/", os.sep))


def _folder(to: str | Path) -> Path:
    return Path(to) if _is_folder(to) else Path(to).parent


def _placed(part: IO[bytes], path: Path, folder: Path | None, limit: int) -> SavedExport:
    """The downloaded content at its place: as it is, or unpacked."""
    if not zipfile.is_zipfile(part):
        part.seek(0)
        if part.read(4) == b"PK\x03\x04":
            raise HubSpotError("the archive is damaged: download the export again")
        part.seek(0)
        return SavedExport((path,), _written(part, path))
    part.seek(0)
    try:
        with zipfile.ZipFile(part) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if any(each.filename == _WORKBOOK for each in members):
                part.seek(0)
                return SavedExport((path,), _written(part, path))
            return _unpacked(archive, members, path, folder, limit)
    except _DAMAGED as error:
        raise HubSpotError(f"the archive cannot be unpacked: {error}") from error


def _unpacked(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], alone: Path, folder: Path | None, limit: int
) -> SavedExport:
    size = sum(each.file_size for each in members)
    if size > limit:
        raise HubSpotError(f"unpacked, the export has {size:,} bytes, more than unpack_limit={limit:,}")
    if folder is None and len(members) != 1:
        raise HubSpotError(f"the export has {len(members)} files: download it to a directory")
    paths = [alone if folder is None else folder / _inside(each.filename) for each in members]
    if len({*paths}) != len(paths):
        raise HubSpotError("the archive has several files of one name")
    with ExitStack() as unfinished:
        parts: list[Path] = []
        for member, path in zip(members, paths, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            parts.append(path.with_name(f"{path.name}.part"))
            unfinished.callback(parts[-1].unlink, missing_ok=True)
            with archive.open(member) as content, parts[-1].open("wb") as sink:
                shutil.copyfileobj(content, sink, _PIECE)  # no more than the archive says that there is
        for part, path in zip(parts, paths, strict=True):
            os.replace(part, path)
    return SavedExport(paths, size)


def _inside(name: str) -> PurePosixPath:
    """The path of an archive's file below a directory, which it must not leave."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or PureWindowsPath(name).drive or ".." in path.parts or not path.name:
        raise HubSpotError(f"the archive has a file outside of its directory: {name!r}")
    return path


def _written(content: IO[bytes], path: Path) -> int:
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as sink:
            shutil.copyfileobj(content, sink, _PIECE)
            size = sink.tell()
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return size
