"""Made-up events of every type, to try a receiver with."""

from collections.abc import Mapping
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural

from .responses import TYPES


def sample_event(type_: str, fields: Mapping[str, Any], *, portal: int, app: str, at: int, number: int = 1) -> Body:
    """An event of a type as HubSpot reports it, of a time in epoch milliseconds; `fields` replace or add fields.

    ValueError for a type that HubSpot does not have, unless `fields` has an `objectId`: then it is sent as it is.
    """
    if type_ not in TYPES and "objectId" not in fields:
        raise ValueError(f"HubSpot has no event type {type_!r}; it has {', '.join(sorted(TYPES))}")
    subject, _, verb = type_.partition(".")
    event: Body = {
        "eventId": number,
        "subscriptionId": 1_000_001,
        "portalId": portal,
        "appId": app if natural(app) is None else natural(app),
        "occurredAt": at,
        "subscriptionType": type_,
        "attemptNumber": 0,
    }
    source = {"changeSource": "CRM_UI", "sourceId": "userId:9001"}
    match verb:
        case "creation":
            event |= {"objectId": 101, "changeFlag": "CREATED"} | source
        case "deletion":
            event |= {"objectId": 101, "changeFlag": "DELETED"} | source
        case "propertyChange" if subject == "conversation":
            event |= {"objectId": 101, "propertyName": "status", "propertyValue": "CLOSED"} | source
        case "propertyChange":
            event |= {"objectId": 101, "propertyName": "email", "propertyValue": "ada@example.com"} | source
        case "merge":
            ids = {"primaryObjectId": 101, "mergedObjectIds": [102], "newObjectId": 103}
            event |= {"objectId": 101, **ids, "numberOfPropertiesMoved": 2} | source
        case "associationChange":
            ends = {"fromObjectId": 101, "toObjectId": 201}
            association = {"associationType": "CONTACT_TO_COMPANY", "associationRemoved": False}
            event |= {**association, **ends, "isPrimaryAssociation": False, "changeSource": "USER"}
        case "newMessage":
            message = {"messageId": "9b38dc6d5b5744a788931a9cf3a7b225", "messageType": "MESSAGE"}
            event |= {"objectId": 101, **message, "changeFlag": "NEW_MESSAGE"}
        case _:
            event |= {"objectId": 101} | source
    if subject == "object":
        event["objectTypeId"] = "0-1"
        if verb == "propertyChange":
            event["isSensitive"] = False
        elif verb == "associationChange":
            types = {"fromObjectTypeId": "0-1", "toObjectTypeId": "0-2"}
            event |= {**types, "associationTypeId": 279, "associationCategory": "HUBSPOT_DEFINED"}
    return event | dict(fields)
