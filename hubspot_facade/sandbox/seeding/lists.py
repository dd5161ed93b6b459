"""Owners and lists of a made-up portal."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.lists.models import LISTS, Lists
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.errors import Body

from .people import Person

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

NEWSLETTER = "Newsletter"
EVERY = 5
"""One of so many contacts reads the newsletter."""
DYNAMIC = {
    "Customers": ("lifecyclestage", "ENUMERATION", "IS_ANY_OF", {"values": ["customer"]}),
    "Chiefs": ("jobtitle", "MULTISTRING", "CONTAINS", {"values": ["Chief"]}),
}


def lists(portal: "Portal") -> None:
    """The lists, unless the portal has lists of these names."""
    known = {one["name"] for one in LISTS.all(portal)}
    service = portal.service(Lists)
    if NEWSLETTER not in known:
        service.create({"name": NEWSLETTER, "objectTypeId": "0-1", "processingType": "MANUAL"})
    for name, (property_, type_, operator, more) in DYNAMIC.items():
        if name not in known:
            branch = _branch(property_, {"operationType": type_, "operator": operator, **more})
            service.create({"name": name, "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": branch})


def subscribe(portal: "Portal", people: list[Person]) -> None:
    """Put some of the people on the newsletter's list."""
    service = portal.service(Lists)
    newsletter = service.named(portal.service(ObjectTypes).resolve("contacts"), NEWSLETTER)
    if newsletter["processingType"] == "MANUAL":
        service.change(newsletter["listId"], [str(one.id) for one in people[::EVERY]], [])


def _branch(property_: str, operation: Body) -> Body:
    one: Any = {"filterType": "PROPERTY", "property": property_, "operation": operation}
    every: Any = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filters": [one], "filterBranches": []}
    return {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [every]}
