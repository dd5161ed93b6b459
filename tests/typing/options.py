"""What type checkers say of options per call and of raw responses, in both colours; checked, not run."""

from typing import Any, assert_type

from hubspot_openapi.v2026_03.crm.objects import operations
from hubspot_openapi.v2026_03.crm.objects.models import SimplePublicObjectWithAssociations
from hubspot_openapi.v2026_03.marketing.marketing_emails.models import PublicEmail
from hubspot_openapi.v2026_03.shared import BlogPost

from hubspot_facade import (
    AsyncHubSpot,
    AsyncRawListing,
    Batch,
    HubSpot,
    RawListing,
    RawResponse,
    Record,
    RecordWithAssociations,
    Response,
    RetryPolicy,
)
from hubspot_facade.crm.contacts.contacts import Contacts
from hubspot_facade.plans.methods import Async, Sync
from hubspot_facade.plans.raw import RawAnswer


def sync(hs: HubSpot) -> None:
    assert_type(hs.with_options(timeout=5, deadline=None, retries=RetryPolicy(1), headers={"x-a": "1"}), HubSpot)
    assert_type(hs.contacts.with_options(retries=0), Contacts[Sync])
    assert_type(hs.contacts.with_options(timeout=None).get(1), RecordWithAssociations)
    assert_type(hs.contacts.with_raw_response.get(1), RawResponse[RecordWithAssociations])
    assert_type(hs.contacts.with_raw_response.get_by_email("a@b.c").value, RecordWithAssociations)
    assert_type(hs.with_raw_response.contacts.archive(1), RawResponse[None])
    assert_type(hs.with_options(timeout=1).deals.with_raw_response.batch_create([]), RawResponse[Batch[Record]])
    assert_type(hs.contacts.with_raw_response.list(), RawListing[RecordWithAssociations])
    for page in hs.contacts.with_raw_response.list():
        assert_type(page, RawResponse[list[RecordWithAssociations]])
        assert_type(page.responses, tuple[Response, ...])
        assert_type(page.rate_limit_left, int | None)
    assert_type(hs.marketing.emails.with_raw_response.get(1), RawResponse[PublicEmail])
    assert_type(hs.marketing.with_raw_response.emails.get(1).value, PublicEmail)
    assert_type(hs.cms.blog_posts.with_raw_response.list(), RawListing[BlogPost])
    assert_type(
        hs.with_raw_response.call(operations.get_by_id, "contacts", "1"),
        RawResponse[SimplePublicObjectWithAssociations],
    )
    assert_type(hs.with_raw_response.raw("GET", "/x"), RawResponse[RawAnswer])
    assert_type(hs.with_raw_response.operations.run("List owners"), RawResponse[Any])
    assert_type(hs.with_raw_response.operations.listing("List owners"), RawListing[dict[str, Any]])


async def asynchronous(hs: AsyncHubSpot) -> None:
    assert_type(hs.with_options(timeout=5), AsyncHubSpot)
    assert_type(hs.contacts.with_options(retries=0), Contacts[Async])
    assert_type(await hs.contacts.with_options(timeout=None).get(1), RecordWithAssociations)
    assert_type(await hs.contacts.with_raw_response.get(1), RawResponse[RecordWithAssociations])
    assert_type(await hs.with_raw_response.contacts.archive(1), RawResponse[None])
    assert_type(hs.contacts.with_raw_response.list(), AsyncRawListing[RecordWithAssociations])
    async for page in hs.contacts.with_raw_response.list():
        assert_type(page, RawResponse[list[RecordWithAssociations]])
    assert_type((await hs.marketing.with_raw_response.emails.get(1)).value, PublicEmail)
    assert_type(
        await hs.with_raw_response.call(operations.get_by_id, "contacts", "1"),
        RawResponse[SimplePublicObjectWithAssociations],
    )
    assert_type(await hs.with_raw_response.raw("GET", "/x"), RawResponse[RawAnswer])
    assert_type(await hs.with_raw_response.operations.run("List owners"), RawResponse[Any])
    assert_type(hs.with_raw_response.operations.listing("List owners"), AsyncRawListing[dict[str, Any]])


def wrong(hs: HubSpot, ahs: AsyncHubSpot) -> None:
    hs.with_options(timout=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # no such option
    hs.contacts.with_options(timeout="5")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] # a number
    hs.contacts.with_options(headers={"x": 1})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType] # text
    hs.contacts.with_raw_response.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # an id is needed
    _ = hs.contacts.with_raw_response.get(1).id  # type: ignore[attr-defined]  # pyright: ignore # of its `value`
    _ = ahs.contacts.with_raw_response.get(1).value  # type: ignore[attr-defined]  # pyright: ignore # awaited first
