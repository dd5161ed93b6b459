"""What an error says of a write whose answer was lost, and what a DELETE makes of the 404 that follows."""

import pickle

import pytest

from hubspot_facade import errors
from tests.facade.fakes import Client, FakeHubSpot, error
from tests.http_library import httpx

REFUSED = httpx.ConnectError("refused")
BROKE = httpx.ReadError("reset")
SLOW = httpx.ReadTimeout("slow")
CUT = httpx.RemoteProtocolError("peer closed connection without sending complete message body")
LIMITED = error(429, policyName="SECONDLY")
HTML = httpx.Response(200, html="<html>")
GONE = httpx.Response(404, html="<html>Error 404 Not Found</html>")
DONE = httpx.Response(204)


def get(client):
    return client.contacts.get(1)


def search(client):
    return client.contacts.search()


def create(client):
    return client.contacts.create({"email": "a@b.c"})


def update(client):
    return client.contacts.update(1, {"city": "Graz"})


def batch_create(client):
    return client.contacts.batch_create([{"email": "a@b.c"}])


def create_raw(client):
    return client.call(_create, "contacts", body={"properties": {}})


def _create(*args, **kwargs):
    from hubspot_openapi.v2026_03.crm.objects import operations

    return operations.create(*args, **kwargs)


@pytest.fixture(params=["sync", "async"])
def make(request, fake_clock):
    return lambda *replies, **options: Client(request.param, FakeHubSpot(*replies), fake_clock, **options)


def failed(client, act):
    with pytest.raises(errors.HubSpotError) as caught:
        client.do(act)
    return caught.value


@pytest.mark.parametrize(
    ("reply", "sent", "in_doubt"),
    [
        (REFUSED, False, False),
        (httpx.ConnectTimeout("slow"), False, False),
        (httpx.PoolTimeout("busy"), False, False),
        (httpx.ProxyError("403 Forbidden"), False, False),
        (BROKE, True, True),
        (httpx.WriteError("reset"), True, True),
        (SLOW, True, True),
        (CUT, True, True),
        (error(500), True, True),
        (error(502), True, True),
        (error(504), True, True),
        (error(408), True, True),
        (error(524), True, True),
        (HTML, True, True),
        (LIMITED, True, False),
        (error(400), True, False),
        (error(401), True, False),
        (error(404), True, False),
        (error(409), True, False),
        (error(423), True, False),
        (httpx.Response(302, headers={"location": "https://x/"}), True, False),
    ],
)
@pytest.mark.parametrize("act", [create, create_raw, update])
def test_a_write_is_in_doubt_when_it_may_have_been_carried_out(make, reply, sent, in_doubt, act):
    raised = failed(make(reply, retries=0), act)
    assert (raised.sent, raised.in_doubt) == (sent, in_doubt)
    assert ("HubSpot may have processed it" in str(raised)) is in_doubt
    again = pickle.loads(pickle.dumps(raised))  # noqa: S301 # our own bytes
    assert (again.sent, again.in_doubt, str(again)) == (sent, in_doubt, str(raised))


@pytest.mark.parametrize("reply", [BROKE, SLOW, CUT, error(502), HTML])
@pytest.mark.parametrize("act", [get, search])
def test_what_only_reads_is_never_in_doubt(make, reply, act):
    raised = failed(make(reply, retries=0), act)
    assert raised.sent
    assert not raised.in_doubt
    assert "may have processed" not in str(raised)


@pytest.mark.parametrize("reply", [BROKE, error(503), HTML])
@pytest.mark.parametrize("act", [create, batch_create])
def test_a_create_in_doubt_says_how_to_look(make, reply, act):
    client = make(reply)
    raised = failed(client, act)
    raised = raised.batch.outcomes[0].error if isinstance(raised, errors.BatchError) else raised
    assert raised.in_doubt
    assert "what it creates may exist: look for that before you send it again" in str(raised)
    assert client.hubspot.seen[1:] == []


def test_a_repeated_write_in_doubt_says_that_it_may_be_sent_again(make):
    raised = failed(make(BROKE, retries=2), update)
    assert (raised.attempts, raised.in_doubt) == (3, True)
    assert "gave up after 3 attempts; HubSpot may have processed it; sending it again does no harm" in str(raised)


@pytest.mark.parametrize(
    ("replies", "sent", "in_doubt"),
    [
        ((BROKE, REFUSED), True, True),
        ((error(502), LIMITED), True, True),
        ((error(502), error(401)), True, True),
        ((error(502), error(409)), True, True),
        ((error(502), error(400)), True, False),
        ((BROKE, error(404)), True, False),
        ((REFUSED, LIMITED), True, False),
        ((REFUSED, REFUSED), False, False),
    ],
)
def test_doubt_outlasts_what_says_nothing_of_the_attempt_before(make, replies, sent, in_doubt):
    raised = failed(make(*replies, retries=1), update)
    assert (raised.sent, raised.in_doubt) == (sent, in_doubt)


DELETES = [
    lambda client: client.contacts.archive(1),
    lambda client: client.lists.archive(1),
    lambda client: client.properties.archive("contacts", "p"),
    lambda client: client.pipelines.archive("deals", "p"),
    lambda client: client.files.archive(1),
    lambda client: client.files.purge(1),
    lambda client: client.schemas.archive("2-1"),
    lambda client: client.cms.blog_posts.archive(1),
    lambda client: client.operations.run("Delete Contact", {"contactId": 1}),
]


@pytest.mark.parametrize("lost", [(BROKE,), (CUT,), (error(502),), (SLOW, LIMITED)])
@pytest.mark.parametrize("act", DELETES)
def test_a_delete_repeated_after_a_lost_answer_takes_404_for_done(make, lost, act):
    for edition in ("v3", "2026-03", "2026-09"):
        client = make(*lost, GONE, api_version=edition)
        done = client.do(act)
        assert done is None or done == {"success": True}, edition
        assert len(client.hubspot.seen) == len(lost) + 1, edition


@pytest.mark.parametrize("before", [(), (REFUSED,), (LIMITED,)])
@pytest.mark.parametrize("act", DELETES)
def test_a_delete_that_cannot_have_been_carried_out_before_raises_its_404(make, before, act):
    assert isinstance(failed(make(*before, GONE), act), errors.NotFound)


def test_another_method_keeps_its_404_after_a_lost_answer(make):
    assert isinstance(failed(make(BROKE, error(404)), update), errors.NotFound)


def test_a_raw_delete_shows_the_404_and_counts_it_as_done(make):
    answer = make(BROKE, GONE).do(lambda client: client.raw("DELETE", "/crm/v3/lists/1"))
    assert answer.status_code == 404
    assert answer.raise_for_status() is answer
    with pytest.raises(errors.NotFound):
        make(GONE).do(lambda client: client.raw("DELETE", "/crm/v3/lists/1")).raise_for_status()
