"""What definitions say of money and of calculation.

Which of HubSpot's properties are amounts, and the formulas of those that the sandbox calculates, in the language of
HubSpot's calculated properties.
"""

import re

_MONEY = re.compile(r"amount|price|revenue|cost|margin|\A(discount|tax)\Z|_discount\Z|_(acv|arr|mrr|tcv)\Z")
_WITH_MONEY = frozenset({"company", "deal", "line_item", "product"})
FORMULAS: dict[tuple[str, str], str] = {
    ("deal", "amount_in_home_currency"): "amount",
    ("deal", "days_to_close"): "max(0, round_down((closedate - createdate) / 86400000))",
    ("deal", "hs_forecast_amount"): "amount",
    ("deal", "hs_projected_amount"): "amount * hs_deal_stage_probability",
    ("deal", "hs_projected_amount_in_home_currency"): "amount * hs_deal_stage_probability",
    ("deal", "hs_closed_amount"): "if hs_is_closed_won then amount else 0",
    ("deal", "hs_closed_amount_in_home_currency"): "if hs_is_closed_won then amount else 0",
    ("line_item", "amount"): "hs_pre_discount_amount - hs_total_discount",
    ("line_item", "hs_pre_discount_amount"): "price * quantity",
    ("line_item", "hs_total_discount"): "discount * quantity + hs_pre_discount_amount * hs_discount_percentage / 100",
    ("line_item", "hs_tcv"): "amount",
    ("line_item", "hs_margin"): "amount - hs_cost_of_goods_sold * quantity",
    ("line_item", "hs_margin_tcv"): "hs_margin",
}


def described(kind: str, name: str, type_: str) -> dict[str, object]:
    """What the definition of one of HubSpot's properties says of money and calculation; nothing for most."""
    facts: dict[str, object] = {}
    if type_ == "number" and kind in _WITH_MONEY and _MONEY.search(name):
        facts["showCurrencySymbol"] = True
    if (kind, name) in FORMULAS:
        facts["calculationFormula"] = FORMULAS[kind, name]
    return facts
