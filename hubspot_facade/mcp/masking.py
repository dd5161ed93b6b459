"""Sensitive properties: never shown, and never named in a payload, so that filters and sorts cannot probe them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from math import inf
from typing import Any, cast

from hubspot_facade.mcp.refusal import Refusal

MASKED = "[masked]"
SECRET = "[secret]"  # noqa: S105 # what is shown in place of one

DEFAULT = (
    "*bank_account*",
    "*birth_date*",
    "*birthdate*",
    "*card_number*",
    "*credit_card*",
    "*date_of_birth*",
    "*iban",
    "*passport*",
    "*password*",
    "*social_security*",
    "*tax_id*",
    "gender",
    "marital_status",
    "military_status",
    "national_id*",
    "relationship_status",
    "salary",
    "ssn",
    "ssn_*",
    "*_ssn",
)
"""The properties that are masked by default, as patterns of their names."""

_SECRETS = re.compile(
    r"(access|refresh|id|private_app|visitor_identification|api)_?(token|key)|token|password|(client|app)_?secret"
    r"|hapikey|private_?key|channel_?access_?token",
    re.IGNORECASE,
)
_NAMES = ("name", "property", "propertyName", "property_name", "propertyId", "type")  # what says whose value it is
_DEFINES = ("fieldType", "groupName", "field_type", "group_name")  # of a definition, which has no values
_SPLIT = re.compile(r"[,;&]")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:/?&=]+(?:@|%40)[^\s<>\"'(),;:/?&=]+\.[^\s<>\"'(),;:/?&=]+")
_LONGEST_NAME = 500  # characters of text that may hold names of properties, rather than prose

# Where HubSpot has the value of a property under another name.
_ALSO = {
    "email": ("emailaddress", "recipient", "recipients", "subscriberid", "hs_additional_emails", "work_email"),
    "phone": ("phonenumber", "hs_searchable_calculated_phone_number", "hs_calculated_phone_number"),
    "firstname": ("first_name", "hs_full_name_or_email"),
    "lastname": ("last_name", "hs_full_name_or_email"),
}
# The properties that a search by words looks into, by the id of the object type.
SEARCHED = {
    "0-1": (
        "company",
        "email",
        "fax",
        "firstname",
        "hs_additional_emails",
        "hs_object_id",
        "hs_searchable_calculated_phone_number",
        "lastname",
        "mobilephone",
        "phone",
    ),
    "0-2": ("domain", "hs_additional_domains", "name", "phone", "website"),
    "0-3": ("dealname", "dealstage", "dealtype", "description", "hs_object_id", "pipeline"),
    "0-5": ("content", "hs_pipeline_stage", "hs_ticket_category", "hs_ticket_id", "subject"),
    "0-7": ("name", "description", "price", "hs_sku"),
}


class Masking:
    """The properties whose values an agent neither sees nor asks about, as names or patterns (`*_ssn`)."""

    def __init__(self, names: Collection[str] = (), *, default: bool = True, shown: Collection[str] = ()) -> None:
        self.named, self.unmasked = tuple(names), tuple(each for each in shown if each not in DEFAULT)
        wanted = [plain_name(each) for each in (*(DEFAULT if default else ()), *names)]
        further = [also for each in wanted for also in _ALSO.get(each, ())]
        self.patterns = tuple(dict.fromkeys((*wanted, *further)))
        self._shown = frozenset(map(plain_name, shown))

    def hides(self, name: str) -> bool:
        """Whether a property of this name is masked, in any writing."""
        plain = plain_name(name)
        return bool(plain) and plain not in self._shown and self._matches(plain)

    def check(self, payload: object, place: str = "the payload") -> None:
        """Refusal if a payload, a filter, a sort or a query names a masked property."""
        for name in _names_in(payload):
            if self.hides(name):
                raise Refusal(
                    f"{name[:100]!r} in {place} names a masked property: it can be neither read, searched "
                    "or sorted by, nor written here. Leave it out"
                )

    def check_words(self, type_id: str) -> None:
        """Refusal if a search by words of this object type could find out what is masked."""
        searched = SEARCHED.get(type_id)
        if searched is None:
            raise Refusal("which properties a search by words looks into is not known of this type: use filters")
        if hidden := [each for each in searched if self.hides(each)]:
            raise Refusal(f"a search by words would look into what is masked ({', '.join(hidden)}): use filters")

    def data(self, value: Any) -> Any:
        """An answer without the values of masked properties, and without secrets."""
        if isinstance(value, Mapping):
            return self._object(cast("Mapping[str, Any]", value))
        if isinstance(value, list | tuple):
            return [self.data(each) for each in cast("list[Any]", value)]
        return self.text(value) if isinstance(value, str) else value

    def text(self, text: str) -> str:
        """A text without addresses, if these are masked."""
        return _ADDRESS.sub(MASKED, text) if self._hides_addresses else text

    @cached_property
    def _hides_addresses(self) -> bool:
        return self.hides("email")

    def _matches(self, plain: str) -> bool:
        return any(fnmatchcase(plain, pattern) for pattern in self.patterns)

    def _object(self, given: Mapping[str, Any]) -> dict[str, Any]:
        named = [each for key in _NAMES if isinstance(each := given.get(key), str) and self.hides(each)]
        hidden = bool(named) and not any(key in given for key in _DEFINES)
        return {key: self._value(key, each, hidden=hidden) for key, each in given.items()}

    def _value(self, key: str, value: Any, *, hidden: bool) -> Any:
        if isinstance(value, str | int | float) and _SECRETS.fullmatch(key):
            return SECRET
        if self.hides(key) or (hidden and key not in _NAMES):
            return MASKED
        return self.data(value)


def plain_name(name: str) -> str:
    """A name in one writing: `dateOfBirth`, `Date-Of-Birth` and `date_of_birth` are the same."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[^a-z0-9*]+", "_", spaced.casefold()).strip("_")


def _names_in(value: object, most: float = _LONGEST_NAME) -> Iterator[str]:
    """Whatever may name a property: each key, and each piece of a text of at most so many characters."""
    if isinstance(value, Mapping):
        for key, each in cast("Mapping[object, object]", value).items():
            yield str(key)
            yield from _names_in(each, inf if plain_name(str(key)) in _NAMING else _LONGEST_NAME)
    elif isinstance(value, list | tuple):
        for each in cast("list[object]", value):
            yield from _names_in(each, most)
    elif isinstance(value, str) and len(text := value.strip()) <= most:
        for piece in _SPLIT.split(text):
            first, *others = piece.strip().lstrip("-+").split(":")[0].split() or [""]
            if first and (not others or (len(others) == 1 and others[0].casefold() in _ORDERS)):  # else it is prose
                yield first


# Fields whose texts are names, however long.
_NAMING = frozenset(
    ("properties", "properties_with_history", "property", "property_name", "id_property", "sorts", "sort")
)
_ORDERS = ("asc", "desc", "ascending", "descending")
