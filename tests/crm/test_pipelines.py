"""What is sent to make a pipeline."""

import httpx
import pytest

from tests.facade.fakes import Client, FakeClock, FakeHubSpot

MADE = {"id": "p", "label": "Sales", "displayOrder": 1, "stages": [], "archived": False}


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_stages_stand_in_the_order_given_unless_they_say_their_own(colour):
    hubspot = FakeHubSpot(httpx.Response(201, json=MADE))
    stages = [{"label": "Open"}, {"label": "Won", "displayOrder": 9}, {"label": "Lost", "metadata": {"a": "b"}}]
    Client(colour, hubspot, FakeClock()).do(
        lambda hs: hs.pipelines.create("Deals", "Sales", stages=stages, display_order=1)
    )
    assert hubspot.seen[0].url.path.endswith("/deals")
    assert hubspot.bodies == [
        {
            "label": "Sales",
            "displayOrder": 1,
            "stages": [
                {"displayOrder": 0, "label": "Open"},
                {"displayOrder": 9, "label": "Won"},
                {"displayOrder": 2, "label": "Lost", "metadata": {"a": "b"}},
            ],
        }
    ]
