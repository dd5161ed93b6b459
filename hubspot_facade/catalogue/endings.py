"""When HubSpot stops supporting paths that work today, as it has announced, and which operations use them.

What has ended already is in `transport.retired`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hubspot_facade.catalogue.named_operation import Entry

_CHANGELOG = "https://developers.hubspot.com/changelog"


@dataclass(frozen=True, slots=True)
class Ending:
    """Paths, the day or month from which HubSpot no longer supports them, and where it says so.

    `stops` says that they stop answering then; otherwise they get no more fixes. The first ending that a path matches
    is its own.
    """

    paths: str
    day: str
    stops: bool
    instead: str
    source: str
    pattern: re.Pattern[str]


ENDINGS = (
    Ending(
        "CRM cards of legacy apps",
        "2026-10-31",
        True,
        "app cards of a project",
        f"{_CHANGELOG}/april-2026-rollup",
        re.compile(r"/crm/(v\d/extensions/cards|v\d/extensions/cards-dev|extensions/cards)(/|\Z)"),
    ),
    Ending(
        "pipelines version 1",
        "2026-12-04",
        True,
        "/crm/pipelines/2026-09",
        f"{_CHANGELOG}/pipelines-api-v1-sunset",
        re.compile(r"/(crm-pipelines|deals)/v1/pipelines(/|\Z)"),
    ),
    Ending(
        "OAuth version 1",
        "2027-02-16",
        True,
        "/oauth/2026-03/token, /introspect and /revoke",
        f"{_CHANGELOG}/v1-oauth-api-deprecation",
        re.compile(r"/oauth/v1(/|\Z)"),
    ),
    Ending(
        "version 4",
        "2027-03-30",
        False,
        "the dated editions",
        f"{_CHANGELOG}/deprecating-support-for-hubspot-v4-apis",
        re.compile(r".*/v4(/|\Z)"),
    ),
    Ending(
        "versions 1 to 3",
        "2027-09",
        False,
        "the dated editions",
        f"{_CHANGELOG}/legacy-apis-and-legacy-apps-whats-going-unsupported-and-when",
        re.compile(r".*/v[1-3](/|\Z)"),
    ),
)


def ending_of(path: str) -> Ending | None:
    """When HubSpot stops supporting this path; None if nothing is announced."""
    return next((each for each in ENDINGS if each.pattern.match(path)), None)


def affected(entries: Iterable[Entry], edition: str) -> Iterator[tuple[Ending, list[Entry]]]:
    """Each ending with the operations that use such paths in an edition, none included; the earliest first."""
    listed = [(entry, {ending_of(call.path) for call in entry.calls(edition)}) for entry in entries]
    for ending in ENDINGS:
        yield ending, [entry for entry, endings in listed if ending in endings]
