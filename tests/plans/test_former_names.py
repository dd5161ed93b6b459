"""Names that methods had: they work, warn, and are out of sight."""

import httpx
import pytest

from hubspot_facade import AsyncHubSpot, HubSpot
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.plans.former_names import REMOVAL, FormerName
from hubspot_facade.plans.methods import ListMethod, PlanMethod, static_attribute
from hubspot_facade.resources import Shelf, each_resource
from hubspot_facade.version import __version__
from tests.facade.fakes import Client, FakeClock, FakeHubSpot

PERSON = {"email": "a@b.example", "interactionDateTime": 5}
PAIR = {"from": {"id": "1"}, "to": {"id": "2"}}
FORMER = [
    (path, type(resource), name, former)
    for path, resource in each_resource(Shelf())
    for name in sorted({each for base in type(resource).__mro__ for each in vars(base)})
    if isinstance(former := static_attribute(type(resource), name), FormerName)
]


@pytest.mark.parametrize(
    ("path", "owner", "name", "former"), FORMER, ids=[f"{path}.{name}" for path, _, name, _ in FORMER]
)
def test_each_stands_for_a_method_of_today(path, owner, name, former):
    assert isinstance(static_attribute(owner, former.name), PlanMethod | ListMethod)
    assert former.name in former.__doc__
    assert former.name in dir(owner(HubSpot("pat-x")))
    assert name not in dir(owner(HubSpot("pat-x")))
    assert f"{path}.{name}" not in {entry.python for entry in Catalogue()}


def test_they_are_still_to_go():
    assert __version__ < REMOVAL


SAME = [
    (
        lambda hs: hs.associations.create_default("contacts", 1, "deals", 2),
        lambda hs: hs.associations.create("contacts", 1, "deals", 2),
    ),
    (
        lambda hs: hs.associations.associate("contacts", 1, "deals", to_object_id=2, association_type_id=4),
        lambda hs: hs.associations.create("contacts", 1, "deals", 2, association_type_id=4),
    ),
    (
        lambda hs: hs.associations.remove("contacts", 1, "deals", 2),
        lambda hs: hs.associations.archive("contacts", 1, "deals", 2),
    ),
    (
        lambda hs: hs.associations.batch_write("contacts", "deals", inputs=[PAIR], raise_errors=False),
        lambda hs: hs.associations.batch_create("contacts", "deals", pairs=[PAIR], raise_errors=False),
    ),
    (
        lambda hs: hs.associations.batch_remove("contacts", "deals", [PAIR]),
        lambda hs: hs.associations.batch_archive("contacts", "deals", [PAIR]),
    ),
    (lambda hs: hs.calls.log(5, title="t"), lambda hs: hs.calls.create(timestamp=5, title="t")),
    (lambda hs: hs.calls.log(timestamp=5, title="t"), lambda hs: hs.calls.create(timestamp=5, title="t")),
    (lambda hs: hs.notes.amend(5, body="b"), lambda hs: hs.notes.update(5, body="b")),
    (
        lambda hs: hs.contacts.batch_write([{"email": "a@b.example"}], raise_errors=False),
        lambda hs: hs.contacts.batch_create_or_update([{"email": "a@b.example"}], raise_errors=False),
    ),
    (
        lambda hs: hs.marketing.events.complete(1, 2, start_date_time=3, end_date_time=4),
        lambda hs: hs.marketing.events.update_completion(1, 2, start_date_time=3, end_date_time=4),
    ),
    (
        lambda hs: hs.marketing.attendance.upsert_by_emails(1, 2, "attend", [PERSON]),
        lambda hs: hs.marketing.attendance.upsert(1, 2, "attend", [PERSON]),
    ),
]


def sent(colour, act):
    """What was asked of HubSpot for this act."""
    hubspot = FakeHubSpot(lambda _request: httpx.Response(200, json={"id": "1", "properties": {}, "results": []}))
    Client(colour, hubspot, FakeClock(), retries=0).do(act)
    return [(each.method, each.url, each.content) for each in hubspot.seen]


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize(("former", "today"), SAME)
def test_they_send_what_the_method_of_today_sends_and_warn(colour, former, today):
    with pytest.warns(
        DeprecationWarning, match=f"is now .*; the former name will be removed in hubspot-facade {REMOVAL}"
    ):
        before = sent(colour, former)
    assert before == sent(colour, today) != []


def test_the_warning_points_at_the_caller():
    with pytest.warns(DeprecationWarning, match="create_default is now create;") as caught:
        sent("sync", SAME[0][0])
    assert caught[0].filename == __file__


def test_both_clients_hide_them():
    for client in (HubSpot("pat-x"), AsyncHubSpot("pat-x")):
        assert "batch_write" not in dir(client.associations)
        assert "batch_create" in dir(client.associations)


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("arguments", [{}, {"association_type_id": None}])
def test_what_took_one_label_off_does_not_remove_all_without_one(colour, arguments):
    hubspot = FakeHubSpot(httpx.Response(204))
    with (
        pytest.warns(DeprecationWarning, match="archive_label is now archive;"),
        pytest.raises(TypeError, match="needs association_type_id"),
    ):
        Client(colour, hubspot, FakeClock()).do(lambda hs: hs.associations.archive_label("a", 1, "b", 2, **arguments))
    assert hubspot.seen == []
