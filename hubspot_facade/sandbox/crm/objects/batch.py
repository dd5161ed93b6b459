"""Batches: reading, creating, updating and upserting many records."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.texts import text

from . import errors
from .history import History
from .inputs import Creation, Writer, refused, with_trace_ids
from .models import Records
from .record import Record
from .stored import RECORD_ID, number_of
from .upserting import Upserts
from .view import View

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


def ids_of(inputs: list[Body]) -> list[str]:
    """The ids of the inputs; refuses an input without one."""
    ids: list[str] = []
    for input_ in inputs:
        if input_.get("id") is None:
            raise missing_fields(["id"])
        ids.append(text(input_["id"]))
    return ids


def refuse_duplicates(ids: list[str]) -> None:
    """Refuses a batch that names a record twice."""
    seen: set[str] = set()
    twice = [one for one in ids if one in seen or seen.add(one)]  # type: ignore[func-returns-value] # set.add as filter
    if twice:
        raise errors.duplicate_ids(list(dict.fromkeys(twice)))


def read(request: Request, kind: ObjectType, names: list[str], history_names: list[str]) -> Answer:
    """Records by id or by a unique property; those not found make one grouped error and a 207."""
    portal, records = request.portal, request.portal.service(Records)
    body = request.body("inputs")
    ids = ids_of(request.inputs())
    by = body.get("idProperty")
    archived = request.flag("archived")
    results: list[Body] = []
    view = View(kind, portal.id, names)
    missing: list[str] = []
    numbers: dict[str, int | None]
    if by is None or by == RECORD_ID:
        numbers = {one: number_of(one) for one in ids}
    else:
        records.require_unique(kind, str(by), verb="read")
        numbers = {one: records.holder(kind, str(by), one) for one in ids}
    found = records.many(kind, [one for one in numbers.values() if one is not None], archived=archived)
    for id_, number in numbers.items():
        record = None if number is None else found.get(number)
        if record is None:
            missing.append(id_)
            continue
        shown = view.show(record)
        if history_names:
            shown["propertiesWithHistory"] = portal.service(History).of(kind, record.id, history_names)
        results.append(shown)
    return batch_answer(portal, results, [errors.some_missing(kind, missing).item()] if missing else None)


def create(request: Request, kind: ObjectType) -> Answer:
    """New records: all or none, or one by one when every input carries a trace id."""
    portal = request.portal
    inputs = request.inputs()
    writer = Writer(portal, kind, request.content, version=request.version)
    view = View(kind, portal.id, None)
    if not with_trace_ids(inputs):
        records = writer.create(writer.creations(inputs))
        made = [view.created(record) for record in records]
        for shown, input_ in zip(made, inputs, strict=True):
            if input_.get("objectWriteTraceId") is not None:
                shown["objectWriteTraceId"] = str(input_["objectWriteTraceId"])
        return batch_answer(portal, made, status=201)
    results: list[Body] = []
    problems: list[Body] = []
    for input_ in inputs:
        trace = str(input_["objectWriteTraceId"])
        try:
            with portal.store.savepoint():
                creation: Creation = writer.creation(input_)
                shown = view.created(writer.create([creation])[0])
        except Refusal as refusal:
            problems.append(refused(refusal, trace))
        else:
            results.append(shown | {"objectWriteTraceId": trace})
    return batch_answer(portal, results, problems, status=201)


def update(request: Request, kind: ObjectType) -> Answer:
    """Changed records; those not found make one grouped error and a 207."""
    portal = request.portal
    inputs = request.inputs()
    ids = ids_of(inputs)
    refuse_duplicates(ids)
    tracing = with_trace_ids(inputs)
    writer = Writer(portal, kind, request.content, version=request.version)
    view = View(kind, portal.id, None)
    if not tracing:
        writer.read([(writer.given(one), _present(portal, kind, one)) for one in inputs])
    results: list[Body] = []
    problems: list[Body] = []
    missing: list[str] = []
    for id_, input_ in zip(ids, inputs, strict=True):
        trace = None if input_.get("objectWriteTraceId") is None else str(input_["objectWriteTraceId"])
        try:
            # without trace ids one refusal is that of the whole batch
            with portal.store.savepoint() if tracing else nullcontext():
                given = writer.given(input_)
                by = input_.get("idProperty")
                if kind.id == "0-1" and by == "email":
                    raise errors.not_unique(kind, "email", portal.id)
                number = _number(portal, kind, id_, by)
                record = None if number is None else portal.service(Records).find(kind, number, follow=False)
                if record is None:
                    missing.append(id_)
                    if tracing:
                        problems.append(errors.some_missing(kind, [id_]).item(trace))
                    continue
                shown = view.updated(portal, writer.update(given, record) if given else record, given)
        except Refusal as refusal:
            if not tracing:
                raise
            problems.append(refused(refusal, trace))
        else:
            if trace is not None:
                shown["objectWriteTraceId"] = trace
            results.append(shown)
    if missing and not tracing:
        problems.append(errors.some_missing(kind, missing).item())
    return batch_answer(portal, results, problems)


def upsert(request: Request, kind: ObjectType) -> Answer:
    """Records found by a unique property and changed, or made; each result says whether it is new."""
    portal = request.portal
    inputs = request.inputs()
    refuse_duplicates([one.lower() for one in ids_of(inputs)])
    writer = Writer(portal, kind, request.content, version=request.version)
    upserts = Upserts(portal, kind, writer)
    if not with_trace_ids(inputs):
        done = upserts.carry_out(inputs)
        for shown, input_ in zip(done, inputs, strict=True):
            if input_.get("objectWriteTraceId") is not None:
                shown["objectWriteTraceId"] = str(input_["objectWriteTraceId"])
        return batch_answer(portal, done)
    results: list[Body] = []
    problems: list[Body] = []
    for input_ in inputs:
        trace = str(input_["objectWriteTraceId"])
        try:
            with portal.store.savepoint():
                (shown,) = upserts.carry_out([input_])
        except Refusal as refusal:
            problems.append(refused(refusal, trace))
        else:
            results.append(shown | {"objectWriteTraceId": trace})
    return batch_answer(portal, results, problems)


def _number(portal: "Portal", kind: ObjectType, id_: str, by: Any) -> int | None:
    if by is None:
        return number_of(id_)
    records = portal.service(Records)
    records.require_unique(kind, str(by))
    return records.holder(kind, str(by), id_)


def _present(portal: "Portal", kind: ObjectType, input_: Body) -> Record | None:
    """The record that an input is about; None where it does not exist, or where the input does not name it."""
    try:
        number = _number(portal, kind, text(input_["id"]), input_.get("idProperty"))
    except Refusal:
        return None
    return None if number is None else portal.service(Records).find(kind, number)


def archive(request: Request, kind: ObjectType) -> Answer:
    """Archive records; unknown ids do no harm."""
    request.portal.service(Records).archive(kind, list(filter(None, map(natural, ids_of(request.inputs())))))
    return Answer(204)


def wanted(body: Body) -> tuple[list[str] | None, list[str]]:
    """The properties and the properties with history that a batch read asks for."""
    names = body.get("properties")
    return (None if not names else strings(names)), strings(body.get("propertiesWithHistory"))
