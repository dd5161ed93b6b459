"""The object library API: what each route answers. Every type that the sandbox knows is in use."""

from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.protocol.messages import Answer, Request


def get_all(request: Request) -> Answer:
    """Which types are in use."""
    return Answer(200, {"enablementByObjectTypeId": dict.fromkeys(BY_ID, True)})


def get(request: Request) -> Answer:
    """Whether a type is in use."""
    kind = request.portal.service(ObjectTypes).find(request.params["objectTypeId"])
    return Answer(200, {"enablement": kind is not None})
