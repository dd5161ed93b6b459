"""Every named operation does what it says: seen on the sandbox before and after it, by plain requests."""

import pytest

from hubspot_facade.catalogue.operations import Catalogue
from tests.operations.effects import Effect, Subject, effects, holds

ROWS = effects()
RAW = "Raw HTTP request (advanced)"
# Operations that may go another way than by all of their calls.
CHOOSING = {
    RAW,
    "Archive property group",
    "Associate a record with another record or activity",
    "Associate crm objects",
    "Associate custom object",
    "Batch create or update contacts",
    "Calculate attendance duration at event for all attendees",
    "Check whether an object is activated (object library)",
    "Create associations",
    "Delete associations from CRM objects",
    "Delete custom object association",
    "Get a batch of contacts by email",
    "Get a batch of contacts by vid",
    "Get all contacts",
    "Get contact by email (contacts-v1)",
    "Get contact by vid",
    "Get contacts in a list",
    "Get contacts recently added to a list",
    "Get recently created contacts",
    "Get recently updated or created contacts",
    "List contact list contacts",
    "Mark a marketing event as completed",
    "Remove an association between records",
    "Update email subscription status",
    "Update list",
    "Update timeline event type property",
}

# Reads of records go on with these where one request does not take all that they ask for.
FURTHER = {"crm.objects.batch_read", "crm.associations.batch_read", "crm.properties.get_all"}


def chooses(name: str) -> bool:
    uses = Catalogue()[name].uses
    return name in CHOOSING or bool(uses and {*uses[1:]} <= FURTHER)


def named(row: Effect) -> str:
    return f"{row.kind} {row.name}"


def of_kind(*kinds: str) -> list[Effect]:
    return [row for row in ROWS if row.kind in kinds]


def test_every_operation_has_a_row():
    assert sorted({row.name for row in ROWS}) == sorted(entry.name for entry in Catalogue())


def test_an_operation_reads_or_writes():
    reading = {row.name for row in of_kind("reads", "told")}
    assert not reading & {row.name for row in of_kind("gives", "takes")}
    assert all(row.because for row in of_kind("told"))


@pytest.fixture
def run(hs, portal, edition):
    """Run a row's operation after those that it begins with; it must make the calls that the catalogue names."""

    def run(row):
        for name in row.first:
            hs.operations.run(name, Catalogue()[name].sample)
        portal.keep()
        answer = hs.operations.run(row.name, row.payload)
        sent = {(request.method, request.path.count("/")) for request in portal.requests}
        known = {(call.method, call.path.count("/")) for call in Catalogue()[row.name].calls(edition)}
        assert sent == known or chooses(row.name)
        assert sent <= known or row.name == RAW
        return answer

    return run


@pytest.mark.parametrize("row", of_kind("gives", "takes"), ids=named)
def test_it_changes_what_is_shown(row, run, portal):
    answer = run(row)
    subject = Subject(row.name, row.payload, answer)
    paths, parts = subject.paths(row.at), subject.parts(row.holds)
    assert paths
    assert parts
    after = [portal.shown(path) for path in paths]
    portal.back()
    before = [portal.shown(path) for path in paths]
    with_it, without_it = (after, before) if row.kind == "gives" else (before, after)
    for part in parts:
        assert holds(with_it, part)
        assert not holds(without_it, part)


@pytest.mark.parametrize("row", of_kind("reads"), ids=named)
def test_it_answers_what_is_there_and_writes_nothing(row, run, portal):
    answer = run(row)
    assert holds(answer, row.holds)
    assert not portal.wrote


@pytest.mark.parametrize("row", of_kind("told"), ids=named)
def test_it_tells_what_no_record_holds(row, run, portal):
    assert run(row) is not None
    assert {request.answer for request in portal.requests} <= {"schema"}
