"""Submissions of forms: checked, kept, and written to the contact whose address they bring."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.objects.inputs import Writer
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.objects.sources import Sources
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.visitors import Visitors
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, resource_not_found
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.instants import instant, parse

from .models import Forms, fields, part

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

CONTACT = "0-1"
SUBMISSIONS = "form_submission"
THANKS = "Thanks for submitting the form."
MOST = 1000
"""Values of one submission."""
CODES = {
    "INVALID_EMAIL": "INVALID_EMAIL",
    "INVALID_INTEGER": "INVALID_NUMBER",
    "INVALID_LONG": "INVALID_NUMBER",
    "INVALID_OPTION": "VALUE_NOT_IN_FIELD_DEFINITION",
}


def named_form(request: Request) -> Body:
    """The form of the portal that a path names; 404."""
    portal, params = request.portal, request.params
    form = portal.service(Forms).find(params["formGuid"]) if params["portalId"] == str(portal.id) else None
    if form is None:
        raise resource_not_found()
    return form


def submit(request: Request) -> Answer:
    """Take a submission: what it says is the contact's from now on."""
    form, body = named_form(request), request.body("fields")
    given = [one for one in listed(body["fields"]) if is_object(one)]
    _check(form, given, strict=not body.get("skipValidation"))
    at = parse(str(body.get("submittedAt"))) or request.portal.now()
    take(request.portal, form, given, part(body, "context"), at)
    after = part(part(form, "configuration"), "postSubmitAction")
    if after.get("type") == "redirect_url":
        return Answer(200, {"redirectUri": str(after.get("value"))})
    return Answer(200, {"inlineMessage": str(after.get("value") or THANKS)})


def take(portal: "Portal", form: Body, given: list[Body], context: Body, at: int) -> None:
    """Keep a submission, and write what it says to its contact."""
    id_ = portal.identities.uuid4()
    with portal.service(Sources).acting("FORM", str(form["id"])):
        contact = _write(portal, form, given, context, at)
    kept: Body = {
        "conversionId": id_,
        "submittedAt": at,
        "values": [{key: one[key] for key in ("name", "value", "objectTypeId") if key in one} for one in given],
        "pageUrl": str(context.get("pageUri") or ""),
    }
    portal.shelf(SUBMISSIONS).put(id_, kept, str(form["id"]))
    portal.service(Visitors).meet(context.get("hutk"), contact)


def get_page(request: Request) -> Answer:
    """The submissions of a form, newest first."""
    kept = request.portal.shelf(SUBMISSIONS).all(request.params["formGuid"]).values()
    return Answer(200, page(request, list(kept)[::-1], default=20, most=50, opaque=True))


def _check(form: Body, given: list[Body], *, strict: bool) -> None:
    known = {str(one.get("name")): one for one in fields(form)}
    sent = {str(one.get("name")): one.get("value") for one in given}
    problems: list[tuple[str, str, str]] = []
    if len(given) > MOST:
        problems.append(
            ("fields", f"At most {MOST} values can be submitted", "MAX_NUMBER_OF_SUBMITTED_VALUES_EXCEEDED")
        )
    if strict:
        for name, one in known.items():
            if one.get("required") and not sent.get(name):
                problems.append((name, f"Required field '{name}' is missing", "REQUIRED_FIELD"))
        problems += [
            (name, f"Field '{name}' is not in the form definition", "FIELD_NOT_IN_FORM_DEFINITION")
            for name in sent
            if name not in known
        ]
    if problems:
        raise _invalid(problems)


def _invalid(problems: list[tuple[str, str, str]]) -> Refusal:
    errors = [
        {"message": f"Error in 'fields.{name}'. {problem}", "errorType": code} for name, problem, code in problems
    ]
    return Refusal(400, "The request is not valid", errors=errors)


def _write(portal: "Portal", form: Body, given: list[Body], context: Body, at: int) -> int | None:
    """Make or change the contact; None when the submission does not identify one."""
    kind = portal.service(ObjectTypes).by_id(CONTACT)
    values = {str(one["name"]): one.get("value") for one in given if str(one.get("objectTypeId") or CONTACT) == CONTACT}
    email = str(values.get("email") or "").strip()
    holder = (
        portal.service(Records).holder(kind, "email", email)
        if email
        else portal.service(Visitors).contact_of(context.get("hutk"))
    )
    if not email and holder is None:
        return None
    catalogue = portal.service(Properties).catalogue(kind)
    known = {name: one for name, one in values.items() if name in catalogue and catalogue[name].settable}
    writer = Writer(portal, kind, b"")
    record: Record | None = None if holder is None else portal.service(Records).find(kind, holder)
    try:
        if record is None:
            record = writer.create([writer.creation({"properties": known})])[0]
        else:
            # a secondary address finds the contact and leaves its own
            record = writer.update({name: one for name, one in known.items() if name != "email"}, record)
    except Refusal as refusal:
        raise _invalid([_problem(one) for one in refusal.errors or [] if is_object(one)] or _whole(refusal)) from None
    return portal.service(Records).update(kind, record, _conversion(portal, form, context, record, at)).id


def _problem(one: Body) -> tuple[str, str, str]:
    named = [*strings(part(one, "context").get("propertyName")), ""]
    code = str(one.get("code"))
    return named[0], str(one.get("message")), CODES.get(code, code)


def _whole(refusal: Refusal) -> list[tuple[str, str, str]]:
    return [("", refusal.message, refusal.category or "ERROR")]


def _conversion(portal: "Portal", form: Body, context: Body, record: Record, at: int) -> dict[str, str]:
    """What a contact says of the forms that it submitted."""
    name = ": ".join(str(one) for one in (context.get("pageName"), form.get("name")) if one)
    moment = instant(at)
    before = record.properties
    count = int(before.get("num_conversion_events") or 0) + 1
    conversion = {
        "recent_conversion_event_name": name,
        "recent_conversion_date": moment,
        "num_conversion_events": str(count),
    }
    if not before.get("first_conversion_date"):
        conversion |= {"first_conversion_event_name": name, "first_conversion_date": moment}
    return conversion
