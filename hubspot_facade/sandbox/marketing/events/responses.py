"""The marketing events API: what each route answers."""

from hubspot_facade.sandbox.crm.lists.models import LISTS
from hubspot_facade.sandbox.protocol.batch import action_answer, each
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.instants import parse

from . import errors
from .attendance import Attendance
from .models import TIMES, MarketingEvents

HIDDEN = ("lists", "externalAccountId")
BATCH = 500
APP = {"id": "1234567", "name": "Sandbox"}
_BLANK: Body = dict.fromkeys(("eventType", "eventDescription", "eventUrl", *TIMES))


def event_of(request: Request) -> Body:
    """The event that path and query name, whichever way."""
    params, events = request.params, request.portal.service(MarketingEvents)
    object_id = params.get("objectId") or params.get("marketingEventId")
    if object_id is not None:
        return events.get(object_id)
    account = params.get("externalAccountId") or request.text("externalAccountId")
    return events.external(account, params["externalEventId"])


def _show(body: Body) -> Body:
    return {name: one for name, one in body.items() if name not in HIDDEN} | {"id": body["objectId"]}


def _read(request: Request, body: Body) -> Body:
    counters = request.portal.service(Attendance).counters(body)
    return _show(body) | {
        "registrants": counters["registered"],
        "attendees": counters["attended"],
        "cancellations": counters["cancelled"],
        "noShows": counters["noShows"],
    }


def _second(body: Body) -> Body:
    """The form of the routes by HubSpot's id: custom properties are names and values only."""
    custom = [{"name": one["name"], "value": one["value"]} for one in body["customProperties"]]
    return {name: one for name, one in body.items() if name != "id"} | {"customProperties": custom, "appInfo": APP}


def _status(request: Request, body: Body) -> tuple[str, str]:
    """The status in both of HubSpot's spellings. An event without a start goes on until it is completed."""
    if body["eventCancelled"]:
        return "CANCELLED", "cancelled"
    now, start, end = request.portal.now(), *(parse(str(body.get(name) or "")) for name in TIMES)
    if body["eventCompleted"] or (end is not None and end <= now):
        return "PAST", "completed"
    return ("UPCOMING", "upcoming") if start is not None and start > now else ("ONGOING", "ongoing")


def _read_second(request: Request, body: Body) -> Body:
    first, second = _status(request, body)
    return _BLANK | _second(_read(request, body)) | {"eventStatus": first, "eventStatusV2": second}


# -- events --------------------------------------------------------------------------------------------------


def get_page(request: Request) -> Answer:
    """A page of events."""
    events = request.portal.service(MarketingEvents).all()
    return Answer(200, page(request, events, default=10, opaque=True, show=lambda one: _read_second(request, one)))


def create(request: Request) -> Answer:
    """A new event."""
    return Answer(200, _show(request.portal.service(MarketingEvents).create(request.body())))


def get(request: Request) -> Answer:
    """An event by its external ids."""
    return Answer(200, _read(request, event_of(request)))


def get_by_object_id(request: Request) -> Answer:
    """An event by HubSpot's id."""
    return Answer(200, _read_second(request, event_of(request)))


def update(request: Request) -> Answer:
    """The event with some fields changed."""
    return Answer(200, _show(request.portal.service(MarketingEvents).update(event_of(request), request.body())))


def update_by_object_id(request: Request) -> Answer:
    """The event with some fields changed."""
    changed = request.portal.service(MarketingEvents).update(event_of(request), request.body())
    return Answer(200, _second(_show(changed)))


def put(request: Request) -> Answer:
    """The event, changed or new; the path's id stands for the body's."""
    body = request.body() | {"externalEventId": request.params["externalEventId"]}
    account = body.get("externalAccountId") or request.text("externalAccountId")
    return Answer(200, _show(request.portal.service(MarketingEvents).upsert(body | {"externalAccountId": account})))


def delete(request: Request) -> Answer:
    """Delete an event."""
    request.portal.service(MarketingEvents).delete(event_of(request))
    return Answer(204)


def upsert(request: Request) -> Answer:
    """Many events, changed or new."""
    events = request.portal.service(MarketingEvents)
    return action_answer(request, [_show(events.upsert(one)) for one in request.inputs(BATCH)])


