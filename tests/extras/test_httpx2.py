"""Clients that send by httpx2. `make test-extras` runs the transport's own tests on it too."""

import asyncio
import pickle
import subprocess
import sys

import httpx
import httpx2
import pytest

from hubspot_facade import AsyncHubSpot, DeadlineError, HubSpot, NetworkError
from hubspot_facade.config import configure
from hubspot_facade.sandbox import Sandbox

TOKEN = "pat-test-0000"
OWNERS = {"results": []}

PROGRAM = """
import asyncio, sys
from hubspot_facade import AsyncHubSpot, HubSpot

async def awaited():
    async with AsyncHubSpot({options}) as hs:
        return await hs.owners.list().all()

{prepare}
with HubSpot({options}) as hs:
    hs.owners.list().all()
asyncio.run(awaited())
print(*sorted({{each.partition('.')[0] for each in sys.modules}} & {{'httpx', 'httpx2', 'httpcore', 'httpcore2'}}))
"""


def libraries(sandbox, options="", prepare="", **environment):
    code = PROGRAM.format(options=f"{sandbox.token!r}, base_url={sandbox.url!r}, {options}", prepare=prepare)
    command = [
        sys.executable,
        "-c",
        f"import os\nos.environ['HUBSPOT_HTTP_LIBRARY'] = ''\nos.environ.update({environment!r})\n{code}",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize(
    ("options", "environment", "expected"),
    [
        ("", {}, ["httpcore", "httpx"]),
        ("http_library='httpx2'", {}, ["httpcore2", "httpx2"]),
        ("", {"HUBSPOT_HTTP_LIBRARY": "httpx2"}, ["httpcore2", "httpx2"]),
        ("http_library='httpx'", {"HUBSPOT_HTTP_LIBRARY": "httpx2"}, ["httpcore", "httpx"]),
    ],
)
def test_only_the_library_that_sends_is_imported(options, environment, expected):
    with Sandbox() as sandbox:
        assert libraries(sandbox, options, **environment) == expected
        assert [each.status for each in sandbox.requests] == [200, 200]


def test_a_program_that_has_httpx2_under_the_name_of_httpx_uses_it():
    with Sandbox() as sandbox:
        libraries(sandbox, prepare="import httpx2\nhttpx2.alias_httpx()")
        assert [each.status for each in sandbox.requests] == [200, 200]


def client_of(make, library, handler):
    transport = library.MockTransport(handler)
    return make(
        TOKEN, retries=0, http_client=(library.Client if make is HubSpot else library.AsyncClient)(transport=transport)
    )


def owners(hs):
    async def awaited():
        return await hs.owners.list().all()

    return hs.owners.list().all() if isinstance(hs, HubSpot) else asyncio.run(awaited())


@pytest.mark.parametrize("library", [httpx, httpx2])
@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
def test_a_client_of_either_sends(make, library):
    seen = []

    def answer(request):
        seen.append(request)
        return library.Response(200, json=OWNERS)

    assert owners(client_of(make, library, answer)) == []
    assert [type(each) for each in seen] == [library.Request]
    assert seen[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("library", [httpx, httpx2])
@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
@pytest.mark.parametrize(
    ("name", "ours", "sent"),
    [
        ("ConnectError", NetworkError, False),
        ("ConnectTimeout", DeadlineError, False),
        ("ProxyError", NetworkError, False),
        ("ReadTimeout", DeadlineError, True),
        ("RemoteProtocolError", NetworkError, True),
    ],
)
def test_the_errors_of_either_are_ours(make, library, name, ours, sent):
    kind = getattr(library, name)

    def fail(request):
        raise kind(f"with {TOKEN}", request=request)

    with pytest.raises(ours) as caught:
        owners(client_of(make, library, fail))
    assert caught.value.sent is sent
    assert type(caught.value.__cause__) is kind
    assert TOKEN not in f"{caught.value} {caught.value.__cause__}"
    assert not hasattr(caught.value.__cause__, "_request") or caught.value.__cause__._request is None


def test_a_subclass_is_a_client_of_its_base():
    class Own(httpx2.Client):
        pass

    own = Own(transport=httpx2.MockTransport(lambda _: httpx2.Response(200, json=OWNERS)))
    hs = HubSpot(TOKEN, base_url="http://hubspot.example", http_client=own)  # stays in the process: no https needed
    assert hs.owners.list().all() == []


def test_a_pickled_client_keeps_its_library():
    hs = pickle.loads(pickle.dumps(HubSpot(TOKEN, http_library="httpx2")))  # noqa: S301 # our own
    assert hs.configuration.http_library == "httpx2"
    assert configure(TOKEN, environ={"HUBSPOT_HTTP_LIBRARY": "httpx2"}).http_library == "httpx2"
