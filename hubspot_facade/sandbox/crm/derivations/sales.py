"""What follows from the values of deals, line items and tickets."""

from collections.abc import Mapping
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from hubspot_facade.sandbox.crm.objects.stored import StoredRecords
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state import instants

from .rows import Facts, Row, decimal, number, truth

PRODUCT = BY_ID["0-7"]
OF_PRODUCT = ("name", "description", "price", "hs_sku", "hs_cost_of_goods_sold", "recurringbillingfrequency", "hs_url")
PER_YEAR = {"weekly": 52, "biweekly": 26, "monthly": 12, "quarterly": 4, "per_six_months": 2, "annually": 1}
_EXACT = Context(prec=200)
_AMOUNTS = (
    "amount_in_home_currency",
    "hs_forecast_amount",
    "hs_projected_amount",
    "hs_projected_amount_in_home_currency",
    "hs_closed_amount",
    "hs_closed_amount_in_home_currency",
    "hs_open_amount_in_home_currency",
    "hs_weighted_pipeline_in_company_currency",
)
_STATE = (
    "hs_is_closed",
    "hs_is_closed_won",
    "hs_is_closed_lost",
    "hs_is_open_count",
    "hs_is_closed_count",
    "hs_closed_won_count",
    "hs_deal_stage_probability",
    "hs_deal_stage_probability_shadow",
    "hs_open_deal_create_date",
    "closedate",
)


def _metadata(facts: Facts) -> dict[str, str] | None:
    pipeline, stage = facts.get(facts.kind.pipeline or ""), facts.get(facts.kind.stage or "")
    found = facts.portal.service(Pipelines).stage(facts.kind, pipeline, stage)
    return None if found is None else found["metadata"]


def _probability(facts: Facts) -> Decimal:
    """The probability of a deal's stage in all its binary digits, as HubSpot prints it."""
    return Decimal(number((_metadata(facts) or {}).get("probability", "")) or 0.0)


def _outcome(facts: Facts) -> tuple[bool, bool]:
    closed = (_metadata(facts) or {}).get("isClosed") == "true"
    return closed, closed and _probability(facts) == 1


def _state(facts: Facts) -> Mapping[str, str]:
    staged, (closed, won) = _metadata(facts) is not None, _outcome(facts)
    probability = str(_probability(facts))
    created = instants.parse(facts.get("createdate") or "x")
    return {
        "hs_is_closed": truth(closed) if staged else "",
        "hs_is_closed_won": truth(won),
        "hs_is_closed_lost": truth(closed and not won),
        "hs_is_open_count": ("0" if closed else "1") if staged else "",
        "hs_is_closed_count": ("1" if closed else "0") if staged else "",
        "hs_closed_won_count": "1" if won else "0",
        "hs_deal_stage_probability": probability if staged else "",
        "hs_deal_stage_probability_shadow": probability,
        "hs_open_deal_create_date": str(created) if staged and not closed and created is not None else "",
        "closedate": facts.get("closedate") or (facts.moment if closed else ""),
    }


def _amounts(facts: Facts) -> Mapping[str, str]:
    given = facts.get("amount")
    try:
        amount = Decimal(given) if given else None
    except InvalidOperation:
        amount = None
    if amount is None:
        return dict.fromkeys(_AMOUNTS, "")
    closed, won = _outcome(facts)
    opened = _metadata(facts) is not None and not closed
    probability = _probability(facts)
    likely = format(_EXACT.multiply(amount, probability), "f") if probability else "0"
    return {
        "amount_in_home_currency": given,
        "hs_forecast_amount": given,
        "hs_projected_amount": likely,
        "hs_projected_amount_in_home_currency": likely,
        "hs_closed_amount": given if won else "0",
        "hs_closed_amount_in_home_currency": given if won else "0",
        "hs_open_amount_in_home_currency": given if opened else "",
        "hs_weighted_pipeline_in_company_currency": likely if opened else "",
    }


