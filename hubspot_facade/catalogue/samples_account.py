"""Sample payloads of the named operations on the account, its content, files, webhooks and preferences."""

from __future__ import annotations

from typing import Any

_APP = {"client_id": "99999999-8888-4777-8666-555555555555", "redirect_uri": "https://your-app.example.com/callback"}
_SECRET = {"client_id": _APP["client_id"], "client_secret": "66666666-7777-4888-8999-000000000000"}
_PERSON = {"email": "john.doe@example.com"}
_IMPORT = {
    "url": "https://example.com/images/logo.png",
    "name": "company-logo.png",
    "folder_path": "/assets/images",
    "access": "PUBLIC_INDEXABLE",
    "duplicate_validation_strategy": "NONE",
}

ACCOUNT: dict[str, dict[str, Any]] = {
    "Configure Webhook Settings": {
        "app_id": 1,
        "target_url": "https://www.example.com/hubspot/events",
        "throttling": {"period": "SECONDLY", "maxConcurrentRequests": 10},
    },
    "Create Subscription": {
        "app_id": 1,
        "event_type": "deal.propertyChange",
        "property_name": "dealstage",
        "active": True,
    },
    "Create blog post": {
        "name": "A blog post",
        "content_group_id": "98765432",
        "slug": "a-blog-post",
        "post_body": "<p>This is the content of the blog post.</p>",
        "meta_description": "A description for the blog post",
    },
    "Delete File": {"file_id": "12345678901"},
    "Delete Webhook Settings": {"app_id": 1},
    "Delete blog post": {"blog_post_id": "87654321"},
    "Delete comment": {"comment_id": "123456"},
    "Get API Usage": {},
    "Get Account Details": {},
    "Get Audit Logs": {"occurred_after": "2024-01-01T00:00:00Z", "occurred_before": "2024-02-01", "limit": 10},
    "Get File by ID": {"file_id": "12345678901"},
    "Get Login Activity": {"user_id": 5, "limit": 10},
    "Get Webhook Settings": {"app_id": 1},
    "Get blog post": {"blog_post_id": "87654321"},
    "Get email subscription status": {**_PERSON, "portal_id": "62515"},
    "Get email subscription types": {"portal_id": "62515"},
    "Get email subscriptions timeline": {"start_timestamp": 1694786700000, "limit": 10},
    "Get file import status": {"task_id": "task-12345"},
    "Get subscription definitions": {},
    "Get subscription status": _PERSON,
    "Get subscription statuses for a contact": {"email_address": _PERSON["email"]},
    "Get subscriptions timeline": {"change_type": "SUBSCRIPTION_STATUS", "start_timestamp": "2024-01-01"},
    "Import File from URL": _IMPORT,
    "List Subscriptions": {"app_id": 1},
    "List authors": {"limit": 10},
    "List blog posts": {"limit": 10, "created_after": "2023-01-01"},
    "List blog posts (DDL)": {},
    "List comments": {
        "portal_id": "62515",
        "content_id": 7890123,
        "state": "APPROVED",
        "query": "great article",
        "reverse": False,
        "limit": 50,
        "offset": 0,
    },
    "List comments (DDL)": {},
    "List folder IDs (DDL)": {},
    "List folder paths (DDL)": {},
    "OAuth 2.0 Authorization": {
        **_APP,
        "scope": "crm.objects.contacts.read crm.objects.contacts.write",
        "state": "random_state_string",
    },
    "OAuth 2.0 Authorization (refresh)": {**_SECRET, "grant_type": "refresh_token", "refresh_token": "a-refresh-token"},
    "OAuth 2.0 Authorization (token by code)": {
        **_SECRET,
        "grant_type": "authorization_code",
        "redirect_uri": _APP["redirect_uri"],
        "code": "a-code",
    },
    "Private App Authentication": {},
    "Search Files": {
        "filterGroups": [{"filters": [{"propertyName": "type", "operator": "EQ", "value": "IMG"}]}],
        "sorts": ["-updatedAt"],
        "limit": 20,
    },
    "Subscribe a contact": {
        "email_address": _PERSON["email"],
        "subscription_id": "4242",
        "legal_basis": "LEGITIMATE_INTEREST_CLIENT",
        "legal_basis_explanation": "At the contact's wish",
    },
    "Unsubscribe a contact": {"email_address": _PERSON["email"], "subscription_id": "4242"},
    "Update blog post": {
        "blog_post_id": "87654321",
        "name": "Updated Blog Post Title",
        "post_body": "<p>This is the updated content of the blog post.</p>",
    },
    "Update email subscription status": {
        **_PERSON,
        "portal_id": "62515",
        "subscription_statuses": [{"id": 4242, "subscribed": False}],
    },
    "Upload File": {
        "file": "data:text/plain,Hello",
        "file_name": "contract-2024.txt",
        "folder_path": "/contracts/2024",
        "options": {"access": "PUBLIC_INDEXABLE", "ttl": "P3M"},
    },
    "Upload file from URL": _IMPORT,
}
