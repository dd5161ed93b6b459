"""Faults from a TOML file: `seed`, and an array of tables `fault` whose keys are those of `plan`.

seed = 7

[[fault]]
fault = "429"
method = "POST"
path = "/crm/*/objects/contacts*"
times = 2
retry_after = 1
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

from .fault import FaultError
from .planned import planned_of

_HEADER = re.compile(r"\s*\[\[\s*(fault|\"fault\"|'fault')\s*\]\]")


def read(path: Path) -> tuple[list[Body], int | None]:
    """The file's entries, checked, and its seed. FaultError names file, line, entry and key; OSError as of open."""
    try:
        text = path.read_text(encoding="utf-8")
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FaultError(f"{path}: this is not TOML: {error}") from None
    unknown = next((name for name in given if name not in ("seed", "fault")), None)
    if unknown is not None:
        raise FaultError(f"{path}: unknown key {unknown!r}: seed and [[fault]] are known", unknown)
    seed: Any = given.get("seed")
    if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int)):
        raise FaultError(f"{path}: seed must be a whole number, not {seed!r}", "seed")
    entries: Any = given.get("fault", [])
    if not is_list(entries) or not all(is_object(entry) for entry in entries):
        raise FaultError(f"{path}: faults are written as [[fault]] tables", "fault")
    for number, entry in enumerate(entries, 1):
        try:
            planned_of(entry)
        except FaultError as error:
            line = _line(text, number, error.key)
            raise FaultError(f"{path}, line {line}, fault {number}: {error}", error.key) from None
    return entries, seed


def _line(text: str, number: int, key: str | None) -> int:
    """The line of an entry's key, of the entry when it has no such key; 1 for tables that are written inline."""
    lines = text.splitlines()
    starts = [position for position, line in enumerate(lines, 1) if _HEADER.match(line)]
    if len(starts) < number:
        return 1
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(lines) + 1
    named = re.compile(rf"\s*[\"']?{re.escape(key or '')}[\"']?\s*=")
    return next((position for position in range(start, end) if key and named.match(lines[position - 1])), start)
