"""How records, types and values are called on a page."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.models import Schemas
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

TITLES = {
    "0-1": ("hs_full_name_or_email",),
    "0-2": ("name", "domain"),
    "0-27": ("hs_task_subject",),
    "0-46": ("hs_body_preview",),
    "0-47": ("hs_meeting_title",),
    "0-48": ("hs_call_title",),
    "0-49": ("hs_email_subject",),
    "0-14": ("hs_title",),
}
OTHERS = (
    "dealname",
    "subject",
    "hs_lead_name",
    "hs_order_name",
    "hs_course_name",
    "hs_appointment_name",
    "hs_name",
    "name",
)
COLUMNS = {
    "0-1": ("email", "phone", "company", "lifecyclestage"),
    "0-2": ("domain", "industry", "city", "lifecyclestage"),
    "0-3": ("dealstage", "amount", "closedate", "hubspot_owner_id"),
    "0-5": ("hs_pipeline_stage", "hs_ticket_priority", "hs_ticket_category", "hubspot_owner_id"),
    "0-7": ("hs_sku", "price"),
    "0-8": ("quantity", "price", "amount"),
    "0-27": ("hs_task_status", "hs_task_priority", "hs_timestamp", "hubspot_owner_id"),
    "0-46": ("hs_timestamp", "hubspot_owner_id"),
    "0-47": ("hs_meeting_start_time", "hs_meeting_outcome", "hubspot_owner_id"),
    "0-48": ("hs_call_direction", "hs_call_status", "hs_timestamp", "hubspot_owner_id"),
    "0-49": ("hs_email_direction", "hs_email_to_email", "hs_timestamp", "hubspot_owner_id"),
}
TECHNICAL = ("hs_object_id", "hs_createdate", "hs_lastmodifieddate", "createdate", "lastmodifieddate")
LONGEST = 80


def plural(portal: "Portal", kind: ObjectType) -> str:
    """What several records of the type are called."""
    if not kind.custom:
        return kind.plural.replace("_", " ").capitalize()
    return str(_labels(portal, kind).get("plural") or kind.name)


def singular(portal: "Portal", kind: ObjectType) -> str:
    """What one record of the type is called."""
    if not kind.custom:
        return kind.words.capitalize()
    return str(_labels(portal, kind).get("singular") or kind.name)


def title(portal: "Portal", kind: ObjectType, record: Record) -> str:
    """What a person would call the record; its type and id where it has no name."""
    for name in _naming(portal, kind):
        if value := record.properties.get(name):
            return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
    return f"{singular(portal, kind)} {record.id}"


def columns(portal: "Portal", kind: ObjectType) -> list[tuple[str, str]]:
    """The properties that a table of the type shows beside the title, with their labels."""
    catalogue = portal.service(Properties).catalogue(kind)
    names = COLUMNS.get(kind.id) or portal.service(ObjectTypes).defaults(kind)
    left = {*TECHNICAL, *_naming(portal, kind)}
    return [(name, catalogue[name].label) for name in names if name in catalogue and name not in left][:5]


def shown(portal: "Portal", kind: ObjectType, name: str, value: str) -> str:
    """A value as people read it: labels of options, owners and stages, dates with a blank."""
    if not value:
        return ""
    if name == kind.stage or name == kind.pipeline:
        return _place(portal, kind, name, value)
    definition = portal.service(Properties).catalogue(kind).get(name)
    if definition is None:
        return value
    if definition.reference == "OWNER" and portal.service(Owners).exists(value):
        owner = portal.service(Owners).get(value)
        return f"{owner['firstName']} {owner['lastName']}"
    if definition.type == "datetime":
        return value.partition(".")[0].rstrip("Z").replace("T", " ")[:16]
    if definition.options:
        labels = {str(one["value"]): str(one["label"]) for one in definition.body["options"]}
        return ", ".join(labels.get(one, one) for one in value.split(";"))
    return value


def _place(portal: "Portal", kind: ObjectType, name: str, value: str) -> str:
    pipelines = portal.service(Pipelines).all(kind)
    if name == kind.pipeline:
        return str(pipelines[value]["label"]) if value in pipelines else value
    for pipeline in pipelines.values():
        for stage in pipeline["stages"]:
            if stage["id"] == value:
                return str(stage["label"])
    return value


def _naming(portal: "Portal", kind: ObjectType) -> tuple[str, ...]:
    if kind.custom:
        return (str(portal.service(Schemas).get(kind.id)["primaryDisplayProperty"]),)
    return TITLES.get(kind.id, OTHERS)


def _labels(portal: "Portal", kind: ObjectType) -> dict[str, str]:
    labels: dict[str, str] = portal.service(Schemas).get(kind.id)["labels"]
    return labels
