"""Pages that are written by hand with rendered parts, each between a line that begins it and one that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = "<!-- {name}: rendered by `make docs` from {source} -->\n"
END = "<!-- end of {name} -->\n"


def put(page: Path, text: str, name: str, source: str, part: str) -> str:
    """The text of a page with one part made anew. ValueError when the page has no place for it."""
    begin, end = BEGIN.format(name=name, source=source), END.format(name=name)
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{page.name} has no place for the table of {name}: {begin.strip()} … {end.strip()}")
    return f"{before}{begin}\n{part}\n{end}{after}"