def delete_many(request: Request) -> Answer:
    """Delete events by their external ids; unknown ones are passed over."""
    events = request.portal.service(MarketingEvents)
    for one in request.inputs(BATCH):
        found = events.find_external(str(one.get("externalAccountId")), str(one.get("externalEventId")))
        if found is not None:
            events.delete(found)
    return Answer(204)


def delete_many_by_object_id(request: Request) -> Answer:
    """Delete events by HubSpot's ids; unknown ones are passed over."""
    events = request.portal.service(MarketingEvents)
    wanted = {str(one.get("objectId")) for one in request.inputs(BATCH)}
    for one in events.all():
        if one["objectId"] in wanted:
            events.delete(one)
    return Answer(204)


def update_many(request: Request) -> Answer:
    """Many events with some fields changed, by HubSpot's ids."""
    events = request.portal.service(MarketingEvents)

    def work(one: Body) -> Body:
        return _second(_show(events.update(events.get(str(one.get("objectId"))), one)))

    return each(request, request.inputs(BATCH), work)


def search(request: Request) -> Answer:
    """The events whose external id begins with the query."""
    query = request.text("q")
    if query is None:
        raise errors.missing_parameter("q")
    results = [
        {
            "appId": int(APP["id"]),
            "externalAccountId": one["externalAccountId"],
            "externalEventId": one["externalEventId"],
            "objectId": one["objectId"],
        }
        for one in request.portal.service(MarketingEvents).all()
        if one["externalEventId"].startswith(query)
    ]
    return Answer(200, {"results": results})


def identifiers(request: Request) -> Answer:
    """Every event with an external id, whatever its account."""
    results = [
        {
            "appInfo": APP,
            "externalAccountId": one["externalAccountId"],
            "externalEventId": one["externalEventId"],
            "marketingEventName": one["eventName"],
            "objectId": one["objectId"],
        }
        for one in request.portal.service(MarketingEvents).all()
        if one["externalEventId"] == request.params["externalEventId"]
    ]
    return Answer(200, {"total": len(results), "results": results})


def cancel(request: Request) -> Answer:
    """The event, cancelled."""
    cancelled = request.portal.service(MarketingEvents).update(event_of(request), {"eventCancelled": True})
    return Answer(200, _show(cancelled))


def complete(request: Request) -> Answer:
    """The event, completed: from now on who is only registered did not come."""
    event, body = event_of(request), request.body()
    missing = [name for name in ("startDateTime", "endDateTime") if body.get(name) is None]
    if missing:
        raise errors.missing_fields(missing)
    times = {name: body[name] for name in ("startDateTime", "endDateTime")}
    return Answer(200, _show(request.portal.service(MarketingEvents).update(event, {**times, "eventCompleted": True})))


# -- lists and settings --------------------------------------------------------------------------------------


def get_lists(request: Request) -> Answer:
    """The lists associated with an event."""
    found = [LISTS.find(request.portal, id_) for id_ in event_of(request)["lists"]]
    hidden = ("filterBranch", "folderId", "listPermissions", "membershipSettings", "customProperties", "conversion")
    results = [{name: one[name] for name in one if name not in hidden} for one in found if one is not None]
    return Answer(200, {"total": len(results), "results": results})


def add_list(request: Request) -> Answer:
    """Associate a list with an event."""
    event = event_of(request)
    LISTS.get(request.portal, request.params["listId"])
    request.portal.service(MarketingEvents).change_lists(event, request.params["listId"], add=True)
    return Answer(204)


def remove_list(request: Request) -> Answer:
    """Associate a list with an event no longer."""
    request.portal.service(MarketingEvents).change_lists(event_of(request), request.params["listId"], add=False)
    return Answer(204)


def _app_id(request: Request) -> int:
    app_id = natural(request.params["appId"])
    if app_id is None:
        raise Refusal(400, "Unable to parse value for path parameter: appId")
    return app_id


def get_settings(request: Request) -> Answer:
    """An app's settings."""
    app_id = _app_id(request)
    found = request.portal.shelf("marketing_event_settings").get(str(app_id))
    return Answer(200, found or {"appId": app_id, "eventDetailsUrl": ""})


def set_settings(request: Request) -> Answer:
    """An app's settings, changed."""
    app_id, body = _app_id(request), request.body("eventDetailsUrl")
    settings = {"appId": app_id, "eventDetailsUrl": str(body["eventDetailsUrl"])}
    request.portal.shelf("marketing_event_settings").put(str(app_id), settings)
    return Answer(200, settings)
