"""`with_options`: what a part of a program has otherwise than its client, over the same connections and pace."""

import contextlib
import copy
import pickle
import subprocess
import sys
import time

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import AsyncHubSpot, ConfigurationError, HubSpot, Limits, RetryPolicy, errors
from hubspot_facade.resources import each_resource
from tests.facade.either import either
from tests.facade.fakes import TOKEN, Client, FakeHubSpot, error, page, record
from tests.transport import hostile
from tests.transport.hostile import Hostile


def contact(options):
    return lambda hs: hs.contacts.with_options(**options).get(1)


def through_the_client(options):
    return lambda hs: hs.with_options(**options).contacts.get(1)


def listed(options):
    return lambda hs: hs.contacts.with_options(**options).list(limit=1)


def by_name(options):
    return lambda hs: hs.with_options(**options).operations.run("Get contact by ID", {"contactId": 1})


def raw(options):
    return lambda hs: hs.with_options(**options).raw("GET", "/crm/v3/objects/contacts/1")


def of_a_type(options):
    return lambda hs: hs.objects("2-1").with_options(**options).get(1)


WAYS = [contact, through_the_client, listed, by_name, raw, of_a_type]


def answer(request):
    return page(record()) if request.url.path.endswith("contacts") else httpx.Response(200, json=record())


@pytest.mark.parametrize("way", WAYS)
def test_options_hold_where_they_are_asked_for_and_nowhere_else(colour, fake_clock, way):
    hubspot = FakeHubSpot(answer)
    client = Client(colour, hubspot, fake_clock, headers={"X-Team": "sales", "x-kept": "1"}, timeout=50)
    client.do(way({"timeout": 7, "headers": {"x-team": "ops", "X-Run": "9"}}))
    client.do(way({}))
    asked, plain = hubspot.seen
    assert asked.extensions["timeout"]["read"] == 7
    assert plain.extensions["timeout"]["read"] == 5  # the http_client's own
    assert [asked.headers[name] for name in ("x-team", "x-kept", "x-run")] == ["ops", "1", "9"]
    assert (plain.headers["x-team"], "x-run" in plain.headers) == ("sales", False)
    assert asked.headers["authorization"] == plain.headers["authorization"] == f"Bearer {TOKEN}"
    assert asked.url == plain.url


def test_retries_are_counted_anew_with_the_rest_of_the_policy(colour, fake_clock):
    hubspot = FakeHubSpot(error(503))
    client = Client(colour, hubspot, fake_clock, retries=RetryPolicy(1, backoff=3, max_backoff=3))
    for retries, attempts in ((0, 1), (2, 3), (RetryPolicy(0), 1)):
        with pytest.raises(errors.ServerError) as caught:
            client.do(contact({"retries": retries}))
        assert caught.value.attempts == attempts
    assert fake_clock.slept == [1.5, 1.5]  # half of `backoff`, of which this clock's chance takes nothing more
    with pytest.raises(errors.ServerError) as caught:
        client.do(contact({}))
    assert caught.value.attempts == 2


def test_options_of_options_add_up(colour, fake_clock):
    hubspot = FakeHubSpot(answer)
    client = Client(colour, hubspot, fake_clock)
    client.do(
        lambda hs: hs.with_options(timeout=7, headers={"x-a": "1"}).contacts.with_options(headers={"x-b": "2"}).get(1)
    )
    [request] = hubspot.seen
    assert (request.extensions["timeout"]["read"], request.headers["x-a"], request.headers["x-b"]) == (7, "1", "2")
    unbounded = client.client.with_options(timeout=None)
    client.do(lambda _: unbounded.contacts.get(1))
    assert hubspot.seen[1].extensions["timeout"] == dict.fromkeys(("connect", "read", "write", "pool"))


def test_the_pace_is_shared(colour, fake_clock):
    hubspot = FakeHubSpot(answer)
    client = Client(colour, hubspot, fake_clock, limits=Limits(per_ten_seconds=2))
    for act in (contact({}), contact({"timeout": 5}), contact({"retries": 0})):
        client.do(act)
    assert sum(fake_clock.slept) == pytest.approx(10, abs=0.5)


