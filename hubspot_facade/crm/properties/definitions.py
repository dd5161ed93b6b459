"""What is known of an object type's properties: read once for a client, kept, and read anew before anything is refused.

The same for the names of a portal's own object types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from hubspot_facade.crm.records.type_names import is_bare, meant, type_id
from hubspot_facade.errors import Forbidden, InputError, UnknownField
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import needing
from hubspot_facade.plans.shared_reads import Kept, SharedRead

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from hubspot_openapi.v2026_03.crm.properties import operations as calls
    from hubspot_openapi.v2026_03.crm.schemas import operations as schema_calls
    from hubspot_openapi.v2026_03.shared import Property
else:
    calls = edition_calls("crm.properties")
    schema_calls = edition_calls("crm.schemas")

T = TypeVar("T")

_SCHEMAS = "crm.schemas"
_NEEDS = (
    *("[].name", "[].type_", "[].field_type?", "[].label?", "[].group_name?"),
    *("[].options?.value?", "[].options?.label?", "[].modification_metadata?.read_only_value?"),
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A property of an object type.

    `type` decides what its values are ("string", "number", "bool", "date", "datetime", "enumeration", …), `field_type`
    how they are shown. `options` are the values that an enumeration may have, with their labels; empty where HubSpot
    keeps them elsewhere (owners, pipelines, …). `multiple` properties hold several of them. The values of `read_only`
    properties are HubSpot's to set, `calculated` ones among them. `whole` are numbers that are ids or counts.
    """

    name: str
    type: str
    field_type: str = ""
    label: str = ""
    group_name: str = ""
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    multiple: bool = False
    read_only: bool = False
    calculated: bool = False
    unique: bool = False
    hidden: bool = False
    whole: bool = False
    hubspot_defined: bool = False
    referenced_object_type: str | None = None


class Definitions(Mapping[str, Definition]):
    """The properties of an object type by name."""

    def __init__(self, object_type: str, definitions: Sequence[Definition]) -> None:
        self.object_type = object_type
        self._by_name = {each.name: each for each in definitions}

    def __getitem__(self, name: str) -> Definition:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __repr__(self) -> str:
        return f"<Definitions of {len(self)} properties of {self.object_type}>"

    def find(self, name: str, field: str) -> Definition:
        """The property of this name in whatever case. InputError names the nearest ones where there is none."""
        found = self._by_name.get(name.lower())
        if found is None:
            spelled = {each.label.casefold(): each.name for each in reversed([*self.values()])}
            spelled |= {each: each for each in self}
            near = dict.fromkeys(spelled[each] for each in get_close_matches(name.casefold(), spelled, 3, 0.6))
            raise UnknownField(field, f"{self.object_type} have no property {name!r}{_meant([*near])}")
        return found


def definitions_of(object_type: str, *, refresh: bool = False) -> Generator[Any, Any, Definitions]:
    """The kept definitions of a type, read where they are missing or to be read anew."""
    kind = yield from named_type(object_type)
    definitions: Definitions = yield from _reading(kind, object_type, refresh=refresh)
    return definitions


def checked_by(object_type: str, check: Callable[[Definitions], T]) -> Generator[Any, Any, tuple[Definitions, T]]:
    """What a check makes of the definitions, and these. Before a kept copy refuses anything, it is read anew."""
    kind = yield from named_type(object_type)
    first = _reading(kind, object_type)
    definitions: Definitions = yield from first
    try:
        return definitions, check(definitions)
    except InputError:
        if first.was_read:
            raise
    definitions = yield from _reading(kind, object_type, instead_of=definitions)
    return definitions, check(definitions)


def check_searched(
    object_type: str, names: Iterable[str], check: Callable[[Definitions], object]
) -> Generator[Any, Any, None]:
    """UnknownField for a property that is searched by and does not exist, if the type's definitions are kept.

    Then `check` looks at the rest of the search; it may raise InputError.
    """
    kind = object_type
    if is_bare(object_type):
        known: dict[str, str] = (yield from Kept(_SCHEMAS)) or {}
        kind = known.get(object_type, object_type)
    if (yield from Kept(_key(kind))) is not None:
        wanted = [each for each in names if not each.startswith("associations.")]

        def check_all(definitions: Definitions) -> None:
            for each in wanted:
                definitions.find(each, each)
            check(definitions)

        yield from checked_by(kind, check_all)


def _key(kind: str) -> tuple[str, str]:
    return "crm.properties", type_id(kind)


def _reading(kind: str, object_type: str, **which: Any) -> SharedRead:
    def read() -> Generator[Any, Any, Definitions]:
        answer: Any = yield from needing(calls.get_all(kind), *_NEEDS)
        return Definitions(object_type, [definition_of(each) for each in answer.results or ()])

    return SharedRead(_key(kind), read, **which)


def named_type(object_type: str, field: str = "object_type") -> Generator[Any, Any, str]:
    """The object type as calls take it: of a custom type's bare name its id, which the portal's schemas tell.

    InputError, of this field, names the nearest types where there is none of the name. Where the token may not read
    schemas, the name is left for HubSpot to judge.
    """
    if not is_bare(object_type):
        return object_type
    try:
        first = SharedRead(_SCHEMAS, _type_names)
        names: dict[str, str] = yield from first
        if object_type not in names and not first.was_read:
            names = yield from SharedRead(_SCHEMAS, _type_names, instead_of=names)
    except Forbidden:
        return object_type
    if object_type not in names:
        raise InputError(field, f"there is no object type {object_type!r}; {meant(object_type, names)}")
    return names[object_type]


def _type_names() -> Generator[Any, Any, dict[str, str]]:
    answer: Any = yield from needing(schema_calls.get_all(), "[].name", "[].object_type_id")
    return {each.name.lower(): each.object_type_id for each in answer.results or ()}


def definition_of(answered: Property) -> Definition:
    """A definition from HubSpot's."""
    rules = answered.modification_metadata
    listed: Any = answered.options or ()
    own, number = bool(answered.hubspot_defined), answered.type_ == "number"
    return Definition(
        name=answered.name,
        type=answered.type_,
        field_type=answered.field_type or "",
        label=answered.label or "",
        group_name=answered.group_name or "",
        options={} if answered.external_options else {each.value or "": each.label or "" for each in listed},
        multiple=answered.type_ == "enumeration" and answered.field_type == "checkbox",
        read_only=bool(answered.calculated or (rules is not None and rules.read_only_value)),
        calculated=bool(answered.calculated),
        unique=bool(answered.has_unique_value),
        hidden=bool(answered.hidden),
        whole=own and number and _is_whole(answered.name),
        hubspot_defined=own,
        referenced_object_type=answered.referenced_object_type,
    )


def _is_whole(name: str) -> bool:
    """Whether a number of HubSpot's own is an id or a count; definitions do not say so."""
    parts = name.split("_")
    return parts[-1] in ("id", "by", "count", "associatedcompanyid") or "num" in parts[:2]


def _meant(near: Sequence[str]) -> str:
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
