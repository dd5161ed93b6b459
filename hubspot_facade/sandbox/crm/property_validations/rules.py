"""The types of validation rules: what each asks of a value, in HubSpot's words where they are known.

Known are `MAX_LENGTH` and `INVALID_ALPHA`, `CONTAINS_URL` and `INVALID_DOMAIN`; the other codes are the sandbox's own,
`INVALID_` and the rule's type. A `FORMAT` rule and arguments that make no sense refuse nothing.
"""

import re
from collections.abc import Callable
from typing import Final

from hubspot_facade.sandbox.crm.objects import addresses
from hubspot_facade.sandbox.state import instants

from .patterns import fits

Problem = tuple[str, str]
"""Code and wording."""
Check = Callable[[str, list[str], int], Problem | None]

_URL = re.compile(r"(https?://|www\.)\S+\.\S+", re.IGNORECASE)
_WHOLE_URL = re.compile(r"(https?://)?([\w-]+\.)+[a-z]{2,}(:\d+)?([/?#]\S*)?\Z", re.IGNORECASE)
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\Z", re.IGNORECASE)
_PHONE = re.compile(r"\+[1-9][\d ().-]{5,}\Z")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\Z")
_UNITS = (365 * instants.DAY, 30 * instants.DAY, 7 * instants.DAY, instants.DAY, 3_600_000, 60_000, 1_000)
_ALPHABETS = {
    "NUMERIC_ONLY": (re.compile(r"\d*\Z"), ("INVALID_NUMERIC", "Enter only numbers")),
    "ALPHA_ONLY": (re.compile(r"[^\W\d_]*\Z"), ("INVALID_ALPHA", "Enter only letters")),
    "ALPHANUMERIC_ONLY": (re.compile(r"[^\W_]*\Z"), ("INVALID_ALPHANUMERIC", "Enter only letters and numbers")),
}
_SYNONYMS = {
    "NUMERIC": "NUMERIC_ONLY",
    "ALPHA": "ALPHA_ONLY",
    "ALPHABETIC_ONLY": "ALPHA_ONLY",
    "ALPHANUMERIC": "ALPHANUMERIC_ONLY",
}
_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_FORBIDDEN = frozenset({"NOT_ALLOWED", "NONE", "FALSE", "NO_SPECIAL_CHARACTERS", "NO_WHITESPACE", "NO_URL"})


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _bound(arguments: list[str]) -> float | None:
    return _number(arguments[0]) if arguments else None


def _shortest(value: str, arguments: list[str], _: int) -> Problem | None:
    least = _bound(arguments)
    short = least is not None and len(value) < least
    return ("MIN_LENGTH", f"Enter {arguments[0]} characters or more") if short else None


def _longest(value: str, arguments: list[str], _: int) -> Problem | None:
    most = _bound(arguments)
    long = most is not None and len(value) > most
    return ("MAX_LENGTH", f"Enter {arguments[0]} characters or fewer") if long else None


def _least(value: str, arguments: list[str], _: int) -> Problem | None:
    least, number = _bound(arguments), _number(value)
    small = least is not None and number is not None and number < least
    return ("MIN_NUMBER", f"Enter a number of {arguments[0]} or more") if small else None


def _most(value: str, arguments: list[str], _: int) -> Problem | None:
    most, number = _bound(arguments), _number(value)
    large = most is not None and number is not None and number > most
    return ("MAX_NUMBER", f"Enter a number of {arguments[0]} or less") if large else None


def _decimals(value: str, arguments: list[str], _: int) -> Problem | None:
    most = _bound(arguments)
    many = most is not None and len(value.partition(".")[2]) > most
    return ("INVALID_DECIMAL", f"Enter {arguments[0]} decimal places or fewer") if many else None


def _alphabet(value: str, arguments: list[str], _: int) -> Problem | None:
    wanted = arguments[0].upper() if arguments else ""
    known = _ALPHABETS.get(_SYNONYMS.get(wanted, wanted))
    return None if known is None or known[0].match(value) else known[1]


def _pattern(value: str, arguments: list[str], _: int) -> Problem | None:
    try:
        matches = not arguments or fits(arguments[0], value)
    except re.error:
        return None
    return None if matches else ("INVALID_REGEX", "Enter a value in the required format")


def _forbids(arguments: list[str]) -> bool:
    return not arguments or arguments[0].upper() in _FORBIDDEN


def _special(value: str, arguments: list[str], _: int) -> Problem | None:
    found = _forbids(arguments) and re.search(r"[^\w\s]|_", value) is not None
    return ("INVALID_SPECIAL_CHARACTERS", "Enter no special characters") if found else None


def _spaces(value: str, arguments: list[str], _: int) -> Problem | None:
    found = _forbids(arguments) and re.search(r"\s", value) is not None
    return ("INVALID_WHITESPACE", "Enter no spaces") if found else None


