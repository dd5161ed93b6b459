"""Whether accounts have the object types and properties that a policy names: one that is misspelt hides nothing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from hubspot_facade.crm.records.type_names import NAMES
from hubspot_facade.errors import BadRequest, Forbidden, InputError, NotFound
from hubspot_facade.mcp.masking import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hubspot_facade.client import HubSpot
    from hubspot_facade.mcp.policy import Policy


def check_names(accounts: Sequence[HubSpot], policy: Policy) -> None:
    """InputError for an object type that no account has, and for a property that none of their types has.

    Patterns (`*_score`) are not looked up. Properties are looked for in the allowed types; without any, in one type
    after the other until all are found, without those that the token may not read. Errors of the requests are raised.
    """
    masking = policy.masking
    named = [("unmask", masking.unmasked), ("mask", masking.named), ("property_", policy.properties)]
    wanted = {name: field for field, names in named for name in names if "*" not in name}
    seen: dict[str, str] = {}
    for each in policy.object_types:
        seen |= _properties_of(accounts, each.strip())
    if not policy.object_types:
        for found in _all_properties(accounts) if wanted else ():
            seen |= found
            if all(plain_name(name) in seen for name in wanted):
                break
    for name, field in wanted.items():
        if plain_name(name) not in seen:
            near = get_close_matches(plain_name(name), seen, 3, 0.6)
            meant = f"; did you mean {' or '.join(repr(seen[one]) for one in near)}?" if near else ""
            pattern = f" (a pattern, such as {name + '*'!r}, is not looked up)" if field == "mask" else ""
            raise InputError(field, f"no object type has a property {name!r}{meant}{pattern}")


def _properties_of(accounts: Sequence[HubSpot], object_type: str) -> dict[str, str]:
    """The properties of a type by their plain names, in all accounts that have the type; InputError if none has."""
    found: list[dict[str, str]] = []
    problem = InputError("object_type", f"there is no object type {object_type!r}")
    for each in accounts:
        try:
            found.append(_plain(each, object_type))
        except InputError as unknown:
            problem = unknown
        except (BadRequest, NotFound):
            continue
    if not found:
        raise problem
    return {plain: name for each in found for plain, name in each.items()}


def _all_properties(accounts: Sequence[HubSpot]) -> Iterator[dict[str, str]]:
    """The properties of each type of each account: of HubSpot's own types, then of the account's."""
    for account in accounts:
        for each in _types(account):
            try:
                yield _plain(account, each)
            except (BadRequest, Forbidden, NotFound):  # not of this account, or not for this token
                continue


def _types(account: HubSpot) -> Iterator[str]:
    yield from NAMES
    try:
        yield from [each.object_type_id for each in account.schemas.list()]
    except Forbidden:
        return


def _plain(account: HubSpot, object_type: str) -> dict[str, str]:
    return {plain_name(name): name for name in account.properties.definitions(object_type)}
