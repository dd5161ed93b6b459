"""Cursors that HubSpot answers quoted for a URL come back to it as they are in its links, wherever they are given."""

import pytest

from hubspot_facade.transport.request import cursor_of


def campaigns(hs):
    hs.marketing.campaigns.batch_create([{"hs_name": f"c{number}"} for number in range(12)])
    return lambda **options: hs.marketing.campaigns.list(**options)


def members(hs):
    kept = hs.lists.create("Members").list_id
    made = hs.contacts.batch_create([{"email": f"p{number}@example.com"} for number in range(12)])
    hs.lists.add_members(kept, [each.id for each in made.results])
    return lambda **options: hs.lists.list_members(kept, **options)


def associated(hs):
    company = hs.companies.create({"name": "Acme"})
    made = hs.contacts.batch_create([{"email": f"p{number}@example.com"} for number in range(12)])
    for each in made.results:
        hs.associations.create("companies", company.id, "contacts", each.id)
    return lambda **options: hs.associations.list("companies", company.id, "contacts", **options)


@pytest.fixture(params=[campaigns, members, associated])
def listing(hs, request):
    return request.param(hs)


@pytest.fixture
def sent(sandbox):
    """The cursors of the requests so far, as they were in the URL."""
    return lambda: [
        text.removeprefix("after=")
        for entry in sandbox.requests
        for text in entry.query.split("&")
        if text.startswith("after=")
    ]


def test_a_listing_reads_every_page(listing, sent):
    assert len(listing(page_size=2)) == 12
    cursors = sent()
    assert len(cursors) == 5
    assert all("%3D" in cursor and "%25" not in cursor for cursor in cursors)


@pytest.mark.parametrize("cursor", ["Mg%3D%3D", "Mg=="])
@pytest.mark.parametrize("prepared", [campaigns, members])
def test_a_cursor_may_be_given_as_it_was_answered(hs, sent, prepared, cursor):
    assert len(prepared(hs)(page_size=10, after=cursor)) == 10
    assert sent() == ["Mg%3D%3D"]


@pytest.mark.parametrize("cursor", ["%FF", "100%", "%"])
def test_what_is_no_quoting_is_a_cursor_as_it_is(cursor):
    assert cursor_of(cursor) == cursor
