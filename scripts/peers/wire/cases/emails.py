"""Marketing e-mails with their drafts, revisions and statistics; transactional e-mail and its SMTP tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

V3, DATED = "marketing.emails.marketing_emails_api", "marketing.emails"
TOKENS_V3, TOKENS = "marketing.transactional.public_smtp_tokens_api", "marketing.transactional.smtp_tokens"
KEY = "301"
TOKEN = "user@smtp.example.com"  # noqa: S105 # an id


def _emails() -> Iterator[Case]:
    said: dict[str, Any] = {"from_name": "Ada", "reply_to": "ada@example.com"}
    to: dict[str, Any] = {"contact_ids": {"include": ["51"], "exclude": ["52"]}, "suppress_graymail": True}
    new: dict[str, Any] = {"name": "Sale", "subject": "Half price", "language": "en", "campaign": "c-1"}
    yield case(
        "Create a new marketing email.",
        {
            **new,
            "from": {"fromName": "Ada", "replyTo": "ada@example.com"},
            "to": {"contactIds": {"include": ["51"], "exclude": ["52"]}, "suppressGraymail": True},
            "send_on_publish": False,
        },
        Call(f"{V3}.create", {**new, "_from": said, "to": to, "send_on_publish": False}),
        Call(f"{DATED}.create", **new, from_=said, to=to, send_on_publish=False),
    )
    content: dict[str, Any] = {"plain_text_version": "Half price", "template_path": "mail/sale.html", "widgets": {}}
    details = {"content": content, "webversion": {"is_page_redirected": True, "slug": "sale"}, "business_unit_id": 4}
    yield case(
        "Create a new marketing email.",
        {
            **new,
            "content": {"plainTextVersion": "Half price", "templatePath": "mail/sale.html", "widgets": {}},
            "webversion": {"is_page_redirected": True, "slug": "sale"},
            "business_unit_id": 4,
        },
        Call(f"{V3}.create", {**new, **details}),
        Call(f"{DATED}.create", **new, **details),
    )
    for change in ({"subject": "Only today"}, {"name": "Sale", "business_unit_id": 4, "jitter_send_time": True}):
        yield case(
            "Update a marketing email.",
            {"email_id": KEY, **change},
            Call(f"{V3}.update", KEY, change),
            Call(f"{DATED}.update", KEY, **change),
        )
        yield case(
            "Create or update draft version",
            {"email_id": KEY, **change},
            Call(f"{V3}.upsert_draft", KEY, change),
            Call(f"{DATED}.update_draft", KEY, **change),
        )
    copy = {"id": KEY, "clone_name": "Sale, again"}
    yield case("Clone a marketing email.", copy, Call(f"{V3}.clone", copy), Call(f"{DATED}.clone", **copy))
    variation = {"content_id": KEY, "variation_name": "B"}
    yield case(
        "Create an A/B test variation of a marketing email.",
        variation,
        Call(f"{V3}.create_ab_test_variation", variation),
        Call(f"{DATED}.create_ab_test_variation", **variation),
    )
    for more in ({}, {"include_stats": True, "included_properties": ["name", "subject"], "archived": True}):
        yield case(
            "Get the details of a specified marketing email.",
            {"email_id": KEY, **more},
            Call(f"{V3}.get_by_id", KEY, **more),
        )
    for page in (
        {"limit": 10, "created_after": "2024-01-01T00:00:00.000Z", "updated_before": "2024-02-01T00:00:00.000Z"},
        {"sort": ["-updatedAt"], "is_published": True, "include_stats": True, "after": "MTA=", "limit": 5},
        {"included_properties": ["name", "subject"], "archived": True, "limit": 5},
    ):
        yield case(
            "Get all marketing emails for a HubSpot account.",
            page,
            Call(f"{V3}.get_page", **page),
            Call(f"{DATED}.list", **page),
        )
    at = {"created_at": "2024-01-01T00:00:00.000Z", "updated_at": "2024-02-01T00:00:00.000Z", "limit": 5}
    yield case(
        "Get all marketing emails for a HubSpot account.", at, Call(f"{V3}.get_page", **at), Call(f"{DATED}.list", **at)
    )
    kind = {"type": "BATCH_EMAIL", "limit": 5}
    yield case(
        "Get all marketing emails for a HubSpot account.",
        kind,
        Call(f"{V3}.get_page", **kind),
        Call(f"{DATED}.list", **kind),
    )
    gone = {"archived": True}
    yield case(
        "Delete a marketing email.",
        {"email_id": KEY, **gone},
        Call(f"{V3}.archive", KEY, **gone),
        Call(f"{DATED}.delete", KEY, **gone),
    )
    yield case(
        "Update a marketing email.",
        {"email_id": KEY, "subject": "Again", **gone},
        Call(f"{V3}.update", KEY, {"subject": "Again"}, **gone),
        Call(f"{DATED}.update", KEY, subject="Again", query_archived=True),
    )
    of = {"campaign": "c-1", "limit": 5}
    yield case("Get all marketing emails for a HubSpot account.", of, (), Call(f"{DATED}.list", **of))
    for name, v3, dated in (
        ("Delete a marketing email.", "archive", "delete"),
        ("Get draft version of a marketing email", "get_draft", "get_draft"),
        ("Get the variation of a an A/B marketing email", "get_ab_test_variation", "get_ab_test_variation"),
        ("Publish or send a marketing email.", "publish_or_send", "publish"),
        ("Unpublish or cancel a marketing email.", "unpublish_or_cancel", "unpublish"),
        ("Reset Draft", "reset_draft", "reset_draft"),
    ):
        yield case(name, {"email_id": KEY}, Call(f"{V3}.{v3}", KEY), Call(f"{DATED}.{dated}", KEY))


def _revisions() -> Iterator[Case]:
    for page in ({"limit": 10}, {"limit": 5, "after": "NQ=="}, {"limit": 5, "before": "NQ=="}):
        yield case(
            "Get revisions of a marketing email",
            {"email_id": KEY, **page},
            Call(f"{V3}.get_revisions", KEY, **page),
            Call(f"{DATED}.list_revisions", KEY, **page),
        )
    for name, v3, dated in (
        ("Get a revision of a marketing email.", "get_revision_by_id", "get_revision"),
        ("Restore a revision of a marketing email", "restore_revision", "restore_revision"),
        (
            "Restore a revision of a marketing email to DRAFT state",
            "restore_draft_revision",
            "restore_revision_to_draft",
        ),
    ):
        revision: str | int = 401 if v3 == "restore_draft_revision" else "401"
        yield case(
            name,
            {"email_id": KEY, "revision_id": "401"},
            Call(f"{V3}.{v3}", KEY, revision),
            Call(f"{DATED}.{dated}", revision, email_id=KEY),
        )


def _statistics() -> Iterator[Case]:
    span: dict[str, Any] = {
        "start_timestamp": "2024-01-01T00:00:00.000Z",
        "end_timestamp": "2024-02-01T00:00:00.000Z",
        "email_ids": [301, 302],
    }
    for name, more, v3, dated in (
        ("Get aggregated statistics.", {"property": "opened"}, "get_emails_list", "get"),
        ("Get aggregated statistic intervals.", {"interval": "WEEK"}, "get_histogram", "get_histogram"),
    ):
        own = {"_property": "opened"} if "property" in more else more
        yield case(
            name,
            {**span, **more},
            Call(f"marketing.emails.statistics_api.{v3}", **span, **own),
            Call(f"{DATED}.{dated}", **span, **more),
        )


def _transactional() -> Iterator[Case]:
    message: dict[str, Any] = {"to": "john.doe@example.com", "send_id": "order-1", "cc": ["a@example.com"]}
    message |= {"bcc": [], "reply_to": ["b@example.com"]}
    rest: dict[str, Any] = {"contact_properties": {"firstname": "John"}, "custom_properties": {"order_id": 1}}
    sent = {"email_id": 301, "message": {**message, "from": "Shop <shop@example.com>"}, **rest}
    v3 = {"email_id": 301, "message": {**message, "_from": "Shop <shop@example.com>"}, **rest}
    for name in ("Send single transactional email", "Send a single transactional email asynchronously."):
        yield case(
            name,
            sent,
            Call("marketing.transactional.single_send_api.send_email", v3),
            Call("marketing.transactional.single_email.send", **sent),
        )
    yield case("Send a single email (v4)", sent, (), Call("marketing.single_send.create", **sent))
    for name, create in (("Create a SMTP API token.", True), ("Create SMTP API token", False)):
        body = {"campaign_name": "Receipts", "create_contact": create}
        yield case(name, body, Call(f"{TOKENS_V3}.create_token", body), Call(f"{TOKENS}.create", **body))
    for name, page in (
        ("List SMTP API tokens", {"limit": 10, "after": "MTA="}),
        ("List SMTP API tokens", {}),
        ("Query SMTP API tokens by campaign name or an emailCampaignId.", {"campaign_name": "Receipts"}),
        ("Query SMTP API tokens by campaign name or an emailCampaignId.", {"email_campaign_id": "77", "limit": 5}),
    ):
        yield case(name, page, Call(f"{TOKENS_V3}.get_tokens_page", **page), Call(f"{TOKENS}.list", **page))
    for name, field, method, dated in (
        ("Query a single token by ID.", "token_id", "get_token_by_id", "get"),
        ("Delete a single token by ID.", "token_id", "archive_token", "delete"),
        ("Reset SMTP API token password", "user_name", "reset_password", "reset_password"),
        ("Reset the password of an existing token.", "token_id", "reset_password", "reset_password"),
    ):
        yield case(name, {field: TOKEN}, Call(f"{TOKENS_V3}.{method}", TOKEN), Call(f"{TOKENS}.{dated}", TOKEN))


CASES = (*_emails(), *_revisions(), *_statistics(), *_transactional())
