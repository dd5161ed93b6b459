"""What HubSpot was seen to do with some operations beyond their documents.

There is what they cannot do without or have too much of, and the files of a theme, which are there once uploaded.
"""

from collections.abc import Callable

from hubspot_facade.sandbox.protocol.errors import (
    Refusal,
    missing_fields,
    resource_not_found,
    unparsable_parameter,
    validation,
)
from hubspot_facade.sandbox.protocol.messages import Answer, Request, Upload
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.store import Shelf

from .families import plain
from .index import Place

Ahead = Callable[[Place, Request], Answer | None]
FILES = "source_code"
MOST_FIELDS = 3
"""Fields of a group of a form."""


def answer_ahead(place: Place, request: Request) -> Answer | None:
    """What is to be answered before the document is looked at; None when nothing is. Refuses what HubSpot refuses."""
    found = SPECIAL_CASES.get((place.method, plain(place.template)))
    return found(place, request) if found else None


def _flow_ids(_: Place, request: Request) -> None:
    if not request.texts("flowId"):
        raise Refusal(400, "One or more flowId parameters are required for email campaign fetch.")


def _term(_: Place, request: Request) -> None:
    if not request.text("q"):
        problem = "Cannot build PublicSearchRequest, some of required attributes are not set [q]"
        raise validation(f"Invalid input JSON on line -1, column -1: {problem}")


def _task(_: Place, request: Request) -> None:
    if not natural(request.params["taskId"]):
        raise unparsable_parameter("taskId", kind="path")


def _field_groups(_: Place, request: Request) -> None:
    groups = [one for one in listed(request.body().get("fieldGroups")) if is_object(one)]
    if any(len(listed(one.get("fields"))) > MOST_FIELDS for one in groups):
        raise validation(
            f"A field group has at most {MOST_FIELDS} fields",
            sub_category="FormFieldError.FIELD_GROUP_TOO_MANY_FIELDS",
        )


def _form(place: Place, request: Request) -> None:
    """A new form: needs times, which HubSpot sets itself."""
    for name in ("createdAt", "updatedAt"):
        if request.body().get(name) is None:
            raise missing_fields([name], body=request.content)
    _field_groups(place, request)


def _files(request: Request) -> Shelf:
    return request.portal.shelf(FILES)


def _stored(request: Request) -> str:
    kept: str | None = _files(request).get(request.params["path"], request.params["environment"])
    if kept is None:
        raise resource_not_found()
    return kept


def _store(_: Place, request: Request) -> None:
    """Keep an uploaded file; the document says what is answered."""
    parts = [one for listed in (request.form or {}).values() for one in listed]
    content = next((one.content if isinstance(one, Upload) else one.encode() for one in parts), request.content)
    _files(request).put(request.params["path"], content.decode("latin-1"), request.params["environment"])


def _read(_: Place, request: Request) -> Answer:
    return Answer(200, _stored(request).encode("latin-1"), {"content-type": "application/octet-stream"})


def _known(_: Place, request: Request) -> None:
    _stored(request)


def _drop(_: Place, request: Request) -> None:
    _stored(request)
    _files(request).drop(request.params["path"], request.params["environment"])


_CONTENT = "/cms/source-code/{environment}/content/{path}"
SPECIAL_CASES: dict[tuple[str, str], Ahead] = {
    ("get", "/automation/flows/email-campaigns"): _flow_ids,
    ("get", "/cms/site-search/search"): _term,
    ("get", "/cms/source-code/extract/async/tasks/{taskId}/status"): _task,
    ("get", "/cms/source-code/{environment}/metadata/{path}"): _known,
    ("get", _CONTENT): _read,
    ("post", "/marketing/forms"): _form,
    ("put", "/marketing/forms/{formId}"): _field_groups,
    ("patch", "/marketing/forms/{formId}"): _field_groups,
    ("put", _CONTENT): _store,
    ("post", _CONTENT): _store,
    ("delete", _CONTENT): _drop,
}
