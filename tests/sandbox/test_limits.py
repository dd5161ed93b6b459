"""Tiers: the ten-second window, the second of search, the day."""

import httpx
import pytest

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.errors import Refusal
from hubspot_facade.sandbox.limits import DAY, TIERS, Limits

pytestmark = pytest.mark.anyio
OWNERS = "/crm/v3/owners"
SEARCH = "/crm/v3/objects/contacts/search"


class Hands:
    seconds = 1_790_000_000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Hands()


@pytest.fixture
async def limited(clock):
    app = create_app(tier="free", clock=clock)
    headers = {"authorization": f"Bearer {app.token}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://s", headers=headers) as client:
        yield client
    app.portal.store.close()


async def test_the_101st_request_in_ten_seconds_gets_429(limited, clock):
    first = await limited.get(OWNERS)
    assert first.headers["x-hubspot-ratelimit-max"] == "100"
    assert first.headers["x-hubspot-ratelimit-remaining"] == "99"
    assert first.headers["x-hubspot-ratelimit-daily"] == "250000"
    assert first.headers["x-hubspot-ratelimit-secondly"] == "10"
    for _ in range(99):
        assert (await limited.get(OWNERS)).status_code == 200
    refused = await limited.get(OWNERS)
    assert refused.status_code == 429
    body = refused.json()
    assert list(body) == ["status", "message", "errorType", "correlationId", "policyName", "groupName"]
    assert body["message"] == "You have reached your ten_secondly_rolling limit."
    assert (body["errorType"], body["policyName"]) == ("RATE_LIMIT", "TEN_SECONDLY_ROLLING")
    assert refused.headers["x-hubspot-ratelimit-remaining"] == "0"
    assert "retry-after" not in refused.headers
    assert (await limited.post(SEARCH, json={})).status_code == 200
    clock.seconds += 10
    assert (await limited.get(OWNERS)).status_code == 200


async def test_the_sixth_search_in_a_second_gets_429(limited, clock):
    for _ in range(5):
        assert (await limited.post(SEARCH, json={})).status_code == 200
    refused = await limited.post(SEARCH, json={})
    assert (refused.status_code, refused.json()["policyName"]) == (429, "SECONDLY")
    assert refused.json()["message"] == "You have reached your secondly limit."
    assert "x-hubspot-ratelimit-max" not in refused.headers
    clock.seconds += 1
    assert (await limited.post(SEARCH, json={})).status_code == 200


async def test_the_day_is_used_up_until_midnight():
    limits = Limits("free", portal_id=1, app_id=2, retry_after=True)
    now = 20_000 * DAY
    for number in range(250_000):
        limits.admit(now + number * 100)
    with pytest.raises(Refusal) as refused:
        limits.admit(now + 25_000_000)
    assert refused.value.extra is not None
    assert refused.value.extra["policyName"] == "DAILY"
    assert refused.value.headers["retry-after"] == str((DAY - 25_000_000) // 1000)
    limits.admit(now + DAY)
    assert limits.today == 1


async def test_oauth_apps_have_no_daily_limit():
    limits = Limits("oauth", portal_id=1, app_id=2)
    assert limits.tier is TIERS["oauth"]
    assert "x-hubspot-ratelimit-daily" not in limits.headers()
    assert limits.headers()["x-hubspot-ratelimit-max"] == "110"


async def test_an_unknown_tier_names_the_known_ones():
    with pytest.raises(ValueError, match="free, pro, enterprise, oauth"):
        create_app(tier="platinum")
