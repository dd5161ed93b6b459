"""OAuth: sending a user to HubSpot, and the tokens that result from it."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from hubspot_facade.oauth.token import Token, TokenInfo, info_of, token_of
from hubspot_facade.plans.bodies import without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, base_url_of, operation
from hubspot_facade.plans.plan import Done, Plan, needing
from hubspot_facade.wire.ids import id_of, names_of, text_of
from hubspot_facade.wire.values import Id, Names

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.auth.oauth import operations as calls
    from hubspot_openapi.v2026_03.crm.objects import operations as objects
else:
    calls = edition_calls("auth.oauth")
    objects = edition_calls("crm.objects")

APP = "https://app.hubspot.com"
API_HOSTS = (".hubapi.com", ".hubspot.com")


def authorize_url(
    client_id: str,
    redirect_uri: str,
    scope: Names,
    *,
    state: str | None = None,
    optional_scope: Names = (),
    account_id: Id | None = None,
    code_challenge: str | None = None,
    base_url: str | None = None,
) -> str:
    """The URL that a user opens to install the app; the browser returns to `redirect_uri` with a code.

    The page is HubSpot's, or at `base_url` if another server answers in HubSpot's place, as the sandbox does.

    `scope` and `optional_scope` are lists, or text separated by spaces. `account_id` selects the account for the user.
    With a `code_challenge` (PKCE, S256) the code is exchanged together with its verifier.
    """
    query = {
        "client_id": text_of(client_id, "client_id"),
        "redirect_uri": text_of(redirect_uri, "redirect_uri"),
        "scope": _spaced(scope, "scope"),
        "optional_scope": _spaced(optional_scope, "optional_scope") or None,
        "state": state,
        "code_challenge": code_challenge,
        "code_challenge_method": "S256" if code_challenge else None,
    }
    account = "" if account_id is None else f"/{id_of(account_id, 'account_id')}"
    return f"{_site(base_url)}/oauth{account}/authorize?{urlencode(without_none(query), quote_via=quote)}"


def _site(base_url: str | None) -> str:
    """Where the pages are that belong to an API: HubSpot's own have another host."""
    if not base_url:
        return APP
    host = urlsplit(text_of(base_url, "base_url")).hostname or ""
    return APP if host.endswith(API_HOSTS) else base_url.rstrip("/")


class OAuth(Resource[C]):
    """OAuth of an app. Secrets are sent in request bodies and do not appear in reprs, log lines or errors."""

    with_raw_response = WithRawResponse["OAuth[RawSync]", "OAuth[RawAsync]"]()

    @operation(
        Name(
            "OAuth 2.0 Authorization",
            effect="read",
            seeds=("001",),
            aliases=("OAuth 2.0 Authorization URL",),
            output="url",
        )
    )
    def authorize_url(
        self,
        client_id: str,
        redirect_uri: str,
        scope: str | Names,
        *,
        state: str | None = None,
        optional_scope: str | Names = (),
        account_id: Id | None = None,
        code_challenge: str | None = None,
    ) -> Plan[str]:
        """Make the URL that a user opens, at HubSpot or at the client's `base_url`; nothing is sent.

        The function `authorize_url` of `hubspot_facade.oauth.oauth` needs no client.
        """
        return Done(
            authorize_url(
                client_id,
                redirect_uri,
                scope,
                state=state,
                optional_scope=optional_scope,
                account_id=account_id,
                code_challenge=code_challenge,
                base_url=base_url_of(self._client),
            )
        )

    @operation(
        Name("OAuth 2.0 Authorization (token by code)", effect="create", seeds=("001",), ignores=("grant_type",))
    )
    def create_token(
        self, client_id: str, client_secret: str, redirect_uri: str, code: str, *, code_verifier: str | None = None
    ) -> Generator[Any, Any, Token]:
        """Exchange a code for tokens. Raises BadRequest for an invalid one.

        A code is valid once and for a short time.
        """
        form = {
            "grant_type": "authorization_code",
            "client_id": text_of(client_id, "client_id"),
            "client_secret": text_of(client_secret, "client_secret"),
            "redirect_uri": text_of(redirect_uri, "redirect_uri"),
            "code": text_of(code, "code"),
            "code_verifier": code_verifier,
        }
        return token_of((yield from needing(calls.create_token(body=without_none(form)), token_of)))

    @operation(Name("OAuth 2.0 Authorization (refresh)", effect="create", seeds=("001",), ignores=("grant_type",)))
    def refresh_token(self, client_id: str, client_secret: str, refresh_token: str) -> Generator[Any, Any, Token]:
        """Refresh an access token. Returns a new one. Raises BadRequest when the app was uninstalled."""
        form = {
            "grant_type": "refresh_token",
            "client_id": text_of(client_id, "client_id"),
            "client_secret": text_of(client_secret, "client_secret"),
            "refresh_token": text_of(refresh_token, "refresh_token"),
        }
        return token_of((yield from needing(calls.create_token(body=form), token_of)))

    @operation()
    def create_app_token(
        self, client_id: str, client_secret: str, scope: str | Names = ()
    ) -> Generator[Any, Any, Token]:
        """Create a token of the app itself, which some app-level APIs require.

        It has no refresh token.
        """
        form = {
            "grant_type": "client_credentials",
            "client_id": text_of(client_id, "client_id"),
            "client_secret": text_of(client_secret, "client_secret"),
            "scope": _spaced(scope, "scope") or None,
        }
        return token_of((yield from needing(calls.create_token(body=without_none(form)), token_of)))

    @operation()
    def introspect(
        self, client_id: str, client_secret: str, token: str, *, token_type_hint: str | None = None
    ) -> Generator[Any, Any, TokenInfo]:
        """Check a token. Returns whether it is valid, and its account, user and scopes.

        The hint is "access_token" or "refresh_token".
        """
        form = _about_token(client_id, client_secret, token, token_type_hint)
        return info_of((yield from needing(calls.introspect(body=form), info_of)))

    @operation()
    def revoke(
        self, client_id: str, client_secret: str, token: str, *, token_type_hint: str | None = None
    ) -> Generator[Any, Any, None]:
        """Revoke a token; access tokens from a refresh token are valid until they expire."""
        yield from calls.revoke(body=_about_token(client_id, client_secret, token, token_type_hint))

    @operation(Name("Private App Authentication", effect="read", seeds=("001",)))
    def check(self, *, limit: int = 1) -> Plan[Any]:
        """Check that the client's access token is valid. Returns a page of contacts. Raises Unauthorized."""
        return objects.get_page("contacts", limit=limit)


def _about_token(client_id: str, client_secret: str, token: str, hint: str | None) -> dict[str, str]:
    form = {
        "client_id": text_of(client_id, "client_id"),
        "client_secret": text_of(client_secret, "client_secret"),
        "token": text_of(token, "token"),
        "token_type_hint": hint,
    }
    return without_none(form)


def _spaced(scopes: str | Names, field: str) -> str:
    given = scopes.split() if isinstance(scopes, str) else scopes
    return " ".join(names_of(given, field))
