"""Transactional e-mail v1: SMTP tokens and single sends."""

from typing import Any

from hubspot_facade.sandbox.marketing.email_events.models import APP
from hubspot_facade.sandbox.marketing.transactional.models import TOKENS, Transactional
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.instants import parse
from hubspot_facade.sandbox.state.user import USER

BASE = "/email/public/v1/smtpapi/tokens"
ONE = f"{BASE}/{{userName}}"


def _millis(moment: object) -> int | None:
    return parse(str(moment))


def _show(request: Request, token: Body) -> Body:
    """A token as version 1 shows it, whose user name is its present id; with its password when that is new."""
    shown: Body = {
        "portalId": request.portal.id,
        "userName": token["id"],
        "emailCampaignId": int(token["emailCampaignId"]),
        "createdAt": _millis(token["createdAt"]),
        "deleted": False,
        "createdBy": token["createdBy"],
        "appId": APP,
        "campaignName": token["campaignName"],
    }
    return shown | ({"password": token["password"]} if "password" in token else {})


def _of_path(request: Request) -> Body:
    return TOKENS.get(request.portal, request.params["userName"])


def get_tokens(request: Request) -> Answer:
    """Every SMTP token, or those of a campaign, as a bare array."""
    campaign = {name: request.text(name) for name in ("campaignName", "emailCampaignId")}
    return Answer(200, [_show(request, one) for one in request.portal.service(Transactional).tokens(campaign)])


def create_token(request: Request) -> Answer:
    """A new SMTP token."""
    body = request.body("campaignName") | {"createContact": False}
    by = str(body.get("createdBy") or USER["email"])
    return Answer(201, _show(request, request.portal.service(Transactional).create_token(body, created_by=by)))


def get_token(request: Request) -> Answer:
    """An SMTP token, without its password."""
    return Answer(200, _show(request, _of_path(request)))


def delete_token(request: Request) -> Answer:
    """Delete an SMTP token."""
    TOKENS.erase(request.portal, _of_path(request)["id"])
    return Answer(204)


def reset_password(request: Request) -> Answer:
    """An SMTP token with a new password."""
    return Answer(200, _show(request, request.portal.service(Transactional).with_password(_of_path(request))))


def _named(pairs: Any) -> Body:
    """The values of a list of names and values; a map is taken as it is."""
    if is_object(pairs):
        return pairs
    return {str(one["name"]): one.get("value") for one in listed(pairs) if is_object(one) and one.get("name")}


def send(request: Request) -> Answer:
    """Send one e-mail; the answer names the event of its sending."""
    body = request.body("emailId", "message")
    body |= {name: _named(body.get(name)) for name in ("contactProperties", "customProperties")}
    transactional = request.portal.service(Transactional)
    sent = transactional.status(transactional.send(body, request.content)["statusId"])
    event: Body = sent["eventId"]
    created = _millis(event["created"])
    return Answer(
        200,
        {"sendResult": sent["sendResult"], "message": "Email sent", "eventId": {"id": event["id"], "created": created}},
    )


URLS: list[Route] = [
    ("GET", BASE, get_tokens),
    ("POST", BASE, create_token),
    ("GET", ONE, get_token),
    ("DELETE", ONE, delete_token),
    ("POST", f"{ONE}/password-reset", reset_password),
    ("POST", "/email/public/v1/singleEmail/send", send),
]
