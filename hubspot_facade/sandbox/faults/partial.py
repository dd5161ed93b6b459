"""Batches of which a part fails: the last inputs are kept from the service and reported as failed."""

import json
from collections.abc import Callable

from hubspot_facade.sandbox.protocol.batch import batch_answer, failures
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

MESSAGE = "internal error"
CATEGORY = "INTERNAL_ERROR"


def carry_out(request: Request, handler: Callable[[Request], Answer], inputs: int) -> Answer:
    """The answer of a batch whose last `inputs` fail; that of the handler for a request that is no batch."""
    body = request.json() if "/batch/" in request.path else None
    if not is_object(body) or not is_list(body.get("inputs")):
        return handler(request)
    given = body["inputs"]
    kept, failed = given[: max(0, len(given) - inputs)], given[max(0, len(given) - inputs) :]
    if not failed:
        return handler(request)
    answer = batch_answer(request.portal, [])
    if kept:
        request.content = json.dumps(body | {"inputs": kept}).encode()
        answer = handler(request)
    whole: Body = answer.body if is_object(answer.body) else batch_answer(request.portal, []).body
    errors: list[Body] = [*(whole.get("errors") or []), *map(_item, failed)]
    return Answer(207, whole | failures(errors), answer.headers)


def _item(given: object) -> Body:
    known: Body = given if is_object(given) else {}
    item = Refusal(500, MESSAGE, category=CATEGORY).item(known.get("objectWriteTraceId"))
    if "id" in known:
        item.setdefault("context", {})["ids"] = [str(known["id"])]
    return item
