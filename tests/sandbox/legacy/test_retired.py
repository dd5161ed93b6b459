"""What HubSpot switched off: the sandbox and the facade agree on what it is and since when."""

import pytest

from hubspot_facade.errors import RetiredEndpoint
from hubspot_facade.sandbox.legacy.retired import GONE
from hubspot_facade.transport.retired import RETIRED, refuse_retired

SERVED = ("/contacts/v1/lists/all/contacts/all", "/contacts/v1/lists/recently_updated/contacts/recent")
OWNERS = "/owners/v2/owners"


@pytest.mark.parametrize("below", ["", "/1", "/1/versions/2/restore"])
@pytest.mark.parametrize("base", GONE)
def test_a_family_is_a_404_that_says_since_when_and_is_not_sent_by_the_facade(client, base, below):
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        answer = client.request(method, base + below)
        assert (answer.status_code, answer.headers.get("x-sandbox-retired")) == (404, GONE[base]), method
        with pytest.raises(RetiredEndpoint, match=GONE[base]):
            refuse_retired(method, base + below)


def test_what_the_facade_does_not_send_the_sandbox_does_not_serve(client):
    for one in RETIRED:
        path = next(base for base in (*GONE, OWNERS) if one.pattern.match(base))
        assert client.get(path).headers["x-sandbox-retired"] == one.since


@pytest.mark.parametrize("path", SERVED)
def test_what_is_still_served_below_a_family_is_served(client, path):
    assert client.get(path).status_code == 200
    refuse_retired("GET", path)
