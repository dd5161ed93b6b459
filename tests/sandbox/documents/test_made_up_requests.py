"""Requests that schemathesis makes from the documents: none makes the sandbox fail or answer in another shape."""

import asyncio

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.documents.index import document, specs_folder

from .conformance import Conformance
from .requests import EDITIONS

DOCUMENTS = ("objects", "associations", "lists", "properties")
HOST = "http://sandbox"
EXAMPLES = settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def send():
    """Answers to requests as `requests` would send them, asked of the application itself: what it raises is raised."""
    application = create_app(token="t", samples=True)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=application))

    def sent(case: schemathesis.Case) -> httpx.Response | None:
        arguments = case.as_transport_kwargs(base_url=HOST)
        prepared = requests.Request(**{name: one for name, one in arguments.items() if name in WANTED}).prepare()
        headers = {"authorization": "Bearer t", "content-type": prepared.headers.get("content-type", "")}
        return runner.run(client.request(prepared.method, prepared.url, headers=headers, content=prepared.body))

    with asyncio.Runner() as runner:
        yield sent
        runner.run(client.aclose())
    application.portal.store.close()


WANTED = ("method", "url", "params", "data", "json")


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_request_is_failed_on_or_answered_in_another_shape(edition, name, send):
    folder = specs_folder()
    assert folder is not None
    conformance, failed, count = Conformance(), [], 0

    def check(case: schemathesis.Case) -> None:
        nonlocal count
        count += 1
        answer = send(case)
        conformance.check(answer)
        if answer.status_code >= 500:
            failed.append((case.method, answer.request.url, answer.request.content, answer.text))

    schema = schemathesis.openapi.from_dict(document(folder / edition / "crm" / f"{name}.json"))
    for operation in schema.get_all_operations():
        EXAMPLES(given(operation.ok().as_strategy())(check))()
    assert failed == []
    assert conformance.wrong == []
    assert count >= 3 * len(document(folder / edition / "crm" / f"{name}.json")["paths"])
