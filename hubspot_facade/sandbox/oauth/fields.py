"""What a request to OAuth brings."""

from hubspot_facade.sandbox.protocol.messages import Request

from .models import Form


def fields_of(request: Request, *, query: bool = True) -> Form:
    """The fields of the form, or of JSON, which hubspot-sdk sends; version 1 and the page take the query's too."""
    given = {name: values[-1] for name, values in request.query.items()} if query else {}
    if request.form is None and request.headers.get("content-type", "").startswith("application/json"):
        return given | {name: str(value) for name, value in request.body().items() if value is not None}
    return given | {name: request.field(name) or "" for name in request.form or {}}
