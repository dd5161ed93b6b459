"""Settings and subscriptions of an app, on the sandbox."""

import pytest

from hubspot_facade import NotFound

TARGET = "https://www.example.com/hubspot"


@pytest.fixture
def app(hs):
    hs.webhooks.update_settings(1, TARGET, throttling={"maxConcurrentRequests": 12})
    return 1


def test_settings_are_kept_and_deleted(hs, app):
    settings = hs.webhooks.get_settings(app)
    assert (settings.target_url, settings.throttling.max_concurrent_requests) == (TARGET, 12)
    hs.webhooks.archive_settings(app)
    with pytest.raises(NotFound):
        hs.webhooks.get_settings(app)


def test_a_subscription_is_made_turned_off_and_deleted(hs, app):
    made = hs.webhooks.create_subscription(app, "deal.propertyChange", property_name="dealstage", active=True)
    assert [(each.event_type, each.active) for each in hs.webhooks.list_subscriptions(app)] == [
        ("deal.propertyChange", True)
    ]
    hs.webhooks.update_subscription(app, made.id, active=False)
    assert not hs.webhooks.get_subscription(app, made.id).active
    hs.webhooks.batch_update_subscriptions(app, {made.id: True})
    assert hs.webhooks.get_subscription(app, made.id).active
    hs.webhooks.archive_subscription(app, made.id)
    assert hs.webhooks.list_subscriptions(app) == []
