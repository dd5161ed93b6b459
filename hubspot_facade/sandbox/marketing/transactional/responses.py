"""The transactional e-mail API: what each route answers."""

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request

from .models import TOKENS, Transactional


def send(request: Request) -> Answer:
    """Send one e-mail."""
    return Answer(200, request.portal.service(Transactional).send(request.body("emailId", "message"), request.content))


def status(request: Request) -> Answer:
    """How a send went."""
    return Answer(200, request.portal.service(Transactional).status(request.params["statusId"]))


def _show(body: Body) -> Body:
    return {name: one for name, one in body.items() if name != "updatedAt"}


def get_tokens(request: Request) -> Answer:
    """A page of SMTP tokens, by the name or id of their campaign."""
    campaign = {name: request.text(name) for name in ("campaignName", "emailCampaignId")}
    found = request.portal.service(Transactional).tokens(campaign)
    return Answer(200, page(request, found, default=10, show=_show))


def create_token(request: Request) -> Answer:
    """A new SMTP token."""
    return Answer(
        201, _show(request.portal.service(Transactional).create_token(request.body("campaignName", "createContact")))
    )


def get_token(request: Request) -> Answer:
    """An SMTP token, without its password."""
    return Answer(200, _show(TOKENS.get(request.portal, request.params["tokenId"])))


def delete_token(request: Request) -> Answer:
    """Delete an SMTP token."""
    TOKENS.get(request.portal, request.params["tokenId"])
    TOKENS.erase(request.portal, request.params["tokenId"])
    return Answer(204)


def reset_password(request: Request) -> Answer:
    """An SMTP token with a new password."""
    body = TOKENS.get(request.portal, request.params["tokenId"])
    return Answer(200, _show(request.portal.service(Transactional).with_password(body)))
