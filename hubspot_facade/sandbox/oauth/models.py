"""Codes, access tokens, refresh tokens.

Apps cannot be made over the API, so any client id will do. The first secret that comes with one is its secret, unless
the sandbox was given one for all.
"""

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body, expired_token
from hubspot_facade.sandbox.state.user import USER

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

LIFE = 1800
CODE_LIFE = 600
Form = dict[str, str]


class OAuth:
    """The grants of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._codes = portal.shelf("oauth_code")
        self._access = portal.shelf("oauth_access")
        self._refresh = portal.shelf("oauth_refresh")
        self._clients = portal.shelf("oauth_client")

    def authorize(self, given: Form, *, life: int = CODE_LIFE) -> str:
        """A code for what was asked for at the authorize page, good for `life` seconds."""
        code = self._portal.identities.uuid4()
        scopes = dict.fromkeys((given.get("scope", "") + " " + given.get("optional_scope", "")).split())
        kept = {name: given.get(name, "") for name in ("client_id", "redirect_uri", "code_challenge")}
        kept["method"] = given.get("code_challenge_method") or "plain"
        self._codes.put(code, {**kept, "scopes": list(scopes), "expires": self._portal.now() + life * 1000})
        return code

    def grant(self, given: Form) -> Body:
        """The token endpoint's answer."""
        match given.get("grant_type"):
            case "authorization_code":
                return self._by_code(given)
            case "refresh_token":
                return self._by_refresh(given)
            case "client_credentials":
                client = self.client(given)
                scopes = given.get("scope", "").split()
                return self._issue(client, scopes, None, use="client_credentials")
            case _:
                raise errors.bad_grant()

    def client(self, given: Form, *, public: bool = False) -> str:
        """The client, its secret checked; one with a code challenge may have none."""
        id_, secret = given.get("client_id", ""), given.get("client_secret", "")
        if not id_:
            raise errors.bad_client()
        if not secret and (public or given.get("client_assertion")):
            return id_
        known = self._portal.client_secret if self._portal.one_secret else self._clients.get(id_)
        if not secret or (known is not None and not hmac.compare_digest(str(known).encode(), secret.encode())):
            raise errors.bad_secret()
        if known is None:
            self._clients.put(id_, secret)
        return id_

    def _by_code(self, given: Form) -> Body:
        code = given.get("code", "")
        found: Body | None = self._codes.get(code)
        client = self.client(given, public=bool(found and found["code_challenge"]))
        if found is None or found["client_id"] != client:
            raise errors.bad_code()
        if found["expires"] < self._portal.now():
            raise errors.bad_code(expired=True)
        if found["redirect_uri"] != given.get("redirect_uri"):
            raise errors.bad_redirect()
        if found["code_challenge"] and _challenge(given.get("code_verifier", ""), found) != found["code_challenge"]:
            raise errors.bad_verifier()
        self._codes.drop(code)
        refresh = self._portal.identities.uuid4()
        self._refresh.put(refresh, {"client_id": client, "scopes": found["scopes"]})
        return self._issue(client, found["scopes"], refresh)

    def _by_refresh(self, given: Form) -> Body:
        client, refresh = self.client(given, public=True), given.get("refresh_token", "")
        found: Body | None = self._refresh.get(refresh)
        if found is None:
            raise errors.bad_refresh_token()
        if found["client_id"] != client:
            raise errors.foreign_refresh_token()
        self.client(given)
        if self._portal.unsettled.refresh_tokens_rotate:
            refresh = self._rotate(refresh, found)
        return self._issue(client, found["scopes"], refresh)

    def _rotate(self, used: str, found: Body) -> str:
        """A successor for a refresh token, which is good until a successor is used: an answer may be lost."""
        if parent := found.get("parent"):
            self._refresh.drop(parent)
            siblings = [text for text, each in self._refresh.all().items() if each.get("parent") == parent]
            for text in siblings:
                if text != used:
                    self._refresh.drop(text)
        successor = self._portal.identities.uuid4()
        self._refresh.put(successor, {"client_id": found["client_id"], "scopes": found["scopes"], "parent": used})
        return successor

    def _issue(self, client: str, scopes: list[str], refresh: str | None, use: str = "access_token") -> Body:
        access = f"C{self._portal.identities.uuid4().replace('-', '')}"
        expires = self._portal.now() + LIFE * 1000
        self._access.put(access, {"client_id": client, "scopes": scopes, "expires": expires, "use": use})
        body: Body = {"token_type": "bearer", "access_token": access}
        body |= {"refresh_token": refresh} if refresh else {}
        extra = {"hub_id": self._portal.id, "user_id": int(USER["id"]), "scopes": scopes, "token_use": use}
        return body | {"expires_in": LIFE} | extra

    # -- using and looking at tokens -------------------------------------------------------------------------

    def granted(self, token: str) -> Body | None:
        """What an access token was granted, `client_id` and `scopes` among it; None when the portal did not issue it.

        Refuses one that has expired.
        """
        found: Body | None = self._access.get(token)
        if found is not None and found["expires"] <= self._portal.now():
            raise expired_token(found["expires"], self._portal.now())
        return found

    def knows(self, text: str) -> bool:
        """Whether a code or a token is the portal's."""
        return any(shelf.get(text) is not None for shelf in (self._codes, self._access, self._refresh))

    def access_info(self, token: str) -> Body | None:
        """What is known of an access token that is alive."""
        found: Body | None = self._access.get(token)
        if found is None or found["expires"] <= self._portal.now():
            return None
        left = (found["expires"] - self._portal.now()) // 1000
        return self._info(token, found) | {"expires_in": left, "token_use": found["use"]}

    def refresh_info(self, token: str) -> Body | None:
        """What is known of a refresh token."""
        found: Body | None = self._refresh.get(token)
        return None if found is None else self._info(token, found) | {"token_use": "refresh_token"}

    def revoke(self, token: str) -> bool:
        """Forget a token; access tokens outlive the refresh token that they came from."""
        return self._refresh.drop(token) or self._access.drop(token)

    def _info(self, token: str, kept: Body) -> Body:
        return {
            "token": token,
            "client_id": kept["client_id"],
            "scopes": kept["scopes"],
            "hub_id": self._portal.id,
            "hub_domain": f"sandbox-{self._portal.id}.com",
            "user_id": int(USER["id"]),
            "user": USER["email"],
            "app_id": self._portal.app_id,
        }


def _challenge(verifier: str, code: Body) -> str:
    if code["method"].upper() != "S256":
        return verifier
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
