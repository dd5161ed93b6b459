"""Every fault in every operation: what the portal holds in the end is what the rows say, and every outcome is true."""

from collections import Counter

import pytest

from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.facade.fakes import FakeClock

COUNT = 104  # rows, in two requests
FAULTS = {
    "429": {"fault": "429"},
    "502": {"fault": "502"},
    "dropped before the write": {"fault": "drop"},
    "dropped after the write": {"fault": "drop-after-write"},
    "504 after the write": {"fault": "504-after-write"},
    "half an answer": {"fault": "truncate"},
    "423": {"fault": "423"},
    "477": {"fault": "477", "retry_after": 1},
    "expired token": {"fault": "401"},
    "some inputs": {"fault": "partial", "inputs": 5},
    "no JSON": {"fault": "invalid-json"},
}


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        with_records(sandbox)
        sandbox.snapshot("records")
        yield sandbox


def with_records(sandbox):
    hs, close = either("sync", base_url=sandbox.url, access_token=sandbox.token)
    hs.contacts.bulk_create([{"email": f"old{number}@x.example", "firstname": "old"} for number in range(COUNT)])
    hs.companies.bulk_create([{"name": "one"}])
    hs.lists.create("members", processing_type="MANUAL")
    close()


class Case:
    """An operation: its rows, how it is called, and what the portal must hold."""

    def __init__(self, hs):
        self.hs = hs
        found = hs.contacts.list(properties=["email"])
        self.ids = [each.id for each in found if (each.properties.get("email") or "").startswith("old")]
        self.company = hs.companies.list()[-1].id
        self.list_id = next(each.list_id for each in hs.lists.list() if each.name == "members")

    def contacts(self, *properties):
        return self.hs.contacts.list(properties=["email", *properties])


class Create(Case):
    def load(self, **options):
        rows = [{"firstname": f"new {number}"} for number in range(COUNT)]
        return self.hs.contacts.bulk_create(rows, **options)

    def written(self):
        return Counter(int(name[4:]) for each in self.contacts("firstname") if (name := first(each)).startswith("new "))


class CreateByKey(Case):
    def load(self, **options):
        rows = [{"email": f"new{number}@x.example", "firstname": f"new {number}"} for number in range(COUNT)]
        return self.hs.contacts.bulk_create(rows, key="email", **options)

    written = Create.written


class Upsert(Case):
    def load(self, **options):
        rows = [{"email": f"old{number}@x.example", "firstname": f"new {number}"} for number in range(COUNT)]
        return self.hs.contacts.bulk_upsert(rows, **options)

    written = Create.written


class Update(Case):
    def load(self, **options):
        rows = [{"id": key, "firstname": f"new {number}"} for number, key in enumerate(self.ids)]
        return self.hs.contacts.bulk_update(rows, **options)

    written = Create.written


class Archive(Case):
    def load(self, **options):
        return self.hs.contacts.bulk_archive(self.ids, **options)

    def written(self):
        left = {each.id for each in self.contacts()}
        return Counter(number for number, key in enumerate(self.ids) if key not in left)


class Associate(Case):
    def load(self, **options):
        rows = [(key, self.company) for key in self.ids]
        # HubSpot takes 2,000 in one request.
        return self.hs.associations.bulk_create("contacts", "companies", rows, **options)

    def written(self):
        found = self.hs.associations.list("companies", self.company, "contacts")
        ids = Counter(str(each.to_object_id) for each in found)
        return Counter({number: ids[key] for number, key in enumerate(self.ids) if ids[key]})


class AddMembers(Case):
    def load(self, **options):
        return self.hs.lists.bulk_add_members(self.list_id, self.ids, **options)

    def written(self):
        ids = Counter(str(each.record_id) for each in self.hs.lists.list_members(self.list_id))
        return Counter({number: ids[key] for number, key in enumerate(self.ids) if ids[key]})


def first(record):
    return record.properties.get("firstname") or ""


CASES = [Create, CreateByKey, Upsert, Update, Archive, Associate, AddMembers]
MATRIX = [(case, fault) for case in CASES for fault in FAULTS]


@pytest.mark.parametrize(
    ("case", "fault", "colour"),
    [(case, fault, ("sync", "async")[at % 2]) for at, (case, fault) in enumerate(MATRIX)],
    ids=[f"{case.__name__}-{fault}" for case, fault in MATRIX],
)
def test_a_load_ends_well_whatever_goes_wrong_for_a_while(sandbox, folder, case, fault, colour):
    sandbox.restore("records")
    sandbox.application.faults.clear()
    hs, close = either(colour, base_url=sandbox.url, access_token=sandbox.token, clock=FakeClock().clock(), retries=1)
    try:
        made = case(hs)
        path = "*/memberships/add" if case is AddMembers else "*/batch/*"
        planned = sandbox.fail(["POST", "PUT"], path, times=4, **FAULTS[fault])
        report, stops = None, 0
        while report is None or report.stopped is not None:
            try:
                report = made.load(journal=folder / "load.db")
            except Exception:
                assert stops < 5
            stops += 1
            assert stops < 8
        outcomes, written = list(report.outcomes), made.written()
    finally:
        close()
    assert planned.hits
    assert [each.number for each in outcomes] == list(range(COUNT))
    assert report.rows == report.done + report.failed + report.unknown == COUNT
    assert max(written.values(), default=0) <= 1
    for each in outcomes:
        if each.status != "unknown":
            assert written[each.number] == each.ok
    if case is not Create and fault not in ("no JSON", "some inputs"):  # as answers, these leave rows in doubt
        assert report.unknown == 0
    if fault in ("429", "477", "expired token"):
        assert report.done == COUNT
