"""Submissions of forms by version 2, which takes what a browser posts; it answers nothing, or leads on."""

import json
from contextlib import suppress
from urllib.parse import quote

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_object

from .models import part
from .submissions import named_form, take

CONTEXT = "hs_context"
SAFE = "%/:=&?~#+!$,;'@()*[]"
"""What stays as it is in the address that an answer leads on to."""


def submit(request: Request) -> Answer:
    """Take a submission of the form's own fields."""
    return _taken(request, strict=True)


def submit_with_token(request: Request) -> Answer:
    """Take a submission, whose fields need not be the form's."""
    return _taken(request, strict=False)


def _taken(request: Request, *, strict: bool) -> Answer:
    form, context = named_form(request), _context(request.field(CONTEXT) or "")
    given: list[Body] = [{"name": name, "value": request.field(name)} for name in request.form or {} if name != CONTEXT]
    context |= {"pageUri": context.get("pageUrl") or context.get("pageUri")}
    take(request.portal, form, given, context, strict=strict)
    after = part(part(form, "configuration"), "postSubmitAction")
    onward = context.get("redirectUrl") or (after.get("value") if after.get("type") == "redirect_url" else None)
    return Answer(302, b"", {"location": quote(str(onward), safe=SAFE)}) if onward else Answer(204)


def _context(given: str) -> Body:
    """What the page says of itself; nothing where that cannot be read."""
    with suppress(ValueError):
        found = json.loads(given)
        if is_object(found):
            return found
    return {}
