"""The properties of lists (object type 0-45), which a search of lists shows on request. Their values are text."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.properties.defaults import MOMENT
from hubspot_facade.sandbox.crm.properties.definition import default_body
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.state.instants import DAY, parse

from .history import Past
from .models import Lists

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

OBJECT_TYPE = "0-45"
TOLD = ("hs_list_reference_count", "hs_list_size", "hs_last_record_added_at", "hs_last_record_removed_at")
"""What a search shows of each list even when nobody asks for it."""
KINDS = {
    "hs_createdate": "datetime/date",
    "hs_last_record_added_at": "datetime/date",
    "hs_last_record_removed_at": "datetime/date",
    "hs_lastmodifieddate": "datetime/date",
    "hs_list_reference_count": "number/number",
    "hs_list_size": "number/number",
    "hs_list_size_week_delta": "number/number",
}


def values(portal: "Portal", body: Body, names: list[str]) -> Body:
    """Those of a list: the ones that a search always shows and those named. Moments are epoch milliseconds."""
    id_, lists, past = str(body["listId"]), portal.service(Lists), portal.service(Past)
    size = lists.size(body)
    known = {
        "hs_list_size": str(size),
        "hs_list_size_week_delta": str(size - past.size_at(id_, portal.now() - 7 * DAY)),
        "hs_list_reference_count": str(len(lists.users(id_))),
        "hs_createdate": str(parse(str(body["createdAt"]))),
        "hs_lastmodifieddate": str(parse(str(body["updatedAt"]))),
    }
    known |= {f"hs_last_record_{move}_at": str(at) for move, at in past.last_moves(id_).items()}
    return {name: known[name] for name in dict.fromkeys((*TOLD, *names)) if name in known}


def get_all(_: Request) -> Answer:
    """The definitions."""
    rows = [[name, name.removeprefix("hs_").replace("_", " ").capitalize(), kind] for name, kind in KINDS.items()]
    return Answer(
        200,
        {
            "results": [
                default_body([*row, "", "r"], group="object_list_information", order=order, moment=MOMENT)
                for order, row in enumerate(rows)
            ]
        },
    )


URLS: list[Route] = under(("/crm/v3/properties", "/crm/properties/{version}"), [("GET", f"/{OBJECT_TYPE}", get_all)])
