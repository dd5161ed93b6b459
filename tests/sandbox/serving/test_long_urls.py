"""A URL that is too long is refused, as HubSpot refuses it."""

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.unsettled import Unsettled


@pytest.mark.parametrize("longest", [8_000, 16_000])
def test_a_url_that_is_too_long_is_a_414(longest):
    path = "/crm/v3/objects/contacts"
    with (
        Sandbox(unsettled=Unsettled(longest_url=longest)) as sandbox,
        HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs,
    ):
        room = longest - len(path) - len("properties=") - 1
        statuses = [hs.raw("GET", path, query={"properties": "a" * more}).status_code for more in (room, room + 1)]
    assert statuses == [200, 414]
