"""A conversation on the sandbox: a message comes in by a channel, is answered, commented on, closed and archived."""

import pytest

from hubspot_facade import InputError, NotFound
from hubspot_facade.conversations.messages import recipients_of

EMAIL = {"type": "HS_EMAIL_ADDRESS", "value": "a@example.com"}
SENDER = {"name": "A", "delivery_identifier": EMAIL}


@pytest.fixture
def contact(hs):
    return hs.contacts.create({"email": "a@example.com"}).id


@pytest.fixture
def account(hs):
    channel = hs.conversations.custom_channels.create({"name": "Pigeon post"})
    (inbox, _) = hs.conversations.inboxes.list()
    return hs.conversations.custom_channels.create_account(channel.id, "Loft", inbox_id=inbox.id)


def come_in(hs, account, text="Hello", thread="1"):
    return hs.conversations.custom_channels.create_message(
        account.channel_id,
        text,
        channel_account_id=account.id,
        message_direction="INCOMING",
        senders=[SENDER],
        recipients=[],
        timestamp=1_772_323_200_000,
        integration_thread_id=thread,
    )


def test_a_message_opens_a_thread_that_is_answered_and_closed(hs, account, contact):
    message = come_in(hs, account)
    thread = hs.conversations.threads.get(message.conversations_thread_id)
    assert (thread.status, thread.associated_contact_id, thread.inbox_id) == ("OPEN", contact, account.inbox_id)
    assert hs.conversations.actors.get(message.created_by).email == "a@example.com"
    sent = hs.conversations.messages.send(
        thread.id,
        "Hi",
        sender_actor_id="A-9001",
        channel_id=account.channel_id,
        channel_account_id=account.id,
        recipients=["a@example.com"],
    )
    assert sent.recipients[0].delivery_identifier.value == "a@example.com"
    hs.conversations.messages.comment(thread.id, "Done")
    assert hs.conversations.threads.update(thread.id, "CLOSED").closed_at is not None
    stands = hs.conversations.messages.list(thread.id, oldest_first=True, page_size=2)
    assert [each.type_ for each in stands] == ["MESSAGE", "MESSAGE", "COMMENT", "THREAD_STATUS_CHANGE"]
    assert [each.id for each in hs.conversations.messages.list(thread.id)] == [each.id for each in reversed(stands)]
    assert hs.conversations.messages.get(thread.id, sent.id).text == "Hi"


def test_threads_are_found_by_inbox_contact_and_last_message(hs, account, contact):
    first, second = come_in(hs, account), come_in(hs, account, thread="2")
    come_in(hs, account, "Again")
    ids = {first.conversations_thread_id, second.conversations_thread_id}
    threads = hs.conversations.threads
    assert {each.id for each in threads.list(inbox_ids=[account.inbox_id], page_size=1)} == ids
    assert threads.list(inbox_ids=["8002", "8003"]) == []
    assert {each.id for each in threads.list(contact_id=contact, status="OPEN")} == ids
    assert {each.id for each in threads.list(latest_message_after="2020-01-01")} == ids
    assert threads.list(latest_message_after="2999-01-01") == []


def test_an_archived_thread_is_gone_and_comes_back(hs, account):
    key = come_in(hs, account).conversations_thread_id
    hs.conversations.threads.archive(key)
    with pytest.raises(NotFound):
        hs.conversations.threads.get(key)
    assert hs.conversations.threads.get(key, archived=True).archived
    assert hs.conversations.threads.restore(key).archived is False
    assert hs.conversations.threads.assign(key, "A-9001").assigned_to == "A-9001"
    hs.conversations.threads.unassign(key)
    assert hs.conversations.threads.get(key).assigned_to is None


def test_missing_actors_stand_in_failures(hs):
    batch = hs.conversations.actors.batch_read(["A-9001", "A-1", "S-x"])
    assert [outcome.ok for outcome in batch.outcomes] == [True, False, True]
    assert "A-1" in str(batch.failures[0].error)


def test_a_visitor_gets_a_token(hs):
    assert hs.conversations.identify_visitor("a@example.com", first_name="A")


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda its: its.threads.get("abc"), "thread_id"),
        (lambda its: its.threads.update(1, "DONE"), "status"),
        (lambda its: its.threads.list(status="DONE"), "status"),
        (lambda its: its.threads.list(contact_id=1), "contact_id"),
        (lambda its: its.threads.list(contact_id=1, status="OPEN", inbox_ids=[1]), "contact_id"),
        (lambda its: its.threads.list(inbox_ids=["x"]), "inbox_ids[0]"),
        (lambda its: its.threads.list(latest_message_after="soon"), "latest_message_after"),
        (lambda its: its.messages.comment(1, " "), "text"),
        (lambda its: its.custom_channels.create({"webhook_url": "https://example.com"}), "name"),
        (lambda its: its.custom_channels.update(1), ""),
        (lambda its: its.identify_visitor(""), "email"),
    ],
)
def test_a_bad_argument_is_named_before_any_request(hs, act, field, paths):
    with pytest.raises(InputError) as caught:
        act(hs.conversations)
    assert caught.value.field == field
    assert paths() == []


def test_recipients_are_addresses_actors_or_hubspots_mappings():
    assert recipients_of(["a@example.com", "V-1", {"delivery_identifiers": [EMAIL]}]) == [
        {"deliveryIdentifiers": [EMAIL]},
        {"actorId": "V-1", "deliveryIdentifiers": []},
        {"deliveryIdentifiers": [EMAIL]},
    ]
    for wrong in ("a@example.com", []):
        with pytest.raises(InputError):
            recipients_of(wrong)
