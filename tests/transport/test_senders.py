"""Both senders: headers, retries, pacing, failures, logs; no second is really waited."""

import io
import logging
import socket

import pytest

from hubspot_facade import HubSpot, RetryPolicy, errors
from hubspot_facade.transport.pacing import Limits
from tests.facade.either import either
from tests.facade.fakes import TOKEN, Client, FakeHubSpot, error, page, record
from tests.http_library import httpx


@pytest.fixture(params=["sync", "async"])
def make(request, fake_clock):
    return lambda hubspot, **options: Client(request.param, hubspot, fake_clock, **options)


def get(client):
    return client.contacts.get("1")


def create(client):
    return client.contacts.create({"email": "a@b.c"})


OK = httpx.Response(200, json=record("1"))


def test_a_call_carries_token_agent_and_path(make):
    hubspot = FakeHubSpot(OK)
    make(hubspot).do(lambda client: client.contacts.get("a@b.c/d", id_property="email", properties=["x", "y"]))
    (request,) = hubspot.seen
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert request.url.raw_path.startswith(b"/crm/objects/2026-03/contacts/a%40b.c%2Fd?")
    assert request.url.params["idProperty"] == "email"
    assert request.url.params.get_list("properties") == ["x", "y"]


def test_a_rate_limited_post_is_repeated_after_its_window(make, fake_clock):
    hubspot = FakeHubSpot(error(429, policyName="TEN_SECONDLY_ROLLING"), httpx.Response(201, json=record("1")))
    assert make(hubspot).do(create).id == "1"
    assert len(hubspot.seen) == 2
    assert sum(fake_clock.slept) == pytest.approx(10.0)


def test_a_failed_post_is_not_repeated_and_says_so(make, fake_clock):
    hubspot = FakeHubSpot(error(503))
    with pytest.raises(errors.ServerError) as caught:
        make(hubspot).do(create)
    assert len(hubspot.seen) == 1
    assert fake_clock.slept == []
    assert "may have processed it" in str(caught.value)


def test_a_failed_read_is_repeated(make, fake_clock):
    hubspot = FakeHubSpot(error(503), error(502), OK)
    assert make(hubspot).do(get).id == "1"
    assert fake_clock.slept == [0.25, 0.5]


def test_a_search_is_repeated_although_it_is_a_post(make):
    hubspot = FakeHubSpot(error(503), page(record("1")))
    assert [each.id for each in make(hubspot).do(lambda client: client.contacts.search())] == ["1"]


def test_attempts_end(make):
    hubspot = FakeHubSpot(error(503))
    with pytest.raises(errors.ServerError) as caught:
        make(hubspot, retries=2).do(get)
    assert len(hubspot.seen) == 3
    assert caught.value.attempts == 3
    assert caught.value.gave_up == "gave up after 3 attempts"


@pytest.mark.parametrize("reply", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), error(503)])
def test_an_error_says_once_how_many_attempts_there_were(make, reply):
    with pytest.raises(errors.HubSpotError) as caught:
        make(FakeHubSpot(reply), retries=2).do(get)
    assert str(caught.value).count("after 3 attempts") == 1


@pytest.mark.parametrize(
    ("raised", "kind", "seen_by_get", "seen_by_post"),
    [
        (httpx.ConnectError("refused"), errors.NetworkError, 3, 3),
        (httpx.ConnectTimeout("slow"), errors.DeadlineError, 3, 3),
        (httpx.ReadTimeout("slow"), errors.DeadlineError, 3, 1),
        (httpx.RemoteProtocolError("gone"), errors.NetworkError, 3, 1),
    ],
)
def test_broken_connections(make, raised, kind, seen_by_get, seen_by_post):
    for act, seen in ((get, seen_by_get), (create, seen_by_post)):
        hubspot = FakeHubSpot(raised)
        with pytest.raises(kind) as caught:
            make(hubspot, retries=2).do(act)
        assert len(hubspot.seen) == seen
        assert caught.value.attempts == seen
        assert isinstance(caught.value.__cause__, type(raised))


def test_requests_wait_for_their_turn(make, fake_clock):
    hubspot = FakeHubSpot(OK)
    client = make(hubspot, limits=Limits(per_ten_seconds=3))
    client.do(get)
    for _ in range(3):
        client.do(get)
    assert sum(fake_clock.slept) == pytest.approx(10.0, abs=0.01)


def test_html_under_a_success_status_is_an_error(make):
    with pytest.raises(errors.UnreadableAnswer) as caught:
        make(FakeHubSpot(httpx.Response(200, html="<html>"))).do(get)
    assert caught.value.status == 200
    assert caught.value.body == b"<html>"


def test_a_redirect_is_not_followed_with_the_token(make):
    hubspot = FakeHubSpot(httpx.Response(302, headers={"location": "https://elsewhere.example/"}))
    with pytest.raises(errors.APIError) as caught:
        make(hubspot).do(get)
    assert caught.value.status == 302
    assert len(hubspot.seen) == 1


def test_logs_tell_requests_and_retries_without_the_token(make, caplog):
    caplog.set_level(logging.DEBUG, "hubspot_facade")
    hubspot = FakeHubSpot(
        error(503), httpx.Response(200, json=record("1"), headers={"x-hubspot-correlation-id": "c-7"})
    )
    make(hubspot).do(get)
    messages = [each.getMessage() for each in caplog.records if each.name == "hubspot_facade"]
    assert any("GET /crm/objects/2026-03/contacts/{objectId}: 503, attempt 1" in m for m in messages)
    assert any(m.endswith("200 in 0 ms, c-7") for m in messages)
    assert TOKEN not in "".join(messages)


def test_a_file_that_cannot_be_read_again_is_sent_once(make):
    from hubspot_facade.plans.raw import RawCall
    from hubspot_facade.transport.request import Request

    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    class Upload(RawCall):
        def request(self, base_url):
            return Request("POST", "/files/v3/files", files=[("file", ("a", self.path, None))])

    once = FakeHubSpot(error(429, policyName="SECONDLY"))
    answer = make(once).do(lambda client: client.run(Upload("POST", Pipe(b"x"), {})))
    assert (answer.status_code, len(once.seen)) == (429, 1)

    twice = FakeHubSpot(error(429, policyName="SECONDLY"), httpx.Response(201, json={}))
    seekable = make(twice).do(lambda client: client.run(Upload("POST", io.BytesIO(b"data"), {})))
    assert seekable.status_code == 201
    assert all(b"data" in request.content for request in twice.seen)


@pytest.mark.parametrize(("base_url", "verifies"), [("https://api.hubapi.com", True), ("http://127.0.0.1:1", False)])
def test_certificates_are_verified_wherever_there_are_any(base_url, verifies, monkeypatch):
    seen = []
    made = httpx.Client

    def client(**settings):
        seen.append(settings["verify"])
        return made(transport=httpx.MockTransport(lambda _request: httpx.Response(204)))

    monkeypatch.setattr(httpx, "Client", client)
    with HubSpot(TOKEN, base_url=base_url) as hs:
        hs.raw("GET", "/nowhere")
    assert seen == [verifies]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_where_nothing_listens_on_this_machine_one_more_attempt_is_enough(colour, host):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    client, close = either(colour, access_token="t", base_url=f"http://{host}:{port}", retries=RetryPolicy(backoff=0.0))
    with pytest.raises(errors.NetworkError, match=r"^nothing answers there: is `hubspot-facade sandbox` run") as caught:
        client.contacts.get("1")
    close()
    assert (caught.value.attempts, caught.value.sent, caught.value.refused) == (2, False, True)
