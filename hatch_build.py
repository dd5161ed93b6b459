"""The wheel has the documents compressed, an archive for each area of an edition; the sandbox reads them from there."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EDITIONS = ("v[0-9]*", "20*", "authored")
TARGET = "hubspot_facade/sandbox/specs"
MOMENT = (1980, 1, 1, 0, 0, 0)  # the same archive from the same documents


class DocumentsHook(BuildHookInterface):  # type: ignore[type-arg] # of its configuration, which we do not use
    """Compresses the documents; a build that people edit in place reads them from the repository."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the archives and have them included."""
        if version == "editable":
            return
        root = Path(self.root)
        areas = [area for edition in EDITIONS for area in root.glob(f"specs/{edition}/*") if area.is_dir()]
        for area in sorted(areas):
            name = f"{area.relative_to(root / 'specs').as_posix()}.zip"
            archive = root / "build" / "specs" / name
            archive.parent.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(archive, "w") as made:
                for document in sorted(area.glob("*.json")):
                    entry = zipfile.ZipInfo(document.name, MOMENT)
                    made.writestr(entry, document.read_bytes(), zipfile.ZIP_DEFLATED, 9)
            build_data["force_include"][str(archive)] = f"{TARGET}/{name}"
