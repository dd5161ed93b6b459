"""Which operations a token may run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import is_app_level
from hubspot_facade.transport.repeatable import is_read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from hubspot_openapi.runtime import Operation

    from hubspot_facade.catalogue.named_operation import Entry


def lacking(
    entries: Iterable[Entry], granted: Collection[str], edition: str
) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """The operations that a token with these scopes may not run, each with what it needs: any one of several.

    By the documents of an edition, which write scopes that are needed together with spaces between. Calls without
    scopes need none, and those of an app need its developer key.
    """
    known = frozenset(granted)
    for entry in entries:
        for call in entry.calls(edition):
            wanted = _wanted(entry, call)
            if wanted and not is_app_level(call) and not any(known.issuperset(each.split()) for each in wanted):
                yield entry, wanted
                break


def _wanted(entry: Entry, call: Operation) -> tuple[str, ...]:
    """The alternatives; the documents of records name scopes to read for calls that write, which do not suffice."""
    named = entry.scopes_of(call)
    if is_read(call.method, call.path):
        return named
    return tuple(each for each in named if ".read" not in each or " " in each) or named
