"""Inputs of association batches: pairs of ids, or HubSpot's `{"from": {"id"}, "to": {"id"}}`, which may name types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hubspot_facade.crm.associations.entries import TYPED, names_types, types_of
from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import BatchEndpoint, Given, listed, prepared, refusal
from hubspot_facade.plans.bodies import entry_of
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.wire.ids import record_id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from collections.abc import Generator, Hashable

    from hubspot_openapi.v2026_03.crm.associations import operations as calls

    from hubspot_facade.crm.associations.specs import Labels, Spec
    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.associations")

Pair: TypeAlias = tuple[Id, Id] | Mapping[str, Any]

# HubSpot's caps, in inputs per request.
CREATE, ARCHIVE = 2000, 100


def creations_of(
    object_type: str, to_object_type: str, pairs: object, default: Spec | None
) -> Generator[Any, Any, list[Given]]:
    """Inputs of a batch create, with `types` if they or the call (`default`) name any."""
    labels: Labels = {}
    given: list[Given] = []
    for index, each in enumerate(listed(pairs, "pairs")):
        where = f"pairs[{index}]"
        try:
            entry: Any = pair_entry(each, where, more=TYPED)
            if isinstance(each, Mapping) and names_types(named := cast("Mapping[str, Any]", each)):
                entry["types"] = yield from types_of(object_type, to_object_type, named, where, labels)
            elif default is not None:
                entry["types"] = [default]
        except InputError as error:
            entry = refusal(error)
        given.append((cast("object", each), entry))
    return given


def removals_of(pairs: object) -> list[Given]:
    """Inputs of a batch archive, each from one record to one or several."""
    return prepared(pairs, removal_entry, "pairs")


def creation_endpoint(object_type: str, to_object_type: str) -> BatchEndpoint:
    """How inputs are associated; those without types go to a separate endpoint."""

    def send(chunk: list[Any]) -> Plan[Any]:
        body = {"inputs": chunk}
        if "types" in chunk[0]:
            return calls.batch_create(object_type, to_object_type, body=body)
        return calls.batch_create_default(object_type, to_object_type, body=body)

    return BatchEndpoint(
        "crm.associations.batch_create",
        send,
        _input_keys,
        _result_keys,
        size=CREATE,
        identity=pair_identity,
        repeats="share",
        group=lambda entry: "types" in entry,
        result_identity=lambda entry: (entry["from"]["id"], entry["to"]["id"]),
    )


def removal_endpoint(object_type: str, to_object_type: str) -> BatchEndpoint:
    """How associations of inputs are removed."""
    return BatchEndpoint(
        "crm.associations.batch_archive",
        lambda chunk: calls.batch_archive(object_type, to_object_type, body={"inputs": _by_record(chunk)}),
        _input_keys,
        _result_keys,
        size=ARCHIVE,
        identity=pair_identity,
        repeats="share",
    )


def _by_record(removals: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Inputs in the form of HubSpot's archive: for each record, all records that it is to be disassociated from."""
    grouped: dict[str, list[Any]] = {}
    for each in removals:
        grouped.setdefault(each["from"]["id"], []).extend(each["to"])
    return [{"from": {"id": one}, "to": others} for one, others in grouped.items()]


def _input_keys(entry: Mapping[str, Any]) -> list[str]:
    """The keys by which results and errors name an input: the ids of a pair, or the one that does not exist."""
    one, others = entry["from"]["id"], [each["id"] for each in _listed(entry["to"])]
    return [*(f"{one}>{other}" for other in others), one, *others]


def _result_keys(result: Any) -> list[str]:
    """The two ids of an association in an answer, which has two forms."""
    if hasattr(result, "from_object_id"):
        return [f"{result.from_object_id}>{result.to_object_id}"]
    one, another = getattr(result, "from_", None), getattr(result, "to", None)
    return [f"{getattr(one, 'id', None)}>{getattr(another, 'id', None)}"]


def pair_identity(entry: Mapping[str, Any]) -> Hashable:
    """The identity of an input: inputs with the same one ask for the same association."""
    types = frozenset((each["associationCategory"], each["associationTypeId"]) for each in entry.get("types", ()))
    return entry["from"]["id"], frozenset(each["id"] for each in _listed(entry["to"])), types


def _listed(to: Any) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", to if isinstance(to, list) else [to])


def removal_entry(given: Any, field: str) -> dict[str, Any]:
    """The entry that removes associations of one record with one or several."""
    ends = pair_entry(given, field, several=True)
    return {**ends, "to": _listed(ends["to"])}


def pair_entry(given: Any, field: str, *, several: bool = False, more: Sequence[str] = ()) -> dict[str, Any]:
    """The two ends of an input, which may have keys for `more`."""
    if not isinstance(given, Mapping):
        one, another = _two_ids(given, field)
        return {"from": {"id": one}, "to": {"id": another}}
    entry = entry_of(cast("object", given), ("from", "to", *more), field)
    for name in ("from", "to"):
        if entry.get(name) is None:
            raise InputError(f"{field}.{name}", "is missing")
    to = _refs(entry["to"], f"{field}.to") if several else _ref(entry["to"], f"{field}.to")
    return {"from": _ref(entry["from"], f"{field}.from"), "to": to}


def _two_ids(given: object, field: str) -> tuple[str, str]:
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise InputError(field, 'expected two ids, or an object with "from" and "to"')
    ids = list(cast("Iterable[object]", given))
    if len(ids) != 2:
        raise InputError(field, f"expected two ids, not {len(ids)}")
    return record_id_of(ids[0], f"{field}[0]"), record_id_of(ids[1], f"{field}[1]")


def _refs(value: object, field: str) -> Any:
    if not isinstance(value, list):
        return _ref(value, field)
    return [_ref(each, f"{field}[{index}]") for index, each in enumerate(cast("list[object]", value))]


def _ref(value: object, field: str) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {"id": record_id_of(entry_of(cast("object", value), ("id",), field).get("id"), f"{field}.id")}
    return {"id": record_id_of(value, field)}
