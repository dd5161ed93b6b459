"""Records of a type that each call names: as `client.objects(object_type)`, but for operations by name."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from hubspot_facade.crm.records.object_types import objects_of
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.required_properties import REQUIRED, TYPE_IDS
from hubspot_facade.errors import InputError
from hubspot_facade.plans.methods import (
    C,
    ListMethod,
    Name,
    PlanMethod,
    RawAsync,
    RawSync,
    Resource,
    WithRawResponse,
    operation,
    pages_of,
    plan_of,
    static_attribute,
)
from hubspot_facade.plans.plan import Done
from hubspot_facade.wire.annotations import Written
from hubspot_facade.wire.argument_types import ObjectType
from hubspot_facade.wire.ids import object_type_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.plans.paging import Listing
    from hubspot_facade.plans.plan import Plan

P = ParamSpec("P")
T = TypeVar("T")

_PAGE = {"limit": "page_size"}
_INPUTS = {"inputs": "ids"}


def with_type(method: Callable[Concatenate[Any, P], T], *names: Name) -> PlanMethod[Concatenate[ObjectType, P], T]:
    """A method of records (`Objects.get`) that takes the object type before its own arguments."""
    return PlanMethod(_typed(method, plan_of), names, _uses(method))


def listing_with_type(
    method: Callable[Concatenate[Any, P], Listing[T]], *names: Name
) -> ListMethod[Concatenate[ObjectType, P], T]:
    """A listing of records (`Objects.list`) that takes the object type before its own arguments."""
    return ListMethod(_typed(method, pages_of), names, _uses(method))


def _uses(method: Any) -> tuple[str, ...]:
    declared = static_attribute(Objects, method.__name__)
    return () if declared is None else declared.uses


def _typed(method: Any, bind: Callable[..., Any]) -> Any:
    plain = method.__wrapped__

    @functools.wraps(plain)
    def typed(self: Any, object_type: str, *args: Any, **kwargs: Any) -> Any:
        return bind(method, self._of(object_type), *args, **kwargs)

    function: Any = typed
    this, *others = (signature := inspect.signature(plain)).parameters.values()
    hint = Written("ObjectType", __name__)
    kind = inspect.Parameter("object_type", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=hint)
    function.__signature__ = signature.replace(parameters=[this, kind, *others])
    function.__annotations__ = {"object_type": hint, **plain.__annotations__}
    return function


class RecordsOfTypes(Resource[C]):
    """Records of any type: "contacts", "0-1", a custom "2-123" or "p123_cars"."""

    with_raw_response = WithRawResponse["RecordsOfTypes[RawSync]", "RecordsOfTypes[RawAsync]"]()
    _noun = "record"
    _plural = "records"

    def _of(self, object_type: str) -> Objects[Any]:
        return objects_of(self._client, object_type)

    get = with_type(Objects.get, Name("Retrieve an individual record", effect="read", seeds=("003",)))
    list = listing_with_type(
        Objects.list,
        Name("List all records of an object", effect="read", seeds=("003",), fields=_PAGE),
        Name("List custom objects", effect="read", seeds=("000",), fields=_PAGE),
    )
    create = with_type(
        Objects.create,
        Name("Create a record", effect="create", seeds=("003",)),
        Name("Create a record with associations", effect="create", seeds=("003",)),
        Name("Create a record, associate an activity and pin it", effect="create", seeds=("003",)),
        Name("Create custom object", effect="create", seeds=("000",)),
    )
    update = with_type(Objects.update, Name("Update an individual record", effect="update", seeds=("003",)))
    pin = with_type(
        Objects.pin,
        Name(
            "Pin an activity on a record (update)",
            effect="update",
            seeds=("003",),
            fields={"hs_pinned_engagement_id": "activity_id"},
        ),
    )
    archive = with_type(Objects.archive, Name("Delete an individual record", effect="delete", seeds=("003",)))
    batch_read = with_type(
        Objects.batch_read,
        Name("Retrieve a batch of records by record ID", effect="read", seeds=("003",), fields=_INPUTS),
        Name(
            "Retrieve a batch of records by a custom unique identifier property",
            effect="read",
            seeds=("003",),
            fields=_INPUTS,
        ),
    )
    batch_create = with_type(
        Objects.batch_create,
        Name("Create multiple records", effect="create", seeds=("003",)),
        Name("Create multiple records with associations", effect="create", seeds=("003",)),
        Name("Multi-status errors on batch create", effect="create", seeds=("003",)),
    )
    batch_update = with_type(Objects.batch_update, Name("Update multiple records", effect="update", seeds=("003",)))
    batch_upsert = with_type(Objects.batch_upsert, Name("Upsert records", effect="update", seeds=("003",)))
    batch_archive = with_type(
        Objects.batch_archive, Name("Delete multiple records", effect="delete", seeds=("003",), fields=_INPUTS)
    )

    @operation(
        Name(
            "Required properties per object type (table of 24 objects)",
            effect="read",
            seeds=("003",),
            output="required_properties",
        )
    )
    def required_properties(self, object_type: ObjectType) -> Plan[tuple[str, ...]]:
        """List the properties that a new record must have; of names joined by "|", one is enough.

        For custom types, see their schemas.
        """
        kind = object_type_of(object_type)
        found = REQUIRED.get(TYPE_IDS.get(kind, kind))
        if found is None:
            raise InputError(
                "object_type", f"{kind!r} is not an object type of HubSpot's; see the schema of a custom one"
            )
        return Done(found)
