"""Every public method and every named operation with odd answers: what it raises is a HubSpotError that names them.

One part of a proper answer at a time is something else, or the whole of it is. An ordinary run draws some of the
trials, the same ones each time; HUBSPOT_FACADE_ALL_ANSWERS=1 makes them all, which takes the better part of an hour,
HUBSPOT_FACADE_ALL_ANSWERS="sync 2026-03" those of one client in one edition.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import io
import itertools
import json
import os
import random
from collections.abc import Iterator
from functools import partial
from operator import attrgetter
from typing import Any

import httpx
import pytest
from hubspot_openapi.runtime import Call, Operation

from hubspot_facade import AsyncHubSpot, BatchError, HubSpot, HubSpotError, InputError
from hubspot_facade.catalogue.named_operation import Entry
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.errors import UnreadableAnswer
from hubspot_facade.plans.shared_reads import SharedReads
from tests.contract.recorded import cassette, path_of
from tests.facade.fakes import TOKEN, Client, FakeClock, FakeHubSpot, record
from tests.facade.spoilt import example, spoilt
from tests.facade.test_odd_arguments import METHODS, fitting

ALL = os.environ.get("HUBSPOT_FACADE_ALL_ANSWERS", "")
DRAWN = 5  # of each answer's oddities, in an ordinary run
MANY = 20  # items of a listing that are read
EDITIONS = ["2026-03", "2026-09", "v3"]

# Arguments that are looked up in an answer, so that it may say that there is no such thing.
COMPARED = {"association_type_id", "label", "types"}

Answer = tuple[int, bytes, str]  # status, bytes, content type
Recorded = tuple[str, str, Answer]  # method, path and what was answered


class OddHubSpot:
    """Answers as it should, but the request of number `at`, which is answered with `odd`."""

    def __init__(self) -> None:
        self.answers: list[Recorded] = []
        self.operation: Operation | None = None
        self.seen: list[Answer] = []
        self.asked: set[Operation] = set()
        self.at, self.odd = -1, (200, b"", "")
        self.number = 0

    def begin(self, at: int = -1, odd: Answer = (200, b"", "")) -> None:
        self.number, self.at, self.odd = 0, at, odd
        self.seen, self.asked = [], set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        status, content, kind = self.odd if self.number == self.at else self._proper(request)
        self.number += 1
        self.seen.append((status, content, kind))
        headers = {"content-type": kind, "x-hubspot-correlation-id": "c-1"}
        return httpx.Response(status, headers=headers, content=content)

    def _proper(self, request: httpx.Request) -> Answer:
        if not self.answers:
            assert self.operation is not None
            status, body = example(self.operation)
            if request.url.host == "files.example":
                return 200, b"a file", "text/csv"
            if "/signed-url" in request.url.path or "/exports/" in request.url.path:
                body |= dict.fromkeys(("url", "result"), "https://files.example/x")
            if self.operation.items and isinstance(body, dict):  # a page, the last one when it is asked for again
                body |= {"total": 1, "hasMore": False} if "total" in body or "hasMore" in body else {}
                if self.operation in self.asked:
                    body |= {self.operation.items: [], "paging": None}
            self.asked.add(self.operation)
            return status, b"" if body is None else json.dumps(body).encode(), "application/json"
        turned = [self.answers[(self.number + shift) % len(self.answers)] for shift in range(len(self.answers))]
        asked = (request.method, request.url.path)
        found = next((answer for method, path, answer in turned if (method, path) == asked), None)
        return found or (404, b'{"category": "OBJECT_NOT_FOUND", "message": "not recorded"}', "application/json")


class Trier:
    """Either client on an `OddHubSpot`, and what becomes of an act on it."""

    def __init__(self, colour: str, edition: str) -> None:
        self.hubspot, self.loop = OddHubSpot(), asyncio.Runner()
        self.made = 0
        transport = httpx.MockTransport(self.hubspot)
        options: dict[str, Any] = {"api_version": edition, "clock": FakeClock().clock(), "retries": 0}
        if colour == "sync":
            self.client: Any = HubSpot(TOKEN, http_client=httpx.Client(transport=transport), **options)
        else:
            self.client = AsyncHubSpot(TOKEN, http_client=httpx.AsyncClient(transport=transport), **options)
        bound = self.client._bound

        def remembering(step: Any) -> Any:
            call: Call[Any] = bound(step)
            self.hubspot.operation = call.operation
            return call

        self.client._bound = remembering

    def end(self, act: Any) -> BaseException | None:
        """The error that an act ends in; listings are read, and nothing is kept of what another act read."""
        self.client._shared_reads = SharedReads()
        try:
            self._settled(act)
        except HubSpotError as error:
            str(error), repr(error)
            return error
        except Exception as error:
            return error
        return None

    def _settled(self, act: Any) -> Any:
        made = act(self.client)
        if not self.client._asynchronous:
            return [*itertools.islice(made, MANY)] if hasattr(made, "pages") else made

        async def awaited() -> Any:
            if not hasattr(made, "pages"):
                return await made
            async with contextlib.aclosing(aiter(made)) as items:
                return [each async for _, each in _counted(items)]

        return self.loop.run(awaited())


async def _counted(items: Any) -> Any:
    number = 0
    async for each in items:
        yield number, each
        number += 1
        if number == MANY:
            return


def fault(trier: Trier, act: Any, well: bool) -> str | None:
    """What is wrong with how an act ends when an answer is odd; `well` says that it takes the proper ones."""
    error = trier.end(act)
    if error is None:
        return None
    if not isinstance(error, HubSpotError):
        return f"{type(error).__name__}: {str(error)[:80]}"
    told = error.batch.failures[0].error if isinstance(error, BatchError) else error
    if well and isinstance(told, InputError) and told.field not in COMPARED:
        return f"blames the argument: {str(error)[:80]}"
    if isinstance(error, UnreadableAnswer) and not (error.method and error.url and error.status):
        return f"names no answer: {str(error)[:80]}"
    return None


def trials(trier: Trier, act: Any, name: str) -> Iterator[str]:
    """What goes wrong with odd answers, of an act that ends well with proper ones."""
    trier.hubspot.begin()
    well = trier.end(act) is None
    chance = random.Random(name)  # noqa: S311 # the same trials each time
    proper = list(enumerate(trier.hubspot.seen))
    for at, (status, content, _) in proper if ALL else proper[:2]:
        try:
            answer: Any = json.loads(content) if content else {}
        except ValueError:
            continue  # a file
        odd = [*spoilt(answer), ("204", lambda: (b"", ""))]
        for told, make in odd if ALL else chance.sample(odd, min(DRAWN, len(odd))):
            trier.hubspot.begin(at, (204 if told == "204" else status, *make()))
            trier.made += 1
            if wrong := fault(trier, act, well):
                yield f"{name}, answer {at}, {told}: {wrong}"


def recorded(entry: Entry, edition: str) -> tuple[list[Recorded], dict[str, Any]]:
    """What the cassette of an operation answers, and the payload that it was run with."""
    case = cassette(path_of(entry, edition)).cases[0]
    found: list[Recorded] = []
    for each in case.interactions:
        answer, url = each["response"], httpx.URL(each["request"]["uri"])
        body, kinds = answer["body"]["string"], answer["headers"].get("content-type", [""])
        content = body.encode() if isinstance(body, str) else body
        found.append((each["request"]["method"], url.path, (answer["status"]["code"], content, kinds[0])))
    return found, case.payload(entry.sample or {})


def turns(items: list[Any]) -> list[tuple[str, str, Any]]:
    """Each item in both colours and all editions, or, in an ordinary run, in one of each in turn."""
    every = [(colour, edition) for edition in EDITIONS for colour in ("sync", "async")]
    if ALL:
        return [(*each, item) for item in items for each in every if ALL in ("1", " ".join(each))]
    return [(*every[number % len(every)], item) for number, item in enumerate(items)]


def slices(items: list[Any], number: int = 8) -> list[list[Any]]:
    """A handful of tests for many items, so that they go to several processes."""
    return [items[start::number] for start in range(number)]


def distinct() -> list[Entry]:
    """Entries that differ in more than their name."""
    return [*{(each.python, str(each.declared.output)): each for each in Catalogue()}.values()]


@pytest.fixture(scope="module")
def triers() -> Iterator[dict[tuple[str, str], Trier]]:
    """A client of each colour and edition."""
    made = {(colour, edition): Trier(colour, edition) for colour in ("sync", "async") for edition in EDITIONS}
    yield made
    for each in made.values():
        each.loop.close()


@pytest.mark.parametrize("some", slices(turns(distinct())), ids=[f"part {number}" for number in range(8)])
def test_an_operation_with_an_odd_answer_raises_no_foreign_error(triers: Any, some: Any) -> None:
    wrong: list[str] = []
    for colour, edition, entry in some:
        trier = triers[colour, edition]
        trier.hubspot.answers, payload = recorded(entry, edition)
        name = f"{entry.name} ({colour}, {edition})"
        made = trier.made
        wrong += trials(trier, partial(named, entry, payload), name)
        if entry.lists:
            wrong += trials(trier, partial(listed, entry, payload), f"{name}, listed")
        if trier.made == made and entry.name not in OFFLINE:
            wrong.append(f"{entry.name} was asked for no answer")
    assert wrong == []


# What comes of no answer, or of whatever answer there is.
OFFLINE = {
    "OAuth 2.0 Authorization",
    "Required properties per object type (table of 24 objects)",
    "Raw HTTP request (advanced)",
}


def named(entry: Entry, payload: Any, hs: Any) -> Any:
    return hs.operations.run(entry.name, payload)


def listed(entry: Entry, payload: Any, hs: Any) -> Any:
    resource = attrgetter(entry.resource)(hs)
    return getattr(resource, entry.method)(**entry.form.bind(payload).arguments)


SAMPLES = {(entry.owner, entry.method): entry for entry in Catalogue()}


def arguments(path: str, owner: type, function: Any) -> dict[str, Any]:
    """Arguments with which a method gets as far as an answer."""
    entry = SAMPLES.get((owner, path.rpartition(".")[2]))
    if entry is not None and entry.sample is not None and entry.function is function:
        return entry.form.bind(entry.sample).arguments
    parameters = inspect.signature(function).parameters
    needed = [each for each in [*parameters.values()][1:] if each.default is each.empty]
    given = {each.name: GIVEN.get(each.name, fitting(str(each.annotation))) for each in needed}
    return (
        given
        | MORE.get(path, {})
        | ({"properties": {"a": "b"}} if path.endswith(".update") and "properties" in parameters else {})
    )


GIVEN: dict[str, Any] = {
    "to": io.BytesIO(),
    "pairs": [("5", "6")],
    "ids": ["5"],
    "object_ids": ["5"],
    "emails": ["a@b.example"],
    "subscribers": ["a@b.example"],
    "subscriber_state": "attend",
    "stages": [{"label": "a", "metadata": {}}],
    "properties": {"a": "b"},
    "inputs": [{"properties": {"a": "b"}}],
    "file": b"x",
    "filters": {"a": "b"},
    "names": ["a"],
    "rows": [{"id": "5"}],
}
_CHANGES = [{"id": "5", "properties": {"a": "b"}}]
_EXPORT = {"objectType": "CONTACT", "objectProperties": ["email"]}
_SETTINGS = {
    "portal.toml": {"format": 1, "object_types": ["contacts"]},
    "contacts/groups.toml": {"shoes": {"label": "Shoes"}},
}
MORE: dict[str, Any] = {
    "associations.bulk_archive": {"rows": [("5", "6")]},
    "associations.bulk_create": {"rows": [("5", "6")]},
    "events.send": {"email": "a@b.example"},
    "exports.create": {"export": _EXPORT},
    "exports.download": {"export": _EXPORT, "timeout": 5.0},
    "imports.load": {"source": [{"email": "a@b.example"}], "timeout": 5.0},
    "lists.conversions.schedule": {"inactive_for": 5},
    "lists.conversions.wait": {"timeout": 5.0},
    "imports.create": {
        "files": {"a.csv": b"x"},
        "settings": {
            "files": [
                {
                    "fileName": "a.csv",
                    "fileFormat": "CSV",
                    "fileImportPage": {
                        "columnMappings": [{"columnName": "a", "columnObjectTypeId": "0-1", "propertyName": "a"}]
                    },
                }
            ]
        },
    },
    "lists.remove_members": {"ids": ["5"]},
    "portal_settings.apply": {"settings": _SETTINGS},
    "portal_settings.diff": {"settings": _SETTINGS},
    "portal_settings.plan": {"settings": _SETTINGS},
    "marketing.attendance.record_by_object_id": {"inputs": [{"vid": 5, "interactionDateTime": 5}]},
    "marketing.attendance.record_by_object_id_and_emails": {
        "inputs": [{"email": "a@b.example", "interactionDateTime": 5}]
    },
    "marketing.events.batch_update_by_object_id": {"inputs": [{"objectId": "5", "eventName": "a"}]},
    "properties.batch_create": {
        "inputs": [{"name": "a", "label": "a", "type": "string", "fieldType": "text", "groupName": "a"}]
    },
    "tickets.batch_update": {"inputs": _CHANGES},
    "tickets.batch_upsert": {"inputs": _CHANGES, "id_property": "a"},
    "tickets.bulk_create": {"rows": [{"a": "b"}]},
    "tickets.bulk_upsert": {"rows": [{"a": "b"}], "key": "a"},
    "tickets.upsert": {"id_property": "a"},
    "webhooks.batch_update_subscriptions": {"active": {5: True}},
}


SILENT = {"records.required_properties", "oauth.authorize_url"}  # what comes of no answer


@pytest.mark.parametrize("some", slices(turns(METHODS)), ids=[f"part {number}" for number in range(8)])
def test_a_method_with_an_odd_answer_raises_no_foreign_error(triers: Any, some: Any) -> None:
    wrong: list[str] = []
    for colour, edition, (path, owner, _, declared) in some:
        trier = triers[colour, edition]
        trier.hubspot.answers = []
        given, made = arguments(path, owner, declared.function), trier.made
        wrong += trials(trier, partial(called, path, given), f"{path} ({colour}, {edition})")
        if trier.made == made and path not in SILENT:
            wrong.append(f"{path} was asked for no answer")
    assert wrong == []


def called(path: str, given: dict[str, Any], hs: Any) -> Any:
    return attrgetter(path)(hs)(**given)


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_what_is_unreadable_names_the_answer_and_a_write_is_in_doubt(triers: Any, colour: str) -> None:
    trier: Trier = triers[colour, "2026-03"]
    trier.hubspot.answers = []
    trier.hubspot.begin(0, (200, b'{"list": 5}', "application/json"))
    error = trier.end(lambda hs: hs.lists.create("a"))
    assert isinstance(error, UnreadableAnswer)
    assert (error.status, error.correlation_id, error.method, error.in_doubt) == (200, "c-1", "POST", True)
    assert error.url.endswith("/crm/lists/2026-03")
    assert "list_ is int where an object belongs" in str(error)
    trier.hubspot.begin(0, (200, b'{"results": [null]}', "application/json"))
    error = trier.end(lambda hs: hs.contacts.list())
    assert isinstance(error, UnreadableAnswer)
    assert not error.in_doubt


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("odd", [5, None, [], "x", {"id": None}, {"properties": 5, "id": {}}])
def test_an_input_of_a_batch_with_an_odd_result_is_unknown(triers: Any, colour: str, odd: Any) -> None:
    trier: Trier = triers[colour, "2026-03"]
    content = json.dumps({"status": "COMPLETE", "results": [record("1", email="a@b.example"), odd]}).encode()
    trier.hubspot.begin(0, (200, content, "application/json"))
    inputs = [{"id": "1", "properties": {"a": "b"}}, {"id": "2", "properties": {"a": "b"}}]
    error = trier.end(lambda hs: hs.contacts.batch_update(inputs))
    assert isinstance(error, BatchError)
    assert error.batch.outcomes[1].status == "unknown"
    assert all(each.status in ("done", "unknown") for each in error.batch.outcomes)


SHAPED = [entry for entry in Catalogue() if callable(entry.declared.output)]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("entry", SHAPED, ids=lambda entry: entry.name)
def test_an_operation_that_shapes_its_answer_bears_an_empty_one(entry: Entry, edition: str) -> None:
    client = Client("sync", FakeHubSpot(httpx.Response(204)), FakeClock(), retries=0, api_version=edition)
    try:
        assert isinstance(client.do(lambda hs: hs.operations.run(entry.name, entry.sample)), dict | list | str)
    except HubSpotError as error:
        assert not isinstance(error, InputError)  # noqa: PT017 # either end will do
