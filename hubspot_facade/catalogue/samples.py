"""Sample payloads of the named operations, read from `data/samples`, a file for each area.

They are in the form that the operations' seeds show; their ids are those of records that must exist.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def samples(area: str) -> dict[str, dict[str, Any]]:
    """The payloads of an area (`crm`, `marketing`, …) by operation name; empty if it has no file."""
    file = files("hubspot_facade").joinpath("data", "samples", f"{area}.json")
    payloads: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return payloads