def _url(value: str, arguments: list[str], _: int) -> Problem | None:
    if arguments and arguments[0].upper() in _FORBIDDEN:
        return ("CONTAINS_URL", "Enter no URL") if _URL.search(value) else None
    return None if _WHOLE_URL.match(value) else ("INVALID_URL", "Enter a valid URL")


def _domain(value: str, _: list[str], __: int) -> Problem | None:
    return None if _DOMAIN.match(value) else ("INVALID_DOMAIN", "Enter a valid domain")


def _email(value: str, _: list[str], __: int) -> Problem | None:
    return None if addresses.valid(value) else ("INVALID_EMAIL", f"Email address {value} is invalid")


def _phone(value: str, _: list[str], __: int) -> Problem | None:
    wrong = ("INVALID_PHONE_NUMBER", "Enter a phone number with its country code")
    return None if _PHONE.match(value) else wrong


def _host(value: str) -> str:
    if "@" in value:
        return value.rpartition("@")[2].lower()
    return re.split(r"[/?#:]", re.sub(r"\Ahttps?://", "", value.lower()))[0]


def _within(host: str, domains: list[str]) -> bool:
    return any(host == one.lower() or host.endswith(f".{one.lower()}") for one in domains)


def _allowed(value: str, arguments: list[str], _: int) -> Problem | None:
    return None if _within(_host(value), arguments) else ("INVALID_DOMAIN", "This domain is not allowed")


def _blocked(value: str, arguments: list[str], _: int) -> Problem | None:
    return ("INVALID_DOMAIN", "This domain is blocked") if _within(_host(value), arguments) else None


def _start(value: str, arguments: list[str], _: int) -> Problem | None:
    moment, least = instants.parse(value), instants.parse(arguments[0]) if arguments else None
    early = moment is not None and least is not None and moment < least
    return ("INVALID_DATE", f"Enter a date on or after {arguments[0]}") if early else None


def _end(value: str, arguments: list[str], _: int) -> Problem | None:
    moment, most = instants.parse(value), instants.parse(arguments[0]) if arguments else None
    late = moment is not None and most is not None and moment > most
    return ("INVALID_DATE", f"Enter a date on or before {arguments[0]}") if late else None


def _span(arguments: list[str]) -> int | None:
    found = _DURATION.match(arguments[0].upper()) if arguments else None
    return None if found is None else sum(int(n or 0) * unit for n, unit in zip(found.groups(), _UNITS, strict=True))


def _after(value: str, arguments: list[str], now: int) -> Problem | None:
    moment, span = instants.parse(value), _span(arguments)
    early = moment is not None and span is not None and moment < now + span
    return ("INVALID_DATE", f"Enter a date at least {arguments[0]} from now") if early else None


def _before(value: str, arguments: list[str], now: int) -> Problem | None:
    moment, span = instants.parse(value), _span(arguments)
    late = moment is not None and span is not None and moment > now - span
    return ("INVALID_DATE", f"Enter a date at least {arguments[0]} ago") if late else None


def _weekdays(value: str, arguments: list[str], _: int) -> Problem | None:
    moment = instants.parse(value)
    if moment is None or not arguments:
        return None
    day = _DAYS[(moment // instants.DAY + 3) % 7]
    allowed = {one.strip().upper() for argument in arguments for one in argument.split(",")}
    return None if day in allowed else ("INVALID_DATE", f"Enter a date on one of: {', '.join(arguments)}")


def _anything(_: str, __: list[str], ___: int) -> Problem | None:
    return None


CHECKS: Final[dict[str, Check]] = {
    "AFTER_DATETIME_DURATION": _after,
    "AFTER_DURATION": _after,
    "ALPHANUMERIC": _alphabet,
    "BEFORE_DATETIME_DURATION": _before,
    "BEFORE_DURATION": _before,
    "DAYS_OF_WEEK": _weekdays,
    "DECIMAL": _decimals,
    "DOMAIN": _domain,
    "EMAIL": _email,
    "EMAIL_ALLOWED_DOMAINS": _allowed,
    "EMAIL_BLOCKED_DOMAINS": _blocked,
    "END_DATE": _end,
    "END_DATETIME": _end,
    "FORMAT": _anything,
    "MAX_LENGTH": _longest,
    "MAX_NUMBER": _most,
    "MIN_LENGTH": _shortest,
    "MIN_NUMBER": _least,
    "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE": _phone,
    "REGEX": _pattern,
    "SPECIAL_CHARACTERS": _special,
    "START_DATE": _start,
    "START_DATETIME": _start,
    "URL": _url,
    "URL_ALLOWED_DOMAINS": _allowed,
    "URL_BLOCKED_DOMAINS": _blocked,
    "WHITESPACE": _spaces,
}
"""What refuses a value, by rule type. A check is given the value, the rule's arguments and epoch milliseconds."""
