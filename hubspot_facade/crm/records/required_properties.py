"""The properties that a new record must have, by object type id."""

from __future__ import annotations

from collections.abc import Mapping

# Of names joined by a bar, one is enough.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "0-1": ("email|firstname|lastname",),
    "0-2": ("domain|name",),
    "0-3": ("dealname", "dealstage", "pipeline"),
    "0-5": ("subject", "hs_pipeline_stage", "hs_pipeline"),
    "0-7": ("hs_sku", "hs_folder", "price", "name", "description"),
    "0-8": (),
    "0-14": ("hs_title", "hs_expiration_date"),
    "0-18": ("hs_timestamp", "hs_communication_channel_type"),
    "0-27": ("hs_timestamp",),
    "0-46": ("hs_timestamp",),
    "0-47": ("hs_timestamp",),
    "0-48": ("hs_timestamp",),
    "0-49": ("hs_timestamp", "hs_email_direction"),
    "0-54": ("hs_event_description", "hs_event_name"),
    "0-69": ("hs_name",),
    "0-115": ("hs_internal_user_id", "hs_email"),
    "0-116": ("hs_timestamp",),
    "0-123": ("hs_order_name",),
    "0-136": (
        "hs_associated_contact_email",
        "hs_associated_contact_lastname",
        "hs_lead_name",
        "hs_associated_company_domain",
        "hs_associated_contact_firstname",
        "hs_associated_company_name",
    ),
    "0-162": ("hs_name", "hs_pipeline", "hs_pipeline_stage"),
    "0-410": ("hs_course_name",),
    "0-420": ("hs_name",),
    "0-421": ("hs_appointment_start",),
}

TYPE_IDS: Mapping[str, str] = {
    "contacts": "0-1",
    "companies": "0-2",
    "deals": "0-3",
    "tickets": "0-5",
    "products": "0-7",
    "line_items": "0-8",
    "quotes": "0-14",
    "communications": "0-18",
    "tasks": "0-27",
    "notes": "0-46",
    "meetings": "0-47",
    "calls": "0-48",
    "emails": "0-49",
    "marketing_events": "0-54",
    "subscriptions": "0-69",
    "users": "0-115",
    "postal_mail": "0-116",
    "orders": "0-123",
    "leads": "0-136",
    "services": "0-162",
    "courses": "0-410",
    "listings": "0-420",
    "appointments": "0-421",
}
