"""Companies v2."""

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.objects.search import Search
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object

from .shapes import (
    COMPANY,
    CONTACT,
    Shape,
    connect,
    create,
    given,
    page_of,
    recent_page,
    record_of,
    update,
    update_many,
)

MOST = 250
NAMES = ("firstname", "lastname", "email", "company")


def _show(request: Request, record: Record, names: list[str] | None = None, *, versions: bool = True) -> Body:
    return {
        "portalId": request.portal.id,
        "companyId": record.id,
        "isDeleted": False,
        "properties": Shape(request.portal, COMPANY).properties(record, names, versions=versions),
        "additionalDomains": [],
        "mergeAudits": [],
        "stateChanges": [],
    }


def _of_path(request: Request) -> Record:
    return record_of(request, COMPANY, request.params["companyId"])


def _contact(request: Request) -> Record:
    vid = request.params["contactId"]
    known = natural(vid)
    found = None if known is None else request.portal.service(Records).find(CONTACT, known)
    if found is None:
        raise Refusal(404, f"Couldn't find a Contact with the vid '{vid}' in portal '{request.portal.id}'")
    return found


def get(request: Request) -> Answer:
    """One company."""
    return Answer(200, _show(request, _of_path(request)))


def make(request: Request) -> Answer:
    """A new company."""
    return Answer(200, _show(request, create(request, COMPANY, given(request.body("properties")))))


def change(request: Request) -> Answer:
    """A company changed."""
    return Answer(200, _show(request, update(request, COMPANY, _of_path(request), given(request.body("properties")))))


def delete(request: Request) -> Answer:
    """A company archived."""
    record = _of_path(request)
    request.portal.service(Records).archive(COMPANY, [record.id])
    return Answer(200, {"companyId": record.id, "deleted": True})


def get_page(request: Request) -> Answer:
    """A page of all companies, by id, with the properties asked for."""
    limit = max(1, min(MOST, request.integer("limit", 100)))
    found, following = page_of(request, COMPANY, limit=limit, offset=request.integer("offset", 0))
    names = request.texts("properties") + request.texts("propertiesWithHistory")
    shown = [_show(request, one, names, versions=bool(request.texts("propertiesWithHistory"))) for one in found]
    last = found[-1].id if found else 0
    return Answer(200, {"companies": shown, "has-more": following is not None, "offset": following or last})


def get_recently_created(request: Request) -> Answer:
    """A page of companies, the latest made first."""
    return recent_page(request, COMPANY, _show, created=True)


def get_recently_modified(request: Request) -> Answer:
    """A page of companies, the latest changed first."""
    return recent_page(request, COMPANY, _show, created=False)


def of_domain(request: Request) -> Answer:
    """The companies of a domain."""
    body = request.body()
    options = body.get("requestOptions")
    names = strings(options.get("properties")) if is_object(options) else []
    rule = {"propertyName": "domain", "operator": "EQ", "value": request.params["domain"]}
    limit = min(100, request.whole(body, "limit", 100))
    _, records = Search(request.portal, COMPANY, {"filters": [rule], "limit": limit}).run()
    shown = [_show(request, record, names or None) for record in records]
    offset = {"isPrimary": True, "companyId": shown[-1]["companyId"] if shown else 0}
    return Answer(200, {"results": shown, "hasMore": False, "offset": offset})


def _contacts(request: Request) -> tuple[list[int], Body]:
    company = _of_path(request)
    limit = max(1, min(100, request.integer("count", 100)))
    found = request.portal.service(Associations).of(
        COMPANY, company.id, CONTACT, after=request.integer("vidOffset", 0), limit=limit + 1
    )
    ids = [id_ for id_, _ in found[:limit]]
    more = len(found) > limit
    return ids, {"hasMore": more, "vidOffset": found[limit][0] if more else max(ids, default=0)}


def vids(request: Request) -> Answer:
    """The ids of a company's contacts."""
    ids, paging = _contacts(request)
    return Answer(200, {"vids": ids} | paging)


def contacts(request: Request) -> Answer:
    """A company's contacts, their values as lists."""
    ids, paging = _contacts(request)
    shown = [
        {
            "vid": one.id,
            "canonicalVid": one.id,
            "portalId": request.portal.id,
            "isContact": True,
            "properties": [{"name": name, "value": one.properties[name]} for name in NAMES if name in one.properties],
        }
        for one in request.portal.service(Records).many(CONTACT, ids).values()
    ]
    return Answer(200, {"contacts": shown} | paging)


def add_contact(request: Request) -> Answer:
    """A contact of the company."""
    company, contact = _of_path(request), _contact(request)
    connect(request, (COMPANY, company), (CONTACT, contact))
    return Answer(200, _show(request, company))


def remove_contact(request: Request) -> Answer:
    """A contact of the company no more."""
    company, contact = _of_path(request), _contact(request)
    request.portal.service(Associations).disconnect(COMPANY, company.id, CONTACT, contact.id)
    return Answer(204)


def change_many(request: Request) -> Answer:
    """Companies changed, each on its own."""
    return update_many(request, COMPANY)


URLS: list[Route] = under(
    ("/companies/v2",),
    [
        ("POST", "/companies", make),
        ("GET", "/companies/paged", get_page),
        ("GET", "/companies/recent/modified", get_recently_modified),
        ("GET", "/companies/recent/created", get_recently_created),
        ("GET", "/companies/{companyId}", get),
        ("PUT", "/companies/{companyId}", change),
        ("DELETE", "/companies/{companyId}", delete),
        ("GET", "/companies/{companyId}/vids", vids),
        ("GET", "/companies/{companyId}/contacts", contacts),
        ("PUT", "/companies/{companyId}/contacts/{contactId}", add_contact),
        ("DELETE", "/companies/{companyId}/contacts/{contactId}", remove_contact),
        ("POST", "/domains/{domain}/companies", of_domain),
    ],
)
URLS.append(("POST", "/companies/v1/batch-async/update", change_many))  # the one path of version 1
