"""Every status that is no success is an error, of the class that it says, in both colours and for raw requests too."""

import httpx
import pytest

from hubspot_facade import APIError
from hubspot_facade.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    Locked,
    NotFound,
    RateLimited,
    ServerError,
    Unauthorized,
    UnreadableAnswer,
)
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, error

CLASSES = {
    300: APIError,
    304: APIError,
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    418: APIError,
    423: Locked,
    429: RateLimited,
    500: ServerError,
    599: ServerError,
}


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize(("status", "kind"), CLASSES.items())
def test_a_status_is_the_error_that_it_says(colour, status, kind):
    client = Client(colour, FakeHubSpot(error(status)), FakeClock(), retries=0)
    with pytest.raises(kind) as caught:
        client.do(lambda hs: hs.contacts.get("1"))
    assert type(caught.value) is kind
    assert (caught.value.status, caught.value.method) == (status, "GET")
    assert caught.value.url.endswith("/contacts/1")


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("status", CLASSES)
def test_a_raw_answer_keeps_its_error_until_it_is_asked_for(colour, status):
    client = Client(colour, FakeHubSpot(error(status)), FakeClock(), retries=0)
    answer = client.do(lambda hs: hs.raw("GET", "/crm/v3/objects/contacts"))
    assert answer.status_code == status
    with pytest.raises(CLASSES[status]):
        answer.raise_for_status()


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_a_success_that_cannot_be_read_is_an_error_too(colour):
    reply = httpx.Response(200, content=b"<html>", headers={"x-hubspot-correlation-id": "c-1"})
    with pytest.raises(UnreadableAnswer) as caught:
        Client(colour, FakeHubSpot(reply), FakeClock()).do(lambda hs: hs.contacts.get("1"))
    assert (caught.value.status, caught.value.correlation_id, caught.value.body) == (200, "c-1", b"<html>")


NONE = [b"null", b"5", b'"x"', b"[]", b"{}", b'{"results":5}', b'{"results":null}', b"", b"[" * 100_000, b"NaN"]


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("edition", ["2026-03", "2026-09", "v3"])
@pytest.mark.parametrize("content", NONE, ids=[str(number) for number in range(len(NONE))])
def test_an_answer_that_is_none_is_no_empty_account(colour, edition, content):
    for ask in (
        lambda hs: hs.contacts.list().page(),
        lambda hs: hs.contacts.search([]).page(),
        lambda hs: hs.owners.list().page(),
        lambda hs: hs.operations.run("List contacts", {}),
    ):
        hubspot = FakeHubSpot(httpx.Response(200, content=content))
        client = Client(colour, hubspot, FakeClock(), api_version=edition)
        with pytest.raises(UnreadableAnswer) as caught:
            client.do(ask)
        assert caught.value.body == content


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("status", [200, 400, 429, 503])
def test_json_too_deep_and_numbers_too_long_are_text_of_a_raw_answer_and_no_detail_of_an_error(colour, status):
    for content in (b'{"message":' + b"[" * 100_000, b'{"id":' + b"9" * 5_000 + b"}"):
        headers = {"x-hubspot-ratelimit-max": "9" * 5_000, "x-hubspot-ratelimit-remaining": "9" * 5_000}
        hubspot = FakeHubSpot(httpx.Response(status, content=content, headers=headers))
        client = Client(colour, hubspot, FakeClock(), retries=0)
        answer = client.do(lambda hs: hs.raw("GET", "/crm/v3/objects/contacts"))
        assert answer.body == content.decode()
        if status >= 300:
            with pytest.raises(CLASSES.get(status, ServerError)):
                answer.raise_for_status()


@pytest.mark.parametrize(
    "asked", ["9" * 5_000, "Mon, 01 Jan " + "9" * 5_000 + " 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 +1400"]
)
def test_a_retry_after_that_no_clock_can_show_is_no_error_of_its_own(asked):
    reply = httpx.Response(429, headers={"retry-after": asked})
    with pytest.raises(RateLimited):
        Client("sync", FakeHubSpot(reply), FakeClock(), retries=0).do(lambda hs: hs.contacts.get("1"))


@pytest.mark.parametrize(
    ("base_url", "advice"),
    [
        ("https://api.hubapi.com", "check HUBSPOT_ACCESS_TOKEN, or run `hubspot-facade doctor`"),
        ("http://127.0.0.1:8484", "the sandbox has a new token after each start"),
        ("http://localhost:8484", "the sandbox has a new token after each start"),
    ],
)
@pytest.mark.parametrize("colour", ["sync", "async"])
def test_a_token_that_is_not_accepted_says_what_to_check(colour, base_url, advice):
    client = Client(colour, FakeHubSpot(error(401)), FakeClock(), base_url=base_url)
    with pytest.raises(Unauthorized) as caught:
        client.do(lambda hs: hs.contacts.get("1"))
    assert advice in caught.value.advice
    assert str(caught.value).count(caught.value.advice) == 1


@pytest.mark.parametrize(
    ("method", "options", "is_advised"),
    [("get", {}, True), ("update", {"properties": {"city": "Graz"}}, True), ("get", {"id_property": "email"}, False)],
)
@pytest.mark.parametrize("colour", ["sync", "async"])
def test_an_address_in_place_of_an_id_is_explained(colour, method, options, is_advised):
    client = Client(colour, FakeHubSpot(error(404), error(404)), FakeClock())
    with pytest.raises(NotFound) as caught:
        client.do(lambda hs: getattr(hs.contacts, method)("ada@example.com", **options))
    said = caught.value.advice or ""
    assert ("'ada@example.com'" in said and 'id_property="email"' in said) == is_advised
    with pytest.raises(NotFound) as by_id:
        client.do(lambda hs: hs.contacts.get("7"))
    assert by_id.value.advice is None


@pytest.mark.parametrize(
    ("message", "advice"),
    [
        ("Unable to infer object type from: boat", "or as p_boat"),
        ("Unable to infer object type from: p_car", "or as p_ and its name"),
        ("Unable to infer object type from: contcats", "did you mean 'contacts'?"),
        ("Unable to perform update/upsert by non-unique 0-1 property email in portal ID 1", "a batch update takes ids"),
        ("Unable to perform update/upsert by non-unique 0-3 property dealname in portal ID 1", ""),
    ],
)
@pytest.mark.parametrize("colour", ["sync", "async"])
def test_what_a_refusal_does_not_say_is_advised(colour, message, advice):
    reply = httpx.Response(400, json={"status": "error", "message": message})
    with pytest.raises(BadRequest) as caught:
        Client(colour, FakeHubSpot(reply), FakeClock()).do(lambda hs: hs.contacts.get("1"))
    assert caught.value.message == message
    said = caught.value.advice or ""
    assert (advice in said) if advice else said == ""
