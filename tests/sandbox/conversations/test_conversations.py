"""What conversations are refused, and in which words."""

import pytest

BASE = "/conversations/conversations/2026-09"
CHANNELS = "/conversations/custom-channels/2026-09"


@pytest.fixture
def post(client):
    """A function that publishes a message to a channel of the app."""
    channel = client.post(CHANNELS, json={"name": "x", "capabilities": {}}).json()["id"]
    account = {"name": "y", "inboxId": "8001", "authorized": True}
    account = client.post(f"{CHANNELS}/{channel}/channel-accounts", json=account).json()["id"]
    message = {
        "text": "Hello",
        "channelAccountId": account,
        "messageDirection": "INCOMING",
        "senders": [{"deliveryIdentifier": {"type": "HS_PHONE_NUMBER", "value": "+1"}}],
    }
    return lambda **more: client.post(f"{CHANNELS}/{channel}/messages", json=message | more)


@pytest.fixture
def thread(post):
    """The id of a thread that a message opened."""
    answer = post(recipients=[], timestamp="2026-01-01T00:00:00Z")
    assert answer.status_code == 201, answer.text
    return answer.json()["conversationsThreadId"]


def test_a_published_message_needs_neither_recipients_nor_a_time(post):
    made = post(integrationThreadId="one")
    assert (made.status_code, made.json()["recipients"]) == (201, [])
    again = post(integrationThreadId="one").json()
    assert again["conversationsThreadId"] == made.json()["conversationsThreadId"]


@pytest.mark.parametrize("more", [{"messageDirection": "OUTGOING"}, {"senders": []}, {"timestamp": "soon"}])
def test_a_published_message_that_lacks_what_it_needs_is_refused(post, more):
    assert post(**more).status_code == 400


def test_a_thread_that_is_not_there_is_told_in_hubspots_words(client):
    answer = client.get("/conversations/v3/conversations/threads/99")
    assert answer.status_code == 404
    assert answer.json()["message"] == "Thread 99 not found"
    assert answer.json()["subCategory"] == "ConversationsResourceNotFoundError.THREAD_NOT_FOUND"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("associatedContactId=1", "threadStatus"),
        ("associatedContactId=1&threadStatus=OPEN&inboxId=8001", "inboxId"),
        ("sort=latestMessageTimestamp", "latestMessageTimestampAfter"),
        ("limit=501", "limit"),
    ],
)
def test_a_listing_of_threads_needs_what_hubspot_needs(client, query, told):
    answer = client.get(f"{BASE}/threads?{query}")
    assert answer.status_code == 400
    assert told in answer.json()["message"]


@pytest.mark.parametrize("change", [{"status": "DONE"}, {"type": "NOTE"}, {"senderActorId": "V-1"}])
def test_odd_changes_and_messages_are_refused(client, thread, change):
    if "status" in change:
        answer = client.patch(f"{BASE}/threads/{thread}", json=change)
    else:
        message = {"type": "MESSAGE", "text": "x", "attachments": [], "recipients": [], "senderActorId": "A-1"}
        message |= {"channelId": "1002", "channelAccountId": "8101", **change}
        answer = client.post(f"{BASE}/threads/{thread}/messages", json=message)
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
    assert len(client.get(f"{BASE}/threads/{thread}/messages").json()["results"]) == 1


def test_the_status_of_an_archived_thread_stays(client, thread):
    assert client.delete(f"{BASE}/threads/{thread}").status_code == 204
    path = f"{BASE}/threads/{thread}?archived=true"
    assert client.patch(path, json={"status": "CLOSED"}).status_code == 400
    assert client.patch(path, json={"archived": False}).json()["status"] == "OPEN"


def test_a_deleted_channel_takes_its_accounts_along(client, thread):
    (channel,) = client.get(CHANNELS).json()["results"]
    assert len(client.get(f"{BASE}/channel-accounts?channelId={channel['id']}").json()["results"]) == 1
    assert client.delete(f"{CHANNELS}/{channel['id']}").status_code == 204
    assert client.get(f"{BASE}/channel-accounts?channelId={channel['id']}").json()["results"] == []
    assert client.get(f"{CHANNELS}/{channel['id']}").status_code == 404
    assert client.get(f"{BASE}/threads/{thread}").status_code == 200
