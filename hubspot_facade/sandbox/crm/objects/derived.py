"""Values that a new record gets unasked, and values that a change leaves alone; derivations have a table."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.derivations.people import STAGES_OF_LIFE
from hubspot_facade.sandbox.crm.derivations.rows import Facts
from hubspot_facade.sandbox.crm.derivations.table import derive
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.state import instants

from .sources import Sources

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

Values = dict[str, str]
_TASK = {"hs_task_priority": "NONE", "hs_task_status": "NOT_STARTED", "hs_task_type": "TODO"}


def on_create(portal: "Portal", kind: ObjectType, values: Values, id_: int, now: int) -> None:
    """Fill in what a new record gets unasked."""
    moment = instants.instant(now)
    values.setdefault(kind.created, moment)
    values[kind.modified] = moment
    values["hs_object_id"] = str(id_)
    values.update(portal.service(Sources).now.properties())
    _default_pipeline(portal, kind, values)
    match kind.id:
        case "0-1":
            values.setdefault("lifecyclestage", "lead")
            values["hs_all_contact_vids"] = str(id_)
            values["hs_is_contact"] = values["hs_is_unworked"] = "true"
            values["hs_marketable_status"] = values["hs_marketable_until_renewal"] = "false"
            values["hs_pipeline"] = "contacts-lifecycle-pipeline"
        case "0-2":
            values.setdefault("lifecyclestage", "lead")
            values["hs_pipeline"] = "companies-lifecycle-pipeline"
        case "0-5":
            values["hs_ticket_id"] = str(id_)
            values["hs_helpdesk_sort_timestamp"] = moment
            values["hs_last_message_from_visitor"] = "false"
        case "0-8":
            values.setdefault("quantity", "1")
        case "0-27":
            for name, value in _TASK.items():
                values.setdefault(name, value)
        case _:
            pass
    derive(Facts(portal, kind, values, dict(values), {}, now, str(id_)))


def _default_pipeline(portal: "Portal", kind: ObjectType, values: Values) -> None:
    pipelines = portal.service(Pipelines).all(kind)
    if kind.pipeline is None or kind.stage is None:
        return
    if kind.id == "0-3" and not values.get(kind.stage) and not values.get(kind.pipeline):
        return  # a deal without a stage is in no pipeline
    if not values.get(kind.pipeline):
        stage = values.get(kind.stage)
        owner = (
            name for name, one in pipelines.items() if stage is None or any(s["id"] == stage for s in one["stages"])
        )
        values[kind.pipeline] = next(owner, "")
    if not values.get(kind.stage) and kind.id != "0-3":
        stages = pipelines.get(values[kind.pipeline], {}).get("stages", [])
        if stages:
            values[kind.stage] = stages[0]["id"]


def keep_forward(values: Values, current: Values) -> None:
    """A lifecycle stage only moves forward; a step back is silently left out, unless it was cleared before."""
    wanted, present = values.get("lifecyclestage"), current.get("lifecyclestage")
    if not wanted or not present or wanted not in STAGES_OF_LIFE or present not in STAGES_OF_LIFE:
        return
    if STAGES_OF_LIFE.index(wanted) < STAGES_OF_LIFE.index(present):
        del values["lifecyclestage"]


def keep_addresses(values: Values, current: Values) -> None:
    """A further address of a contact that becomes its main one changes places with that."""
    wanted, present = values.get("email"), current.get("email", "")
    others = [one for one in current.get("hs_additional_emails", "").split(";") if one]
    if wanted in others and wanted != present:
        kept = [present if one == wanted else one for one in others]
        values["hs_additional_emails"] = ";".join(filter(None, kept))
