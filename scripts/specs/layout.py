"""Where things are in ``specs/``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Layout:
    """The paths of one ``specs/`` directory."""

    specs: Path = ROOT / "specs"

    @property
    def manifest(self) -> Path:
        """Which documents make up which edition."""
        return self.specs / "manifest.toml"

    @property
    def lock(self) -> Path:
        """What the committed documents were made from."""
        return self.specs / "lock.json"

    @property
    def changes(self) -> Path:
        """What the last pull of another commit changed."""
        return self.specs / "CHANGES.md"

    @property
    def changes_data(self) -> Path:
        """The same as JSON."""
        return self.specs / "changes.json"

    @property
    def accepted(self) -> Path:
        """Breaking changes that somebody has looked at."""
        return self.specs / "accepted.toml"

    @property
    def overlays(self) -> Path:
        """Corrections, as data."""
        return self.specs / "overlays"

    @property
    def authored(self) -> Path:
        """Documents of our own."""
        return self.specs / "authored"

    @property
    def upstream(self) -> Path:
        """The clone of the collection; git-ignored."""
        return self.specs / "upstream"

    @property
    def incoming(self) -> Path:
        """Where a run writes before it publishes; git-ignored, gone after every run."""
        return self.specs / ".incoming"
