"""What type checkers say of both clients; checked, not run."""

from typing import Any, assert_type

import httpx
from hubspot_openapi.v2026_03.crm.objects import operations
from hubspot_openapi.v2026_03.crm.objects.models import SimplePublicObject, SimplePublicObjectWithAssociations
from hubspot_openapi.v2026_03.files.files.models import File
from hubspot_openapi.v2026_03.marketing.marketing_emails.models import PublicEmail
from hubspot_openapi.v2026_03.shared import BlogPost

from hubspot_facade import (
    AsyncHubSpot,
    AsyncListing,
    Batch,
    BatchError,
    HubSpot,
    HubSpotError,
    Listing,
    Outcome,
    Record,
    RecordWithAssociations,
    UpsertedRecord,
)
from hubspot_facade.catalogue.operations import Operations
from hubspot_facade.crm.exports.saved_files import SavedExport
from hubspot_facade.crm.imports.report import ImportReport
from hubspot_facade.oauth.token import Token
from hubspot_facade.plans.form_choices import Choice
from hubspot_facade.plans.methods import Async, Sync
from hubspot_facade.plans.raw import RawAnswer


def sync(hs: HubSpot) -> None:
    assert_type(hs.contacts.get("1"), RecordWithAssociations)
    assert_type(hs.contacts.create({"email": "a@b.c"}), Record)
    assert_type(hs.contacts.upsert("a@b.c", {}).new, bool)
    assert_type(hs.contacts.exists("a@b.c"), bool)
    assert_type(hs.contacts.archive(1), None)
    assert_type(hs.contacts.list(), Listing[RecordWithAssociations])
    for contact in hs.contacts.list(limit=3):
        assert_type(contact, RecordWithAssociations)
        assert_type(contact.id, str)
        assert_type(contact.properties["email"], str | None)
    assert_type(hs.companies.search_by_domain("x").first(), Record | None)
    assert_type(hs.deals.batch_create([{"dealname": "x"}]), Batch[Record])
    assert_type(hs.objects("2-1").batch_upsert([], id_property="x").results, list[UpsertedRecord])
    assert_type(hs.call(operations.get_by_id, "contacts", "1", properties=["x"]), SimplePublicObjectWithAssociations)
    assert_type(hs.run(operations.create("contacts", body={})), SimplePublicObject)
    assert_type(hs.raw("GET", "/x"), RawAnswer)
    assert_type(hs.operations.run("List owners"), Any)
    assert_type(hs.marketing.emails.get(1), PublicEmail)
    assert_type(hs.imports.load("a.csv", columns={"A": "email", "B": None}, progress=print), ImportReport)
    assert_type(hs.exports.download({"list_id": 1}, "a.csv"), SavedExport)
    assert_type(hs.files.wait_for_import("1"), File)
    assert_type(hs.cms.blog_posts.list(), Listing[BlogPost])
    assert_type(hs.cms.blog_posts.create(BlogPost.from_dict({"name": "x"})), BlogPost)
    assert_type(hs.files.folders.list_choices(), list[Choice])
    assert_type(hs.files.upload(b"", file_name="a", folder_path="/"), File)
    assert_type(hs.oauth.refresh_token("a", "b", "c"), Token)
    assert_type(hs.calls.create(timestamp=1, title="x", duration=1000, associations={"contacts": 1}), Record)
    assert_type(hs.emails.update(1, {"hs_email_status": "SENT"}, subject="x", hubspot_owner_id=7), Record)
    assert_type(hs.records.get("cars", 1, properties=["x"]), RecordWithAssociations)
    assert_type(hs.records.list("cars", limit=3), Listing[RecordWithAssociations])
    assert_type(hs.associations.batch_archive("a", "b", [(1, 2), {"from": 1, "to": [2, 3]}]), Batch[None])
    assert_type(HubSpot(http_client=httpx.Client()).operations, Operations[Sync])


def outcomes(hs: HubSpot) -> None:
    batch = hs.contacts.batch_create([], raise_errors=False)
    for outcome in batch.outcomes:
        assert_type(outcome, Outcome[Record])
        assert_type(outcome.result, Record | None)
        assert_type(outcome.error, HubSpotError | None)
    for failure in (*batch.failed, *batch.unknown, *batch.failures):
        assert_type(failure.error.message, str)
    try:
        batch.raise_for_failures()
    except BatchError as error:
        assert_type(error.message, str)
        for each in error.batch.failures:
            assert_type(each.error.message, str)


async def asynchronous(hs: AsyncHubSpot) -> None:
    assert_type(await hs.imports.wait(7, timeout=None), ImportReport)
    assert_type(await hs.exports.download(7, "a.csv"), SavedExport)
    assert_type(await hs.contacts.get("1"), RecordWithAssociations)
    assert_type(await hs.contacts.create({"email": "a@b.c"}), Record)
    assert_type((await hs.contacts.upsert("a@b.c", {})).new, bool)
    assert_type(await hs.contacts.exists("a@b.c"), bool)
    assert_type(await hs.contacts.archive(1), None)
    assert_type(hs.contacts.list(), AsyncListing[RecordWithAssociations])
    async for contact in hs.contacts.list(limit=3):
        assert_type(contact, RecordWithAssociations)
        assert_type(contact.id, str)
    assert_type(await hs.companies.search_by_domain("x").first(), Record | None)
    assert_type(await hs.deals.batch_create([{"dealname": "x"}]), Batch[Record])
    assert_type(await hs.call(operations.get_by_id, "contacts", "1"), SimplePublicObjectWithAssociations)
    assert_type(await hs.run(operations.create("contacts", body={})), SimplePublicObject)
    assert_type(await hs.raw("GET", "/x"), RawAnswer)
    assert_type(await hs.operations.run("List owners"), Any)
    assert_type(await hs.marketing.emails.get(1), PublicEmail)
    assert_type(hs.cms.blog_posts.list(), AsyncListing[BlogPost])
    assert_type(await hs.files.folders.list_choices(), list[Choice])
    assert_type(await hs.files.upload(b"", file_name="a", folder_path="/"), File)
    assert_type(await hs.oauth.refresh_token("a", "b", "c"), Token)
    assert_type(await hs.calls.create(timestamp=1, title="x", duration=1000), Record)
    assert_type(await hs.tasks.update(1, status="COMPLETED"), Record)
    assert_type(await hs.records.get("cars", 1), RecordWithAssociations)
    assert_type(hs.records.list("cars", limit=3), AsyncListing[RecordWithAssociations])
    assert_type(await hs.associations.batch_archive("a", "b", [(1, 2)]), Batch[None])
    assert_type(AsyncHubSpot(http_client=httpx.AsyncClient()).operations, Operations[Async])


def wrong(hs: HubSpot, ahs: AsyncHubSpot) -> None:
    hs.contacts.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # an id is needed
    hs.contacts.get("1", colour="red")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # no such parameter
    hs.contacts.list(limit="3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] # a number is needed
    hs.call(operations.get_page)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # a type is needed
    _ = ahs.contacts.get("1").id  # type: ignore[attr-defined]  # pyright: ignore # it must be awaited first
    hs.calls.create(timestamp=1, titel="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # no such field
    hs.calls.create(timestamp=1, duration="x")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] # a number
    hs.notes.update(1, subject="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # a task's field
    hs.records.get("cars")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # an id is needed
    _ = ahs.calls.create(timestamp=1).id  # type: ignore[attr-defined]  # pyright: ignore # it must be awaited first
    HubSpot(http_client=httpx.AsyncClient())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] # the other
