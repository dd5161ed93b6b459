"""Contacts v1: deprecated, still answering, without list memberships."""

import json

from hubspot_facade.sandbox.crm.objects.merging import merge as merge_records
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.visitors import Visitors
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, unknown_route
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object

from .shapes import COMPANY, CONTACT, Shape, create, given, record_of, unknown, update


def profile(request: Request, record: Record, names: list[str] | None, *, history: bool) -> Body:
    """A contact as it is shown; `history`, whether former values are, is the default of `propertyMode`."""
    emails = [record.properties.get("email", ""), *record.properties.get("hs_additional_emails", "").split(";")]
    merged = [int(one) for one in record.properties.get("hs_merged_object_ids", "").split(";") if one]
    identities = [
        {"type": "EMAIL", "value": one, "timestamp": record.created}
        | ({"is-primary": True} if one == emails[0] else {"is-secondary": True})
        for one in emails
        if one
    ]
    mode = request.text("propertyMode")
    history = mode == "value_and_history" if mode else history
    submissions: Body = {} if request.text("formSubmissionMode") == "none" else {"form-submissions": []}
    return {
        "vid": record.id,
        "canonical-vid": record.id,
        "merged-vids": merged,
        "portal-id": request.portal.id,
        "is-contact": True,
        "profile-url": f"https://app.hubspot.com/contacts/{request.portal.id}/contact/{record.id}",
        "properties": Shape(request.portal, CONTACT).dashed(record, names, history=history),
        **submissions,
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


def named(request: Request) -> list[str] | None:
    """The properties that a request asks for, or None for all."""
    return request.texts("property") or None


def by_email(request: Request, email: str) -> Record | None:
    """The contact with an address, or None."""
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
        found = by_email(request, request.params["email"])
        if found is None:
            raise unknown(request, CONTACT, f"e:{request.params['email']}")
        return found
    if natural(request.params["vid"]) is None:
        # no route has such an id
        raise unknown_route()
    return record_of(request, CONTACT, request.params["vid"])


def get(request: Request) -> Answer:
    """One contact."""
    return Answer(200, profile(request, _of_path(request), named(request), history=True))


def get_many(request: Request) -> Answer:
    """Contacts by ids or by addresses, under their ids; those that do not exist are left out."""
    found = [request.portal.service(Records).find(CONTACT, natural(one) or 0) for one in request.texts("vid")]
    found += [by_email(request, one) for one in request.texts("email")]
    names = named(request)
    return Answer(200, {str(one.id): profile(request, one, names, history=False) for one in found if one is not None})


def get_by_tokens(request: Request) -> Answer:
    """Contacts by the tokens of their browsers, under these; tokens of nobody are left out."""
    found = {one: _by_token(request, one) for one in request.texts("utk")}
    names = named(request)
    shown = {one: profile(request, record, names, history=False) for one, record in found.items() if record}
    return Answer(200, shown)


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


def _values(body: Body) -> Body:
    """The values of a body. Alone among the versions, this one takes names of properties in any case."""
    return {name.lower(): value for name, value in given(body).items()}


def make(request: Request) -> Answer:
    """A new contact."""
    values = _values(request.body("properties"))
    existing = by_email(request, str(values.get("email") or ""))
    if existing is not None:
        raise _exists(existing)
    return Answer(200, _made(profile(request, create(request, CONTACT, values), None, history=True)))


def change(request: Request) -> Answer:
    """A contact changed."""
    update(request, CONTACT, _of_path(request), _values(request.body("properties")))
    return Answer(204)


def _put(request: Request, email: str, values: Body) -> tuple[Record, bool]:
    existing = by_email(request, email)
    if existing is None:
        return create(request, CONTACT, {"email": email} | values), True
    return update(request, CONTACT, existing, values), False


def create_or_update(request: Request) -> Answer:
    """A contact made or changed, by its address."""
    record, new = _put(request, request.params["email"], _values(request.body("properties")))
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
                update(request, CONTACT, record_of(request, CONTACT, str(one["vid"])), _values(one))
            else:
                _put(request, email, _values(one))
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


URLS: list[Route] = under(
    ("/contacts/v1",),
    [
        ("POST", "/contact", make),
        ("POST", "/contact/batch", batch),
        ("GET", "/contact/vids/batch", get_many),
        ("GET", "/contact/emails/batch", get_many),
        ("GET", "/contact/byUtk/batch", get_by_tokens),
        ("GET", "/contact/utks/batch", get_by_tokens),
        ("GET", "/contact/utk/{token}/profile", get),
        ("POST", "/contact/createOrUpdate/email/{email}", create_or_update),
        ("GET", "/contact/vid/{vid}/profile", get),
        ("POST", "/contact/vid/{vid}/profile", change),
        ("DELETE", "/contact/vid/{vid}", delete),
        ("GET", "/contact/email/{email}/profile", get),
        ("POST", "/contact/email/{email}/profile", change),
        ("POST", "/contact/merge-vids/{vid}", merge),
    ],
)
