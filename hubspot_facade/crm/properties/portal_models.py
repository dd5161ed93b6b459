"""Which of a portal's object types models are written for, and what is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.definitions import definitions_of
from hubspot_facade.crm.properties.model_source import ObjectModel, source_of
from hubspot_facade.crm.records.type_names import NAMES, type_id
from hubspot_facade.errors import BadRequest, Forbidden, NotFound
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import Together, needing
from hubspot_facade.wire.ids import object_type_of

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hubspot_openapi.v2026_03.crm.schemas import operations as calls
else:
    calls = edition_calls("crm.schemas")

# HubSpot's types that have a resource of their own.
_USUAL = tuple(f"0-{number}" for number in (1, 2, 3, 5, 7, 8, 14, 18, 27, 46, 47, 48, 49, 116, 123, 136))


@dataclass(frozen=True, slots=True)
class PortalModels:
    """The `source` of a Python module, and the object types that were left out, with the reason of each."""

    source: str
    left_out: Mapping[str, str] = field(default_factory=dict[str, str])


def models_of(object_types: Sequence[str] | None) -> Generator[Any, Any, PortalModels]:
    """Models of these types; of those that are usual and all custom ones where none are named.

    Of types that nobody named, those that the token may not read, or that the portal does not have, are left out.
    """
    left_out: dict[str, str] = {}
    wanted = None if object_types is None else [object_type_of(each) for each in object_types]
    custom: list[Any] = []
    if wanted is None or any(type_id(each) not in NAMES for each in wanted):
        try:
            answer: Any = yield from needing(
                calls.get_all(), "[].name", "[].object_type_id", "[].fully_qualified_name?"
            )
            custom = answer.results or []
        except Forbidden as error:
            left_out["custom object types"] = str(error)
    kinds = _custom(custom) if wanted is None else {each: _named(each, custom) for each in wanted}
    if wanted is None:
        kinds |= {each: _named(each, ()) for each in _USUAL}
    plans = [definitions_of(each, refresh=True) for each in kinds]
    found: list[Any] = yield from Together(plans)
    models: dict[str, ObjectModel] = {}
    for each, read in zip(kinds, found, strict=True):
        name, object_type, others = kinds[each]
        if isinstance(read, Forbidden | NotFound | BadRequest) and wanted is None:
            left_out[object_type] = str(read)
        elif isinstance(read, Exception):
            raise read
        else:
            models[object_type] = ObjectModel(name, object_type, read, others)
    return PortalModels(source_of(models.values()), left_out)


_Names = tuple[str, str, tuple[str, ...]]


def _custom(schemas: Sequence[Any]) -> dict[str, _Names]:
    return {each.object_type_id: _of_schema(each) for each in schemas}


def _of_schema(schema: Any) -> _Names:
    full = schema.fully_qualified_name or schema.object_type_id
    return schema.name, full, tuple(dict.fromkeys((schema.object_type_id, schema.name.lower())))


def _named(object_type: str, schemas: Sequence[Any]) -> _Names:
    """A type's name in the singular, the one for calls, and others that mean it."""
    names = NAMES.get(type_id(object_type))
    if names is not None:
        return names[0], names[1], ()
    for each in schemas:
        if object_type in (each.object_type_id, (each.fully_qualified_name or "").lower(), each.name.lower()):
            return _of_schema(each)
    return object_type, object_type, ()
