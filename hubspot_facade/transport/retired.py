"""Endpoints that HubSpot has switched off: since when, and what to use instead.

Named operations use none of them. Raw requests may name one; they are not sent.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hubspot_facade.errors import RetiredEndpoint


class Retired(NamedTuple):
    """A family of paths, the day since which HubSpot does not answer there, and what replaced it."""

    pattern: re.Pattern[str]
    since: str
    instead: str | None


def _paths(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"/{pattern}(/|\Z)", re.IGNORECASE)


RETIRED = (
    # Three listings of contacts under this path still work.
    Retired(
        _paths(r"contacts/v1/lists(?!/(all/contacts/(all|recent)|recently_updated/contacts/recent)/?\Z)"),
        "2026-04-30",
        "lists (/crm/lists/2026-03), whose ids are others",
    ),
    Retired(_paths("owners/v2"), "2025-03-24", "owners (/crm/owners/2026-03)"),
    Retired(_paths("hubdb/api/v2"), "2024-12-16", "the calls of cms.hubdb (/cms/hubdb/2026-03)"),
    Retired(_paths("cms/v3/performance"), "2024-04-09", None),
    Retired(_paths("calendar/v1"), "2023-08-31", None),
    Retired(_paths("extensions/ecomm"), "2023-02-28", "products, deals and orders"),
    Retired(_paths("crm/v3/extensions/accounting"), "2023-02-28", "the calls of crm.invoices"),
    Retired(_paths("content/api/v2/site-maps"), "2020-06-12", None),
    Retired(_paths("companies/v2/companies/domain"), "2020-06-12", "a search of companies by domain"),
    Retired(_paths("forms/v1"), "2019-03-29", "the calls of marketing.forms (/marketing/v3/forms)"),
    Retired(_paths("keywords/v1"), "2018-08-01", None),
    Retired(_paths("content/api/v2/topics"), "2015-06-15", "blog tags (/cms/blogs/2026-03/tags)"),
)


def refuse_retired(method: str, path: str) -> None:
    """Raise RetiredEndpoint for a path that HubSpot has switched off."""
    for each in RETIRED:
        if each.pattern.match(path):
            raise RetiredEndpoint(f"{method} {path}", each.since, each.instead)
