"""What a new record must have: what HubSpot is known to insist on, and what its guide lists beyond that.

Known are the types whose records were refused without (calls, communications, projects and their like, probed in 2026);
deals were recorded without a stage and tickets without a subject. Of names that `|` joins one will do.
"""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

LISTED: dict[str, tuple[str, ...]] = {
    "0-1": ("email|firstname|lastname",),
    "0-2": ("domain|name",),
    "0-3": ("dealname", "dealstage"),
    "0-5": ("subject",),
    "0-14": ("hs_title", "hs_expiration_date"),
    "0-49": ("hs_email_direction",),
    "0-53": ("hs_currency",),
    "0-54": ("hs_event_name",),
    "0-69": ("hs_name",),
    "0-101": ("hs_initial_amount", "hs_initiated_date"),
    "0-115": ("hs_internal_user_id", "hs_email"),
    "0-123": ("hs_order_name",),
    "0-162": ("hs_name", "hs_pipeline", "hs_pipeline_stage"),
    "0-410": ("hs_course_name",),
    "0-420": ("hs_name",),
    "0-421": ("hs_appointment_name",),
}
"""What the guide lists and nobody has seen refused."""


def missing(portal: "Portal", kind: ObjectType, values: dict[str, str]) -> list[str]:
    """The required properties that a new record lacks."""
    listed = LISTED.get(kind.id, ()) if portal.unsettled.listed_properties_required else ()
    required = dict.fromkeys((*portal.service(ObjectTypes).required(kind), *listed))
    return [names for names in required if not any(values.get(name) for name in names.split("|"))]
