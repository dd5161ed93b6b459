"""Subscriptions on the sandbox."""

import pytest

from hubspot_facade import BatchError

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


@pytest.mark.parametrize("edition", ["2026-03"])
def test_when_one_of_several_fails_what_was_set_is_told(hs, kinds):
    wanted = [{"id": kind, "subscribed": True} for kind in (kinds[0], "999999", kinds[1])]
    with pytest.raises(BatchError) as caught:
        hs.communication_preferences.update(WHO, subscription_statuses=wanted)
    batch = caught.value.batch
    assert [type(outcome.error).__name__ for outcome in batch.outcomes] == ["NoneType", "NotFound", "NotSent"]
    assert [str(each.subscription_id) for each in batch.results] == [kinds[0]]
    assert (status(hs, kinds[0]), status(hs, kinds[1])) == ("SUBSCRIBED", "NOT_SPECIFIED")
