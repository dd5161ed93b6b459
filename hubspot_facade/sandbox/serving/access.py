"""Who calls: which portal, which app, with which scopes."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from hubspot_facade.sandbox.oauth.fields import fields_of
from hubspot_facade.sandbox.oauth.models import OAuth
from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.signed_urls import is_signed, require_signature
from hubspot_facade.sandbox.state.portal import Portal
from hubspot_facade.sandbox.state.settings import Settings
from hubspot_facade.sandbox.state.tokens import Token

from . import guard
from .portals import Portals
from .scopes import NOTHING, Requirement, Requirements, developer_only

_OPEN = re.compile(r"/(oauth|files/signed|exports/signed|submissions/v3/integration/submit|uploads/form/v2)/")
_DEVELOPER = re.compile(
    r"/(app-)?webhooks/|/integrators/timeline/|/crm/v3/timeline/|/marketing/.*/settings/?\Z|/.*custom-channels(/|\Z)"
)
PRIVATE, DEVELOPER = "private", "developer"
PORTAL_HEADER = "x-sandbox-portal"
PRIVATE_HEADERS = ("private-app", "private-app-legacy")
BROUGHT = ("code", "refresh_token", "token")
"""What a request to OAuth may bring that identifies its app."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a request comes from: its app, whether it came by OAuth, and its scopes, of which None is all.

    The app is None for a request without a token, which no app's limits count.
    """

    portal: Portal
    app: str | None = PRIVATE
    oauth: bool = False
    scopes: tuple[str, ...] | None = None


class Access:
    """Finds out who calls, and refuses who may not."""

    def __init__(self, portals: Portals, requirements: Requirements, main: str, hosts: Collection[str]) -> None:
        self._portals = portals
        self._requirements = requirements
        self._main = main
        self._hosts = hosts

    def admit(self, request: Request, settings: Settings, *, documented: bool) -> tuple[Caller, Requirement]:
        """Who calls and what the operation requires, as far as that matters; 401 and 403 for who may not.

        `documented` says that the operation is answered from its document alone.
        """
        if _OPEN.match(request.path):
            request.portal = home = self._home(request)
            if request.path.startswith(("/oauth/", "/submissions/", "/uploads/")):
                guard.check(request.headers, request.method, self._hosts)
            else:
                require_signature(request)
            return Caller(home, app=None), NOTHING
        if request.text("hapikey"):
            app_level = documented or "appId" in request.params or _DEVELOPER.match(request.path)
            needed = self._requirements.of(request)
            # older documents say nothing of custom channels, which want the key all the same
            if needed.developer or (app_level and not (settings.scopes and needed.alternatives)):
                guard.check(request.headers, request.method, self._hosts)
                return Caller(self._portals.first, DEVELOPER), NOTHING
        caller = self._by_token(_bearer(request), settings)
        # the portal decides which object types there are, and thereby which document describes the path
        request.portal = caller.portal
        checked = settings.scopes or caller.scopes is not None
        required = self._requirements.of(request) if checked or settings.tier else NOTHING
        if settings.scopes and required.developer and not required.alternatives:
            raise developer_only()
        if caller.scopes is not None:
            required.check(caller.scopes)
        return caller, required

    def portal_of(self, request: Request) -> Portal:
        """The portal that an admin request is about: `?portal=`, or the header of that name, or the first."""
        named = request.text("portal") or request.headers.get(PORTAL_HEADER)
        if not named:
            return self._portals.first
        found = self._portals.get(natural(named) or 0)
        if found is None:
            raise errors.object_not_found(f"the sandbox has no portal {named[:80]}")
        return found

    def _by_token(self, text: str, settings: Settings) -> Caller:
        if text == self._main:
            return Caller(self._portals.first)
        known = self._portals.tokens.get(text)
        if known is not None:
            return self._made(known)
        for portal in self._portals.values():
            granted = portal.service(OAuth).granted(text)
            if granted is not None:
                scopes = tuple(granted["scopes"]) if settings.scopes else None
                return Caller(portal, str(granted["client_id"]), oauth=True, scopes=scopes)
        if settings.any_token and not settings.scopes:
            return Caller(self._portals.first)
        raise errors.no_credentials()

    def _made(self, token: Token) -> Caller:
        portal = self._portals.open(token.portal)
        if token.expires is not None and token.expires <= portal.now():
            raise errors.expired_token(token.expires, portal.now())
        return Caller(portal, scopes=token.scopes)

    def _home(self, request: Request) -> Portal:
        """The portal of a request without a token: the one that its path names, or that made what it brings."""
        if len(self._portals) == 1:
            return self._portals.first
        named = self._portals.get(natural(request.params.get("portalId")) or 0)
        if named is not None:
            return named
        if request.path.rstrip("/").endswith("/access-token-info"):
            known = self._portals.tokens.get(str(request.body().get("tokenKey")))
            return self._portals.first if known is None else self._portals.open(known.portal)
        given = fields_of(request) if request.method == "POST" else {}
        brought = [*request.params.values(), *(request.text(name) or given.get(name, "") for name in BROUGHT)]
        signature = request.text("signature")
        for portal in self._portals.values():
            if signature is not None and is_signed(request, portal):
                return portal
            if any(one and portal.service(OAuth).knows(one) for one in brought):
                return portal
        return self._portals.first


def _bearer(request: Request) -> str:
    """The token of a request, which private apps may also send in a header of their own."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else ""
    for name in PRIVATE_HEADERS:
        token = token or request.headers.get(name, "").strip()
    if not token:
        raise errors.no_credentials()
    return token
