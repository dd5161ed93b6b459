"""A callable in place of a token: asked before each attempt, and once more after a 401."""

import asyncio
import logging

import httpx
import pytest

from hubspot_facade import AsyncHubSpot, ConfigurationError, DeadlineError, HubSpot, NetworkError, Unauthorized
from hubspot_facade.config import Configuration
from tests.facade.fakes import FakeClock, FakeHubSpot, error, page, settled

COLOURS = ["sync", "async"]
EXPIRED = error(401, "expired", category="EXPIRED_AUTHENTICATION")


class Giver:
    """Gives tokens in turn, the last one for ever."""

    def __init__(self, *tokens):
        self.tokens = list(tokens)
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]

    async def awaited(self):
        await asyncio.sleep(0)
        return self()


def client_on(colour, hubspot, access_token, **options):
    transport = httpx.MockTransport(hubspot)
    if colour == "sync":
        return HubSpot(access_token, http_client=httpx.Client(transport=transport), **options)
    return AsyncHubSpot(access_token, http_client=httpx.AsyncClient(transport=transport), **options)


def bearers(hubspot):
    return [request.headers["authorization"].removeprefix("Bearer ") for request in hubspot.seen]


@pytest.mark.parametrize("colour", [*COLOURS, "awaited"])
def test_a_callable_is_asked_for_each_request(colour):
    giver, hubspot = Giver("token-a", "token-b", "token-c"), FakeHubSpot(page(after="1"), page())
    source = giver.awaited if colour == "awaited" else giver
    hs = client_on(colour, hubspot, source)
    settled(lambda hs: hs.contacts.list(), hs)
    assert bearers(hubspot) == ["token-a", "token-b"]


@pytest.mark.parametrize("colour", [*COLOURS, "awaited"])
def test_after_a_401_it_is_asked_again_and_the_request_repeated_whatever_it_does(colour):
    giver, hubspot = Giver("token-old", "token-new"), FakeHubSpot(EXPIRED, page())
    hs = client_on(colour, hubspot, giver.awaited if colour == "awaited" else giver, retries=0)
    settled(lambda hs: hs.raw("POST", "/x", json={"a": 1}), hs)
    assert bearers(hubspot) == ["token-old", "token-new"]
    assert hubspot.bodies == [{"a": 1}, {"a": 1}]
    assert giver.asked == 2


@pytest.mark.parametrize("colour", COLOURS)
def test_the_same_token_again_is_not_sent_again(colour):
    giver, hubspot = Giver("token-old"), FakeHubSpot(EXPIRED)
    with pytest.raises(Unauthorized) as caught:
        settled(lambda hs: hs.contacts.get(1), client_on(colour, hubspot, giver))
    assert (len(hubspot.seen), giver.asked, caught.value.attempts) == (1, 2, 1)


@pytest.mark.parametrize("colour", COLOURS)
def test_a_second_401_is_the_answer(colour):
    giver, hubspot = Giver("token-a", "token-b", "token-c"), FakeHubSpot(EXPIRED)
    with pytest.raises(Unauthorized):
        settled(lambda hs: hs.contacts.get(1), client_on(colour, hubspot, giver))
    assert bearers(hubspot) == ["token-a", "token-b"]


@pytest.mark.parametrize("colour", COLOURS)
def test_retries_after_a_wait_ask_again(colour):
    giver, hubspot, clock = Giver("token-a", "token-b"), FakeHubSpot(error(503), page()), FakeClock()
    settled(lambda hs: hs.contacts.list(), client_on(colour, hubspot, giver, clock=clock.clock()))
    assert bearers(hubspot) == ["token-a", "token-b"]


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize(
    ("given", "said"), [(None, "NoneType"), (b"secret", "bytes"), ("", "empty"), ("a b", "characters")]
)
def test_what_is_no_token_is_named_without_being_shown(colour, given, said):
    with pytest.raises(ConfigurationError, match=said) as caught:
        settled(lambda hs: hs.contacts.get(1), client_on(colour, FakeHubSpot(page()), lambda: given))
    assert "secret" not in str(caught.value)


def test_a_coroutine_function_needs_the_asynchronous_client():
    with pytest.raises(ConfigurationError, match="AsyncHubSpot"):
        client_on("sync", FakeHubSpot(page()), Giver("token").awaited).contacts.get(1)


@pytest.mark.parametrize("given", [7, b"pat", ["pat"]])
def test_what_gives_no_token_is_refused_at_once(given):
    with pytest.raises(ConfigurationError, match="access token must be text"):
        HubSpot(given)
    with pytest.raises(ConfigurationError, match="access token must be text"):
        Configuration(access_token=given)


@pytest.mark.parametrize("colour", COLOURS)
def test_what_the_callable_raises_comes_as_it_is(colour):
    def broken():
        raise LookupError("vault is shut")

    with pytest.raises(LookupError, match="vault is shut"):
        settled(lambda hs: hs.contacts.get(1), client_on(colour, FakeHubSpot(page()), broken))


def test_no_token_is_wanted_for_oauth_and_for_what_travels_with_the_developer_key():
    giver, hubspot = Giver("token"), FakeHubSpot(httpx.Response(200, json={"access_token": "x", "expires_in": 5}))
    hs = client_on("sync", hubspot, giver, developer_key="developer-key")
    hs.oauth.refresh_token("app", "secret", "refresh")
    hubspot.replies = [httpx.Response(204)]
    hs.webhooks.archive_subscription(1, 2)
    assert giver.asked == 0
    assert not any("authorization" in request.headers for request in hubspot.seen)


def test_the_callable_that_is_awaited_keeps_the_deadline():
    async def slow():
        await asyncio.sleep(60)

    hs = client_on("async", FakeHubSpot(page()), slow, deadline=0.05)
    with pytest.raises(DeadlineError):
        settled(lambda hs: hs.contacts.get(1), hs)


@pytest.mark.parametrize("colour", COLOURS)
def test_each_token_is_a_secret(colour, caplog):
    echo = lambda request: error(401, f"no {request.headers['authorization']}, not token-old either")  # noqa: E731 # short
    hubspot = FakeHubSpot(echo)
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Unauthorized) as caught:
        settled(lambda hs: hs.contacts.get(1), client_on(colour, hubspot, Giver("token-old", "token-new")))
    shown = f"{caught.value!r} {caught.value} {caught.value.body!r} {caplog.text}"
    assert "***" in shown
    assert "token-old" not in shown
    assert "token-new" not in shown


@pytest.mark.parametrize("colour", COLOURS)
def test_a_write_whose_answer_was_lost_stays_in_doubt_when_no_token_can_be_had(colour):
    giver = Giver("token")

    def then_broken():
        if giver.asked:
            raise NetworkError("no vault", method="GET", url="vault", sent=False)
        return giver()

    hubspot = FakeHubSpot(httpx.ReadError("lost"), page())
    hs = client_on(colour, hubspot, then_broken, clock=FakeClock().clock())
    with pytest.raises(NetworkError) as caught:
        settled(lambda hs: hs.contacts.update(1, {"city": "Graz"}), hs)
    assert caught.value.in_doubt
    assert caught.value.sent