def test_connections_are_shared_and_closed_together(colour, running):
    running.reset()
    hs, close = either(colour, base_url=running.url, access_token=running.token)
    hs.owners.list()
    client = hs._target
    quick = client.with_options(timeout=5, headers={"x-a": "1"})
    for resource in (quick.owners, client.owners.with_options(retries=0)):
        either_resource = type(hs)(resource, hs._runner)
        either_resource.list()
    assert quick._wire().connections is client._wire().connections
    pools = client._wire().connections
    made = [pools._pool] if colour == "sync" else [*pools._pools.values()]
    assert len(made) == 1
    assert len(made[0].client._transport._pool.connections) == 1
    type(hs)(quick, hs._runner).close()
    assert made[0].client.is_closed
    hs.owners.list()  # whichever was closed, both can be used again
    close()


def test_submissions_of_forms_have_the_options_and_share_connections(colour, fake_clock):
    hubspot = FakeHubSpot(httpx.Response(200, json={}))
    client = Client(colour, hubspot, fake_clock, forms_url="https://forms.test")
    for options in ({"headers": {"x-a": "1"}, "timeout": 3}, {}):
        client.do(
            lambda hs, options=options: hs.marketing.form_submissions.with_options(**options).submit(
                "f", {"email": "a@example.com"}, portal_id=7
            )
        )
    first, second = hubspot.seen
    assert first.url.host == second.url.host == "forms.test"
    assert (first.headers["x-a"], first.extensions["timeout"]["read"], "x-a" in second.headers) == ("1", 3, False)
    quick = client.client.with_options(timeout=3)
    assert quick._forms._wire().connections is client.client._forms._wire().connections
    assert quick._forms._pacer is client.client._forms._pacer


def test_a_download_from_another_host_gets_no_headers_of_the_client(colour, fake_clock, tmp_path):
    hubspot = FakeHubSpot(httpx.Response(200, json={"url": "https://files.test/x?sig=1"}), httpx.Response(200))
    client = Client(colour, hubspot, fake_clock, headers={"x-api-key": "sesame-open"})
    client.do(lambda hs: hs.files.download(1, tmp_path / "x"))
    assert hubspot.seen[0].headers["x-api-key"] == "sesame-open"
    assert hubspot.seen[1].url.host == "files.test"
    assert "x-api-key" not in hubspot.seen[1].headers


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
def test_every_resource_keeps_what_it_is_of(make):
    hs = make(TOKEN)
    quick = hs.with_options(timeout=5)
    for path, resource in each_resource(hs):
        other = resource.with_options(timeout=5)
        assert type(other) is type(resource), path
        assert other._client.configuration == quick.configuration
        assert resource._client is hs
        kept = {name: value for name, value in vars(resource).items() if name in vars(other) and name != "_client"}
        assert kept == {name: value for name, value in vars(other).items() if name != "_client"}
    assert hs.objects("2-7").with_options(timeout=5).object_type == "2-7"
    assert hs.marketing.events is not hs.marketing.with_options(timeout=5).events
    assert hs.marketing.with_options(timeout=5).events._client.configuration.timeout == 5


BAD = [
    ("timeout", 0),
    ("timeout", "5"),
    ("timeout", True),
    ("deadline", -1),
    ("deadline", float("nan")),
    ("retries", None),
    ("retries", -1),
    ("retries", 1.5),
    ("answer_limit", 0),
    ("headers", None),
    ("headers", "x-a: 1"),
    ("headers", {"x a": "1"}),
    ("headers", {1: "1"}),
    ("headers", {"x-a": "1\r\nx-b: 2"}),
    ("headers", {"x-a": "ä"}),
    ("headers", {"x-a": 1}),
    ("headers", {"x-a": "1", "X-A": "2"}),
    ("headers", {"Host": "example.com"}),
    ("headers", {"content-length": "1"}),
    ("headers", {"Accept-Encoding": "br"}),
]


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_refused_at_once_by_name(make, name, value):
    hs = make(TOKEN)
    for asked in (hs, hs.contacts, hs.marketing.events):
        with pytest.raises(ConfigurationError, match=name):
            asked.with_options(**{name: value})
    if value is not None:
        with pytest.raises(ConfigurationError, match=name):
            make(TOKEN, **{name: value})


