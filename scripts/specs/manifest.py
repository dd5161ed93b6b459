"""What ``specs/manifest.toml`` says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from keyword import iskeyword
from pathlib import Path
from typing import Any, Protocol

from scripts.specs.collection import Document
from scripts.specs.errors import SpecsError
from scripts.versions import VERSION, newness


@dataclass(frozen=True)
class Edition:
    """A family of API versions."""

    name: str
    versions: re.Pattern[str]
    """Upstream's version folders that belong to it; of each API the newest is taken, a beta only if all are betas."""
    authored: tuple[str, ...]
    """Keys of documents of our own that join it."""
    may_be_empty: bool = False
    """Whether the collection may have no document for it: the other editions supply its calls then."""


class Published(Protocol):
    """What an entry applies to: a document, or a file that could be one."""

    @property
    def name(self) -> str:
        """Upstream's folder name."""

    @property
    def version(self) -> str:
        """Upstream's version folder."""

    @property
    def rollout(self) -> int:
        """Upstream's number."""


@dataclass(frozen=True)
class LeftOut:
    """Documents that no edition takes, and why."""

    reason: str
    api: str | None
    """Upstream's folder name, None for all."""
    versions: re.Pattern[str] | None
    """None for all."""
    published_in: str | None
    """Folder name of the document that holds all of its operations too."""

    rollout: int | None = None
    """None for all."""

    def covers(self, document: Published) -> bool:
        """Whether this entry applies to `document`."""
        return (
            (self.api is None or self.api == document.name)
            and (self.versions is None or self.versions.fullmatch(document.version) is not None)
            and (self.rollout is None or self.rollout == document.rollout)
        )


@dataclass(frozen=True)
class Manifest:
    """The editions and what is left out."""

    editions: tuple[Edition, ...]
    left_out: tuple[LeftOut, ...]
    slugs: dict[str, str]

    def wants(self, version: str) -> bool:
        """Whether an edition takes documents of this version folder."""
        return any(edition.versions.fullmatch(version) for edition in self.editions)

    def entry_for(self, document: Published) -> LeftOut | None:
        """The first entry that keeps `document` out; one without an API keeps out only what no edition wants."""
        wanted = self.wants(document.version)
        return next((each for each in self.left_out if each.covers(document) and (each.api or not wanted)), None)

    def key(self, document: Document) -> str:
        """``area/api`` of a document in our spelling: ``crm/contacts``."""
        return self.key_of(document.name)

    def key_of(self, name: str) -> str:
        """The key of the API in upstream's folder `name`."""
        area, _, api = name.partition("/")
        return self.slugs.get(name) or f"{slug(area)}/{slug(api)}"


def slug(name: str) -> str:
    """`name` in snake case."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def is_key(text: str) -> bool:
    """Whether area and API can be the names of a package and of a module in it."""
    parts = text.split("/")
    return len(parts) == 2 and all(re.fullmatch("[a-z][a-z0-9_]*", part) and not iskeyword(part) for part in parts)


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; :class:`SpecsError` when an entry is incomplete, or says what is not understood."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SpecsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except tomllib.TOMLDecodeError as error:
        raise SpecsError(f"{path.name}: {error}") from None
    _known(path.name, data, {"editions", "left_out", "slugs"})
    tables = data.get("editions", {})
    editions = tuple(_edition(path.name, name, tables) for name in sorted(tables))
    if not editions:
        raise SpecsError(f"{path.name}: no edition")
    left_out = tuple(_left_out(path.name, entry) for entry in data.get("left_out", []))
    return Manifest(editions=editions, left_out=left_out, slugs=dict(data.get("slugs", {})))


def _edition(file: str, name: str, tables: dict[str, Any]) -> Edition:
    where, entry = f"{file}: edition {name}", tables[name]
    if not VERSION.fullmatch(name):
        known = sorted((each for each in tables if VERSION.fullmatch(each)), key=newness)
        raise SpecsError(
            f"{where}: an edition is named as versions are, v3, 2026-09 or 2026-09-beta; "
            f"there are {', '.join(known) or 'none'}"
        )
    _known(where, entry, {"versions", "authored", "may_be_empty"})
    return Edition(
        name=name,
        versions=_pattern(where, entry.get("versions")),
        authored=tuple(entry.get("authored", ())),
        may_be_empty=entry.get("may_be_empty") is True,
    )


def _left_out(file: str, entry: dict[str, Any]) -> LeftOut:
    where = f"{file}: left_out {entry.get('api') or entry.get('versions')}"
    _known(where, entry, {"reason", "api", "versions", "rollout", "published_in"})
    if not entry.get("reason"):
        raise SpecsError(f"{where}: no reason is given")
    if not (entry.get("api") or entry.get("versions")):
        raise SpecsError(f"{where}: names neither an api nor versions")
    versions = entry.get("versions")
    return LeftOut(
        reason=entry["reason"],
        api=entry.get("api"),
        versions=None if versions is None else _pattern(where, versions),
        published_in=entry.get("published_in"),
        rollout=entry.get("rollout"),
    )


def _pattern(where: str, text: Any) -> re.Pattern[str]:
    if not isinstance(text, str) or not text:
        raise SpecsError(f"{where}: 'versions' must be a regular expression")
    try:
        return re.compile(text)
    except re.error as error:
        raise SpecsError(f"{where}: {error}") from None


def _known(where: str, entry: dict[str, Any], keys: set[str]) -> None:
    unknown = sorted(entry.keys() - keys)
    if unknown:
        raise SpecsError(f"{where}: unknown {', '.join(unknown)}")
