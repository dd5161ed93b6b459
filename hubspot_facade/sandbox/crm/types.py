"""HubSpot's own object types: ids, names, and what differs from type to type.

The facts of a custom type come from its schema (see `schemas.models`); both end as an `ObjectType`.
"""

from dataclasses import dataclass

_DEFAULTS = ("hs_createdate", "hs_lastmodifieddate", "hs_object_id")


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One object type. `defaults` are the properties that a read returns unasked, `searchable` those of `query`."""

    id: str
    name: str
    plural: str
    defaults: tuple[str, ...] = _DEFAULTS
    searchable: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    created: str = "hs_createdate"
    modified: str = "hs_lastmodifieddate"
    pipeline: str | None = None
    stage: str | None = None
    custom: bool = False

    @property
    def is_activity(self) -> bool:
        """Whether its records are calls, notes and the like, which happen at a time."""
        return "hs_timestamp" in self.required

    @property
    def label(self) -> str:
        """The name that messages use: `CONTACT`, `LINE_ITEM`."""
        return self.id if self.custom else self.name.upper()

    @property
    def words(self) -> str:
        """The name that association messages use: `contact`, `line item`."""
        return self.name.replace("_", " ")

    @property
    def key(self) -> str:
        """The key of this type in a record's `associations`."""
        return self.plural if self.custom else self.plural.replace("_", " ")


def _activity(
    id_: str, name: str, plural: str, *searchable: str, required: tuple[str, ...] = (), aliases: tuple[str, ...] = ()
) -> ObjectType:
    return ObjectType(
        id_,
        name,
        plural,
        aliases=aliases,
        searchable=searchable,
        required=("hs_timestamp", *required),
    )


