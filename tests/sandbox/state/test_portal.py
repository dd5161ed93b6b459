"""How a portal makes the models of services."""

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.crm.lists.models import Lists
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.state.portal import Portal


class Shelves:
    """A service that no portal has heard of."""

    made = 0

    def __init__(self, portal):
        Shelves.made += 1
        self.portal = portal


@pytest.fixture
def portal():
    portal = Portal(clock=lambda: 1_700_000_000.0)
    yield portal
    portal.store.close()


def test_a_service_is_made_once_for_each_portal(portal):
    other = Portal(clock=portal.clock, portal_id=2)
    Shelves.made = 0
    assert portal.service(Shelves) is portal.service(Shelves)
    assert portal.service(Shelves).portal is portal
    assert other.service(Shelves).portal is other
    assert Shelves.made == 2
    other.store.close()


def test_requests_make_no_model_anew(monkeypatch):
    made = []
    for model in (Lists, Records):

        def counted(self, portal, model=model, first=model.__init__):
            made.append(model)
            first(self, portal)

        monkeypatch.setattr(model, "__init__", counted)
    with Sandbox() as sandbox, httpx.Client(base_url=sandbox.url) as client:
        client.headers["authorization"] = f"Bearer {sandbox.token}"
        client.post("/crm/v3/lists", json={"name": "A", "objectTypeId": "0-1", "processingType": "MANUAL"})
        for _ in range(3):
            assert client.get("/crm/v3/objects/contacts").json() == {"results": []}
            assert len(client.post("/crm/v3/lists/search", json={}).json()["lists"]) == 1
    assert sorted(made, key=str) == [Lists, Records]


def test_definitions_that_come_with_stages_follow_the_pipelines(portal):
    deals = portal.service(ObjectTypes).resolve("deals")
    properties = portal.service(Properties)
    before = properties.catalogue(deals).keys()
    stage = {"label": "Won", "metadata": {"probability": "1.0"}, "stageId": "fresh", "displayOrder": 0}
    made = portal.service(Pipelines).create(deals, {"label": "Second", "displayOrder": 1, "stages": [stage]})
    assert properties.catalogue(deals).keys() - before == {
        f"hs_v2_{what}_fresh" for what in ("date_entered", "date_exited", "latest_time_in", "cumulative_time_in")
    }
    portal.service(Pipelines).archive(deals, made["id"])
    assert properties.catalogue(deals).keys() == before
