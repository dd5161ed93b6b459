"""What is asked of HubSpot to take associations away: all of two records, or one label."""

import httpx
import pytest

from tests.facade.fakes import Client, FakeClock, FakeHubSpot


@pytest.fixture(params=["sync", "async"])
def asked(request):
    """What was sent for an act: (method, end of the path, body)."""

    def asked(act):
        hubspot = FakeHubSpot(httpx.Response(204))
        Client(request.param, hubspot, FakeClock(), retries=0).do(act)
        (sent,) = hubspot.seen
        return sent.method, sent.url.path.partition("2026-03/")[2], hubspot.bodies[0]

    return asked


def test_without_a_type_every_association_of_two_records_goes(asked):
    assert asked(lambda hs: hs.associations.remove("contacts", 1, "companies", 2)) == (
        "DELETE",
        "contacts/1/associations/companies/2",
        None,
    )


@pytest.mark.parametrize("method", ["remove", "archive_label"])
def test_with_a_type_only_that_label_goes(asked, method):
    sent = asked(lambda hs: getattr(hs.associations, method)("contacts", 1, "companies", 2, association_type_id=279))
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]
    assert sent == (
        "POST",
        "contacts/companies/batch/labels/archive",
        {"inputs": [{"from": {"id": "1"}, "to": {"id": "2"}, "types": types}]},
    )
