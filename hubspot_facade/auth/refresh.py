"""One refresh: the request for new tokens, and what its answers mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_openapi.runtime import DecodeError

from hubspot_facade.auth.tokens import Tokens, granted
from hubspot_facade.errors import ConfigurationError, RefreshRefused, TransportError, UnreadableAnswer
from hubspot_facade.oauth.token import token_of
from hubspot_facade.plans.edition_calls import EditionCalls, request_of
from hubspot_facade.transport.failure import error_from

if TYPE_CHECKING:
    from hubspot_facade.errors import APIError
    from hubspot_facade.transport.access import TokenEndpoint
    from hubspot_facade.transport.exchange import Result
    from hubspot_facade.transport.request import Request

REQUEST = 45.0
"""Seconds that the request may take, all of its attempts together; a store's lease is longer."""
AGAIN = "authorize again: send the user to authorize_url, and keep the tokens of the code that comes back"
_DEAD = frozenset(("BAD_REFRESH_TOKEN", "invalid_grant"))


class Unavailable(Exception):  # noqa: N818 # no error of ours: it says that the tokens before may be used meanwhile
    """No token came, for a reason that may pass; `error` is what to raise where the old one is of no use."""

    def __init__(self, error: TransportError | APIError) -> None:
        super().__init__()
        self.error = error


def refresh(endpoint: TokenEndpoint, client: tuple[str, str], tokens: Tokens, portal_id: int | None) -> Tokens:
    """New tokens for these, by one form POST.

    RefreshRefused when the user has to authorize again, APIError for an app that HubSpot does not know,
    ConfigurationError for tokens of another portal; Unavailable for what may pass.
    """
    client_id, secret = client
    form = {"grant_type": "refresh_token", "client_id": client_id, "client_secret": secret}
    call = EditionCalls("auth.oauth").create_token(body={**form, "refresh_token": tokens.refresh_token})
    request = request_of(call.bind(endpoint.editions))
    # A second time does no harm: should the first one's answer be lost, so are the tokens in it.
    request.repeatable = True
    try:
        result = endpoint.post(request, REQUEST)
    except TransportError as error:
        raise Unavailable(error) from error
    if result.answer.status >= 300:
        raise _refusal(endpoint, request, result, portal_id)
    try:
        token = token_of(result.answer.json())
    except DecodeError as error:
        raise Unavailable(_unreadable(endpoint, request, result, str(error))) from None
    if portal_id is not None and token.hub_id is not None and token.hub_id != portal_id:
        raise ConfigurationError(f"the refresh token given for portal {portal_id} is of portal {token.hub_id}")
    return granted(token, endpoint.clock.wall(), tokens)


def refused(text: str, portal_id: int | None) -> RefreshRefused:
    """The error for a refresh token that HubSpot is known to refuse."""
    whose = f"portal {portal_id}" if portal_id is not None else "this app"
    error = RefreshRefused(text, status=400, category="BAD_REFRESH_TOKEN")
    error.gave_up = f"HubSpot no longer takes the refresh token of {whose}: {AGAIN}"
    return error


def _refusal(endpoint: TokenEndpoint, request: Request, result: Result, portal_id: int | None) -> Exception:
    url = result.secrets.text(request.shown_url(endpoint.base_url))
    error = error_from(result.answer, method=request.method, url=url, now=endpoint.clock.wall(), secrets=result.secrets)
    error.attempts, error.gave_up = result.attempts, result.gave_up
    if error.status == 400 and _DEAD & {error.category, error.sub_category}:
        known = refused(error.message, portal_id)
        known.__dict__.update({**error.__dict__, "gave_up": known.gave_up})
        return known
    passing = error.status >= 500 or error.status in (408, 423, 425, 429, 477)
    return Unavailable(error) if passing else error


def _unreadable(endpoint: TokenEndpoint, request: Request, result: Result, problem: str) -> UnreadableAnswer:
    url = result.secrets.text(request.shown_url(endpoint.base_url))
    body: Any = result.secrets.content(result.answer.content)
    return UnreadableAnswer(problem, status=result.answer.status, method=request.method, url=url, body=body)
