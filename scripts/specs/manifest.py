"""What ``specs/manifest.toml`` says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scripts.specs.collection import Document
from scripts.specs.errors import SpecsError


@dataclass(frozen=True)
class Edition:
    """A family of API versions."""

    name: str
    versions: re.Pattern[str]
    """Upstream's version folders that belong to it; the newest match of an API is taken."""
    authored: tuple[str, ...]
    """Keys of documents of our own that join it."""


class Published(Protocol):
    """What an entry goes by: a document, or a file that could be one."""

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
        """Whether this entry speaks of `document`."""
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

    def key(self, document: Document) -> str:
        """``area/api`` of a document in our spelling: ``crm/contacts``."""
        return self.slugs.get(document.name) or f"{slug(document.area)}/{slug(document.api)}"


def slug(name: str) -> str:
    """`name` in snake case."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; :class:`SpecsError` when an entry is incomplete, or says what is not understood."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SpecsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except tomllib.TOMLDecodeError as error:
        raise SpecsError(f"{path.name}: {error}") from None
    _known(path.name, data, {"editions", "left_out", "slugs"})
    editions = tuple(_edition(path.name, name, entry) for name, entry in sorted(data.get("editions", {}).items()))
    if not editions:
        raise SpecsError(f"{path.name}: no edition")
    left_out = tuple(_left_out(path.name, entry) for entry in data.get("left_out", []))
    return Manifest(editions=editions, left_out=left_out, slugs=dict(data.get("slugs", {})))


def _edition(file: str, name: str, entry: dict[str, Any]) -> Edition:
    where = f"{file}: edition {name}"
    _known(where, entry, {"versions", "authored"})
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", name) or name in {"authored", "overlays", "upstream"}:
        raise SpecsError(f"{where}: not a name for a folder of specs/")
    return Edition(
        name=name, versions=_pattern(where, entry.get("versions")), authored=tuple(entry.get("authored", ()))
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
