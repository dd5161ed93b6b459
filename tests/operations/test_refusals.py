"""What is wrong with a payload is named, for every operation and every field, before any request is made."""

import contextlib
import copy
import random
from functools import reduce
from operator import getitem

import pytest

from hubspot_facade import BadRequest, InputError, NotFound, UnknownOperation
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.wire.field_names import snake

NAMES = [entry.name for entry in Catalogue()]
NEEDED = [(entry.name, field) for entry in Catalogue() for field, (_, needed) in entry.fields.items() if needed]
# A single value, a list and an object that make no sense anywhere: no field takes more than one of these kinds.
ODD = (7.5, [[[]]], {"x": {"y": [[]]}})
SENSELESS = (None, True, 7.5, "", "\0", "../x?y#z", [], [[]], {}, {"x": [1]})
# Fields that take data of any kind.
OPEN = {("Raw HTTP request (advanced)", "body")}
# What this one does not know is a token of the event.
TOKENS = {"Create or update timeline event"}


@pytest.fixture
def run(clients, portal):
    """Run an operation's sample without some keys and with others."""
    hs = clients("sync", "2026-03")

    def run(name, changes, without=()):
        portal.begin()
        payload = {key: value for key, value in Catalogue()[name].sample.items() if snake(key) not in without}
        return hs.operations.run(name, {**payload, **changes})

    return run


def test_an_unknown_field_is_named(run, portal):
    for name in NAMES:
        if name not in TOKENS:
            error = refusal(run, name, {"no_such_field": 1})
            assert (error.field, "no such field" in str(error)) == ("no_such_field", True), name
            assert portal.requests == [], name


def test_an_unknown_field_may_be_meant_as_a_property_if_a_property_can_hold_it(run):
    for value, is_meant in (("x", True), (["x"], True), ({"id": 1}, False), ([{"to": {"id": 1}}], False)):
        error = refusal(run, "Update task engagement", {"no_such_field": value})
        assert ("did you mean properties.no_such_field?" in str(error)) is is_meant, value


def test_a_missing_field_is_named(run, portal):
    for name, field in NEEDED:
        error = refusal(run, name, {}, without=Catalogue()[name].spellings[field])
        assert (error.field, "is missing" in str(error), repr(name) in str(error)) == (field, True, True), name
        assert portal.requests == [], name
    assert len(NEEDED) > 400


def refusal(run, name, changes, **options):
    """What an operation is refused with; nothing else may become of it."""
    with pytest.raises(InputError) as caught:
        run(name, changes, **options)
    return caught.value


@pytest.mark.parametrize("name", NAMES)
def test_a_value_of_another_kind_is_named(name, run, portal):
    entry = Catalogue()[name]
    for field in entry.fields:
        named = []
        for odd in ODD:
            try:
                run(name, {field: odd}, without=entry.spellings.get(field, ()))
            except InputError as error:
                named.append(error.field)
            except BadRequest:
                continue
        assert len(named) >= 2 or (name, field) in OPEN, field
        assert all(snake(each).startswith(field) for each in named)


def places(data, path=()):
    """The path of every value in JSON data."""
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key))


@pytest.mark.parametrize("name", [name for name in NAMES if Catalogue()[name].sample])
def test_odd_data_at_any_depth_is_answered_or_refused(name, run, portal):
    chance = random.Random(name)  # noqa: S311 # made-up data, the same every time
    for _ in range(3):
        payload = copy.deepcopy(Catalogue()[name].sample)
        *way, last = chance.choice([*places(payload)])
        reduce(getitem, way, payload)[last] = chance.choice(SENSELESS)
        with contextlib.suppress(InputError, BadRequest, NotFound):
            run(name, payload)
        assert all(request.status < 500 for request in portal.requests)


def test_an_unknown_operation_tells_the_nearest(clients, portal):
    with pytest.raises(UnknownOperation, match="Create contact"):
        clients("async", "v3").operations.run("Create contcat", {})
    assert portal.requests == []
