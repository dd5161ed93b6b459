"""Settings as entries: one for each property, pipeline, label, …, by a key that means the same in every portal.

A key is the object type, the subject, and the names within it: `("deals", "pipelines", "Sales")`. An entry has the
fields of the files, without those that have their default. Ids of a portal are kept beside the entries, by the same
keys; stages have ids and no entries of their own: they are items of their pipeline's entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hubspot_facade.crm.records.type_names import NAMES, type_id

Key: TypeAlias = tuple[str, ...]
Entry: TypeAlias = dict[str, Any]

SCHEMA = "schema"
GROUPS = "groups"
PROPERTIES = "properties"
RULES = "validation-rules"
PIPELINES = "pipelines"
LABELS = "association-labels"
LIMITS = "association-limits"
SUBJECTS = (SCHEMA, GROUPS, PROPERTIES, RULES, PIPELINES, LABELS, LIMITS)

ALL_CUSTOM = "p_*"
HINT = "renamed_from"

_CUSTOM = re.compile(r"p_\w+")

# What is read where no object types are named.
USUAL = tuple(
    f"0-{number}" for number in (1, 2, 3, 5, 7, 8, 14, 18, 27, 46, 47, 48, 49, 116, 123, 136, 162, 410, 420, 421)
)
# Types that have pipelines, and types between which a portal can have labels of its own.
WITH_PIPELINES = frozenset(f"0-{number}" for number in (1, 2, 3, 5, 123, 136, 162, 410, 420, 421))
WITH_LABELS = frozenset(f"0-{number}" for number in (1, 2, 3, 5, 123, 136, 162, 410, 420, 421))
# A custom type can be associated with these from the start.
ACTIVITIES = frozenset(NAMES[f"0-{number}"][1] for number in (11, 18, 27, 46, 47, 48, 49, 116))


def is_custom(object_type: str) -> bool:
    """Whether it is a portal's own object type, written as p_name."""
    return _CUSTOM.fullmatch(object_type) is not None


def standard_name(object_type: str) -> str | None:
    """The name in the files of one of HubSpot's own types; None for another one."""
    names = NAMES.get(type_id(object_type.lower()))
    return None if names is None else names[1]


def has(object_type: str, types: frozenset[str]) -> bool:
    """Whether a type of the files is custom or among these."""
    return is_custom(object_type) or type_id(object_type) in types


def path_of(key: Key) -> str:
    """A key as messages name it: deals/pipelines/Sales."""
    return "/".join(each for each in key if each)


@dataclass(frozen=True, slots=True)
class Settings:
    """Entries, the object types that they are about, and the ids that they have in one portal."""

    object_types: tuple[str, ...]
    entries: Mapping[Key, Entry]
    portal_id: int | None = None
    ids: Mapping[Key, Any] = field(default_factory=dict[Key, Any])


@dataclass(frozen=True, slots=True)
class Portal:
    """What was read of a portal.

    `fixed` are HubSpot's own properties and groups: of those that are not among the entries, the files say nothing.
    `orders` are places of pipelines and stages as HubSpot numbers them. `types` are the association types of each pair
    by label, as category and id. `left_out` are object types that could not be read, with the reason of each.
    """

    settings: Settings
    fixed: Mapping[Key, Entry]
    type_ids: Mapping[str, str]
    orders: Mapping[Key, int]
    types: Mapping[Key, tuple[str, int]]
    left_out: Mapping[str, str]
    notes: tuple[str, ...] = ()
