"""Contacts v1: deprecated, still answering, without list memberships."""

import json

from hubspot_facade.sandbox.crm.objects.merging import merge as merge_records
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.objects.search import Search
from hubspot_facade.sandbox.crm.visitors import Visitors
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, unknown_route
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object

from .shapes import COMPANY, CONTACT, Shape, create, given, page_of, recent, record_of, unknown, update

DEFAULTS = ("firstname", "lastname", "company", "lastmodifieddate")
MOST = 100


def _profile(request: Request, record: Record, names: list[str] | None) -> Body:
    emails = [record.properties.get("email", ""), *record.properties.get("hs_additional_emails", "").split(";")]
    merged = [int(one) for one in record.properties.get("hs_merged_object_ids", "").split(";") if one]
    identities = [
        {"type": "EMAIL", "value": one, "timestamp": record.created}
        | ({"is-primary": True} if one == emails[0] else {"is-secondary": True})
        for one in emails
        if one
    ]
    return {
        "vid": record.id,
        "canonical-vid": record.id,
        "merged-vids": merged,
        "portal-id": request.portal.id,
        "is-contact": True,
        "profile-url": f"https://app.hubspot.com/contacts/{request.portal.id}/contact/{record.id}",
        "properties": Shape(request.portal, CONTACT).dashed(record, names),
        "form-submissions": [],
        "list-memberships": [],
        "identity-profiles": [
            {
                "vid": record.id,
                "saved-at-timestamp": record.created,
                "deleted-changed-timestamp": 0,
                "identities": identities,
            }
        ],
        "merge-audits": [],
        **_company(request, record),
    }


def _company(request: Request, record: Record) -> Body:
    """The contact's primary company with its properties; nothing where it has none."""
    id_ = natural(record.properties.get("associatedcompanyid"))
    company = None if id_ is None else request.portal.service(Records).find(COMPANY, id_)
    if company is None:
        return {}
    shape = Shape(request.portal, COMPANY)
    shown = {name: {"value": shape.value(name, value)} for name, value in company.properties.items()}
    return {"associated-company": {"company-id": company.id, "portal-id": request.portal.id, "properties": shown}}


def _made(profile: Body) -> Body:
    """A profile as its creation answers it, which says more of its identities."""
    (identities,) = profile["identity-profiles"]
    shown = [one | {"source": "UNSPECIFIED"} for one in identities["identities"]]
    more: Body = {"is-deleted": False, "is-contact": False, "pointer-vid": 0, "previous-vid": 0, "linked-vids": []}
    return profile | {"identity-profiles": [identities | more | {"identities": shown}]}


def _named(request: Request) -> list[str] | None:
    return request.texts("property") or None


def _by_email(request: Request, email: str) -> Record | None:
    id_ = request.portal.service(Records).holder(CONTACT, "email", email)
    return None if id_ is None else request.portal.service(Records).find(CONTACT, id_)


def _by_token(request: Request, token: str) -> Record | None:
    id_ = request.portal.service(Visitors).contact_of(token)
    return None if id_ is None else request.portal.service(Records).find(CONTACT, id_)


def _of_path(request: Request) -> Record:
    if "token" in request.params:
        found = _by_token(request, request.params["token"])
        if found is None:
            raise unknown(request, CONTACT, f"u:{request.params['token']}")
        return found
    if "email" in request.params:
        found = _by_email(request, request.params["email"])
        if found is None:
            raise unknown(request, CONTACT, f"e:{request.params['email']}")
        return found
    if natural(request.params["vid"]) is None:
        # no route has such an id
        raise unknown_route()
    return record_of(request, CONTACT, request.params["vid"])


def get(request: Request) -> Answer:
    """One contact."""
    return Answer(200, _profile(request, _of_path(request), _named(request)))


def get_many(request: Request) -> Answer:
    """Contacts by ids or by addresses, under their ids; those that do not exist are left out."""
    found = [request.portal.service(Records).find(CONTACT, natural(one) or 0) for one in request.texts("vid")]
    found += [_by_email(request, one) for one in request.texts("email")]
    return Answer(200, {str(one.id): _profile(request, one, _named(request)) for one in found if one is not None})


def get_by_tokens(request: Request) -> Answer:
    """Contacts by the tokens of their browsers, under these; tokens of nobody are left out."""
    found = {one: _by_token(request, one) for one in request.texts("utk")}
    return Answer(200, {one: _profile(request, record, _named(request)) for one, record in found.items() if record})


def _exists(record: Record) -> Refusal:
    email = record.properties.get("email", "")
    identity = [{"type": "EMAIL", "value": email, "timestamp": record.created, "isPrimary": True}]
    profile: Body = {
        "vid": record.id,
        "identity": identity,
        "linkedVid": [],
        "isContact": True,
        "savedAtTimestamp": record.created,
    }
    return Refusal(
        409,
        "Contact already exists",
        errors=[{"message": f"A contact with email {email} already exists.", "in": "email"}],
        category="OBJECT_ALREADY_EXISTS",
        extra={"error": "CONTACT_EXISTS", "identityProfile": profile},
    )


