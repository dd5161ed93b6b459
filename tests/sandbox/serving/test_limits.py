"""Tiers: the ten-second window, the second of search, the day."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.protocol.errors import Refusal
from hubspot_facade.sandbox.state.limits import DAY, TIERS, WINDOW, Limits, kind_of

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


async def test_requests_without_a_token_count_against_no_app(limited):
    await limited.get(OWNERS)
    for _ in range(3):
        answer = await limited.post(
            "/oauth/v1/token", data={"grant_type": "refresh_token"}, headers={"authorization": ""}
        )
        assert answer.status_code == 400
        assert not [name for name in answer.headers if name.startswith("x-hubspot-ratelimit")]
    assert (await limited.get(OWNERS)).headers["x-hubspot-ratelimit-daily-remaining"] == "249998"


async def test_the_sixth_search_in_a_second_gets_429(limited, clock):
    for _ in range(5):
        assert (await limited.post(SEARCH, json={})).status_code == 200
    refused = await limited.post(SEARCH, json={})
    body = refused.json()
    assert (refused.status_code, body.pop("correlationId")) == (429, refused.headers["x-request-id"])
    told = "You have reached your secondly limit."
    assert body == {"status": "error", "message": told, "category": "RATE_LIMITS"}
    assert "retry-after" not in refused.headers
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


# -- which requests count for what ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "/crm/v3/objects/contacts/search", "search"),
        ("POST", "/crm/objects/2026-03/contacts/search/", "search"),
        ("GET", "/crm/v3/objects/contacts/search", "app"),
        ("POST", "/crm/v3/lists/search", "app"),
        ("GET", "/crm/v4/objects/contacts/1/associations/deals", "associations"),
        ("POST", "/crm/associations/2026-03/contacts/deals/batch/read", "associations"),
        ("PUT", "/crm/v3/objects/contacts/1/associations/deals/2/3", "associations"),
        ("GET", "/crm/v3/objects/contacts", "app"),
        ("GET", "/cms/v3/blogs/posts", "app"),
    ],
)
async def test_the_limit_that_a_request_counts_for(method, path, kind):
    assert kind_of(method, path) == kind


async def test_associations_have_a_window_and_a_day_of_their_own(monkeypatch):
    limits = Limits("pro", portal_id=1, app_id=2)
    for _ in range(150):
        limits.admit(0, "associations")
    with pytest.raises(Refusal, match="ten_secondly_rolling"):
        limits.admit(0, "associations")
    limits.admit(0)
    assert limits.headers("associations")["x-hubspot-ratelimit-max"] == "150"
    assert limits.headers("associations")["x-hubspot-ratelimit-remaining"] == "0"
    assert limits.headers()["x-hubspot-ratelimit-remaining"] == "189"
    monkeypatch.setattr("hubspot_facade.sandbox.state.limits.ASSOCIATIONS_DAILY", 151)
    limits.admit(WINDOW, "associations")
    with pytest.raises(Refusal, match="daily"):
        limits.admit(2 * WINDOW, "associations")
    limits.admit(2 * WINDOW)


@given(
    pauses=st.lists(st.sampled_from([0, 1, 7, 999, 1000, 3000, 9999, 10_000]), min_size=1, max_size=400),
    kinds=st.randoms(use_true_random=False),
)
def test_the_windows_roll_to_the_millisecond_and_headers_say_what_is_left(pauses, kinds):
    limits = Limits("free", portal_id=1, app_id=2)
    admitted: dict[str, list[int]] = {"app": [], "associations": [], "search": []}
    now = 20_000 * DAY
    for pause in pauses:
        now += pause
        kind = kinds.choice(["app", "app", "app", "associations", "search"])
        most, span = (5, 1000) if kind == "search" else (100, WINDOW)
        counted = [each for each in admitted[kind] if each > now - span]
        try:
            limits.admit(now, kind)
        except Refusal:
            assert len(counted) == most
        else:
            assert len(counted) < most
            admitted[kind].append(now)
            counted.append(now)
        if kind != "search":
            assert limits.headers(kind)["x-hubspot-ratelimit-remaining"] == str(most - len(counted))


async def test_each_app_has_its_window_and_all_share_the_day():
    limits = Limits("free", portal_id=1, app_id=2)
    for _ in range(100):
        limits.admit(0, app="one")
    with pytest.raises(Refusal, match="ten_secondly_rolling"):
        limits.admit(0, app="one")
    limits.admit(0, app="two")
    assert limits.headers(app="two")["x-hubspot-ratelimit-remaining"] == "99"
    assert limits.today == 101


async def test_apps_of_oauth_have_their_own_tier_and_no_day():
    limits = Limits("enterprise", portal_id=1, app_id=2)
    for _ in range(110):
        limits.admit(0, app="app", oauth=True)
    with pytest.raises(Refusal, match="ten_secondly_rolling"):
        limits.admit(0, app="app", oauth=True)
    assert limits.today == 0
    assert "x-hubspot-ratelimit-daily" not in limits.headers(app="app", oauth=True)
    assert limits.headers()["x-hubspot-ratelimit-daily-remaining"] == "1000000"


async def test_exempt_operations_do_not_count():
    limits = Limits("free", portal_id=1, app_id=2)
    for _ in range(150):
        limits.admit(0, exempt=("ten-secondly",))
    assert limits.today == 150
    for _ in range(150):
        limits.admit(0, exempt=("ten-secondly", "daily"))
    assert limits.today == 150
    assert limits.headers()["x-hubspot-ratelimit-remaining"] == "100"


async def test_a_document_tells_what_is_exempt(limited):
    for _ in range(120):
        assert (await limited.post("/events/v3/send/batch", json={"inputs": []})).status_code < 429
    assert (await limited.get(OWNERS)).headers["x-hubspot-ratelimit-remaining"] == "99"


async def test_a_tier_may_be_set_while_it_runs(clock):
    app = create_app(clock=clock)
    headers = {"authorization": f"Bearer {app.token}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://s", headers=headers) as client:
        for _ in range(101):
            assert (await client.get(OWNERS)).status_code == 200
        app.configure(tier="free", retry_after=True)
        for _ in range(100):
            assert (await client.get(OWNERS)).status_code == 200
        clock.seconds += 4
        refused = await client.get(OWNERS)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "6")
    app.portals.close()
