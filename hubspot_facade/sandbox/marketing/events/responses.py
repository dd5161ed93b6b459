"""The marketing events API: what each route answers."""

from typing import Any

from hubspot_facade.sandbox.batch import each, envelope
from hubspot_facade.sandbox.clock import parse
from hubspot_facade.sandbox.crm.lists.models import LISTS
from hubspot_facade.sandbox.errors import Body, Refusal
from hubspot_facade.sandbox.listing import page
from hubspot_facade.sandbox.request import Answer, Request

from . import errors
from .attendance import CONTACT, Attendance, state_of
from .models import MarketingEvents

HIDDEN = ("lists", "externalAccountId")
BATCH = 500
APP = {"id": "1234567", "name": "Sandbox"}


def _event(request: Request) -> Body:
    """The event that path and query name, whichever way."""
    params, events = request.params, MarketingEvents(request.portal)
    object_id = params.get("objectId") or params.get("marketingEventId")
    if object_id is not None:
        return events.get(object_id)
    account = params.get("externalAccountId") or request.text("externalAccountId")
    return events.external(account, params["externalEventId"])


def _show(body: Body) -> Body:
    return {name: one for name, one in body.items() if name not in HIDDEN} | {"id": body["objectId"]}


def _read(request: Request, body: Body) -> Body:
    counters = Attendance(request.portal).counters(body)
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


def _status(request: Request, body: Body) -> str:
    if body["eventCancelled"]:
        return "CANCELLED"
    if body["eventCompleted"]:
        return "PAST"
    now, start = request.portal.now(), parse(str(body.get("startDateTime") or ""))
    return "UPCOMING" if start is None or start > now else "ONGOING"


def _read_second(request: Request, body: Body) -> Body:
    status = _status(request, body)
    return _second(_read(request, body)) | {"eventStatus": status, "eventStatusV2": status}


# -- events --------------------------------------------------------------------------------------------------


def get_page(request: Request) -> Answer:
    """A page of events."""
    events = MarketingEvents(request.portal).all()
    return Answer(200, page(request, events, default=10, show=lambda one: _read_second(request, one)))


def create(request: Request) -> Answer:
    """A new event."""
    return Answer(200, _show(MarketingEvents(request.portal).create(request.body())))


def get(request: Request) -> Answer:
    """An event by its external ids."""
    return Answer(200, _read(request, _event(request)))


def get_by_object_id(request: Request) -> Answer:
    """An event by HubSpot's id."""
    return Answer(200, _read_second(request, _event(request)))


def update(request: Request) -> Answer:
    """The event with some fields changed."""
    return Answer(200, _show(MarketingEvents(request.portal).update(_event(request), request.body())))


def update_by_object_id(request: Request) -> Answer:
    """The event with some fields changed."""
    return Answer(200, _second(_show(MarketingEvents(request.portal).update(_event(request), request.body()))))


def put(request: Request) -> Answer:
    """The event, changed or new; the path's id stands for the body's."""
    body = request.body() | {"externalEventId": request.params["externalEventId"]}
    account = body.get("externalAccountId") or request.text("externalAccountId")
    return Answer(200, _show(MarketingEvents(request.portal).upsert(body | {"externalAccountId": account})))


def delete(request: Request) -> Answer:
    """Delete an event."""
    MarketingEvents(request.portal).delete(_event(request))
    return Answer(204)


def upsert(request: Request) -> Answer:
    """Many events, changed or new."""
    events = MarketingEvents(request.portal)
    return Answer(200, envelope(request, [_show(events.upsert(one)) for one in request.inputs(BATCH)]))


def delete_many(request: Request) -> Answer:
    """Delete events by their external ids; unknown ones are passed over."""
    events = MarketingEvents(request.portal)
    for one in request.inputs(BATCH):
        found = events.find_external(str(one.get("externalAccountId")), str(one.get("externalEventId")))
        if found is not None:
            events.delete(found)
    return Answer(204)


def delete_many_by_object_id(request: Request) -> Answer:
    """Delete events by HubSpot's ids; unknown ones are passed over."""
    events = MarketingEvents(request.portal)
    wanted = {str(one.get("objectId")) for one in request.inputs(BATCH)}
    for one in events.all():
        if one["objectId"] in wanted:
            events.delete(one)
    return Answer(204)


def update_many(request: Request) -> Answer:
    """Many events with some fields changed, by HubSpot's ids."""
    events = MarketingEvents(request.portal)

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
        for one in MarketingEvents(request.portal).all()
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
        for one in MarketingEvents(request.portal).all()
        if one["externalEventId"] == request.params["externalEventId"]
    ]
    return Answer(200, {"total": len(results), "results": results})


def cancel(request: Request) -> Answer:
    """The event, cancelled."""
    return Answer(200, _show(MarketingEvents(request.portal).update(_event(request), {"eventCancelled": True})))


