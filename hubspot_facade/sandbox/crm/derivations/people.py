"""What follows from the values of contacts and companies."""

from collections.abc import Mapping

from .rows import Facts, Row, Shown

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
LIFE_DATES = tuple(f"hs_lifecyclestage_{stage}_date" for stage in STAGES_OF_LIFE)
_SHORT_CODES = frozenset(
    {*"17"}
    | {f"{code}" for code in (20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59))}
    | {f"{code}" for code in (*range(60, 67), 81, 82, 84, 86, *range(90, 96), 98)}
)
"""Country calling codes of one and two digits; all others have three."""


def _domain(facts: Facts) -> Mapping[str, str]:
    return {"hs_email_domain": facts.get("email").partition("@")[2]}


def _name(facts: Facts) -> Mapping[str, str]:
    name = f"{facts.get('firstname')} {facts.get('lastname')}".strip()
    return {"hs_full_name_or_email": name or facts.get("email")}


def _searchable(facts: Facts) -> Mapping[str, str]:
    return {"hs_searchable_calculated_phone_number": national(facts.get("phone"))}


def _phone(facts: Facts) -> Mapping[str, str]:
    phone = facts.get("phone")
    whole = _digits(phone)
    return {
        "hs_searchable_calculated_phone_number": _without_country(phone, whole),
        "hs_calculated_phone_number": f"+{whole}" if whole else "",
    }


def _mobile(facts: Facts) -> Mapping[str, str]:
    return {"hs_searchable_calculated_mobile_number": national(facts.get("mobilephone"))}


def national(phone: str) -> str:
    """The digits of a telephone number, area code and number, by which search finds it: without the country's code."""
    return _without_country(phone, _digits(phone))


def _without_country(phone: str, digits: str) -> str:
    if not phone.lstrip().startswith("+"):
        return digits
    return digits[1 if digits[:1] in _SHORT_CODES else 2 if digits[:2] in _SHORT_CODES else 3 :]


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def _life(facts: Facts) -> Mapping[str, str]:
    stage = facts.changed.get("lifecyclestage")
    return {f"hs_lifecyclestage_{stage}_date": facts.moment} if stage in STAGES_OF_LIFE else {}


def _website(facts: Facts) -> Mapping[str, str]:
    return {} if facts.get("website") else {"website": facts.get("domain")}


def _label(facts: Facts) -> Mapping[str, str]:
    return {"hs_task_label": facts.get("name") or facts.get("domain")}


CONTACT = (
    Row(("hs_email_domain",), ("email",), _domain),
    Row(("hs_full_name_or_email",), ("firstname", "lastname", "email"), _name, Shown.CREATION),
    Row(("hs_searchable_calculated_phone_number", "hs_calculated_phone_number"), ("phone",), _phone),
    Row(("hs_searchable_calculated_mobile_number",), ("mobilephone",), _mobile),
    Row(LIFE_DATES, ("lifecyclestage",), _life),
)
COMPANY = (
    Row(("website",), ("domain",), _website, Shown.CREATION),
    Row(("hs_task_label",), ("name", "domain"), _label),
    Row(("hs_searchable_calculated_phone_number",), ("phone",), _searchable, Shown.CREATION),
    Row(LIFE_DATES, ("lifecyclestage",), _life, Shown.NEVER),
)
