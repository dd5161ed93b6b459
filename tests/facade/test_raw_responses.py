"""`with_raw_response`: what a method gives, together with the answers that it is made of."""

import httpx
import pytest
from hubspot_openapi.v2026_03.crm.objects import operations

from hubspot_facade import AsyncHubSpot, BatchError, HubSpot, NotFound, RetryPolicy
from hubspot_facade.resources import each_resource
from tests.facade.either import Either, either
from tests.facade.fakes import TOKEN, Client, FakeHubSpot, batch, error, page, record

HEADERS = {
    "X-HubSpot-Correlation-Id": "c-1",
    "X-HubSpot-RateLimit-Remaining": "97",
    "X-HubSpot-RateLimit-Daily-Remaining": "249999",
}


@pytest.fixture
def hs(colour, running):
    running.reset()
    client, close = either(colour, base_url=running.url, access_token=running.token)
    yield client
    close()


def raw(hs: Either) -> Either:
    return Either(hs._target.with_raw_response, hs._runner)


def of_a_resource(hs):
    return hs.contacts.with_raw_response.get(1)


def of_the_client(hs):
    return hs.with_raw_response.contacts.get(1)


def of_options(hs):
    return hs.with_options(retries=5).contacts.with_options(timeout=9).with_raw_response.get(1)


def options_of_raw(hs):
    return hs.with_raw_response.with_options(timeout=9).contacts.with_options(retries=5).get(1)


def of_a_call(hs):
    return hs.with_raw_response.call(operations.get_by_id, "contacts", "1")


def of_a_plan(hs):
    return hs.with_raw_response.run(operations.get_by_id("contacts", "1"))


def twice(hs):
    return hs.with_raw_response.with_raw_response.contacts.with_raw_response.get(1)


def of_any_type(hs):
    return hs.records.with_raw_response.get("contacts", 1)


def of_an_object_type(hs):
    return hs.objects("2-7").with_raw_response.get(1)


RESOURCES = [of_a_resource, of_the_client, of_any_type, of_an_object_type]


@pytest.mark.parametrize("act", [*RESOURCES, of_options, options_of_raw, of_a_call, of_a_plan, twice])
def test_a_result_has_its_answer(colour, fake_clock, act):
    hubspot = FakeHubSpot(error(503), httpx.Response(200, json=record("1", city="Graz"), headers=HEADERS))
    client = Client(colour, hubspot, fake_clock)
    got = client.do(act)
    assert got.value.properties["city"] == "Graz"
    assert (got.status, got.attempts, got.correlation_id) == (200, 2, "c-1")
    assert (got.rate_limit_left, got.daily_limit_left) == (97, 249_999)
    assert got.headers["x-hubspot-correlation-id"] == "c-1"
    [answer] = got.responses
    assert (answer.method, answer.url, answer.status) == ("GET", str(hubspot.seen[1].url), 200)
    assert answer.content == httpx.Response(200, json=record("1", city="Graz")).content
    assert (got.last, hubspot.seen[0].url) == (answer, hubspot.seen[1].url)
    assert client.do(lambda hs: hs.contacts.get(1)).properties["city"] == "Graz"  # the client itself is as it was


def test_by_name_and_of_any_path(colour, fake_clock):
    hubspot = FakeHubSpot(httpx.Response(200, json=record("1"), headers=HEADERS))
    client = Client(colour, hubspot, fake_clock)
    by_name = client.do(lambda hs: hs.with_raw_response.operations.run("Get contact by ID", {"contactId": 1}))
    assert (by_name.value["id"], by_name.correlation_id) == ("1", "c-1")
    anything = client.do(lambda hs: hs.with_raw_response.raw("GET", "/any/path"))
    assert (anything.value.body["id"], anything.status, anything.last.url) == (
        "1",
        200,
        "https://api.hubapi.com/any/path",
    )
    hubspot.replies = [error(404)]
    refused = client.do(lambda hs: hs.with_raw_response.raw("GET", "/any/path"))
    assert (refused.status, refused.value.status_code) == (404, 404)


def test_limits_that_no_header_tells_are_none(colour, fake_clock):
    hubspot = FakeHubSpot(httpx.Response(200, json=record("1"), headers={"x-hubspot-ratelimit-remaining": "many"}))
    got = Client(colour, hubspot, fake_clock).do(of_a_resource)
    assert (got.rate_limit_left, got.daily_limit_left, got.correlation_id) == (None, None, None)


def test_an_operation_of_several_calls_has_every_answer(hs):
    people = [{"email": f"person.{number}@example.com"} for number in range(250)]
    made = Either(hs._target.contacts.with_raw_response, hs._runner).batch_create(people)
    assert len(made.value.results) == 250
    assert [each.status for each in made.responses] == [201, 201, 201]
    assert len({each.correlation_id for each in made.responses}) == 3
    existing = raw(hs).contacts.exists("nobody@example.com")
    assert (existing.value, existing.status) == (False, 404)  # what the operation made of an error


