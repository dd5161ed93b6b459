"""OAuth: what each route answers."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from hubspot_facade.sandbox.documents.scopes import every_scope
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.weburls import split
from hubspot_facade.sandbox.state.tokens import KIND
from hubspot_facade.sandbox.state.user import USER

from . import errors
from .fields import fields_of
from .models import Form, OAuth
from .page import FIELDS, render

# -- the authorize page --------------------------------------------------------------------------------------


def _asked(request: Request) -> Form:
    given = {name: value for name, value in fields_of(request).items() if name in FIELDS}
    if not given.get("client_id"):
        raise errors.bad_client()
    # a redirect to anything else, such as a script, would be the sandbox's own doing
    if split(given.get("redirect_uri", "")) is None:
        raise errors.bad_redirect()
    return given


def ask(request: Request) -> Answer:
    """The page that asks for consent."""
    headers = {"content-type": "text/html;charset=utf-8", "content-security-policy": "frame-ancestors 'none'"}
    return Answer(200, render(_asked(request), request.portal.id), headers)


def approve(request: Request) -> Answer:
    """Back to the app, with a code."""
    given = _asked(request)
    code = request.portal.service(OAuth).authorize(given)
    parts = urlsplit(given["redirect_uri"])  # it was seen to be one
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("code", code)]
    query += [("state", given["state"])] if given.get("state") else []
    return Answer(302, b"", {"location": urlunsplit(parts._replace(query=urlencode(query)))})


# -- tokens --------------------------------------------------------------------------------------------------


def token(request: Request) -> Answer:
    """A token for a code, a refresh token, or the app itself."""
    given = fields_of(request, query=request.params.get("version") == "v1")
    return Answer(200, request.portal.service(OAuth).grant(given))


def introspect(request: Request) -> Answer:
    """What is known of a token; a dead one is only not active."""
    oauth, given = request.portal.service(OAuth), fields_of(request, query=False)
    oauth.client(given)
    sought = given.get("token", "")
    alive: Body = {"active": True, "token_type": "bearer"}
    info = oauth.access_info(sought)
    if info is not None:
        extra = {"is_private_distribution": False, "signed_access_token": _signed(request, info)}
        return Answer(200, info | alive | extra)
    info = oauth.refresh_info(sought)
    return Answer(200, {"active": False} if info is None else info | alive)


def revoke(request: Request) -> Answer:
    """Forget a token, if there is such a one."""
    oauth, given = request.portal.service(OAuth), fields_of(request, query=False)
    oauth.client(given)
    oauth.revoke(given.get("token", ""))
    return Answer(200)


def _signed(request: Request, info: Body) -> Body:
    """The signed form of a token: its facts, with a signature that nobody can check."""
    return {
        "appId": info["app_id"],
        "hubId": info["hub_id"],
        "userId": info["user_id"],
        "installingUserId": info["user_id"],
        "expiresAt": request.portal.now() + info["expires_in"] * 1000,
        "hublet": "na1",
        "scopes": "",
        "scopeToScopeGroupPks": "",
        "trialScopes": "",
        "trialScopeToScopeGroupPks": "",
        "signature": "",
        "newSignature": "",
        "audience": "",
        "appInstallId": "0",
        "isPrivateDistribution": False,
        "isServiceAccount": False,
        "isUserLevel": False,
    }


def access_info(request: Request) -> Answer:
    """What is known of an access token."""
    info = request.portal.service(OAuth).access_info(request.params["token"])
    if info is None:
        raise errors.unknown_token()
    return Answer(200, info | {"token_type": "access", "signed_access_token": _signed(request, info)})


def refresh_info(request: Request) -> Answer:
    """What is known of a refresh token."""
    info = request.portal.service(OAuth).refresh_info(request.params["token"])
    if info is None:
        raise errors.unknown_token()
    return Answer(200, info | {"token_type": "refresh"})


def delete_refresh(request: Request) -> Answer:
    """Forget a refresh token."""
    request.portal.service(OAuth).revoke(request.params["token"])
    return Answer(204)


def private_app(request: Request) -> Answer:
    """What is known of a private app's token; one without restrictions has every scope."""
    key = str(request.body("tokenKey")["tokenKey"])
    if not key:
        raise missing_fields(["tokenKey"])
    if not key.startswith("pat-"):
        raise Refusal(404, "Token not found", category="OBJECT_NOT_FOUND")
    known: Body = request.portal.shelf(KIND).get(key) or {}
    extra = {"userId": int(USER["id"]), "hubId": request.portal.id, "appId": request.portal.app_id}
    scopes = known.get("scopes")
    granted = every_scope() if scopes is None else scopes
    return Answer(200, extra | {"scopes": list(dict.fromkeys(["oauth", *granted]))})
