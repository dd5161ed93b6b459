"""Values that HubSpot fills in or calculates when a record is written."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox import clock
from hubspot_facade.sandbox.crm.objects.sources import source_of
from hubspot_facade.sandbox.crm.types import ObjectType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.portal import Portal

Values = dict[str, str]
STAGES_OF_LIFE = (
    "subscriber",
    "lead",
    "marketingqualifiedlead",
    "salesqualifiedlead",
    "opportunity",
    "customer",
    "evangelist",
    "other",
)
PER_YEAR = {
    "weekly": 52,
    "biweekly": 26,
    "monthly": 12,
    "quarterly": 4,
    "per_six_months": 2,
    "annually": 1,
}
BODIES = {
    "0-48": "hs_call_body",
    "0-46": "hs_note_body",
    "0-47": "hs_meeting_body",
    "0-27": "hs_task_body",
    "0-49": "hs_email_text",
    "0-18": "hs_communication_body",
    "0-116": "hs_postal_mail_body",
}


def on_create(portal: "Portal", kind: ObjectType, values: Values, id_: int, now: int) -> None:
    """Fill in what a new record gets unasked."""
    moment = clock.instant(now)
    values.setdefault(kind.created, moment)
    values[kind.modified] = moment
    values["hs_object_id"] = str(id_)
    values.update(source_of(portal).properties())
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
            values.setdefault("hs_num_child_companies", "0")
        case "0-5":
            values["hs_ticket_id"] = str(id_)
            values["hs_helpdesk_sort_timestamp"] = moment
            values["hs_last_message_from_visitor"] = "false"
        case "0-8":
            values.setdefault("quantity", "1")
        case _:
            pass
    derive(portal, kind, values, values, now)


def _default_pipeline(portal: "Portal", kind: ObjectType, values: Values) -> None:
    pipelines = portal.pipelines.all(kind)
    if kind.pipeline is None or kind.stage is None:
        return
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


def derive(portal: "Portal", kind: ObjectType, values: Values, changed: Values, now: int) -> None:
    """Calculate what follows from the values; `changed` tells which of them are new."""
    if "hubspot_owner_id" in changed:
        owner = values.get("hubspot_owner_id", "")
        values["hs_all_owner_ids"] = owner
        values["hs_user_ids_of_all_owners"] = portal.owners.user_of(owner)
        values["hubspot_owner_assigneddate"] = clock.instant(now) if owner else ""
    match kind.id:
        case "0-1":
            _contact(values, changed, now)
        case "0-2":
            _life(values, changed, now)
        case "0-3":
            _deal(portal, kind, values, now)
        case "0-5":
            _ticket(portal, kind, values, now)
        case "0-8":
            _line_item(values)
        case "0-27":
            values["hs_task_is_completed"] = "1" if values.get("hs_task_status") == "COMPLETED" else "0"
        case _:
            pass
    body = BODIES.get(kind.id)
    if body is not None and body in changed:
        preview = values.get(body, "")
        values["hs_body_preview"] = preview[:256]
        values["hs_body_preview_html"] = preview[:256]
        values["hs_body_preview_is_truncated"] = "true" if len(preview) > 256 else "false"
    if kind.id == "0-47" and not values.get("hs_timestamp"):
        values["hs_timestamp"] = values.get("hs_meeting_start_time", "")


def _life(values: Values, changed: Values, now: int) -> None:
    stage = changed.get("lifecyclestage")
    if stage in STAGES_OF_LIFE:
        values[f"hs_lifecyclestage_{stage}_date"] = clock.instant(now)


def _contact(values: Values, changed: Values, now: int) -> None:
    _life(values, changed, now)
    email = values.get("email", "")
    if "email" in changed:
        values["hs_email_domain"] = email.partition("@")[2]
    if "phone" in changed:
        values["hs_searchable_calculated_phone_number"] = _digits(values.get("phone", ""))
        values["hs_calculated_phone_number"] = "+" + _digits(values["phone"]) if values.get("phone") else ""
    if "mobilephone" in changed:
        values["hs_searchable_calculated_mobile_number"] = _digits(values.get("mobilephone", ""))
    name = f"{values.get('firstname', '')} {values.get('lastname', '')}".strip()
    values["hs_full_name_or_email"] = name or email


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit())


def _deal(portal: "Portal", kind: ObjectType, values: Values, now: int) -> None:
    stage = portal.pipelines.stage(kind, values.get("pipeline", ""), values.get("dealstage", ""))
    metadata: dict[str, str] = stage["metadata"] if stage else {}
    probability = metadata.get("probability", "")
    closed = metadata.get("isClosed") == "true"
    won = closed and probability in ("1.0", "1")
    values["hs_is_closed"] = _bool(closed)
    values["hs_is_closed_won"] = _bool(won)
    values["hs_is_closed_lost"] = _bool(closed and not won)
    values["hs_is_open_count"] = "0" if closed else "1"
    values["hs_is_closed_count"] = "1" if closed else "0"
    values["hs_deal_stage_probability"] = values["hs_deal_stage_probability_shadow"] = probability
    amount = _number(values.get("amount"))
    if amount is None:
        for name in ("amount_in_home_currency", "hs_projected_amount", "hs_forecast_amount", "hs_closed_amount"):
            values.pop(name, None)
    else:
        likely = amount * (_number(probability) or 0.0)
        values["amount_in_home_currency"] = values.get("amount", "")
        values["hs_projected_amount"] = values["hs_projected_amount_in_home_currency"] = decimal(likely)
        values["hs_forecast_amount"] = values.get("amount", "")
        values["hs_closed_amount"] = values["hs_closed_amount_in_home_currency"] = decimal(amount if won else 0.0)
    if closed and not values.get("closedate"):
        values["closedate"] = clock.instant(now)
    start, end = clock.parse(values.get("createdate", "x")), clock.parse(values.get("closedate", "x"))
    values["days_to_close"] = str(max(0, (end - start) // clock.DAY)) if start is not None and end is not None else "0"


def _ticket(portal: "Portal", kind: ObjectType, values: Values, now: int) -> None:
    stage = portal.pipelines.stage(kind, values.get("hs_pipeline", ""), values.get("hs_pipeline_stage", ""))
    closed = stage is not None and stage["metadata"].get("ticketState") == "CLOSED"
    values["hs_is_closed"] = _bool(closed)
    if closed and not values.get("closed_date"):
        values["closed_date"] = clock.instant(now)
    elif not closed:
        values.pop("closed_date", None)


def _line_item(values: Values) -> None:
    price, quantity = _number(values.get("price")), _number(values.get("quantity"))
    if price is None or quantity is None:
        return
    before = price * quantity
    discount = (_number(values.get("discount")) or 0.0) * quantity
    discount += before * (_number(values.get("hs_discount_percentage")) or 0.0) / 100
    amount = before - discount
    per_year = PER_YEAR.get(values.get("recurringbillingfrequency", ""))
    values["hs_pre_discount_amount"] = decimal(before)
    values["hs_total_discount"] = decimal(discount)
    values["amount"] = values["hs_tcv"] = decimal(amount)
    values["hs_mrr"] = decimal(amount * per_year / 12) if per_year else "0"
    values["hs_arr"] = decimal(amount * per_year) if per_year else "0"
    values["hs_acv"] = decimal(amount * (per_year or 1))
    margin = amount - (_number(values.get("hs_cost_of_goods_sold")) or 0.0) * quantity
    values["hs_margin"] = values["hs_margin_tcv"] = decimal(margin)
    values["hs_margin_mrr"] = decimal(margin * per_year / 12) if per_year else "0"
    values["hs_margin_arr"] = decimal(margin * per_year) if per_year else "0"
    values["hs_margin_acv"] = decimal(margin * (per_year or 1))


def decimal(value: float) -> str:
    """A number without trailing zeros, two decimals at most beyond cents' rounding."""
    rounded = round(value, 6)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value else None
    except ValueError:
        return None


def _bool(value: bool) -> str:
    return "true" if value else "false"
