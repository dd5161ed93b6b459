"""Associations as HubSpot's batches have them: inputs of `from`, `to` and `types`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.crm.associations.inputs import TYPED, types_of
from hubspot_facade.crm.associations.specs import existing_spec
from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Batch, BatchEndpoint, Given, listed, prepared, refusal, run_batch
from hubspot_facade.plans.bodies import entry_of
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, Resource, operation
from hubspot_facade.wire.argument_types import Inputs, ObjectType, TypeId
from hubspot_facade.wire.values import Id, id_of, object_type_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.associations import operations as calls
    from hubspot_openapi.v2026_03.crm.associations.models import (
        BatchResponsePublicDefaultAssociation,
        LabelsBetweenObjectPair,
    )

    from hubspot_facade.crm.associations.specs import Labels
else:
    calls = edition_calls("crm.associations")


_FROM = {"from_object_type": "object_type"}
_RECORDS = {**_FROM, "from_object_id": "object_id", "record_id": "object_id", "to_record_id": "to_object_id"}
# A type to remove is looked up among the portal's.
_REMOVAL = (
    "crm.associations.archive",
    "crm.associations.batch_archive_labels",
    "crm.associations_schema.list_labels",
)


class AssociationBatches(Resource[C]):
    """What associations are made and removed under labels of the caller's."""

    @operation(Name("Create associations", effect="create", seeds=("001",), fields=_FROM))
    def batch_write(
        self, object_type: ObjectType, to_object_type: ObjectType, inputs: Inputs, *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[Any]]:
        """Associate records: inputs are `{"from": {"id"}, "to": {"id"}, "types": […]}`. Any number.

        Types are HubSpot's `{"associationCategory", "associationTypeId"}`, or ids, names and labels; `type` takes a
        single one as v3 did, and without any it is the plain association of the two object types.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        labels: Labels = {}
        given: list[Given] = []
        for index, each in enumerate(listed(inputs)):
            try:
                entry: Any = _ends(each, f"inputs[{index}]", more=TYPED)
                entry["types"] = yield from types_of(kind, other, each, f"inputs[{index}]", labels)
            except InputError as error:
                entry = refusal(error)
            given.append((each, entry))
        endpoint = BatchEndpoint(
            "crm.associations.batch_create",
            lambda chunk: calls.batch_create(kind, other, body={"inputs": chunk}),
            lambda entry: [f"{entry['from']['id']}>{entry['to']['id']}", entry["from"]["id"], entry["to"]["id"]],
            result_pairs,
            size=2000,
            alike=lambda entry: (entry["from"]["id"], entry["to"]["id"]),
        )
        return (yield from run_batch(endpoint, given, raise_errors=raise_errors))

    @operation(Name("Delete associations", effect="delete", seeds=("001",), fields=_FROM))
    def batch_remove(
        self, object_type: ObjectType, to_object_type: ObjectType, inputs: Inputs, *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[None]]:
        """Remove every association between records: inputs are `{"from": {"id"}, "to": [{"id"}]}`. Any number."""
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        endpoint = BatchEndpoint(
            "crm.associations.batch_archive",
            lambda chunk: calls.batch_archive(kind, other, body={"inputs": chunk}),
            lambda entry: [entry["from"]["id"]],
            result_pairs,
        )
        return run_batch(endpoint, prepared(inputs, _removal), raise_errors=raise_errors)

    @operation(
        Name("Associate custom object", effect="create", seeds=("000",), fields=_RECORDS),
        uses=("crm.associations.create", "crm.associations.create_default"),
    )
    def associate(
        self,
        object_type: ObjectType,
        object_id: Id,
        to_object_type: ObjectType,
        to_object_id: Id,
        *,
        association_type_id: TypeId | None = None,
        association_category: str | None = None,
    ) -> Generator[Any, Any, LabelsBetweenObjectPair | BatchResponsePublicDefaultAssociation]:
        """What two records have now: the type that is named, or an association without a label.

        The type is one that the portal has from the one object type to the other; its category is read from there.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        one, another = id_of(object_id, "object_id"), id_of(to_object_id, "to_object_id")
        if association_type_id is None:
            return (yield from calls.create_default(kind, one, other, another))
        spec = yield from existing_spec(kind, other, association_type_id, association_category)
        return (yield from calls.create(kind, one, other, another, body=[spec]))

    @operation()
    def archive_label(
        self,
        object_type: ObjectType,
        object_id: Id,
        to_object_type: ObjectType,
        to_object_id: Id,
        *,
        association_type_id: TypeId,
        association_category: str | None = None,
    ) -> Generator[Any, Any, None]:
        """Take one label off two records; their other associations stay. Reads the portal's types first.

        InputError when the portal has no such type, or when its id is both HubSpot's and the portal's own and no
        `association_category` says which.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        one, another = id_of(object_id, "object_id"), id_of(to_object_id, "to_object_id")
        spec = yield from existing_spec(kind, other, association_type_id, association_category)
        entry = {"from": {"id": one}, "to": {"id": another}, "types": [spec]}
        yield from calls.batch_archive_labels(kind, other, body={"inputs": [entry]})

    @operation(
        Name("Remove an association between records", effect="delete", seeds=("003",), fields=_RECORDS),
        Name("Delete custom object association", effect="delete", seeds=("000",), fields=_RECORDS),
        uses=_REMOVAL,
    )
    def remove(
        self,
        object_type: ObjectType,
        object_id: Id,
        to_object_type: ObjectType,
        to_object_id: Id,
        *,
        association_type_id: TypeId | None = None,
        association_category: str | None = None,
    ) -> Generator[Any, Any, None]:
        """Remove every association between two records, or only the one of the type that is named.

        A type is read from the portal first, as for `archive_label`.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        one, another = id_of(object_id, "object_id"), id_of(to_object_id, "to_object_id")
        if association_type_id is None:
            yield from calls.archive(kind, one, other, another)
            return
        spec = yield from existing_spec(kind, other, association_type_id, association_category)
        entry = {"from": {"id": one}, "to": {"id": another}, "types": [spec]}
        yield from calls.batch_archive_labels(kind, other, body={"inputs": [entry]})


def result_pairs(result: Any) -> list[str]:
    """The two ids of an association that HubSpot answers, which has two forms."""
    if hasattr(result, "from_object_id"):
        return [f"{result.from_object_id}>{result.to_object_id}"]
    one, another = getattr(result, "from_", None), getattr(result, "to", None)
    return [f"{getattr(one, 'id', None)}>{getattr(another, 'id', None)}"]


def _removal(given: Any, field: str) -> dict[str, Any]:
    ends = _ends(given, field, several=("to",))
    return {**ends, "to": ends["to"] if isinstance(ends["to"], list) else [ends["to"]]}


def _ends(given: Any, field: str, *, several: Sequence[str] = (), more: Sequence[str] = ()) -> dict[str, Any]:
    ends: dict[str, Any] = {}
    entry = entry_of(given, ("from", "to", *more), field)
    for name in ("from", "to"):
        if name not in entry:
            raise InputError(f"{field}.{name}", "is missing")
        ends[name] = _refs(entry[name], f"{field}.{name}", several=name in several)
    return ends


def _refs(value: object, field: str, *, several: bool = False) -> Any:
    if several and isinstance(value, list):
        return [_refs(each, f"{field}[{index}]") for index, each in enumerate(cast("list[object]", value))]
    if isinstance(value, Mapping):
        return {"id": id_of(entry_of(cast("object", value), ("id",), field).get("id"), f"{field}.id")}
    return {"id": id_of(value, field)}
