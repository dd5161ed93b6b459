"""The subscription APIs: what each route answers."""

from typing import Any
from urllib.parse import quote

from hubspot_facade.sandbox.cms.blogs.content import ids_of
from hubspot_facade.sandbox.protocol.batch import action_answer, attempted
from hubspot_facade.sandbox.protocol.errors import Body, unparsable_parameter
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state.instants import instant, parse

from . import errors
from .models import Subscriptions, folded


def _basis(body: Body) -> tuple[Any, Any]:
    return body.get("legalBasis"), body.get("legalBasisExplanation")


# -- version 4 and dated -------------------------------------------------------------------------------------


def get_definitions(request: Request) -> Answer:
    """Every subscription type."""
    return action_answer(request, list(request.portal.service(Subscriptions).definitions().values()))


def _status(request: Request, email: str, id_: str, reason: str | None = None) -> Body:
    found = request.portal.service(Subscriptions).status(email, id_)
    body: Body = {
        "subscriberIdString": email,
        "channel": "EMAIL",
        "subscriptionId": int(id_),
        "subscriptionName": request.portal.service(Subscriptions).definition(id_)["name"],
        "status": found["status"],
        "source": "PUBLIC_API",
        "timestamp": instant(found["timestamp"]),
    }
    body |= {name: found[name] for name in ("legalBasis", "legalBasisExplanation") if name in found}
    return body | ({"setStatusSuccessReason": reason} if reason else {})


def _statuses(request: Request, email: str) -> list[Body]:
    return [_status(request, email, id_) for id_ in request.portal.service(Subscriptions).definitions()]


def _set(request: Request, email: str, one: Body) -> Body:
    id_ = str(one.get("subscriptionId") or "")
    reason = request.portal.service(Subscriptions).set(email, id_, str(one.get("statusState")), *_basis(one))
    return _status(request, email, id_, reason)


def get_statuses(request: Request) -> Answer:
    """An address's status for each type."""
    return action_answer(request, _statuses(request, folded(request.params["subscriberId"])))


def set_status(request: Request) -> Answer:
    """An address's status for one type, changed; who has unsubscribed may come back this way."""
    body = request.body("subscriptionId", "statusState")
    return action_answer(request, [_set(request, folded(request.params["subscriberId"]), body)])


def _wide(request: Request, email: str) -> Body:
    out = request.portal.service(Subscriptions).out_of_all(email)
    return {
        "subscriberIdString": email,
        "channel": "EMAIL",
        "wideStatusType": "PORTAL_WIDE",
        "status": "NOT_SPECIFIED" if out is None else "UNSUBSCRIBED",
        "timestamp": instant(out or request.portal.now()),
    }


def get_wide_status(request: Request) -> Answer:
    """Whether an address is unsubscribed from everything."""
    return action_answer(request, [_wide(request, folded(request.params["subscriberId"]))])


def leave_all(request: Request) -> Answer:
    """Unsubscribe an address from everything; shows its statuses when asked to be verbose."""
    email = folded(request.params["subscriberId"])
    request.portal.service(Subscriptions).leave_all(email)
    return action_answer(request, _statuses(request, email) if request.flag("verbose") else [])


def read_many(request: Request) -> Answer:
    """The statuses of many addresses."""
    emails = [folded(one) for one in ids_of(request)]
    results = [{"subscriberIdString": one, "statuses": _statuses(request, one)} for one in emails]
    return action_answer(request, results)


def write_many(request: Request) -> Answer:
    """Set the statuses of many addresses; the answer lists those that are refused."""

    def work(one: Body) -> Body:
        return _set(request, folded(str(one.get("subscriberIdString") or "")), one)

    return action_answer(request, *attempted(request.inputs(), work))


def read_wide_many(request: Request) -> Answer:
    """Which of many addresses are unsubscribed from everything."""
    emails = [folded(one) for one in ids_of(request)]
    results = [{"subscriberIdString": one, "wideStatuses": [_wide(request, one)]} for one in emails]
    return action_answer(request, results)


def leave_all_many(request: Request) -> Answer:
    """Unsubscribe many addresses from everything."""
    results: list[Body] = []
    for email in [folded(one) for one in ids_of(request)]:
        request.portal.service(Subscriptions).leave_all(email)
        details: Body = {"statuses": _statuses(request, email)} if request.flag("verbose") else {}
        results.append({"subscriberIdString": email} | details)
    return action_answer(request, results)


def links(request: Request) -> Answer:
    """Where an address manages its subscriptions."""
    body = request.body("subscriberIdString")
    email = folded(str(body["subscriberIdString"]))
    url = f"https://hs-{request.portal.id}.s.hubspotemail.net/preferences"
    details: Body = {
        "subscriberIdString": email,
        "managePreferencesUrl": f"{url}/manage?email={quote(email)}",
        "unsubscribeAllUrl": f"{url}/unsubscribe-all?email={quote(email)}",
    }
    if body.get("subscriptionId"):
        id_ = request.portal.service(Subscriptions).definition(str(body["subscriptionId"]))["id"]
        details["unsubscribeSingleUrl"] = f"{url}/unsubscribe?email={quote(email)}&id={id_}"
    return Answer(200, details)


