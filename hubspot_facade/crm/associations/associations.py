"""Associations between records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, Unpack

from hubspot_facade.crm.associations.found import Found, found_as_results, read_associated
from hubspot_facade.crm.associations.pairs import Pair, creation_endpoint, creations_of, removal_endpoint, removals_of
from hubspot_facade.crm.associations.specs import existing_spec, spec_of
from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Batch, run_batch
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.former_names import FormerName
from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.options import LoadOptions
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import Ids, LoadRows, ObjectType, TypeId
from hubspot_facade.wire.ids import id_of, object_type_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.associations import operations as calls
    from hubspot_openapi.v2026_03.crm.associations.models import (
        BatchResponsePublicDefaultAssociation,
        LabelsBetweenObjectPair,
    )
    from hubspot_openapi.v2026_03.shared import MultiAssociatedObjectWithLabel

    from hubspot_facade.bulk.outcomes import Report
    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.associations")

Pairs: TypeAlias = Iterable[Pair]
"""Pairs of records, any number of them: `(from_id, to_id)`, or `{"from": {"id": …}, "to": {"id": …}}`."""

_RECORDS = {
    "from_object_type": "object_type",
    "from_object_id": "object_id",
    "record_id": "object_id",
    "to_record_id": "to_object_id",
}
_INPUTS = {"from_object_type": "object_type", "inputs": "pairs"}
# The type to remove is looked up among the portal's types.
_LOAD = ("account.account_info.get_details", "crm.associations_schema.list_labels")
_REMOVAL = (
    "crm.associations.archive",
    "crm.associations.batch_archive_labels",
    "crm.associations_schema.list_labels",
)


def default_association(
    object_type: str, object_id: Id, to_object_type: str, to_object_id: Id
) -> Plan[BatchResponsePublicDefaultAssociation]:
    """The call that associates two records without a label."""
    return calls.create_default(*_ends_of(object_type, object_id, to_object_type, to_object_id))


def echoed(result: Any, payload: Mapping[str, Any]) -> Any:
    """The association with the object types as the caller spelled them, and ids as numbers, as the seed shows them."""
    data = result.to_dict()
    for name in ("fromObjectId", "toObjectId"):
        if str(data.get(name, "")).isdecimal():
            data[name] = int(data[name])
    return {**data, "objectType": payload.get("object_type"), "toObjectType": payload.get("to_object_type")}


class Associations(Resource[C]):
    """Which records are associated, and with which labels.

    Object types are spelled "contacts", "contact" or "0-1". Type ids have a direction: 3 is deal to contact, 4 contact
    to deal.
    """

    with_raw_response = WithRawResponse["Associations[RawSync]", "Associations[RawAsync]"]()

    @operation(
        Name("Associate crm objects", effect="create", seeds=("000",), output=echoed),
        Name("Associate a record with another record or activity", effect="create", seeds=("003",), output=echoed),
        Name("Associate custom object", effect="create", seeds=("000",), fields=_RECORDS),
        uses=("crm.associations.create", "crm.associations.create_default"),
    )
    def create(
        self,
        object_type: ObjectType,
        object_id: Id,
        to_object_type: ObjectType,
        to_object_id: Id,
        *,
        association_type_id: TypeId | None = None,
        association_category: str | None = None,
    ) -> Generator[Any, Any, LabelsBetweenObjectPair | BatchResponsePublicDefaultAssociation]:
        """Associate two records, unlabelled or by the type that is named.

        Returns the association that they now have.
        The type is an id or a name of HubSpot's ("contact_to_company"), in either direction, or an id or label of the
        portal's own, for which the portal's types are read first. An id that HubSpot defines for the two object types
        is HubSpot's, unless `association_category` says otherwise. A type replaces labels that they had before.
        """
        ends = _ends_of(object_type, object_id, to_object_type, to_object_id)
        if association_type_id is None and association_category is None:
            return (yield from calls.create_default(*ends))
        spec = yield from spec_of(ends[0], ends[2], association_type_id, association_category)
        return (yield from calls.create(*ends, body=[spec]))

    create_default: FormerName[BatchResponsePublicDefaultAssociation] = FormerName("create")
    associate: FormerName[LabelsBetweenObjectPair | BatchResponsePublicDefaultAssociation] = FormerName("create")

    @listing(Name("List CRM object associations", effect="read", seeds=("000",), fields={"limit": "page_size"}))
    def list(
        self,
        object_type: ObjectType,
        object_id: Id,
        to_object_type: ObjectType,
        *,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[MultiAssociatedObjectWithLabel]:
        """List the records of another type that a record is associated with, with their labels.

        A page has 500 at most.
        """
        kind, record = object_type_of(object_type), id_of(object_id, "object_id")
        other = object_type_of(to_object_type, "to_object_type")
        return Pages(
            fetch=lambda cursor: calls.get_page(
                kind, record, other, limit=page_size or min(500, limit or 500), after=cursor
            ),
            start=after,
            limit=limit,
        )

    @operation(
        Name("Delete associations from CRM objects", effect="delete", seeds=("000",)),
        Name("Remove an association between records", effect="delete", seeds=("003",), fields=_RECORDS),
        Name("Delete custom object association", effect="delete", seeds=("000",), fields=_RECORDS),
        uses=_REMOVAL,
    )
    def archive(
        self,
        object_type: ObjectType,
        object_id: Id,
        to_object_type: ObjectType,
        to_object_id: Id,
        *,
        association_type_id: TypeId | None = None,
        association_category: str | None = None,
    ) -> Generator[Any, Any, None]:
        """Remove every association between two records, or only the one of a given type.

        For a given type, the portal's types are read first: InputError if the portal has no such type, or if its
        id is both HubSpot's and the portal's own and no `association_category` says which is meant.
        """
        ends = _ends_of(object_type, object_id, to_object_type, to_object_id)
        if association_type_id is None:
            if association_category is not None:
                raise InputError("association_type_id", "is missing: a category alone does not name a type")
            yield from calls.archive(*ends)
            return
        kind, one, other, another = ends
        spec = yield from existing_spec(kind, other, association_type_id, association_category)
        entry = {"from": {"id": one}, "to": {"id": another}, "types": [spec]}
        yield from calls.batch_archive_labels(kind, other, body={"inputs": [entry]})

    remove: FormerName[None] = FormerName("archive")
    archive_label: FormerName[None] = FormerName("archive", needs=("association_type_id",))

    @operation(Name("Create associations", effect="create", seeds=("001",), fields=_INPUTS))
    def batch_create(
        self,
        object_type: ObjectType,
        to_object_type: ObjectType,
        pairs: Pairs,
        *,
        association_type_id: TypeId | None = None,
        association_category: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[Any]]:
        """Associate pairs of ids, or `{"from": {"id"}, "to": {"id"}, "types": […]}`. Any number. Raises BatchError.

        Types of an input are HubSpot's `{"associationCategory", "associationTypeId"}`, or ids, names and labels; `type`
        takes a single one as in v3. `association_type_id`, as for `create`, is for inputs that name none. Without
        a type, the association is unlabelled.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        default = None
        if association_type_id is not None or association_category is not None:
            default = yield from spec_of(kind, other, association_type_id, association_category)
        given = yield from creations_of(kind, other, pairs, default)
        running = run_batch(creation_endpoint(kind, other), given, field="pairs", raise_errors=raise_errors)
        del given  # or none of the entries would be let go before the end
        return (yield from running)

    @operation(uses=(*_LOAD, "crm.associations.batch_create", "crm.associations.batch_create_default"))
    @shows(LoadOptions)
    def bulk_create(
        self,
        object_type: ObjectType,
        to_object_type: ObjectType,
        rows: LoadRows,
        *,
        association_type_id: TypeId | None = None,
        association_category: str | None = None,
        **options: Unpack[LoadOptions],
    ) -> Generator[Any, Any, Report]:
        """Associate records from rows, and report what became of each.

        A row is a pair as `batch_create` takes it, or has `from` and `to`.
        A row may name its `type` or `label`, as for `create`. Rows may be any number, from an iterable, a file or a
        table; two rows of one pair of records are sent one after the other. For `options` see `LoadOptions`.
        """
        from hubspot_facade.crm.associations import pair_loads as loads  # most programs do without it

        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        default = None
        if association_type_id is not None or association_category is not None:
            default = yield from spec_of(kind, other, association_type_id, association_category)
        write = loads.creations(kind, other, creation_endpoint(kind, other), default)
        return (yield from loads.load(write, rows, options))

    batch_write: FormerName[Batch[Any]] = FormerName("batch_create", inputs="pairs")

    @operation(
        Name(
            "Batch read associations of records",
            effect="read",
            seeds=("003",),
            fields={"from_object_type": "object_type", "inputs": "ids"},
            output=found_as_results,
        )
    )
    def batch_read(
        self, object_type: ObjectType, to_object_type: ObjectType, ids: Ids, *, raise_errors: bool = True
    ) -> Generator[Any, Any, Found]:
        """Read all associated records of another type for each of these ids.

        The list of an id that has none is empty.
        Raises BatchError if HubSpot gave no answer for some of them; without `raise_errors` these are left out, and
        are in `failures`.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        return read_associated(kind, other, ids, raise_errors=raise_errors)

    @operation(Name("Delete associations", effect="delete", seeds=("001",), fields=_INPUTS))
    def batch_archive(
        self, object_type: ObjectType, to_object_type: ObjectType, pairs: Pairs, *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[None]]:
        """Remove every association between the records of each pair. Any number.

        A pair is two ids, or `{"from": {"id"}, "to": [{"id"}]}`.
        Associations that do not exist are not an error. Raises BatchError.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        endpoint = removal_endpoint(kind, other)
        return run_batch(endpoint, removals_of(pairs), field="pairs", raise_errors=raise_errors)

    @operation(uses=("account.account_info.get_details", "crm.associations.batch_archive"))
    @shows(LoadOptions)
    def bulk_archive(
        self, object_type: ObjectType, to_object_type: ObjectType, rows: LoadRows, **options: Unpack[LoadOptions]
    ) -> Generator[Any, Any, Report]:
        """Remove every association between the records of each row, and report what became of each.

        Rows are as for `batch_archive`.
        For `rows` and `options` see `bulk_create` and `LoadOptions`.
        """
        from hubspot_facade.crm.associations import pair_loads as loads  # as above

        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        return loads.load(loads.removals(kind, other, removal_endpoint(kind, other)), rows, options)

    batch_remove: FormerName[Batch[None]] = FormerName("batch_archive", inputs="pairs")


def _ends_of(
    object_type: object, object_id: object, to_object_type: object, to_object_id: object
) -> tuple[str, str, str, str]:
    return (
        object_type_of(object_type),
        id_of(object_id, "object_id"),
        object_type_of(to_object_type, "to_object_type"),
        id_of(to_object_id, "to_object_id"),
    )
