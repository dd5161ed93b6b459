"""Contacts v1 by the page: all, the latest, those that have some words."""

from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.objects.search import Search
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under

from .contacts import named, profile
from .shapes import CONTACT, page_of, recent

DEFAULTS = ("firstname", "lastname", "company", "lastmodifieddate")
MOST = 100


def _names(request: Request) -> list[str]:
    return [*dict.fromkeys([*DEFAULTS, *request.texts("property")])]


def _listed(request: Request, record: Record) -> Body:
    return profile(request, record, _names(request), history=False) | {"addedAt": record.created}


def _count(request: Request) -> int:
    return max(1, min(MOST, request.integer("count", 20)))


def get_all(request: Request) -> Answer:
    """A page of all contacts, by id."""
    found, following = page_of(request, CONTACT, limit=_count(request), offset=request.integer("vidOffset", 0))
    last = found[-1].id if found else 0
    paging = {"has-more": following is not None, "vid-offset": following or last}
    return Answer(200, {"contacts": [_listed(request, one) for one in found]} | paging)


def _get_recent(request: Request, *, created: bool) -> Answer:
    request.query["offset"] = [str(request.integer("vidOffset", 0))]
    request.query["count"] = [str(_count(request))]
    found, total, reached = recent(request, CONTACT, created=created)
    moments = [one.created if created else one.updated for one in found]
    return Answer(
        200,
        {
            "contacts": [_listed(request, one) for one in found],
            "has-more": reached < total,
            "vid-offset": reached,
            "time-offset": min(moments, default=0),
        },
    )


def get_recently_created(request: Request) -> Answer:
    """A page of contacts, the latest made first."""
    return _get_recent(request, created=True)


def get_recently_updated(request: Request) -> Answer:
    """A page of contacts, the latest changed first."""
    return _get_recent(request, created=False)


def search(request: Request) -> Answer:
    """A page of the contacts that have the words of `q`."""
    query, start, count = request.text("q") or "", request.integer("offset", 0), _count(request)
    total, records = Search(request.portal, CONTACT, {"query": query, "limit": count, "after": start}).run()
    answer = {"query": query, "offset": start + len(records), "has-more": start + len(records) < total, "total": total}
    names = named(request)
    return Answer(200, answer | {"contacts": [profile(request, one, names, history=False) for one in records]})


URLS: list[Route] = under(
    ("/contacts/v1",),
    [
        ("GET", "/search/query", search),
        ("GET", "/lists/all/contacts/all", get_all),
        ("GET", "/lists/all/contacts/recent", get_recently_created),
        ("GET", "/lists/recently_updated/contacts/recent", get_recently_updated),
    ],
)
