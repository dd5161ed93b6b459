"""Subscriptions on the sandbox."""

import pytest

WHO = "john@example.com"


@pytest.fixture
def kinds(hs):
    return [each.id for each in hs.communication_preferences.list_definitions()]


def status(hs, kind):
    return next(
        each.status for each in hs.communication_preferences.list_statuses(WHO) if str(each.subscription_id) == kind
    )


def test_an_address_is_subscribed_and_unsubscribed(hs, kinds):
    hs.communication_preferences.subscribe(WHO, kinds[0], legal_basis="NON_GDPR", legal_basis_explanation="asked")
    assert status(hs, kinds[0]) == "SUBSCRIBED"
    hs.communication_preferences.unsubscribe(WHO, kinds[0])
    assert status(hs, kinds[0]) == "UNSUBSCRIBED"
    hs.communication_preferences.subscribe(WHO, kinds[0])
    assert status(hs, kinds[0]) == "SUBSCRIBED"


def test_several_statuses_are_set_one_after_the_other(hs, kinds):
    answer = hs.operations.run(
        "Update email subscription status",
        {"email": WHO, "portalId": 5, "subscriptionStatuses": [{"id": kinds[0], "subscribed": True}]},
    )
    assert answer["status"] == "ok"
    assert status(hs, kinds[0]) == "SUBSCRIBED"
    hs.communication_preferences.update(WHO, unsubscribe_from_all=True)
    assert status(hs, kinds[0]) == "UNSUBSCRIBED"


def test_statuses_by_name_look_as_the_seeds_endpoint_gave_them(hs, kinds):
    hs.communication_preferences.subscribe(WHO, kinds[0])
    for name in ("Get subscription status", "Get email subscription status", "Get subscription statuses for a contact"):
        answer = hs.operations.run(name, {"email": WHO})
        assert answer["recipient"] == WHO
        assert {"id", "name", "status"} <= set(answer["subscriptionStatuses"][0])
    assert hs.operations.run("Get subscription definitions")["subscriptionDefinitions"]


def test_changes_are_listed(hs, kinds):
    hs.communication_preferences.subscribe(WHO, kinds[0])
    assert isinstance(hs.communication_preferences.list_changes(), list)
