"""Which requests the recorded cassettes hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scripts.specs.layout import ROOT

CASSETTES = ROOT / "tests" / "cassettes"
_REQUEST = re.compile(r"^\s+method: (\w+)\n\s+uri: (\S+)$", flags=re.M)


@dataclass(frozen=True)
class Cassette:
    """One file of recorded requests and answers."""

    name: str
    """Below the folder of all cassettes: ``2026-03/crm/create_contact.yaml``."""
    requests: frozenset[tuple[str, str]]
    """Method in capitals, and path."""


def read_cassettes(folder: Path = CASSETTES) -> list[Cassette]:
    """Every cassette below a folder; none where there is no folder."""
    return [
        Cassette(
            file.relative_to(folder).as_posix(),
            frozenset(
                (method.upper(), urlsplit(uri.strip("'\"")).path)
                for method, uri in _REQUEST.findall(file.read_text(encoding="utf-8"))
            ),
        )
        for file in sorted(folder.rglob("*.yaml"))
    ]
