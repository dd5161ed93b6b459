"""How versions of HubSpot's API are written, and which of two is newer."""

from __future__ import annotations

import re

VERSION = re.compile(r"v\d+|\d{4}-\d{2}(-beta)?")
"""``v3``, ``2026-09``, ``2027-03-beta``: folders of the collection, segments of paths, names of editions."""


def is_beta(version: str) -> bool:
    """Whether HubSpot may change or withdraw the version without notice."""
    return version.endswith("-beta")


def newness(version: str) -> tuple[int, ...]:
    """Sort key: v4 after v3, v10 after v4, 2026-09 after 2026-03 and after 2026-09-beta."""
    return (*map(int, re.findall(r"\d+", version)), not is_beta(version))
