"""Errors that stand for a status of HubSpot's; loaded by `errors`, where programs import them from."""

from __future__ import annotations

from hubspot_facade.basic_errors import APIError

__all__ = [
    "BadRequest",
    "Conflict",
    "Forbidden",
    "Locked",
    "MissingScopes",
    "PortalMoving",
    "RefreshRefused",
    "ServerError",
    "Unauthorized",
    "ValidationError",
]


class BadRequest(APIError):
    """400: HubSpot could not understand the request."""


class ValidationError(BadRequest):
    """400 with category VALIDATION_ERROR; `errors` lists each value that is wrong."""


class Unauthorized(APIError):
    """401: no token, an unknown one, or an expired one."""


class RefreshRefused(Unauthorized):
    """No access token can be had: HubSpot refuses the refresh token, so that the user has to authorize again.

    The app was uninstalled, its access was revoked, or the token is another app's. It is asked once: until other tokens
    are there, every request raises this before anything is sent. `status` is that of the token endpoint's answer, 400.
    """


class Forbidden(APIError):
    """403: the token may not do this."""


class MissingScopes(Forbidden):
    """403 because scopes are missing; `scopes` names those that HubSpot requires."""

    scopes: tuple[str, ...] = ()


class Conflict(APIError):
    """409; `existing_id` is the id of the existing record, if HubSpot gives it."""

    existing_id: str | None = None


class Locked(APIError):
    """423: the resource is temporarily locked."""


class PortalMoving(APIError):
    """477: the account is moving to another data centre; `retry_after` is in seconds, up to a day."""

    retry_after: float | None = None


class ServerError(APIError):
    """5xx, including those of HubSpot's edge network."""
