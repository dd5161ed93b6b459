"""Submissions of forms by version 2, which takes what a browser posts; it answers nothing, or leads on."""

from urllib.parse import quote

from hubspot_facade.sandbox.protocol.decoding import decode
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_object

from .models import fields, part
from .submissions import named_form, take

CONTEXT = "hs_context"
SAFE = "%/:=&?~#+!$,;'@()*[]"
"""What stays as it is in the address that an answer leads on to."""


def submit(request: Request) -> Answer:
    """Take a submission unchecked; values of fields that the form lacks are left out."""
    form = named_form(request)
    known = {one.get("name") for one in fields(form)}
    return _take(request, form, [one for one in _posted(request) if one["name"] in known])


def submit_with_token(request: Request) -> Answer:
    """Take a submission unchecked, whose fields need not be the form's."""
    return _take(request, named_form(request), _posted(request))


def _posted(request: Request) -> list[Body]:
    return [{"name": name, "value": request.field(name)} for name in request.form or {} if name != CONTEXT]


def _take(request: Request, form: Body, given: list[Body]) -> Answer:
    found = decode((request.field(CONTEXT) or "{}").encode())
    context = found if is_object(found) else {}
    context |= {"pageUri": context.get("pageUrl") or context.get("pageUri")}
    take(request.portal, form, given, context, request.portal.now())
    after = part(part(form, "configuration"), "postSubmitAction")
    onward = context.get("redirectUrl") or (after.get("value") if after.get("type") == "redirect_url" else None)
    return Answer(302, b"", {"location": quote(str(onward), safe=SAFE)}) if onward else Answer(204)