@pytest.mark.parametrize("name", ["timout", "base_url", "access_token", "limits", "configuration"])
def test_an_unknown_option_is_a_type_error_that_lists_what_there_is(name):
    with pytest.raises(TypeError, match=rf"timeout, deadline, retries, headers, answer_limit, not '{name}'"):
        HubSpot(TOKEN).contacts.with_options(**{name: 1})


@given(st.sampled_from(["authorization", "Authorization", "AUTHORIZATION"]), st.text(min_size=8))
def test_the_credential_is_not_overridden_and_its_value_not_shown(name, value):
    with pytest.raises(ConfigurationError, match="access_token=") as caught:
        HubSpot(TOKEN).with_options(headers={name: value})
    assert value not in str(caught.value)


def test_a_secret_header_shows_nowhere(colour, fake_clock, caplog):
    secret = "s3same-open"
    caplog.set_level("DEBUG")
    hubspot = FakeHubSpot(error(400, f"we do not like {secret}", headers={"x-echo": secret}))
    client = Client(colour, hubspot, fake_clock)
    quick = client.client.with_options(headers={"x-api-key": secret})
    with pytest.raises(errors.BadRequest) as caught:
        client.do(lambda _: quick.contacts.get(1))
    assert hubspot.seen[0].headers["x-api-key"] == secret
    shown = [str(caught.value), repr(vars(caught.value)), repr(quick), repr(quick.configuration), caplog.text]
    assert not [each for each in shown if secret in each]


def test_headers_of_one_request_go_before_those_of_the_client(colour, fake_clock):
    hubspot = FakeHubSpot(httpx.Response(200))
    client = Client(colour, hubspot, fake_clock, headers={"x-a": "client", "Accept": "text/csv"})
    client.do(lambda hs: hs.raw("GET", "/x", headers={"X-A": "request"}))
    [request] = hubspot.seen
    assert request.headers.get_list("x-a") == ["request"]
    assert request.headers.get_list("accept") == ["text/csv"]


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
def test_a_client_with_options_is_pickled_and_copied_with_them(make):
    quick = make(TOKEN).with_options(timeout=5, retries=0, headers={"x-a": "1"}, deadline=9)
    for other in (pickle.loads(pickle.dumps(quick)), copy.copy(quick), copy.deepcopy(quick)):  # noqa: S301 # our own
        assert other.configuration == quick.configuration
        assert other._owner is None
        assert other.contacts.with_options(timeout=6)._client._owner is other


class Lasting(Hostile):
    """Answers the first request of a connection at once and whole; its second as `answer` does."""

    def _serve(self, connection):
        with connection, contextlib.suppress(OSError):
            if self._read(connection):
                connection.sendall(b"".join(hostile.whole(b'{"results": []}')))
                if self._read(connection):
                    self.seconds += 1
                    for piece in self.answer():
                        connection.sendall(piece)
                        if self._over.wait(hostile.PAUSE):
                            return

    seconds = 0

    def _read(self, connection):
        read = b""
        while b"\r\n\r\n" not in read:
            more = connection.recv(65_536)
            if not more:
                return False
            read += more
        return True


@pytest.mark.parametrize("answer", [hostile.trickling_body, hostile.trickling_headers, hostile.silence])
def test_a_deadline_holds_on_connections_that_were_made_without_one(colour, answer):
    with Lasting(answer) as server:
        hs, close = either(colour, access_token=TOKEN, base_url=server.url)
        hs.owners.list()
        began = time.monotonic()
        with pytest.raises(errors.DeadlineError):
            hs.contacts.with_options(deadline=0.2).get(1)
        assert time.monotonic() - began < 10
        close()
        assert server.seconds == 1


def test_what_is_not_used_is_not_loaded():
    program = (
        "import sys; from hubspot_facade import HubSpot; HubSpot('pat-x').with_options(timeout=5).contacts\n"
        "print([each for each in ('ssl', 'httpx', 'hubspot_facade.raw_responses') if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