STANDARD: tuple[ObjectType, ...] = (
    ObjectType(
        "0-1",
        "contact",
        "contacts",
        defaults=("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"),
        searchable=(
            "firstname",
            "lastname",
            "email",
            "phone",
            "hs_additional_emails",
            "fax",
            "mobilephone",
            "company",
            "hs_marketable_until_renewal",
            "hs_searchable_calculated_phone_number",
            "hs_searchable_calculated_mobile_number",
        ),
        modified="lastmodifieddate",
        created="createdate",
    ),
    ObjectType(
        "0-2",
        "company",
        "companies",
        defaults=("createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"),
        searchable=("website", "phone", "name", "domain", "hs_searchable_calculated_phone_number"),
        created="createdate",
    ),
    ObjectType(
        "0-3",
        "deal",
        "deals",
        defaults=(
            "amount",
            "closedate",
            "createdate",
            "dealname",
            "dealstage",
            "hs_lastmodifieddate",
            "hs_object_id",
            "pipeline",
        ),
        searchable=("dealname", "pipeline", "dealstage", "description", "dealtype"),
        pipeline="pipeline",
        stage="dealstage",
        created="createdate",
    ),
    ObjectType(
        "0-5",
        "ticket",
        "tickets",
        defaults=(
            "content",
            "createdate",
            "hs_lastmodifieddate",
            "hs_object_id",
            "hs_pipeline",
            "hs_pipeline_stage",
            "hs_ticket_category",
            "hs_ticket_priority",
            "subject",
        ),
        searchable=("subject", "content", "hs_pipeline_stage", "hs_ticket_category", "hs_ticket_id"),
        required=("hs_pipeline_stage",),
        pipeline="hs_pipeline",
        stage="hs_pipeline_stage",
        created="createdate",
    ),
    ObjectType(
        "0-7",
        "product",
        "products",
        defaults=("createdate", "description", "hs_lastmodifieddate", "hs_object_id", "name", "price"),
        searchable=("name", "description", "price", "hs_sku"),
        created="createdate",
    ),
    ObjectType(
        "0-8",
        "line_item",
        "line_items",
        defaults=("amount", "createdate", "hs_lastmodifieddate", "hs_object_id", "price", "quantity"),
        searchable=("name", "description", "hs_sku"),
        created="createdate",
    ),
    ObjectType(
        "0-14",
        "quote",
        "quotes",
        defaults=(
            "hs_createdate",
            "hs_expiration_date",
            "hs_lastmodifieddate",
            "hs_object_id",
            "hs_public_url_key",
            "hs_status",
            "hs_title",
        ),
        searchable=(
            "hs_sender_firstname",
            "hs_sender_lastname",
            "hs_sender_company_name",
            "hs_sender_email",
            "hs_proposal_slug",
            "hs_title",
            "hs_quote_number",
            "hs_public_url_key",
        ),
    ),
    _activity("0-18", "communication", "communications", required=("hs_communication_channel_type",)),
    ObjectType(
        "0-19",
        "feedback_submission",
        "feedback_submissions",
        searchable=("hs_submission_name", "hs_content"),
    ),
    _activity("0-27", "task", "tasks", "hs_task_body", "hs_task_subject"),
    _activity("0-46", "note", "notes", "hs_note_body"),
    _activity("0-47", "meeting_event", "meetings", "hs_meeting_title", "hs_meeting_body", aliases=("meeting",)),
    _activity("0-48", "call", "calls", "hs_call_title", "hs_body_preview"),
    _activity("0-49", "email", "emails", "hs_email_subject"),
    ObjectType("0-53", "invoice", "invoices", aliases=("commerce_invoices",)),
    ObjectType("0-54", "marketing_event", "marketing_events"),
    ObjectType(
        "0-69",
        "subscription",
        "subscriptions",
        aliases=("commerce_subscriptions",),
    ),
    ObjectType("0-74", "goal_target", "goal_targets", aliases=("goal", "goals")),
    ObjectType("0-72", "deal_split", "deal_splits"),
    ObjectType("0-84", "discount", "discounts"),
    ObjectType("0-85", "fee", "fees"),
    ObjectType("0-86", "tax", "taxes"),
    ObjectType("0-101", "commerce_payment", "commerce_payments", aliases=("payment", "payments")),
    ObjectType("0-115", "user", "users"),
    _activity("0-116", "postal_mail", "postal_mail"),
    ObjectType(
        "0-123",
        "order",
        "orders",
        searchable=("hs_order_name",),
        pipeline="hs_pipeline",
        stage="hs_pipeline_stage",
    ),
    ObjectType(
        "0-136",
        "lead",
        "leads",
        searchable=("hs_lead_name",),
        required=("hs_lead_name",),
        pipeline="hs_pipeline",
        stage="hs_pipeline_stage",
    ),
    ObjectType("0-142", "cart", "carts"),
    ObjectType(
        "0-162", "service", "services", searchable=("hs_name",), pipeline="hs_pipeline", stage="hs_pipeline_stage"
    ),
    ObjectType("0-410", "course", "courses", searchable=("hs_course_name",)),
    ObjectType("0-420", "listing", "listings", searchable=("hs_name",)),
    ObjectType(
        "0-421",
        "appointment",
        "appointments",
        searchable=("hs_appointment_name",),
        pipeline="hs_pipeline",
        stage="hs_pipeline_stage",
    ),
    ObjectType(
        "0-970",
        "project",
        "projects",
        searchable=("hs_name",),
        required=("hs_name", "hs_pipeline", "hs_pipeline_stage"),
        pipeline="hs_pipeline",
        stage="hs_pipeline_stage",
    ),
    ObjectType("0-11", "conversation", "conversations"),
    ObjectType("0-35", "campaign", "campaigns"),
    ObjectType("0-118", "payment_link", "payment_links"),
    ObjectType("0-64", "quote_template", "quote_templates"),
    ObjectType("0-61", "partner_client", "partner_clients"),
    ObjectType("0-62", "partner_service", "partner_services"),
    ObjectType("0-138", "contract", "contracts"),
    ObjectType("0-4", "engagement", "engagements"),
    ObjectType("0-28", "form", "forms"),  # programs ask for its properties before they list forms
    # association types lead to these; their ids are published nowhere and are the sandbox's own
    ObjectType("0-9001", "thread", "threads"),
    ObjectType("0-9002", "goal_target_group", "goal_target_groups"),
    ObjectType("0-9003", "payment_schedule_installment", "payment_schedule_installments"),
    ObjectType("0-9004", "data_sync_state", "data_sync_states"),
    ObjectType("0-9005", "discount_code", "discount_codes"),
    ObjectType("0-9006", "conversation_session", "conversation_sessions"),
    ObjectType("0-9007", "data_sync", "data_syncs"),
)

BY_ID: dict[str, ObjectType] = {kind.id: kind for kind in STANDARD}


def squeeze(name: str) -> str:
    """The name without case, spaces, underscores and hyphens, in which spellings of one type are equal."""
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


BY_NAME: dict[str, ObjectType] = {
    squeeze(name): kind for kind in STANDARD for name in (kind.name, kind.plural, *kind.aliases)
} | {squeeze(f"{kind.name}s"): kind for kind in STANDARD}
