"""The two clients as a whole."""

import asyncio
import inspect
import pydoc
import threading

import httpx
import pytest
from hubspot_openapi.v2026_03.crm.objects import operations
from hubspot_openapi.v2026_03.crm.objects.models import SimplePublicObjectInputForCreate

from hubspot_facade import AsyncHubSpot, HubSpot, Limits
from tests.facade.fakes import TOKEN, Client, FakeClock, FakeHubSpot, page, record


@pytest.fixture
def options(running):
    running.reset()
    return {"base_url": running.url, "access_token": running.token}


def test_every_generated_call_runs_with_its_type(options):
    with HubSpot(**options) as hs:
        body = SimplePublicObjectInputForCreate(properties={"email": "a@example.com"}, associations=[])
        made = hs.call(operations.create, "contacts", body=body)
        found = hs.call(operations.get_page, object_type="contacts", limit=10)
        assert [each.id for each in found.results] == [made.id]
        assert hs.run(operations.archive("contacts", made.id)) is None
        assert hs.call(operations.get_page, "contacts").results == []


@pytest.mark.anyio
async def test_every_generated_call_runs_awaited(options):
    async with AsyncHubSpot(**options) as hs:
        made = await hs.call(operations.create, "contacts", body={"properties": {"email": "a@example.com"}})
        found = await hs.run(operations.get_by_id("contacts", made.id))
        assert found.properties["email"] == "a@example.com"


def test_threads_share_a_client(options):
    with HubSpot(**options) as hs:
        made = []

        def work(number):
            made.append(hs.contacts.create({"email": f"{number}@example.com"}).id)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {each.id for each in hs.contacts.list()} == set(made)
        assert len(set(made)) == 16


@pytest.mark.anyio
async def test_tasks_share_a_client(options):
    async with AsyncHubSpot(**options) as hs:
        made = await asyncio.gather(*(hs.contacts.create({"email": f"{number}@example.com"}) for number in range(16)))
        assert {each.id async for each in hs.contacts.list()} == {each.id for each in made}


def test_a_closed_client_opens_again(options):
    hs = HubSpot(**options)
    hs.owners.list().page()
    hs.close()
    hs.close()
    assert hs.owners.list().page().results
    hs.close()


def test_one_pool_serves_every_call(options, running):
    with HubSpot(**options) as hs:
        for _ in range(5):
            hs.contacts.list().page()
            hs.objects("deals").list().page()
        pool = hs._sender.connections._pool.client._transport._pool
        assert len(pool.connections) == 1


def test_a_client_of_the_callers_stays_open():
    http = httpx.Client(transport=httpx.MockTransport(FakeHubSpot(page())))
    with HubSpot(TOKEN, http_client=http) as hs:
        hs.contacts.list().all()
    assert not http.is_closed
    http.close()


def test_resources_are_made_once():
    hs = HubSpot(TOKEN)
    assert hs.contacts is hs.contacts
    assert hs.operations is hs.operations
    assert repr(hs.contacts) == "<Contacts of <HubSpot api.hubapi.com 2026-03>>"


def _help(thing):
    """What help() shows, without the margins, spaces and line breaks that differ between versions of Python."""
    return "".join(pydoc.plain(pydoc.render_doc(thing)).replace("|", " ").split())


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
def test_methods_show_signature_and_docstring(client):
    method = client(TOKEN).contacts.get_by_email
    assert list(inspect.signature(method).parameters)[:2] == ["email", "properties"]
    assert "address" in method.__doc__
    shown = _help(method)
    assert "get_by_email(email" in shown
    assert "RecordWithAssociations" in shown
    assert "get_by_email(self,email" in _help(type(client(TOKEN).contacts))
    assert inspect.iscoroutinefunction(method) is (client is AsyncHubSpot)


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_calls_of_a_group_are_bounded(colour):
    under_way, most = 0, 0

    async def slow(request):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)  # the others wait for the first answer, and then look
        under_way -= 1
        return httpx.Response(204)

    if colour == "sync":
        hubspot = FakeHubSpot(httpx.Response(204))
        Client("sync", hubspot, FakeClock()).do(lambda client: client.contacts.batch_archive(range(1, 1001)))
        assert len(hubspot.seen) == 10
        return

    async def go():
        http = httpx.AsyncClient(transport=httpx.MockTransport(slow))
        async with AsyncHubSpot(TOKEN, http_client=http, limits=Limits(concurrency=4)) as hs:
            await hs.contacts.batch_archive(range(1, 1001))
        await http.aclose()

    asyncio.run(go())
    assert most == 4


def test_another_edition_is_another_path():
    for edition, path in [("v3", "/crm/v3/objects/deals"), ("2026-09", "/crm/objects/2026-09/deals")]:
        hubspot = FakeHubSpot(page(record("1")))
        Client("sync", hubspot, FakeClock(), api_version=edition).do(lambda client: client.deals.list())
        assert hubspot.seen[0].url.path == path


def test_cassettes_see_every_attempt_and_replay_them(options, running, tmp_path):
    import vcr

    recorder = vcr.VCR(filter_headers=["authorization"], match_on=["method", "path", "body"])
    running.application.faults.plan({"fault": "503", "match": {"path": "/crm/*"}})
    path = str(tmp_path / "tape.yaml")

    def session():
        with HubSpot(**options, clock=FakeClock().clock()) as hs:
            return [each.email for each in hs.owners.list()]

    with recorder.use_cassette(path) as tape:
        recorded = session()
    assert len(tape.responses) == 2
    requests = len(running.application.log.entries)
    with recorder.use_cassette(path, record_mode="none"):
        assert session() == recorded
    assert len(running.application.log.entries) == requests
    assert options["access_token"] not in (tmp_path / "tape.yaml").read_text()
