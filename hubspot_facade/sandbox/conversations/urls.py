"""Routes of the conversations APIs."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import custom_channels, places, threads

THREAD = "/threads/{threadId}"
MESSAGE = THREAD + "/messages/{messageId}"
CHANNEL = "/{channelId}"
ACCOUNT = CHANNEL + "/channel-accounts/{channelAccountId}"

URLS: list[Route] = whole(
    [
        *under(
            ("/conversations/{version}/conversations", "/conversations/conversations/{version}"),
            [
                ("GET", "/threads", threads.get_page),
                ("GET", THREAD, threads.get),
                ("PATCH", THREAD, threads.update),
                ("DELETE", THREAD, threads.delete),
                ("PUT", f"{THREAD}/assignee", threads.assign),
                ("DELETE", f"{THREAD}/assignee", threads.unassign),
                ("GET", f"{THREAD}/messages", threads.get_messages),
                ("POST", f"{THREAD}/messages", threads.create_message),
                ("GET", MESSAGE, threads.get_message),
                ("GET", f"{MESSAGE}/original-content", threads.get_original),
                ("GET", "/inboxes", places.get_inboxes),
                ("GET", "/inboxes/{inboxId}", places.get_inbox),
                ("GET", "/channels", places.get_channels),
                ("GET", "/channels/{channelId}", places.get_channel),
                ("GET", "/channel-accounts", places.get_accounts),
                ("GET", "/channel-accounts/{channelAccountId}", places.get_account),
                ("GET", "/actors/{actorId}", places.get_actor),
                ("POST", "/actors/batch/read", places.get_actors),
            ],
        ),
        *under(
            ("/conversations/{version}/custom-channels", "/conversations/custom-channels/{version}"),
            [
                ("GET", "", custom_channels.get_page),
                ("POST", "", custom_channels.create),
                ("GET", CHANNEL, custom_channels.get),
                ("PATCH", CHANNEL, custom_channels.update),
                ("DELETE", CHANNEL, custom_channels.delete),
                ("GET", f"{CHANNEL}/channel-accounts", custom_channels.get_accounts),
                ("POST", f"{CHANNEL}/channel-accounts", custom_channels.create_account),
                ("GET", ACCOUNT, custom_channels.get_account),
                ("PATCH", ACCOUNT, custom_channels.update_account),
                ("POST", f"{CHANNEL}/messages", custom_channels.create_message),
                ("GET", f"{CHANNEL}/messages/{{messageId}}", custom_channels.get_message),
                ("PATCH", f"{CHANNEL}/messages/{{messageId}}", custom_channels.update_message),
            ],
        ),
    ]
)