def _days(facts: Facts) -> Mapping[str, str]:
    start, end = instants.parse(facts.get("createdate") or "x"), instants.parse(facts.get("closedate") or "x")
    if start is None or end is None or end < start:
        return {"days_to_close": "0", "hs_days_to_close_raw": "0"}
    return {
        "days_to_close": str((end - start) // instants.DAY),
        "hs_days_to_close_raw": decimal((end - start) / instants.DAY),
    }


def _made(facts: Facts) -> Mapping[str, str]:
    return {"hs_createdate": facts.get("createdate")} if facts.new else {}


def _ticket(facts: Facts) -> Mapping[str, str]:
    closed = (_metadata(facts) or {}).get("ticketState") == "CLOSED"
    end = (facts.get("closed_date") or facts.moment) if closed else ""
    start = instants.parse(facts.get("createdate") or "x")
    took = (instants.parse(end) or 0) - start if end and start is not None else None
    return {
        "hs_is_closed": truth(closed),
        "closed_date": end,
        "time_to_close": "" if took is None else str(max(0, took)),
    }


def _product(facts: Facts) -> Mapping[str, str]:
    """What a line item takes over from its product, unless it is given other values."""
    id_ = facts.get("hs_product_id")
    key = natural(id_)
    product = None if key is None else facts.portal.service(StoredRecords).find(PRODUCT, key)
    if product is None or (not facts.new and facts.before.get("hs_product_id") == id_):
        return {}
    known: dict[str, Any] = product.properties
    return {name: known[name] for name in OF_PRODUCT if known.get(name) and not facts.changed.get(name)}


def _line_item(facts: Facts) -> Mapping[str, str]:
    price, quantity = number(facts.get("price")), number(facts.get("quantity"))
    if price is None or quantity is None:
        return {}
    before = price * quantity
    discount = (number(facts.get("discount")) or 0.0) * quantity
    discount += before * (number(facts.get("hs_discount_percentage")) or 0.0) / 100
    amount = before - discount
    margin = amount - (number(facts.get("hs_cost_of_goods_sold")) or 0.0) * quantity
    per_year = PER_YEAR.get(facts.get("recurringbillingfrequency"))
    found = {"hs_pre_discount_amount": before, "hs_total_discount": discount, "amount": amount}
    for stem, sum_ in (("hs_", amount), ("hs_margin_", margin)):
        found[f"{stem}tcv"] = sum_
        found[f"{stem}mrr"] = sum_ * per_year / 12 if per_year else 0.0
        found[f"{stem}arr"] = sum_ * per_year if per_year else 0.0
        found[f"{stem}acv"] = sum_ * (per_year or 1)
    return {name: decimal(value) for name, value in (found | {"hs_margin": margin}).items()}


_SHARES = tuple(f"{stem}{one}" for stem in ("hs_", "hs_margin_") for one in ("tcv", "mrr", "arr", "acv"))
DEAL = (
    Row(("hs_createdate",), (), _made),
    Row(_STATE, ("pipeline", "dealstage"), _state),
    Row(_AMOUNTS, ("pipeline", "dealstage", "amount"), _amounts),
    Row(("days_to_close", "hs_days_to_close_raw"), ("pipeline", "dealstage", "closedate", "createdate"), _days),
)
TICKET = (Row(("hs_is_closed", "closed_date", "time_to_close"), ("hs_pipeline", "hs_pipeline_stage"), _ticket),)
LINE_ITEM = (
    Row(OF_PRODUCT, ("hs_product_id",), _product),
    Row(
        ("hs_pre_discount_amount", "hs_total_discount", "amount", "hs_margin", *_SHARES),
        (
            "hs_product_id",
            "price",
            "quantity",
            "discount",
            "hs_discount_percentage",
            "hs_cost_of_goods_sold",
            "recurringbillingfrequency",
        ),
        _line_item,
    ),
)