def test_what_sends_nothing_has_no_answer(hs):
    nothing = raw(hs).contacts.batch_create([])
    assert (nothing.value.results, nothing.responses) == ([], ())
    with pytest.raises(LookupError, match="nothing was sent"):
        _ = nothing.status


def test_errors_are_raised_as_ever(colour, fake_clock):
    client = Client(colour, FakeHubSpot(error(404)), fake_clock, retries=RetryPolicy(0))
    with pytest.raises(NotFound):
        client.do(of_a_resource)
    client.hubspot.replies = [batch(record("1"), errors=[], numErrors=0)]
    with pytest.raises(BatchError) as caught:
        client.do(lambda hs: hs.with_raw_response.contacts.batch_update({1: {"city": "x"}, 2: {"city": "y"}}))
    assert [each.status for each in caught.value.batch.outcomes] == ["done", "unknown"]


PAGES = ["1", "2"], ["3", "4"], ["5"]


def pages():
    for number, ids in enumerate(PAGES, 1):
        answer = page(*map(record, ids), after=str(number) if number < len(PAGES) else None)
        answer.headers["x-hubspot-correlation-id"] = f"c-{number}"
        yield answer


def seen(client, listing):
    async def read():
        return [(each.correlation_id, [item.id for item in each.value]) async for each in listing(client.client)]

    if client.client._asynchronous:
        import anyio

        return anyio.run(read)
    return [(each.correlation_id, [item.id for item in each.value]) for each in listing(client.client)]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (None, [("c-1", ["1", "2"]), ("c-2", ["3", "4"]), ("c-3", ["5"])]),
        (3, [("c-1", ["1", "2"]), ("c-2", ["3"])]),
        (2, [("c-1", ["1", "2"])]),
        (0, []),
    ],
)
def test_a_listing_gives_an_answer_for_each_page(colour, fake_clock, limit, expected):
    client = Client(colour, FakeHubSpot(*pages()), fake_clock)
    assert seen(client, lambda hs: hs.contacts.with_raw_response.list(limit=limit)) == expected
    assert len(client.hubspot.seen) == len(expected)  # no page more than needed


def test_a_listing_by_name_gives_an_answer_for_each_page(colour, fake_clock):
    client = Client(colour, FakeHubSpot(*pages()), fake_clock)
    every = client.do(lambda hs: hs.with_raw_response.operations.listing("List contacts").all())
    every = every if isinstance(every, list) else list(every)
    assert [[item["id"] for item in each.value] for each in every] == list(PAGES)


def test_pages_and_items_are_those_of_the_listing(hs):
    hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(25)])
    plain = hs._target.contacts.list(page_size=10)
    listed = [each.id for each in Either(plain, hs._runner).all()]
    every = Either(hs._target.with_raw_response.contacts.list(page_size=10), hs._runner).all()
    assert [item.id for each in every for item in each.value] == listed
    assert [len(each.value) for each in every] == [10, 10, 5]


def test_a_checkpoint_is_that_of_the_pages_that_were_given(colour, running):
    running.reset()
    client, close = either(colour, base_url=running.url, access_token=running.token)
    client.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(5)])
    listing = client._target.with_raw_response.contacts.list_modified("2020-01-01", oldest_first=True)
    Either(listing, client._runner).all()
    plain = client._target.contacts.list_modified("2020-01-01", oldest_first=True)
    Either(plain, client._runner).all()
    assert listing.checkpoint == plain.checkpoint is not None
    close()


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
def test_every_resource_says_its_own_type(make):
    """A class that leaves the line out would show the methods of its base class to checkers."""
    hs = make(TOKEN)
    for path, resource in each_resource(hs):
        kind = type(resource)
        assert "with_raw_response" in vars(kind), path
        ours = kind.__dict__["with_raw_response"].types
        assert [*ours] == [f"{kind.__name__}[RawSync]", f"{kind.__name__}[RawAsync]"]
        view = resource.with_raw_response
        assert type(view) is kind
        assert view._client._gives_responses
        assert view._client._asynchronous is hs._asynchronous
    assert hs.objects("2-7").with_raw_response.object_type == "2-7"


def test_headers_and_content_show_in_no_repr(colour, fake_clock):
    hubspot = FakeHubSpot(httpx.Response(200, json=record("1"), headers={"set-cookie": "a=sesame-open"}))
    got = Client(colour, hubspot, fake_clock).do(of_a_resource)
    assert got.headers["set-cookie"] == "a=sesame-open"
    assert "sesame-open" not in repr(got)
