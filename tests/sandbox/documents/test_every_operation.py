"""Every operation that no service looks after is called once as its document allows, and once without what it requires.

For those with a service see `test_conformance`.
"""

from collections import Counter

import httpx
import pytest

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.documents.families import plain
from hubspot_facade.sandbox.documents.leniency import required
from hubspot_facade.sandbox.documents.schemas import shape
from hubspot_facade.sandbox.documents.special_cases import SPECIAL_CASES

from .requests import EDITIONS, allowed, is_stateful, places, send
from .validation import faults

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client():
    application = create_app(token="t")
    transport = httpx.ASGITransport(app=application)
    headers = {"authorization": "Bearer t"}
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox", headers=headers) as client:
        yield client
    application.portal.store.close()


@pytest.mark.parametrize("edition", EDITIONS)
async def test_an_allowed_request_is_answered_and_one_without_what_is_required_is_refused(client, edition):
    kinds, wrong, refused = Counter(), [], 0
    for place in filter(lambda one: not is_stateful(one), places(edition)):
        one = allowed(place)
        answer = await send(client, one)
        kind = answer.headers["x-sandbox-answer"]
        kinds[kind] += 1
        # what nobody made is not found, and a name is given once
        excused = kind == "collection" or (place.method, plain(place.template)) in SPECIAL_CASES
        if not answer.is_success and not (excused and answer.status_code in (400, 404, 409)):
            wrong.append((one.method, one.path, answer.status_code, answer.text[:200]))
        schema = place.answered()
        if answer.is_success and answer.content and schema is not None:
            wrong += [(one.method, one.path, fault) for fault in faults(answer.json(), schema, place.schemas())]
        for without, name in lacking(place, one):
            answer = await send(client, without)
            refused += 1
            told = answer.json() if answer.status_code == 400 else {}
            if name not in f"{told.get('message')} {told.get('errors')}":
                wrong.append((one.method, one.path, f"without {name}", answer.status_code, answer.text[:200]))
    assert wrong == []
    assert min(kinds["collection"], kinds["schema"]) > 50
    assert refused > 45


def lacking(place, one):
    """The request without the first field of its body that it requires, and without the first of its parameters."""
    for name in list(one.query)[:1]:
        yield one._replace(query={key: value for key, value in one.query.items() if key != name}), name
    if isinstance(one.body, dict):
        schema = shape(place.asked(), place.schemas(), one.body)
        for name in required(place.method, schema, place.schemas())[:1]:
            yield one._replace(body={key: value for key, value in one.body.items() if key != name}), name
