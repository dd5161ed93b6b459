"""Social media v1: messages for social networks, which are kept and sent nowhere. A portal has no channels."""

from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.state.collection import Collection, not_found
from hubspot_facade.sandbox.state.instants import parse
from hubspot_facade.sandbox.state.user import USER

BROADCASTS = Collection("broadcast", first=200_000_000_001, created=("made",), updated=("changed",), archived="gone")
KINDS = {"scheduled": ("WAITING",), "published": ("SUCCESS",), "failed": ("ERROR_FATAL",), "draft": ("DRAFT",)}
"""The states that `type` of the query stands for."""
KEPT = ("campaignGuid", "channelGuid", "clientTag", "content", "remoteContentId", "remoteContentType")
MOST = 500


def _show(request: Request, body: Body) -> Body:
    status = str(body["status"])
    content: Body = body["content"] if is_object(body.get("content")) else {}
    return {
        "broadcastGuid": body["id"],
        "portalId": request.portal.id,
        "groupGuid": None,
        "campaignGuid": body.get("campaignGuid"),
        "channelKey": None,
        "channelGuid": body["channelGuid"],
        "clientTag": body.get("clientTag"),
        "createdAt": parse(str(body["made"])),
        "userUpdatedAt": parse(str(body["changed"])),
        "triggerAt": body.get("triggerAt"),
        "finishedAt": body.get("finishedAt"),
        "status": status,
        "message": None,
        "messageText": content.get("body"),
        "content": content,
        "foreignId": None,
        "remoteContentId": body.get("remoteContentId"),
        "remoteContentType": body.get("remoteContentType"),
        "clicks": 0,
        "interactions": None,
        "createdBy": int(USER["id"]),
        "updatedBy": int(USER["id"]),
        "campaignName": None,
        "broadcastMediaType": "NONE",
        "wasDraft": status == "DRAFT",
        "channel": None,
        "serviceId": None,
        "extraData": {},
        "isPending": status in ("WAITING", "DRAFT"),
        "isPublished": status == "SUCCESS",
        "isFailed": status == "ERROR_FATAL",
        "isRetry": False,
    }


def get_page(request: Request) -> Answer:
    """The latest messages, as a bare array: of a state, a channel or a time where the query says so."""
    wanted = {one.upper() for one in request.texts("status")}
    wanted |= {state for kind in request.texts("type") for state in KINDS.get(kind.lower(), ())}
    channels, since = request.texts("channelGuid"), request.integer("since", 0)
    found = [
        one
        for one in (_show(request, each) for each in BROADCASTS.all(request.portal))
        if (not wanted or one["status"] in wanted)
        and (not channels or one["channelGuid"] in channels)
        and (one["createdAt"] or 0) >= since
    ]
    return Answer(200, found[::-1][: max(0, min(MOST, request.integer("count", MOST)))])


def get(request: Request) -> Answer:
    """One message."""
    return Answer(200, _show(request, BROADCASTS.get(request.portal, request.params["broadcastGuid"])))


def create(request: Request) -> Answer:
    """A new message: a draft, or one that is due at its time, which is now by default. Nothing sends it."""
    body = request.body()
    if not body.get("channelGuid"):
        raise missing_fields(["channelGuid"], body=request.content)
    draft = str(body.get("status")).upper() == "DRAFT"
    due = None if draft else request.whole(body, "triggerAt", request.portal.now())
    kept = {name: body[name] for name in KEPT if name in body}
    made = BROADCASTS.create(request.portal, kept | {"status": "DRAFT" if draft else "WAITING", "triggerAt": due})
    return Answer(200, _show(request, made))


def update(request: Request) -> Answer:
    """A message in another state: cancelled, say."""
    status = str(request.body("status")["status"]).upper()
    return Answer(200, _show(request, _in_state(request, status)))


def cancel(request: Request) -> Answer:
    """A message that will not be sent, as it is now."""
    return Answer(200, _show(request, _in_state(request, "CANCELED")))


def _in_state(request: Request, status: str) -> Body:
    return BROADCASTS.update(request.portal, request.params["broadcastGuid"], {"status": status})


def get_channels(_: Request) -> Answer:
    """The channels: none."""
    return Answer(200, [])


def get_channel(request: Request) -> Answer:
    """One channel, of which there is none."""
    raise not_found(request.params["channelGuid"])


URLS: list[Route] = under(
    ("/broadcast/v1",),
    [
        ("GET", "/broadcasts", get_page),
        ("POST", "/broadcasts", create),
        ("GET", "/broadcasts/{broadcastGuid}", get),
        ("POST", "/broadcasts/{broadcastGuid}/update", update),
        ("DELETE", "/broadcasts/{broadcastGuid}", cancel),
        ("GET", "/channels", get_channels),
        ("GET", "/channels/current", get_channels),
        ("GET", "/channels/setting/publish", get_channels),
        ("GET", "/channels/setting/publish/current", get_channels),
        ("GET", "/channels/{channelGuid}", get_channel),
    ],
)
