"""Pages of the reference that mkdocstrings fills in from docstrings: public names, by what they are for."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import hubspot_facade
from hubspot_facade import HubSpotError

HERE = "hubspot_facade"
PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "clients": (
        "Clients",
        "The clients, what they are set up with, and many portals at once. What their resources have (`hs.contacts`, …)"
        " is on the page of [methods](../methods.md).",
        (
            *("HubSpot", "AsyncHubSpot", "Configuration", "Limits", "RetryPolicy", "EventHooks"),
            *("OAuthCredentials", "Tokens", "TokenStore", "MemoryStore", "SQLiteStore", "Portals", "AsyncPortals"),
            *("transport.access.AccessToken", "transport.access.TokenSource"),
        ),
    ),
    "results": (
        "Results",
        "What methods return, what event hooks get, and how conditions of searches are written.",
        (
            *("Record", "RecordWithAssociations", "UpsertedRecord", "Listing", "AsyncListing", "Batch", "Outcome"),
            *("Progress", "Response", "RawResponse", "RawListing", "AsyncRawListing"),
            *("RequestEvent", "ResponseEvent", "RetryEvent"),
            *("crm.expressions.PropertiesByName", "crm.expressions.Property", "crm.expressions.Association"),
            "crm.properties.definitions.Definition",
        ),
    ),
    "data": (
        "Loads, mirrors, tables",
        "What is imported from modules of its own. The pages on [loads](../bulk.md), [many processes](../pipelines.md),"
        " [mirrors](../mirror.md), [reading](../reading.md), [the portal as code](../portal-as-code.md) and"
        " [observability](../observability.md) show how it is used.",
        (
            *("bulk.outcomes.Report", "bulk.outcomes.RowOutcome", "bulk.outcomes.Progress", "bulk.rows.Row"),
            *(
                "bulk.sources.opening.open",
                "bulk.dividing.divide",
                "mirror.mirroring.mirror",
                "mirror.report.MirrorReport",
            ),
            *("tables.files.Written", "portal_settings.files.read_settings", "portal_settings.files.write_settings"),
            "telemetry.hooks",
        ),
    ),
    "webhooks": (
        "Webhooks",
        "Receiving webhooks, on the page on [webhooks](../webhooks.md) by example.",
        (
            "WebhookReceiver",
            *(f"webhooks.event_stores.{name}" for name in ("EventStore", "MemoryEventStore", "SQLiteEventStore")),
            "webhooks.local.LocalReceiver",
            "webhooks.signature.is_signed",
            "webhooks.events",
        ),
    ),
    "errors": ("Errors", "Every error that the package raises on purpose.", ("errors",)),
    "sandbox": (
        "Sandbox",
        "The local HubSpot in a program: [the sandbox](../sandbox.md).",
        ("sandbox.serving.server.Sandbox", "sandbox.serving.asgi.create_app"),
    ),
}
"""The title, the introduction and the names of each page: names of the package, or paths below it."""


def pages() -> Iterator[tuple[str, str]]:
    """The place of each page and its text."""
    for name, (title, introduction, names) in PAGES.items():
        blocks = "\n".join(f"::: {path_of(each)}\n" for each in names)
        yield f"reference/{name}.md", f"# {title}\n\n{introduction}\n\n{blocks}"


def path_of(name: str) -> str:
    """Where a name is defined, as mkdocstrings looks it up in the sources."""
    if "." in name or name not in hubspot_facade.__all__:
        return f"{HERE}.{name}"
    return f"{found(name).__module__}.{name}"


def found(name: str) -> Any:
    """What a name of PAGES refers to; an error if there is no such thing."""
    if name in hubspot_facade.__all__:
        return getattr(hubspot_facade, name)
    home, _, last = f"{HERE}.{name}".rpartition(".")
    module = import_module(home)
    return getattr(module, last) if hasattr(module, last) else import_module(f"{home}.{last}")


def missing() -> list[str]:
    """Names of the package that are on no page."""
    shown = {each.rpartition(".")[2] for _, _, names in PAGES.values() for each in names} | {"P"}  # of PropertiesByName
    values = {name: getattr(hubspot_facade, name) for name in hubspot_facade.__all__ if name not in shown}
    return [name for name, value in values.items() if not (inspect.isclass(value) and issubclass(value, HubSpotError))]
