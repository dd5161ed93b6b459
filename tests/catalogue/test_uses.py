"""The calls of every operation: declared where there are several, else the one that its plan begins with."""

from hubspot_facade.catalogue.named_operation import shelf
from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.catalogue.uses import first_calls
from hubspot_facade.plans.edition_calls import edition_calls, find_call
from hubspot_facade.plans.plan import Done, Together
from hubspot_facade.plans.raw import RawCall

calls = edition_calls("crm.objects")
legacy = edition_calls("crm.timeline", only="v3")
WITHOUT = {
    "OAuth 2.0 Authorization",  # makes an address
    "Raw HTTP request (advanced)",  # may be any
    "Required properties per object type (table of 24 objects)",  # a table of ours
}


def test_every_operation_has_calls_and_every_call_is_one_of_some_edition() -> None:
    for entry in Catalogue():
        assert bool(entry.call_names) == (entry.name not in WITHOUT), entry.name
        for name in entry.call_names:
            only, _, path = name.rpartition(":")
            api, _, call = path.rpartition(".")
            assert find_call((only,) if only else editions(), api, call), entry.name


def test_several_calls_are_declared_with_the_first_one_among_them() -> None:
    several = [entry for entry in Catalogue() if entry.uses]
    assert len(several) > 15
    for entry in several:
        assert len(entry.uses) == len(set(entry.uses)) > 1, entry.name
        assert first_calls(entry.plan(shelf(), entry.sample)) <= set(entry.uses), entry.name


def test_what_a_plan_begins_with() -> None:
    assert first_calls(calls.get_page("contacts")) == {"crm.objects.get_page"}
    assert first_calls(legacy.get_all(1)) == {"v3:crm.timeline.get_all"}
    assert first_calls(Together([calls.get_page("deals"), calls.search("deals")])) == {
        "crm.objects.get_page",
        "crm.objects.search",
    }
    assert first_calls(Done(1)) == set()
    assert first_calls(RawCall("GET", "/x", {})) == set()
