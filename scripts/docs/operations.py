"""The page of all named operations."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.catalogue.remarks import remark
from hubspot_facade.cli.signature import spelled
from hubspot_facade.config import DEFAULT_EDITION
from scripts.docs import aliases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubspot_facade.catalogue.named_operation import Entry

_MOST_SCOPES = 8

HEAD = """\
# Operations

Rendered from the catalogue by `make docs`; edit the docstrings instead. Every operation is a method of both clients,
an entry of `hs.operations` and a name for `hubspot-facade run`. A payload is a JSON object. Its fields may be spelled
in snake_case or camelCase, and properties may be a mapping or a list of pairs of name (or property) and value. A field
that is null is like one that is absent; but a property that is null or empty is cleared, and so are the fields of an
activity in an update.

The effect is the most that an operation does, whatever its payload: `read` changes nothing; `create` creates a record,
an association or a membership; `update` changes something, or creates it where it is missing; `delete` removes
something that can be restored or created again; `send` reaches people outside the account; `irreversible` cannot be
undone.
"""


def operations_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    entries = list(Catalogue())
    yield HEAD
    yield f"{len(entries)} operations:"
    yield ""
    yield "| operation | method | effect | safe to repeat |"
    yield "|---|---|---|---|"
    for entry in entries:
        yield f"| [{entry.name}](#{_anchor(entry.name)}) | `{entry.python}` | {entry.effect} | {_repeatable(entry)} |"
    for entry in entries:
        yield from _section(entry)


def _repeatable(entry: Entry) -> str:
    if entry.resource == "http":
        return "depends on the HTTP method"
    return "yes" if entry.idempotent else "no"


def _section(entry: Entry) -> Iterator[str]:
    yield ""
    yield f"## {entry.name}"
    yield ""
    yield "```python"
    yield f"hs.{entry.python}{spelled(entry.signature)}"
    yield "```"
    yield ""
    yield entry.doc
    yield ""
    if entry.aliases:
        yield f"* also named: {', '.join(entry.aliases)}"
    fields = [f"`{name}`{' (required)' if needed else ''}" for name, (_, needed) in entry.fields.items()]
    yield f"* effect: {entry.effect}"
    yield f"* payload: {', '.join(fields) or 'none'}"
    yield from aliases.lines(entry.function)
    for edition in editions():
        for call in entry.calls(edition):
            yield f"* {edition}: `{call.method} {call.path}`{remark(call, edition)}"
    scopes = entry.scopes(DEFAULT_EDITION)
    if len(scopes) > _MOST_SCOPES:
        shown = f"one of {len(scopes)}, by object type: `hubspot-facade ops show {shlex.quote(entry.name)}` lists them"
        yield f"* scopes: {shown}"
    elif scopes:
        yield f"* scopes, any of: {', '.join(f'`{scope}`' for scope in scopes)}"
    yield f"* source: [{entry.owner.__module__}](../{entry.owner.__module__.replace('.', '/')}.py)"
    if entry.sample is not None:
        yield ""
        yield "```json"
        yield json.dumps(entry.sample, indent=2)
        yield "```"


def _anchor(title: str) -> str:
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")
