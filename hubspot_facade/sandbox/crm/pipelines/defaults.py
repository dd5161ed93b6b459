"""The pipelines that a new portal has. A stage is (id, label, metadata)."""

from typing import Any

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state.instants import instant

MOMENT = instant(0)
"""What HubSpot gives as the time when it made its own pipelines and stages."""
_DEALS = (
    ("appointmentscheduled", "Appointment Scheduled", "0.2"),
    ("qualifiedtobuy", "Qualified To Buy", "0.4"),
    ("presentationscheduled", "Presentation Scheduled", "0.6"),
    ("decisionmakerboughtin", "Decision Maker Bought-In", "0.8"),
    ("contractsent", "Contract Sent", "0.9"),
    ("closedwon", "Closed Won", "1.0"),
    ("closedlost", "Closed Lost", "0.0"),
)
_TICKETS = (("1", "New"), ("2", "Waiting on contact"), ("3", "Waiting on us"), ("4", "Closed"))
_LEADS = ("new", "attempting", "connected", "qualified", "unqualified")
_ORDERS = ("Open", "Processed", "Shipped", "Delivered", "Cancelled")
_LIFE = (
    ("subscriber", "Subscriber"),
    ("lead", "Lead"),
    ("marketingqualifiedlead", "Marketing Qualified Lead"),
    ("salesqualifiedlead", "Sales Qualified Lead"),
    ("opportunity", "Opportunity"),
    ("customer", "Customer"),
    ("evangelist", "Evangelist"),
    ("other", "Other"),
)

Stages = list[tuple[str, str, dict[str, str]]]


def pipelines(kind: ObjectType) -> dict[str, Any]:
    """The default pipelines of a type by id."""
    match kind.id:
        case "0-1":
            return _one("contacts-lifecycle-pipeline", "Lifecycle Stage Pipeline", _lifecycle())
        case "0-2":
            return _one("companies-lifecycle-pipeline", "Lifecycle Stage Pipeline", _lifecycle())
        case "0-3":
            stages: Stages = [
                (id_, label, {"isClosed": _bool(probability in ("0.0", "1.0")), "probability": probability})
                for id_, label, probability in _DEALS
            ]
            return _one("default", "Sales Pipeline", stages)
        case "0-5":
            stages = [
                (id_, label, {"isClosed": _bool(id_ == "4"), "ticketState": "CLOSED" if id_ == "4" else "OPEN"})
                for id_, label in _TICKETS
            ]
            return _one("0", "Support Pipeline", stages)
        case "0-136":
            stages = [(f"{one}-stage-id", one.capitalize(), {"leadState": one.upper()}) for one in _LEADS]
            return _one("lead-pipeline-id", "Lead pipeline", stages)
        case "0-123":
            stages = [
                (f"order-stage-{position}", label, {"state": "CLOSED" if position > 2 else "OPEN"})
                for position, label in enumerate(_ORDERS)
            ]
            return _one("14a2e10e-5471-408a-906e-c51f3b04369e", "Order Pipeline", stages)
        case _:
            if kind.pipeline is None:
                return {}
            stages = [
                (f"{kind.name}-stage-{position}", label, {"state": "CLOSED" if position == 2 else "OPEN"})
                for position, label in enumerate(("New", "In progress", "Done"))
            ]
            return _one(f"{kind.name}-pipeline", f"{kind.name.capitalize()} pipeline", stages)


def _lifecycle() -> Stages:
    return [
        (id_, label, {"isClosed": _bool(id_ == "other"), "state": "CLOSED" if id_ == "other" else "OPEN"})
        for id_, label in _LIFE
    ]


def _one(id_: str, label: str, stages: Stages) -> dict[str, Any]:
    body: Body = {
        "label": label,
        "displayOrder": 0,
        "id": id_,
        "stages": [stage_body(*stage, order=order, moment=MOMENT) for order, stage in enumerate(stages)],
        "createdAt": MOMENT,
        "updatedAt": MOMENT,
        "archived": False,
    }
    return {id_: body}


def stage_body(id_: str, label: str, metadata: dict[str, str], *, order: int, moment: str) -> Body:
    """A stage as the API answers it."""
    return {
        "label": label,
        "displayOrder": order,
        "metadata": metadata,
        "id": id_,
        "createdAt": moment,
        "updatedAt": moment,
        "archived": False,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
    }


def _bool(value: bool) -> str:
    return "true" if value else "false"
