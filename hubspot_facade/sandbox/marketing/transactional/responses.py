"""The transactional e-mail API: what each route answers."""

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request

from . import models
from .models import TOKENS


def send(request: Request) -> Answer:
    """Send one e-mail."""
    return Answer(200, models.send(request, request.body("emailId", "message")))


def status(request: Request) -> Answer:
    """How a send went."""
    return Answer(200, models.status(request.portal, request.params["statusId"]))


def _show(body: Body) -> Body:
    return {name: one for name, one in body.items() if name != "updatedAt"}


def get_tokens(request: Request) -> Answer:
    """A page of SMTP tokens, by the name or id of their campaign."""
    return Answer(200, page(request, models.tokens(request), default=10, show=_show))


def create_token(request: Request) -> Answer:
    """A new SMTP token."""
    return Answer(201, _show(models.create_token(request.portal, request.body("campaignName", "createContact"))))


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
    return Answer(200, _show(models.with_password(request.portal, body)))
