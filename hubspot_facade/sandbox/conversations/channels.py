"""Inboxes, channels, channel accounts and actors: what each route answers."""

from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings

from . import errors
from .models import INBOXES, Conversations, inbox


def get_inboxes(request: Request) -> Answer:
    """A page of inboxes."""
    found = [] if request.flag("archived") else [inbox(id_) for id_ in INBOXES]
    return Answer(200, page(request, found, total=True))


def get_inbox(request: Request) -> Answer:
    """An inbox."""
    return Answer(200, inbox(request.params["inboxId"]))


def get_channels(request: Request) -> Answer:
    """A page of channels."""
    return Answer(200, page(request, request.portal.service(Conversations).channels().values(), total=True))


def get_channel(request: Request) -> Answer:
    """A channel."""
    id_ = request.params["channelId"]
    found = request.portal.service(Conversations).channels().get(id_)
    if found is None:
        raise errors.missing("Channel")(id_)
    return Answer(200, found)


def get_accounts(request: Request) -> Answer:
    """A page of channel accounts, of those of some inboxes or channels."""
    of_inboxes, of_channels = request.texts("inboxId"), request.texts("channelId")
    found = [
        one
        for one in request.portal.service(Conversations).accounts().values()
        if not request.flag("archived")
        and (not of_inboxes or one["inboxId"] in of_inboxes)
        and (not of_channels or one["channelId"] in of_channels)
    ]
    return Answer(200, page(request, found, total=True))


def get_account(request: Request) -> Answer:
    """A channel account."""
    id_ = request.params["channelAccountId"]
    found = request.portal.service(Conversations).accounts().get(id_)
    if found is None:
        raise errors.missing("Channel account")(id_)
    return Answer(200, found)


def get_actor(request: Request) -> Answer:
    """An actor."""
    id_ = request.params["actorId"]
    found = request.portal.service(Conversations).actor(id_)
    if found is None:
        raise errors.missing("Actor")(id_)
    return Answer(200, found)


def get_actors(request: Request) -> Answer:
    """Several actors; the answer names those that do not exist."""
    wanted = request.body("inputs")["inputs"]
    found = {id_: request.portal.service(Conversations).actor(id_) for id_ in strings(wanted)}
    unknown = [id_ for id_, one in found.items() if one is None]
    refused = [{**errors.missing("Actor")(id_).item(), "context": {"ids": [id_]}} for id_ in unknown]
    return batch_answer(request.portal, [one for one in found.values() if one is not None], refused)
