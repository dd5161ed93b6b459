"""Keys inside lists and objects of a payload: what the documents do not know is named, before any request."""

import pytest

from hubspot_facade import HubSpotError, InputError
from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.wire.field_names import snake
from tests.operations.places import places

# What an event does not know is a token of it.
TOKENS = {("Create or update timeline event", "event"), ("Batch create or update timeline events", "event_wrappers")}
PLACES = [
    (entry.name, edition, place)
    for edition in editions()
    for entry in Catalogue()
    if entry.sample is not None
    for place in places(entry, edition)
    if (entry.name, place.field) not in TOKENS
]


@pytest.fixture
def run(clients, portal):
    """Run an operation's sample with another value of a field."""

    def run(name, edition, field, value):
        entry = Catalogue()[name]
        others = {snake(each) for each in entry.spellings.get(field, (field,))}
        payload = {key: each for key, each in entry.sample.items() if snake(key) not in others}
        return clients("sync", edition).operations.run(name, {**payload, field: value})

    return run


def test_no_list_is_missed():
    fields = {(name, place.field) for name, _, place in PLACES}
    assert len(PLACES) > 300
    assert {
        ("Create property", "options"),
        ("Create pipeline", "stages"),
        ("Create object schema", "labels"),
        ("Create object schema", "properties"),
        ("Create associations", "inputs"),
        ("Delete multiple marketing events", "inputs"),
        ("Read a batch of campaigns", "inputs"),
        ("Batch create products", "products"),
        ("Batch read contacts", "contact_ids"),
        ("Search contacts", "filter_groups"),
        ("Create list", "filter_branch"),
        ("Create a new marketing email.", "content"),
    } <= fields


@pytest.mark.parametrize("edition", editions())
def test_a_key_that_no_document_knows_is_named_and_nothing_is_sent(run, portal, edition):
    wrong = []
    for name, asked, place in PLACES:
        if asked != edition:
            continue
        try:
            run(name, edition, place.field, place.value("no_such_key"))
        except InputError as error:
            if not (error.field.endswith(".no_such_key") and error.field.startswith(place.field)):
                wrong.append((name, str(place), str(error)))
        except HubSpotError as error:
            wrong.append((name, str(place), repr(error)))
        else:
            wrong.append((name, str(place), "passed"))
    assert wrong == []
    assert portal.requests == []


def test_a_key_of_the_document_passes_in_both_spellings(run):
    wrong = []
    for number, (name, edition, place) in enumerate(PLACES):
        if edition != editions()[number % len(editions())]:  # a third of them: each costs requests
            continue
        try:
            run(name, edition, place.field, place.value() if number % 2 else _snaked(place.value()))
        except InputError as error:
            if "no such field" in error.problem:
                wrong.append((name, str(place), str(error)))
        except HubSpotError:
            continue
    assert wrong == []


def _snaked(value):
    if isinstance(value, list):
        return [_snaked(each) for each in value]
    return {snake(key): _snaked(each) for key, each in value.items()} if isinstance(value, dict) else value
