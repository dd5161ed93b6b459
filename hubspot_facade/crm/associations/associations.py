"""Associations between records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hubspot_facade.crm.associations.batches import AssociationBatches, result_pairs
from hubspot_facade.crm.associations.specs import TypeId, spec_of
from hubspot_facade.errors import IncompleteAnswer, InputError
from hubspot_facade.plans.batching import Batch, BatchEndpoint, Given, Outcome, bare_id, prepared, run_batch
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.expectations import needing
from hubspot_facade.plans.methods import C, Name, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.values import Id, id_of, object_type_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.associations import operations as calls
    from hubspot_openapi.v2026_03.crm.associations.models import (
        BatchResponsePublicDefaultAssociation,
        LabelsBetweenObjectPair,
    )
    from hubspot_openapi.v2026_03.shared import MultiAssociatedObjectWithLabel

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.associations")

ObjectType: TypeAlias = str
Ids: TypeAlias = Iterable[Id]
Pair: TypeAlias = tuple[Id, Id]

# HubSpot's caps, in inputs per request.
READ, CREATE, ARCHIVE = 1000, 2000, 100


def default_association(
    object_type: str, object_id: Id, to_object_type: str, to_object_id: Id
) -> Plan[BatchResponsePublicDefaultAssociation]:
    """The call that associates two records without a label."""
    return calls.create_default(
        object_type_of(object_type),
        id_of(object_id, "object_id"),
        object_type_of(to_object_type, "to_object_type"),
        id_of(to_object_id, "to_object_id"),
    )


def echoed(result: Any, payload: Mapping[str, Any]) -> Any:
    """The association with the object types as the caller spelled them, and ids as numbers, as the seed shows it."""
    data = result.to_dict()
    for name in ("fromObjectId", "toObjectId"):
        if str(data.get(name, "")).isdecimal():
            data[name] = int(data[name])
    return {**data, "objectType": payload.get("object_type"), "toObjectType": payload.get("to_object_type")}


class Found(dict[str, list[Any]]):
    """Associated records by the id of the record that they were asked for; `failures` are ids without an answer."""

    failures: Sequence[Outcome[Any]] = ()


def found_as_results(found: Found, _payload: Mapping[str, Any]) -> Any:
    """Associations by id in the shape of HubSpot's batches."""
    results = [{"from": {"id": one}, "to": [each.to_dict() for each in others]} for one, others in found.items()]
    errors = Batch([*found.failures]).to_dict()
    return {"results": results} | {name: errors[name] for name in ("numErrors", "errors") if name in errors}


