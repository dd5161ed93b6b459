"""A HubSpot client: named operations over generated calls, sync and async.

Importing this package imports neither httpx nor any API; both are imported on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hubspot_facade.version import __version__ as __version__

if TYPE_CHECKING:
    from hubspot_facade.async_client import AsyncHubSpot as AsyncHubSpot
    from hubspot_facade.auth.credentials import OAuthCredentials as OAuthCredentials
    from hubspot_facade.auth.portals import AsyncPortals as AsyncPortals
    from hubspot_facade.auth.portals import Portals as Portals
    from hubspot_facade.auth.sqlite_store import SQLiteStore as SQLiteStore
    from hubspot_facade.auth.stores import MemoryStore as MemoryStore
    from hubspot_facade.auth.stores import TokenStore as TokenStore
    from hubspot_facade.auth.tokens import Tokens as Tokens
    from hubspot_facade.client import HubSpot as HubSpot
    from hubspot_facade.config import Configuration as Configuration
    from hubspot_facade.crm.expressions import P as P
    from hubspot_facade.crm.records.record import Record as Record
    from hubspot_facade.crm.records.record import RecordWithAssociations as RecordWithAssociations
    from hubspot_facade.crm.records.record import UpsertedRecord as UpsertedRecord
    from hubspot_facade.errors import APIError as APIError
    from hubspot_facade.errors import ApplyFailed as ApplyFailed
    from hubspot_facade.errors import BadRequest as BadRequest
    from hubspot_facade.errors import BatchError as BatchError
    from hubspot_facade.errors import BatchInputError as BatchInputError
    from hubspot_facade.errors import ConfigurationError as ConfigurationError
    from hubspot_facade.errors import Conflict as Conflict
    from hubspot_facade.errors import DeadlineError as DeadlineError
    from hubspot_facade.errors import Forbidden as Forbidden
    from hubspot_facade.errors import HubSpotError as HubSpotError
    from hubspot_facade.errors import IncompleteAnswer as IncompleteAnswer
    from hubspot_facade.errors import InputError as InputError
    from hubspot_facade.errors import Interrupted as Interrupted
    from hubspot_facade.errors import JobError as JobError
    from hubspot_facade.errors import JobFailed as JobFailed
    from hubspot_facade.errors import JobTimeout as JobTimeout
    from hubspot_facade.errors import JournalError as JournalError
    from hubspot_facade.errors import LoadError as LoadError
    from hubspot_facade.errors import Locked as Locked
    from hubspot_facade.errors import MirrorError as MirrorError
    from hubspot_facade.errors import MissingEndpoint as MissingEndpoint
    from hubspot_facade.errors import MissingScopes as MissingScopes
    from hubspot_facade.errors import NetworkError as NetworkError
    from hubspot_facade.errors import NotFound as NotFound
    from hubspot_facade.errors import NotSent as NotSent
    from hubspot_facade.errors import PlanOutdated as PlanOutdated
    from hubspot_facade.errors import PlanRefused as PlanRefused
    from hubspot_facade.errors import PortalMoving as PortalMoving
    from hubspot_facade.errors import RateLimited as RateLimited
    from hubspot_facade.errors import RefreshRefused as RefreshRefused
    from hubspot_facade.errors import RetiredEndpoint as RetiredEndpoint
    from hubspot_facade.errors import RowsFailed as RowsFailed
    from hubspot_facade.errors import ServerError as ServerError
    from hubspot_facade.errors import TransportError as TransportError
    from hubspot_facade.errors import Unaccounted as Unaccounted
    from hubspot_facade.errors import Unauthorized as Unauthorized
    from hubspot_facade.errors import UnknownField as UnknownField
    from hubspot_facade.errors import UnknownOperation as UnknownOperation
    from hubspot_facade.errors import UnreadableAnswer as UnreadableAnswer
    from hubspot_facade.errors import UnreadableValue as UnreadableValue
    from hubspot_facade.errors import ValidationError as ValidationError
    from hubspot_facade.errors import WebhookRefused as WebhookRefused
    from hubspot_facade.plans.batching import Batch as Batch
    from hubspot_facade.plans.batching import Outcome as Outcome
    from hubspot_facade.plans.paging import AsyncListing as AsyncListing
    from hubspot_facade.plans.paging import Listing as Listing
    from hubspot_facade.plans.responses import AsyncRawListing as AsyncRawListing
    from hubspot_facade.plans.responses import RawListing as RawListing
    from hubspot_facade.plans.responses import RawResponse as RawResponse
    from hubspot_facade.plans.responses import Response as Response
    from hubspot_facade.plans.waiting import Progress as Progress
    from hubspot_facade.transport.hooks import EventHooks as EventHooks
    from hubspot_facade.transport.hooks import RequestEvent as RequestEvent
    from hubspot_facade.transport.hooks import ResponseEvent as ResponseEvent
    from hubspot_facade.transport.hooks import RetryEvent as RetryEvent
    from hubspot_facade.transport.pacing import Limits as Limits
    from hubspot_facade.transport.policy import RetryPolicy as RetryPolicy
    from hubspot_facade.webhooks.receiver import WebhookReceiver as WebhookReceiver

_HOMES = {
    "AsyncHubSpot": "async_client",
    "AsyncListing": "plans.paging",
    "AsyncPortals": "auth.portals",
    "AsyncRawListing": "plans.responses",
    "Batch": "plans.batching",
    "Configuration": "config",
    "EventHooks": "transport.hooks",
    "HubSpot": "client",
    "Limits": "transport.pacing",
    "Listing": "plans.paging",
    "MemoryStore": "auth.stores",
    "OAuthCredentials": "auth.credentials",
    "Outcome": "plans.batching",
    "P": "crm.expressions",
    "Portals": "auth.portals",
    "Progress": "plans.waiting",
    "RawListing": "plans.responses",
    "RawResponse": "plans.responses",
    "Record": "crm.records.record",
    "RecordWithAssociations": "crm.records.record",
    "RequestEvent": "transport.hooks",
    "Response": "plans.responses",
    "ResponseEvent": "transport.hooks",
    "RetryEvent": "transport.hooks",
    "RetryPolicy": "transport.policy",
    "SQLiteStore": "auth.sqlite_store",
    "TokenStore": "auth.stores",
    "Tokens": "auth.tokens",
    "UpsertedRecord": "crm.records.record",
    "WebhookReceiver": "webhooks.receiver",
}
_ERRORS = (
    "APIError",
    "ApplyFailed",
    "BadRequest",
    "BatchError",
    "BatchInputError",
    "ConfigurationError",
    "Conflict",
    "DeadlineError",
    "Forbidden",
    "HubSpotError",
    "IncompleteAnswer",
    "InputError",
    "Interrupted",
    "JobError",
    "JobFailed",
    "JobTimeout",
    "JournalError",
    "LoadError",
    "Locked",
    "MirrorError",
    "MissingEndpoint",
    "MissingScopes",
    "NetworkError",
    "NotFound",
    "NotSent",
    "PlanOutdated",
    "PlanRefused",
    "PortalMoving",
    "RateLimited",
    "RefreshRefused",
    "RetiredEndpoint",
    "RowsFailed",
    "ServerError",
    "TransportError",
    "Unaccounted",
    "Unauthorized",
    "UnknownField",
    "UnknownOperation",
    "UnreadableAnswer",
    "UnreadableValue",
    "ValidationError",
    "WebhookRefused",
)

__all__ = sorted([*_HOMES, *_ERRORS])  # pyright: ignore[reportUnsupportedDunderAll] # the names are those imported above


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name) or ("errors" if name in _ERRORS else None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
