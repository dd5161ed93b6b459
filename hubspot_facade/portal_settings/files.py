"""Directories of settings, as TOML for version control: UTF-8, LF, in a stable order."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import InputError
from hubspot_facade.extras import load
from hubspot_facade.portal_settings.documents import IDS, MANIFEST
from hubspot_facade.portal_settings.entries import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_NAME = re.compile(r"(?:[\w-]+/)?[\w-]+\.toml")  # object types and portals have letters, digits, "_" and "-" only


def read_settings(directory: str | Path) -> dict[str, dict[str, Any]]:
    """The documents in a directory, for `diff`, `plan` and `apply`. InputError names a file that cannot be read."""
    root = Path(directory)
    if not (root / MANIFEST).is_file():
        raise InputError(str(root), f"has no {MANIFEST}: it is not a directory that `portal pull` wrote")
    documents: dict[str, dict[str, Any]] = {}
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        try:
            documents[name] = tomllib.loads(path.read_bytes().decode())
        except OSError as error:
            raise InputError(name, f"cannot be read: {error.strerror}") from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(name, f"is not TOML in UTF-8: {error}") from None
    return documents


def types_in(directory: str | Path) -> list[str]:
    """The object types of the settings in a directory; none where there are no settings that can be read."""
    try:
        manifest = tomllib.loads((Path(directory) / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    types = manifest.get("object_types")
    return [str(each) for each in types] if isinstance(types, list) else []  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] # of any type


def write_settings(directory: str | Path, documents: Mapping[str, Any], *, keep: Collection[str] = ()) -> list[str]:
    """Make a directory hold these documents; the names of files that changed.

    Files that pulling wrote before, of settings that no longer exist, are removed; those that `keep` names, ids of
    other portals, and files of other names stay. InputError for a document whose file would not be one of the
    directory's, or of a directory in it.
    """
    toml = load("tomli_w", "cli")
    root = Path(directory)
    for name in documents:
        if not _NAME.fullmatch(name):
            raise InputError(name, "cannot be the name of a file of settings")
    texts = {name: toml.dumps(document).encode() for name, document in documents.items()}
    changed: list[str] = []
    for path in [*_files(root)] if root.is_dir() else ():
        name = path.relative_to(root).as_posix()
        if name not in texts and name not in keep and not name.startswith(f"{IDS}/"):
            path.unlink()
            changed.append(name)
    for name, text in texts.items():
        path = root / name
        if not (path.is_file() and path.read_bytes() == text):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            changed.append(name)
    return sorted(changed)


def _files(root: Path) -> Iterator[Path]:
    """The manifest, and in each directory the files of subjects and of ids. Other files are not ours."""
    if (root / MANIFEST).is_file():
        yield root / MANIFEST
    for path in sorted(root.glob("*/*.toml")):
        if path.stem in SUBJECTS or path.parent.name == IDS:
            yield path