def complete(request: Request) -> Answer:
    """The event, completed: from now on who is only registered did not come."""
    event, body = _event(request), request.body()
    missing = [name for name in ("startDateTime", "endDateTime") if body.get(name) is None]
    if missing:
        raise errors.missing_fields(missing)
    times = {name: body[name] for name in ("startDateTime", "endDateTime")}
    return Answer(200, _show(MarketingEvents(request.portal).update(event, {**times, "eventCompleted": True})))


# -- attendance ----------------------------------------------------------------------------------------------


def _by_ids(request: Request) -> list[Any]:
    attendance, event, state = Attendance(request.portal), _event(request), state_of(request.params["subscriberState"])
    results: list[Any] = []
    for one in request.inputs(BATCH):
        id_ = str(one.get("vid"))
        record = request.portal.records.find(CONTACT, int(id_)) if id_.isdigit() else None
        if record is None:
            results.append(errors.unknown_contact(id_))
        else:
            attendance.record(event, state, record.id, one)
            results.append({"vid": record.id})
    return results


def _by_emails(request: Request, *, create_missing: bool) -> list[Any]:
    attendance, event, state = Attendance(request.portal), _event(request), state_of(request.params["subscriberState"])
    results: list[Any] = []
    for one in request.inputs(BATCH):
        email = str(one.get("email") or "").strip().lower()
        contact = attendance.contact_by_email(email)
        if contact is None and create_missing:
            contact = attendance.create_contact(request, email, one)
        if contact is None:
            results.append(errors.unknown_contact(email))
        else:
            attendance.record(event, state, contact, one)
            results.append({"email": email, "vid": contact})
    return results


def _recorded(request: Request, results: list[Any]) -> Answer:
    refused = [one.item() for one in results if isinstance(one, Refusal)]
    return Answer(200, envelope(request, [one for one in results if not isinstance(one, Refusal)], refused))


def record_ids(request: Request) -> Answer:
    """Set the state of contacts by their ids; unknown ones are told."""
    return _recorded(request, _by_ids(request))


def record_emails(request: Request) -> Answer:
    """Set the state of contacts by their addresses; unknown ones are made."""
    return _recorded(request, _by_emails(request, create_missing=True))


def upsert_ids(request: Request) -> Answer:
    """Set the state of contacts by their ids; unknown ones are passed over."""
    _by_ids(request)
    return Answer(204)


def upsert_emails(request: Request) -> Answer:
    """Set the state of contacts by their addresses; unknown ones are passed over."""
    _by_emails(request, create_missing=False)
    return Answer(204)


def counters(request: Request) -> Answer:
    """How many registered, came, cancelled, did not come."""
    return Answer(200, Attendance(request.portal).counters(_event(request)))


def breakdown(request: Request) -> Answer:
    """A page of an event's participations."""
    attendance, event = Attendance(request.portal), _event(request)
    shown = [attendance.show(event, one) for one in attendance.of_event(event)]
    return _broken_down(request, shown, request.text("contactIdentifier"))


def breakdown_of_contact(request: Request) -> Answer:
    """A page of a contact's participations, by id or address."""
    attendance = Attendance(request.portal)
    shown = [
        attendance.show(event, one)
        for event in MarketingEvents(request.portal).all()
        for one in attendance.of_event(event)
    ]
    return _broken_down(request, shown, request.params["contactIdentifier"])


def _broken_down(request: Request, shown: list[Body], contact: str | None) -> Answer:
    state = request.text("state")
    if contact:
        who = [one["associations"]["contact"] for one in shown]
        pairs = zip(shown, who, strict=True)
        shown = [one for one, person in pairs if contact.lower() in (person["contactId"], person["email"].lower())]
    if state:
        shown = [one for one in shown if one["properties"]["attendanceState"] == state.upper()]
    return Answer(200, page(request, shown, default=10, total=True))


# -- lists and settings --------------------------------------------------------------------------------------


def get_lists(request: Request) -> Answer:
    """The lists associated with an event."""
    found = [LISTS.find(request.portal, id_) for id_ in _event(request)["lists"]]
    hidden = ("filterBranch", "folderId", "listPermissions", "membershipSettings", "customProperties", "conversion")
    results = [{name: one[name] for name in one if name not in hidden} for one in found if one is not None]
    return Answer(200, {"total": len(results), "results": results})


def add_list(request: Request) -> Answer:
    """Associate a list with an event."""
    event = _event(request)
    LISTS.get(request.portal, request.params["listId"])
    MarketingEvents(request.portal).change_lists(event, request.params["listId"], add=True)
    return Answer(204)


def remove_list(request: Request) -> Answer:
    """Associate a list with an event no longer."""
    MarketingEvents(request.portal).change_lists(_event(request), request.params["listId"], add=False)
    return Answer(204)


def _app_id(request: Request) -> int:
    app_id = request.params["appId"]
    if not app_id.isdigit():
        raise Refusal(400, "Unable to parse value for path parameter: appId")
    return int(app_id)


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
