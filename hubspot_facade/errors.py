"""The errors that this package raises, as one family.

HubSpotError
├── ConfigurationError      no token, an unknown edition, an invalid base URL
├── MirrorError             the file of a mirror cannot be used: in use, full, or of something else
├── InputError              an argument or a payload field is wrong; nothing was sent
│   └── UnknownField        a field of a body or of an input that HubSpot's documents do not have
├── UnreadableValue         a property's value does not have the type that the property's definition says
├── WebhookRefused          a webhook that HubSpot did not sign, or that cannot be read
├── UnknownOperation        the catalogue has no such name; holds the nearest ones
├── MissingEndpoint         no edition has the call that an operation needs
├── RetiredEndpoint         HubSpot has switched the endpoint off; names the day and the replacement
├── TransportError          no answer arrived
│   ├── NetworkError        no connection, or it broke
│   └── DeadlineError       a timeout of the client passed
├── APIError                HubSpot answered with an error status
│   ├── BadRequest          400
│   │   └── ValidationError 400, and HubSpot names what is wrong with the values
│   ├── Unauthorized        401
│   │   └── RefreshRefused  HubSpot refuses the refresh token: the user has to authorize again
│   ├── Forbidden           403
│   │   └── MissingScopes   403, and HubSpot names the scopes
│   ├── NotFound            404
│   ├── Conflict            409, with the id of the existing record if HubSpot gives it
│   ├── Locked              423
│   ├── PortalMoving        477, the account is moving to another data centre
│   ├── RateLimited         429
│   ├── ServerError         5xx
│   └── UnreadableAnswer    a success status with a body that cannot be read
├── IncompleteAnswer        HubSpot stopped, or went in a circle, before it had returned all that it said there is
├── JobError                what HubSpot does in its own time (an import, an export, …) has not ended well
│   ├── JobFailed           it failed or was cancelled
│   ├── JobTimeout          it goes on at HubSpot; the time to wait for it is over
│   └── RowsFailed          an import ended, and HubSpot refused some of its rows; holds the report
├── PlanRefused             HubSpot cannot do a part of a plan of settings; nothing was written
├── PlanOutdated            the settings or the portal have changed since a plan was made; nothing was written
├── ApplyFailed             a step of a plan failed; holds what was done and what was not begun
├── NotSent                 one input of a batch that was not sent, because an earlier call failed for good
├── Interrupted             one row of a load that was killed while it was sent; it may be done or not
├── JournalError            a load's journal cannot be written
├── LoadError               some rows of a load are not done; holds the report
├── Unaccounted             one input of a batch that HubSpot's answer does not mention; it may be done or not
└── BatchError              some inputs of a batch failed; holds every outcome
    └── BatchInputError     all inputs of a batch are wrong, nothing was sent; an InputError, too

No message, repr, attribute or cause of these contains a token or another secret. All of them survive pickling.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hubspot_facade.basic_errors import (
    APIError as APIError,
)
from hubspot_facade.basic_errors import (
    ConfigurationError as ConfigurationError,
)
from hubspot_facade.basic_errors import (
    DeadlineError as DeadlineError,
)
from hubspot_facade.basic_errors import (
    HubSpotError as HubSpotError,
)
from hubspot_facade.basic_errors import (
    IncompleteAnswer as IncompleteAnswer,
)
from hubspot_facade.basic_errors import (
    InputError as InputError,
)
from hubspot_facade.basic_errors import (
    MissingEndpoint as MissingEndpoint,
)
from hubspot_facade.basic_errors import (
    NetworkError as NetworkError,
)
from hubspot_facade.basic_errors import (
    NotFound as NotFound,
)
from hubspot_facade.basic_errors import (
    NotSent as NotSent,
)
from hubspot_facade.basic_errors import (
    RateLimited as RateLimited,
)
from hubspot_facade.basic_errors import (
    TransportError as TransportError,
)
from hubspot_facade.basic_errors import (
    UnreadableAnswer as UnreadableAnswer,
)

if TYPE_CHECKING:
    from hubspot_facade.refusals.wording import ErrorItem as ErrorItem
    from hubspot_facade.status_errors import BadRequest as BadRequest
    from hubspot_facade.status_errors import Conflict as Conflict
    from hubspot_facade.status_errors import Forbidden as Forbidden
    from hubspot_facade.status_errors import Locked as Locked
    from hubspot_facade.status_errors import MissingScopes as MissingScopes
    from hubspot_facade.status_errors import PortalMoving as PortalMoving
    from hubspot_facade.status_errors import RefreshRefused as RefreshRefused
    from hubspot_facade.status_errors import ServerError as ServerError
    from hubspot_facade.status_errors import Unauthorized as Unauthorized
    from hubspot_facade.status_errors import ValidationError as ValidationError
    from hubspot_facade.work_errors import ApplyFailed as ApplyFailed
    from hubspot_facade.work_errors import BatchError as BatchError
    from hubspot_facade.work_errors import BatchInputError as BatchInputError
    from hubspot_facade.work_errors import Interrupted as Interrupted
    from hubspot_facade.work_errors import JobError as JobError
    from hubspot_facade.work_errors import JobFailed as JobFailed
    from hubspot_facade.work_errors import JobTimeout as JobTimeout
    from hubspot_facade.work_errors import JournalError as JournalError
    from hubspot_facade.work_errors import LoadError as LoadError
    from hubspot_facade.work_errors import MirrorError as MirrorError
    from hubspot_facade.work_errors import PlanOutdated as PlanOutdated
    from hubspot_facade.work_errors import PlanRefused as PlanRefused
    from hubspot_facade.work_errors import RetiredEndpoint as RetiredEndpoint
    from hubspot_facade.work_errors import RowsFailed as RowsFailed
    from hubspot_facade.work_errors import Unaccounted as Unaccounted
    from hubspot_facade.work_errors import UnknownField as UnknownField
    from hubspot_facade.work_errors import UnknownOperation as UnknownOperation
    from hubspot_facade.work_errors import UnreadableValue as UnreadableValue
    from hubspot_facade.work_errors import WebhookRefused as WebhookRefused

__all__ = [
    "APIError",
    "ApplyFailed",
    "BadRequest",
    "BatchError",
    "BatchInputError",
    "ConfigurationError",
    "Conflict",
    "DeadlineError",
    "ErrorItem",
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
]

_LATER = ("refusals.wording", "status_errors", "work_errors")
"""Modules with the rest of these names: most programs meet few of these errors, and a class takes long to define."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name in __all__:
            for module in _LATER:
                found = vars(import_module(f"hubspot_facade.{module}"))
                if name in found:
                    return globals().setdefault(name, found[name])
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
