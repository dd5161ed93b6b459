"""Associated records, grouped by the record that they were requested for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import InputError
from hubspot_facade.plans.advancing import Advance
from hubspot_facade.plans.batching import Batch, BatchEndpoint, Outcome, bare_id, prepared, run_batch
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.paging import cursor_after
from hubspot_facade.plans.plan import needing

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.associations import operations as calls
else:
    calls = edition_calls("crm.associations")

READ = 1000  # HubSpot's cap, in inputs per request


class Found(dict[str, list[Any]]):
    """Associated records by the id of the record that they were requested for; `failures` are ids without an answer."""

    failures: Sequence[Outcome[Any]] = ()


def found_as_results(found: Found, _payload: Mapping[str, Any]) -> Any:
    """Associations by id in the shape of HubSpot's batches."""
    results = [{"from": {"id": one}, "to": [each.to_dict() for each in others]} for one, others in found.items()]
    errors = Batch([*found.failures]).to_dict()
    return {"results": results} | {name: errors[name] for name in ("numErrors", "errors") if name in errors}


def read_associated(kind: str, other: str, ids: object, *, raise_errors: bool) -> Generator[Any, Any, Found]:
    """All records of the other type that each of these is associated with, page by page."""
    endpoint = BatchEndpoint(
        "crm.associations.batch_read",
        lambda chunk: needing(
            calls.batch_read(kind, other, body={"inputs": chunk}),
            *("[].from_.id", "[].to", "[].paging?.next_?.after?"),
            *("[].to.to_object_id", "[].to.association_types.type_id"),
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
    ways: dict[str, Advance] = {}
    failures: list[Outcome[Any]] = []
    while wanted:
        running = run_batch(endpoint, wanted, field="ids", raise_errors=raise_errors)
        wanted = []
        batch: Batch[Any] = yield from running
        failures += batch.failures
        for result in batch.results:
            one = _id(result.from_)
            found.setdefault(one, []).extend(result.to)
            if after := cursor_after(result, None):
                if one not in ways:
                    ways[one] = Advance(None, f"the associations of {one} do")
                ways[one].check(after, result.to)
                wanted.append((one, {"id": one, "after": after}))
    for outcome in failures:
        if not isinstance(outcome.error, InputError):
            found.pop(bare_id(outcome.input, "ids")["id"], None)
    found.failures = failures
    return found


def _id(value: Any) -> str:
    return str(value.id)
