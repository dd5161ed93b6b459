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