class Associations(AssociationBatches[C]):
    """Which records belong together, and under which labels.

    Object types are spelled "contacts", "contact" or "0-1". Type ids have a direction: 3 is deal to contact, 4 contact
    to deal.
    """

    @operation(
        Name("Associate crm objects", seeds=("000",), output=echoed),
        Name("Associate a record with another record or activity", seeds=("003",), output=echoed),
    )
    def create(
        self,
        object_type: ObjectType,
        object_id: Id,
        to_object_type: ObjectType,
        to_object_id: Id,
        *,
        association_type_id: TypeId,
        association_category: str | None = None,
    ) -> Generator[Any, Any, LabelsBetweenObjectPair]:
        """The labels that the two records have now; labels they had before are replaced.

        The type is an id or a name of HubSpot's ("contact_to_company"), in either direction, or an id or label of the
        portal's own, which takes reading the portal's types first. An id that HubSpot has for the two object types is
        HubSpot's unless `association_category` says otherwise.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        one, another = id_of(object_id, "object_id"), id_of(to_object_id, "to_object_id")
        spec = yield from spec_of(kind, other, association_type_id, association_category)
        return (yield from calls.create(kind, one, other, another, body=[spec]))

    @operation()
    def create_default(
        self, object_type: ObjectType, object_id: Id, to_object_type: ObjectType, to_object_id: Id
    ) -> Plan[BatchResponsePublicDefaultAssociation]:
        """The association without a label that the two records have now."""
        return default_association(object_type, object_id, to_object_type, to_object_id)

    @listing(Name("List CRM object associations", seeds=("000",), fields={"limit": "page_size"}))
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
        """The records of another type that a record is associated with, each with its labels; 500 a page at most."""
        kind, record = object_type_of(object_type), id_of(object_id, "object_id")
        other = object_type_of(to_object_type, "to_object_type")
        return Pages(
            fetch=lambda cursor: calls.get_page(
                kind, record, other, limit=page_size or min(500, limit or 500), after=cursor
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Delete associations from CRM objects", seeds=("000",)))
    def archive(
        self, object_type: ObjectType, object_id: Id, to_object_type: ObjectType, to_object_id: Id
    ) -> Plan[None]:
        """Remove every association between two records."""
        return calls.archive(
            object_type_of(object_type),
            id_of(object_id, "object_id"),
            object_type_of(to_object_type, "to_object_type"),
            id_of(to_object_id, "to_object_id"),
        )

    @operation()
    def batch_create(
        self,
        object_type: ObjectType,
        to_object_type: ObjectType,
        pairs: Iterable[Pair],
        *,
        association_type_id: TypeId | None = None,
        association_category: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[Any]]:
        """Associate pairs of ids, without a label or under the type given. Any number. Raises BatchError.

        The type is told as for `create`.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        given, types = _pairs(pairs), dict[str, Any]()
        name, call = "batch_create_default", cast("Any", calls.batch_create_default)
        if association_type_id is not None:
            name, call = "batch_create", calls.batch_create
            types["types"] = [(yield from spec_of(kind, other, association_type_id, association_category))]
        endpoint = BatchEndpoint(
            f"crm.associations.{name}",
            lambda chunk: call(kind, other, body={"inputs": [{**_ends(pair), **types} for pair in chunk]}),
            _pair_keys,
            result_pairs,
            size=CREATE,
            identity=lambda pair: pair,
            repeats="share",
        )
        return (yield from run_batch(endpoint, given, field="pairs", raise_errors=raise_errors))

    @operation(
        Name(
            "Batch read associations of records",
            seeds=("003",),
            fields={"from_object_type": "object_type", "inputs": "ids"},
            output=found_as_results,
        )
    )
    def batch_read(
        self, object_type: ObjectType, to_object_type: ObjectType, ids: Ids, *, raise_errors: bool = True
    ) -> Generator[Any, Any, Found]:
        """For each of these ids the associated records of the other type, all of them; an empty list for none.

        Raises BatchError when HubSpot could not tell for some of them; without `raise_errors` these are left out, and
        stand in `failures`.
        """
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        endpoint = BatchEndpoint(
            "crm.associations.batch_read",
            lambda chunk: needing(
                calls.batch_read(kind, other, body={"inputs": chunk}),
                *("[].from_.id", "[].to", "[].paging?.next_?.after?"),
            ),
            lambda entry: [entry["id"]],
            lambda result: [_id(result.from_)],
            size=READ,
            identity=lambda entry: (entry["id"], entry.get("after")),
            repeats="share",
            excuses=lambda item: (item.sub_category or "").endswith("NO_ASSOCIATIONS_FOUND"),
        )
        wanted: Any = prepared(ids, bare_id, "ids")
        found = Found((entry["id"], []) for _, entry in wanted if not isinstance(entry, InputError))
        been: set[tuple[str, str]] = set()
        failures: list[Outcome[Any]] = []
        while wanted:
            batch: Batch[Any] = yield from run_batch(endpoint, wanted, field="ids", raise_errors=raise_errors)
            failures += batch.failures
            wanted = []
            for result in batch.results:
                one = _id(result.from_)
                found.setdefault(one, []).extend(result.to)
                following = getattr(result.paging, "next_", None) if result.paging else None
                if following is not None and following.after:
                    if (one, following.after) in been:
                        raise IncompleteAnswer(f"the associations of {one} do not advance past {following.after!r}")
                    been.add((one, following.after))
                    wanted.append((one, {"id": one, "after": following.after}))
        for outcome in failures:
            if not isinstance(outcome.error, InputError):
                found.pop(bare_id(outcome.input, "ids")["id"], None)
        found.failures = failures
        return found

    @operation()
    def batch_archive(
        self,
        object_type: ObjectType,
        to_object_type: ObjectType,
        pairs: Iterable[Pair],
        *,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[None]]:
        """Remove every association between the pairs of ids; those that are not there are no error. Any number."""
        kind, other = object_type_of(object_type), object_type_of(to_object_type, "to_object_type")
        endpoint = BatchEndpoint(
            "crm.associations.batch_archive",
            lambda chunk: calls.batch_archive(kind, other, body={"inputs": _by_first(chunk)}),
            _pair_keys,
            result_pairs,
            size=ARCHIVE,
            identity=lambda pair: pair,
            repeats="share",
        )
        return run_batch(endpoint, _pairs(pairs), field="pairs", raise_errors=raise_errors)


def _pairs(pairs: object) -> list[Given]:
    return prepared(pairs, _pair, "pairs")


def _pair(given: Any, field: str) -> tuple[str, str]:
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InputError(field, "expected two ids")
    ids = list(cast("Iterable[object]", given))
    if len(ids) != 2:
        raise InputError(field, f"expected two ids, not {len(ids)}")
    return id_of(ids[0], f"{field}[0]"), id_of(ids[1], f"{field}[1]")


def _ends(pair: tuple[str, str]) -> dict[str, Any]:
    return {"from": {"id": pair[0]}, "to": {"id": pair[1]}}


def _by_first(pairs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Pairs as HubSpot's archive has them: for each record all those that it is no longer to be associated with."""
    grouped: dict[str, list[dict[str, str]]] = {}
    for one, another in pairs:
        grouped.setdefault(one, []).append({"id": another})
    return [{"from": {"id": one}, "to": others} for one, others in grouped.items()]


def _pair_keys(pair: tuple[str, str]) -> list[str]:
    """How results and errors name a pair: by both ids, or by the one that is not there."""
    one, another = pair
    return [f"{one}>{another}", one, another]


def _id(value: Any) -> str:
    return str(value.id)