# -- version 3, and its routes in dated editions -------------------------------------------------------------


def get_definitions_v3(request: Request) -> Answer:
    """Every subscription type, in the shape of version 3."""
    return Answer(200, {"subscriptionDefinitions": list(request.portal.service(Subscriptions).definitions().values())})


def _status_v3(request: Request, email: str, id_: str) -> Body:
    subscriptions = request.portal.service(Subscriptions)
    one = subscriptions.definition(id_)
    found = subscriptions.status(email, id_)
    wide = found["status"] == "UNSUBSCRIBED" and found["timestamp"] == subscriptions.out_of_all(email)
    body: Body = {
        "id": id_,
        "name": one["name"],
        "description": one["description"],
        "status": "SUBSCRIBED" if found["status"] == "SUBSCRIBED" else "NOT_SUBSCRIBED",
        "sourceOfStatus": "PORTAL_WIDE_STATUS" if wide else "SUBSCRIPTION_STATUS",
    }
    return body | {name: found[name] for name in ("legalBasis", "legalBasisExplanation") if name in found}


def get_email_status(request: Request) -> Answer:
    """An address's status for each type."""
    email = folded(request.params["emailAddress"])
    if not request.portal.service(Subscriptions).known(email):
        raise errors.unknown_subscriber(email)
    found = [_status_v3(request, email, id_) for id_ in request.portal.service(Subscriptions).definitions()]
    return Answer(200, {"recipient": email, "subscriptionStatuses": found})


def _asked(request: Request) -> tuple[Body, str, str]:
    body = request.body("emailAddress", "subscriptionId")
    id_ = str(body["subscriptionId"])
    request.portal.service(Subscriptions).definition(id_)
    return body, folded(str(body["emailAddress"])), id_


def subscribe(request: Request) -> Answer:
    """Subscribe an address that has not unsubscribed."""
    body, email, id_ = _asked(request)
    subscriptions = request.portal.service(Subscriptions)
    if subscriptions.status(email, id_)["status"] == "UNSUBSCRIBED":
        raise errors.unsubscribed(id_, email)
    subscriptions.set(email, id_, "SUBSCRIBED", *_basis(body))
    return Answer(200, _status_v3(request, email, id_))


def unsubscribe(request: Request) -> Answer:
    """Unsubscribe an address that has not done so."""
    body, email, id_ = _asked(request)
    subscriptions = request.portal.service(Subscriptions)
    if subscriptions.status(email, id_)["status"] == "UNSUBSCRIBED":
        raise errors.already_unsubscribed(id_, email)
    subscriptions.set(email, id_, "UNSUBSCRIBED", *_basis(body))
    return Answer(200, _status_v3(request, email, id_))


def resubscribe(request: Request) -> Answer:
    """Subscribe an address, even one that has unsubscribed."""
    body, email, id_ = _asked(request)
    request.portal.service(Subscriptions).set(email, id_, "SUBSCRIBED", *_basis(body))
    return Answer(200, _status_v3(request, email, id_))


# -- the timeline of version 1 -------------------------------------------------------------------------------


def timeline(request: Request) -> Answer:
    """A page of changes, newest first; the offset is the one that the previous page gave."""
    limit, offset = request.integer("limit", 10), request.integer("offset", 0)
    start, end = (_moment(request, name) for name in ("startTimestamp", "endTimestamp"))
    wanted = (request.text("changeType") or "").upper()
    found = [
        one
        for one in reversed(request.portal.service(Subscriptions).changes())
        if (start is None or one["at"] >= start)
        and (end is None or one["at"] < end)
        and wanted in ("", "SUBSCRIPTION_STATUS")
    ]
    entries = [
        {
            "timestamp": one["at"],
            "portalId": request.portal.id,
            "recipient": one["email"],
            "changes": [
                {
                    "change": one["status"],
                    "changeType": "SUBSCRIPTION_STATUS",
                    "source": "SOURCE_PUBLIC_API",
                    "portalId": request.portal.id,
                    "subscriptionId": one["subscription"],
                    "causedByEvent": {"id": one["id"], "created": one["at"]},
                }
            ],
        }
        for one in found[offset : offset + limit]
    ]
    more = offset + limit < len(found)
    return Answer(200, {"hasMore": more, "offset": str(offset + len(entries)), "timeline": entries})


def _moment(request: Request, name: str) -> int | None:
    given = request.text(name)
    moment = parse(given) if given else None
    if given and moment is None:
        raise unparsable_parameter(name)
    return moment