class _Nested(Refusal):
    """A 400 whose message is a refusal of its own, as JSON text."""

    def body(self, correlation_id: str) -> Body:
        """The envelope with the other one in it."""
        inner = {"status": "error", "message": self.message, "correlationId": correlation_id}
        return super().body(correlation_id) | {"message": json.dumps(inner, separators=(",", ":"))}


def make(request: Request) -> Answer:
    """A new contact."""
    values = given(request.body("properties"))
    existing = _by_email(request, str(values.get("email") or ""))
    if existing is not None:
        raise _exists(existing)
    return Answer(200, _made(_profile(request, create(request, CONTACT, values), None)))


def change(request: Request) -> Answer:
    """A contact changed."""
    update(request, CONTACT, _of_path(request), given(request.body("properties")))
    return Answer(204)


def _put(request: Request, email: str, values: Body) -> tuple[Record, bool]:
    existing = _by_email(request, email)
    if existing is None:
        return create(request, CONTACT, {"email": email} | values), True
    return update(request, CONTACT, existing, values), False


def create_or_update(request: Request) -> Answer:
    """A contact made or changed, by its address."""
    record, new = _put(request, request.params["email"], given(request.body("properties")))
    return Answer(200, {"vid": record.id, "isNew": new})


def batch(request: Request) -> Answer:
    """Contacts made or changed, by ids or addresses, all or none; 202 without a body."""
    failures: list[Body] = []
    emails: list[str] = []
    for index, one in enumerate(request.array()):
        if not is_object(one):
            continue
        email = str(one.get("email") or "")
        try:
            if one.get("vid") is not None:
                update(request, CONTACT, record_of(request, CONTACT, str(one["vid"])), given(one))
            else:
                _put(request, email, given(one))
        except Refusal as refusal:
            results: list[Body] = (refusal.extra or {}).get("validationResults") or []
            emails += [email] * any(each["error"] == "INVALID_EMAIL" for each in results)
            message = results[0]["message"] if results else refusal.message
            failures.append({"index": index, "error": {"status": "error", "message": message}})
    if failures:
        extra = {"invalidEmails": emails, "failureMessages": failures}
        raise Refusal(400, "Errors found processing batch update", extra=extra)
    return Answer(202)


def delete(request: Request) -> Answer:
    """A contact archived."""
    record = _of_path(request)
    request.portal.service(Records).archive(CONTACT, [record.id])
    return Answer(200, {"vid": record.id, "deleted": True, "reason": "OK"})


def merge(request: Request) -> Answer:
    """Two contacts made one."""
    named, primary = natural(request.body("vidToMerge")["vidToMerge"]), _of_path(request)
    other = None if named is None else request.portal.service(Records).find(CONTACT, named)
    if other is None:
        raise Refusal(400, "vid to merge is not a valid contact or is already in the process of being merged")
    if other.id == primary.id:
        raise _Nested(400, "Cannot merge a contact with itself")
    merge_records(request.portal, CONTACT, primary.id, other.id)
    return Answer(200, b"SUCCESS", {"content-type": "text/plain"})


def _names(request: Request) -> list[str]:
    return [*dict.fromkeys([*DEFAULTS, *request.texts("property")])]


def _listed(request: Request, record: Record) -> Body:
    return _profile(request, record, _names(request)) | {"addedAt": record.created}


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
    return Answer(200, answer | {"contacts": [_listed(request, one) for one in records]})


URLS: list[Route] = under(
    ("/contacts/v1",),
    [
        ("POST", "/contact", make),
        ("POST", "/contact/batch", batch),
        ("GET", "/contact/vids/batch", get_many),
        ("GET", "/contact/emails/batch", get_many),
        ("GET", "/contact/byUtk/batch", get_by_tokens),
        ("GET", "/contact/utk/{token}/profile", get),
        ("POST", "/contact/createOrUpdate/email/{email}", create_or_update),
        ("GET", "/contact/vid/{vid}/profile", get),
        ("POST", "/contact/vid/{vid}/profile", change),
        ("DELETE", "/contact/vid/{vid}", delete),
        ("GET", "/contact/email/{email}/profile", get),
        ("POST", "/contact/email/{email}/profile", change),
        ("POST", "/contact/merge-vids/{vid}", merge),
        ("GET", "/search/query", search),
        ("GET", "/lists/all/contacts/all", get_all),
        ("GET", "/lists/all/contacts/recent", get_recently_created),
        ("GET", "/lists/recently_updated/contacts/recent", get_recently_updated),
    ],
)
