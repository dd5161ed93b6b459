"""The tables of the pages for those who come from another client: what each of its methods is here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hubspot_facade.config import DEFAULT_EDITION
from scripts.docs.counterparts import Counterpart, counterpart
from scripts.docs.places import put
from scripts.peers.wire.renewal import CLIENTS, methods

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


class Row(NamedTuple):
    """A method of another client, the request that it makes, and what it is here."""

    theirs: str
    request: str
    ours: Counterpart

    @property
    def text(self) -> str:
        """What it is here, as the table shows it."""
        method, call = self.ours
        where = "" if call is None or call.edition == DEFAULT_EDITION else f" ({call.edition})"
        if method is not None:
            return f"`hs.{method}`{where}"
        if call is not None:
            return f"`hs.call({call.api}.operations.{call.name}, …)`{where}"
        return "no operation: `hs.raw(…)`"


def rows(client: str) -> list[Row]:
    """A row for every method of a client."""
    return [Row(name, request, counterpart(*request.split(" "))) for name, request in methods(client).items()]


def page(client: str) -> str:
    """The page for those who come from this client, its table made anew."""
    file = ROOT / "docs" / f"from-{client}.md"
    source = f"tests/data/wire/{CLIENTS[client]}_methods.tsv"
    return put(file, file.read_text(encoding="utf-8"), f"methods of {client}", source, "\n".join(_table(client)))


def _table(client: str) -> Iterator[str]:
    known = rows(client)
    named = sum(row.ours.method is not None for row in known)
    raw = sum(row.ours == Counterpart(None, None) for row in known)
    calls = len(known) - named - raw
    yield f"Of {len(known)} methods {named} are methods here, {calls} are calls, and {raw} have neither."
    area = ""
    for row in known:
        if area != (area := row.theirs.partition(".")[0]):
            yield f"\n### {area}\n"
            yield "| theirs | request | here |\n|---|---|---|"
        yield f"| `{row.theirs}` | `{row.request}` | {row.text} |"
    yield ""
