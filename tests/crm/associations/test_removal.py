"""What is asked of HubSpot to take associations away: all of two records, or one label."""

import httpx
import pytest

from hubspot_facade import InputError
from tests.facade.fakes import Client, FakeClock, FakeHubSpot

DONE = httpx.Response(204)
TYPES = {
    "results": [
        {"category": "HUBSPOT_DEFINED", "typeId": 279, "label": None},
        {"category": "HUBSPOT_DEFINED", "typeId": 1, "label": "Primary"},
        {"category": "USER_DEFINED", "typeId": 1, "label": "Boss"},
        {"category": "USER_DEFINED", "typeId": 7, "label": "Friend"},
    ]
}


@pytest.fixture(params=["sync", "async"])
def asked(request):
    """What was sent for an act: (method, end of the path, body)."""

    def asked(act):
        hubspot = FakeHubSpot(lambda sent: httpx.Response(200, json=TYPES) if sent.method == "GET" else DONE)
        Client(request.param, hubspot, FakeClock(), retries=0).do(act)
        (sent,) = [each for each in hubspot.seen if each.method != "GET"]
        return sent.method, sent.url.path.partition("2026-03/")[2], hubspot.bodies[-1]

    return asked


def test_without_a_type_every_association_of_two_records_goes(asked):
    assert asked(lambda hs: hs.associations.archive("contacts", 1, "companies", 2)) == (
        "DELETE",
        "contacts/1/associations/companies/2",
        None,
    )


@pytest.mark.parametrize(
    ("told", "category", "expected"),
    [
        (279, None, ("HUBSPOT_DEFINED", 279)),
        (280, None, ("HUBSPOT_DEFINED", 279)),  # the same type, named in its other direction
        (7, None, ("USER_DEFINED", 7)),
        ("friend", None, ("USER_DEFINED", 7)),
        (1, "USER_DEFINED", ("USER_DEFINED", 1)),
        ("1", "hubspot_defined", ("HUBSPOT_DEFINED", 1)),
    ],
)
def test_with_a_type_only_that_label_goes_in_the_category_that_the_portal_has_it_in(asked, told, category, expected):
    sent = asked(
        lambda hs: hs.associations.archive(
            "contacts", 1, "companies", 2, association_type_id=told, association_category=category
        )
    )
    types = [{"associationCategory": expected[0], "associationTypeId": expected[1]}]
    assert sent == (
        "POST",
        "contacts/companies/batch/labels/archive",
        {"inputs": [{"from": {"id": "1"}, "to": {"id": "2"}, "types": types}]},
    )


@pytest.mark.parametrize(
    ("told", "category", "problem"),
    [
        (1, None, "HUBSPOT_DEFINED and USER_DEFINED"),
        (8, None, "has no type 8; it has 279"),
        (7, "HUBSPOT_DEFINED", "has no type 7 of category HUBSPOT_DEFINED"),
        ("enemy", None, "'Boss', 'Friend'"),
    ],
)
def test_a_type_that_the_portal_does_not_have_is_refused(asked, told, category, problem):
    with pytest.raises(InputError, match=problem):
        asked(
            lambda hs: hs.associations.archive(
                "contacts", 1, "companies", 2, association_type_id=told, association_category=category
            )
        )


def test_a_category_alone_names_no_type_to_remove(asked):
    with pytest.raises(InputError, match="association_type_id"):
        asked(lambda hs: hs.associations.archive("contacts", 1, "companies", 2, association_category="USER_DEFINED"))


@pytest.mark.parametrize(("told", "problem"), [(8, "has no type 8; it has 279"), ("enemy", "'Boss', 'Friend'")])
def test_a_type_to_create_is_the_portals_or_hubspots(asked, told, problem):
    with pytest.raises(InputError, match=problem):
        asked(lambda hs: hs.associations.create("contacts", 1, "companies", 2, association_type_id=told))
