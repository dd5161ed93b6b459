"""Sample payloads of the named operations, read from `data/samples`, a file for each area.

They are as the operations' seeds show them; ids are those of records that must exist.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def samples(area: str) -> dict[str, dict[str, Any]]:
    """The payloads of an area (`crm`, `marketing`, …) by the names of its operations; none where it has no file."""
    file = files("hubspot_facade").joinpath("data", "samples", f"{area}.json")
    payloads: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return payloads
