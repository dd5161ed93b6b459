"""The account, webhooks, OAuth, subscriptions, custom channels, and what goes past every API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

PHONE = {"type": "HS_PHONE_NUMBER", "value": "+15551234567"}
PERSON = "john.doe@example.com"


def _account() -> Iterator[Case]:
    page: dict[str, Any]
    yield case("Get Account Details", {}, (), Call("account.get"))
    yield case("Get API Usage", {}, (), Call("account.get_daily_private_apps_usage"))
    span = {"occurred_after": "2024-01-01T00:00:00.000Z", "occurred_before": "2024-02-01T00:00:00.000Z"}
    for page in ({"limit": 10, **span}, {"limit": 5, "after": "NQ==", "acting_user_id": [5, 6]}):
        yield case("Get Audit Logs", page, (), Call("account.activity.list_audit_logs", **page))
    for page in ({"limit": 10}, {"user_id": 5, "limit": 5, "after": "NQ=="}):
        yield case("Get Login Activity", page, (), Call("account.activity.list_login_activities", **page))
    yield case(
        "Check whether an object is activated (object library)",
        {"object_type_id": "0-410"},
        (),
        Call("crm.object_library.enablement.get_by_object_type_id", "0-410"),
    )
    yield case(
        "Raw HTTP request (advanced)",
        {"method": "GET", "path": "/crm/v3/owners", "query": {"limit": 10}},
        (),
        Call("get", "/crm/v3/owners", cast_to=object, options={"params": {"limit": 10}}),
    )


def _oauth() -> Iterator[Case]:
    app = {"client_id": "99999999-8888-4777-8666-555555555555", "client_secret": "66666666-7777-4888-8999-000000000000"}
    code = {**app, "redirect_uri": "https://app.example.com/callback", "code": "a-code"}
    refresh = {**app, "refresh_token": "a-refresh-token"}
    for name, kind, given in (
        ("OAuth 2.0 Authorization (token by code)", "authorization_code", code),
        ("OAuth 2.0 Authorization (refresh)", "refresh_token", refresh),
    ):
        yield case(
            name,
            given,
            Call("oauth.tokens_api.create", grant_type=kind, **given),
            Call("auth.oauth.create_token", grant_type=kind, **given),
        )


def _webhooks() -> Iterator[Case]:
    settings = {"target_url": "https://www.example.com/hook", "throttling": {"max_concurrent_requests": 12}}
    yield case(
        "Configure Webhook Settings",
        {"app_id": 1, "target_url": settings["target_url"], "throttling": {"maxConcurrentRequests": 12}},
        Call("webhooks.settings_api.configure", 1, settings),
        Call("webhooks.update_settings", 1, **settings),
    )
    for subscription in (
        {"event_type": "contact.creation", "active": False},
        {"event_type": "deal.propertyChange", "property_name": "dealstage", "active": True},
        {"event_type": "object.creation", "object_type_id": "2-123", "active": True},
    ):
        yield case(
            "Create Subscription",
            {"app_id": 1, **subscription},
            Call("webhooks.subscriptions_api.create", 1, subscription),
            Call("webhooks.create_event_subscription", 1, **subscription),
        )
    for name, v3, dated in (
        ("Get Webhook Settings", "settings_api.get_all", "get_settings"),
        ("Delete Webhook Settings", "settings_api.clear", "delete_settings"),
        ("List Subscriptions", "subscriptions_api.get_all", "list_event_subscriptions"),
    ):
        yield case(name, {"app_id": 1}, Call(f"webhooks.{v3}", 1), Call(f"webhooks.{dated}", 1))


def _subscriptions() -> Iterator[Case]:
    more: dict[str, Any]
    api = "communication_preferences"
    for name, payload in (
        ("Get subscription status", {"email": PERSON}),
        ("Get subscription statuses for a contact", {"email_address": PERSON}),
        ("Get email subscription status", {"email": PERSON, "portal_id": "62515"}),
    ):
        for more in ({}, {"business_unit_id": 4}):
            yield case(name, {**payload, **more}, (), Call(f"{api}.get_statuses", PERSON, channel="EMAIL", **more))
    for name in ("Get subscription definitions", "Get email subscription types"):
        for more in ({}, {"business_unit_id": 4, "include_translations": True}):
            yield case(name, more, (), Call(f"{api}.definitions.list", **more))
    basis = {"legal_basis": "LEGITIMATE_INTEREST_CLIENT", "legal_basis_explanation": "At their wish"}
    status: dict[str, Any] = {"channel": "EMAIL", "subscription_id": 4242}
    for name, state in (("Subscribe a contact", "SUBSCRIBED"), ("Unsubscribe a contact", "UNSUBSCRIBED")):
        for more in ({}, basis):
            yield case(
                name,
                {"email_address": PERSON, "subscription_id": "4242", **more},
                (),
                Call(f"{api}.update_status", PERSON, status_state=state, **status, **more),
            )
    gone = Call(f"{api}.update_status", PERSON, status_state="UNSUBSCRIBED", **status)
    off = {"subscription_statuses": [{"id": 4242, "subscribed": False}]}
    yield case("Update email subscription status", {"email": PERSON, **off}, (), gone)
    on = Call(f"{api}.update_status", PERSON, channel="EMAIL", subscription_id=4243, status_state="SUBSCRIBED", **basis)
    yield case(
        "Update email subscription status",
        {
            "email": PERSON,
            "subscription_statuses": [
                {"id": 4242, "subscribed": False},
                {
                    "id": 4243,
                    "subscribed": True,
                    "legalBasis": basis["legal_basis"],
                    "legalBasisExplanation": basis["legal_basis_explanation"],
                },
            ],
        },
        (),
        (gone, on),
    )
    yield case(
        "Update email subscription status",
        {"email": PERSON, "unsubscribe_from_all": True},
        (),
        Call(f"{api}.unsubscribe_all", PERSON, channel="EMAIL"),
    )


def _channels() -> Iterator[Case]:
    more: dict[str, Any]
    api, channel = "conversations.custom_channels", {"channel_id": "9001"}
    urls = {
        "webhook_url": "https://www.example.com/channel",
        "channel_description": "By air",
        "channel_logo_url": "https://www.example.com/logo.png",
        "channel_account_connection_redirect_url": "https://www.example.com/connect",
    }
    for more in ({}, urls):
        body: dict[str, Any] = {"name": "Pigeon post", "capabilities": {}, **more}
        yield case("Create custom channel", body, (), Call(f"{api}.create", **body))
    yield case("Update custom channel", {**channel, **body}, (), Call(f"{api}.update", "9001", **body))
    yield case("Delete custom channel", channel, (), Call(f"{api}.delete", "9001"))
    for page in ({"limit": 10}, {"limit": 5, "after": "NQ=="}):
        yield case("List custom channels", page, (), Call(f"{api}.list", **page))
        yield case(
            "List custom channel accounts",
            {**channel, **page},
            (),
            Call(f"{api}.channel_accounts.list", "9001", **page),
        )
    account = {"name": "Loft 1", "inbox_id": "8001", "authorized": True, "delivery_identifier": PHONE}
    yield case(
        "Create custom channel account",
        {**channel, **account},
        (),
        Call(f"{api}.channel_accounts.create", "9001", **account),
    )
    known = {**channel, "channel_account_id": "9101"}
    for more in ({}, {"archived": True}):
        yield case("Get custom channel account", {**known, **more}, (), Call(f"{api}.get", "9101", **channel, **more))
    change = {"name": "Loft 2", "authorized": False}
    yield case(
        "Update custom channel account",
        {**known, **change},
        (),
        Call(f"{api}.channel_accounts.update", "9101", **channel, **change),
    )
    staged = {"account_name": "Loft 3", "delivery_identifier": PHONE}
    yield case(
        "Update custom channel account staging token",
        {**channel, "account_token": "a-staging-token", **staged},
        (),
        Call(f"{api}.channel_accounts.update_staging_token", "a-staging-token", **channel, **staged),
    )
    yield from _messages(api, channel)
    visitor = {"email": PERSON, "first_name": "John", "last_name": "Doe"}
    yield case(
        "Create visitor identification token",
        visitor,
        Call("conversations.visitor_identification.generate_api.generate_token", visitor),
        Call("conversations.visitor_identification.generate_token", **visitor, hs_customer_agent_context={}),
    )


def _messages(api: str, channel: dict[str, str]) -> Iterator[Case]:
    message: dict[str, Any] = {
        "channel_account_id": "9101",
        "text": "Coo",
        "rich_text": "<p>Coo</p>",
        "message_direction": "INCOMING",
        "senders": [{"name": "John Doe", "delivery_identifier": PHONE}],
        "recipients": [{"delivery_identifier": {"type": "CHANNEL_SPECIFIC_OPAQUE_ID", "value": "loft-1"}}],
        "timestamp": "2026-03-01T12:00:00.000Z",
        "attachments": [],
        "integration_thread_id": "flight-1",
        "integration_idempotency_id": "once-1",
    }
    yield case(
        "Publish message to custom channel",
        {**channel, **message},
        (),
        Call(f"{api}.messages.create", "9001", **message),
    )
    one = {**channel, "message_id": "a0b1c2"}
    yield case("Get custom channel message", one, (), Call(f"{api}.messages.get", "a0b1c2", **channel))
    for more in ({"status_type": "READ"}, {"status_type": "FAILED", "error_message": "No wind"}):
        yield case(
            "Update custom channel message status",
            {**one, **more},
            (),
            Call(f"{api}.messages.update", "a0b1c2", **channel, **more),
        )


CASES = (*_account(), *_oauth(), *_webhooks(), *_subscriptions(), *_channels())
