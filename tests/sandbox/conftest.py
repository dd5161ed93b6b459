"""One sandbox for all tests of this folder, emptied before each; its clock stands until a test moves it."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from tests.sandbox.checked import Checked

START = 1_790_000_000.25


class Hands:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.seconds = START

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture(scope="session")
def session_clock() -> Hands:
    return Hands()


@pytest.fixture(scope="session")
def session_sandbox(session_clock: Hands) -> Iterator[Sandbox]:
    with Sandbox(clock=session_clock, seed=7) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def session_client(session_sandbox: Sandbox) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {session_sandbox.token}", "accept": "application/json"}
    # the machine may be busy: how long an answer takes proves nothing
    with httpx.Client(base_url=session_sandbox.url, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture
def clock(session_clock: Hands) -> Hands:
    session_clock.seconds = START
    return session_clock


@pytest.fixture
def sandbox(session_sandbox: Sandbox, clock: Hands) -> Sandbox:
    session_sandbox.reset()
    return session_sandbox


@pytest.fixture
def client(session_client: httpx.Client, sandbox: Sandbox) -> httpx.Client:
    return session_client


@pytest.fixture(autouse=True)
def nothing_unforeseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No handler failed on what it was sent: the sandbox refuses then, and warns of it."""
    yield
    assert [one.getMessage() for one in caplog.get_records("call") if one.name == "hubspot_facade.sandbox"] == []


Make = Callable[..., dict[str, Any]]


@pytest.fixture
def make(client: httpx.Client) -> Make:
    """Makes a record and gives its body: `make("contacts", email="a@example.com")`."""

    def made(type_: str, **properties: Any) -> dict[str, Any]:
        answer = client.post(f"/crm/v3/objects/{type_}", json={"properties": properties})
        assert answer.status_code == 201, answer.text
        return answer.json()

    return made


@pytest.fixture
def call(client: httpx.Client) -> Checked:
    """Sends a request, `call("PUT", path, 204, json=…)`: status and shape of the answer must be right."""
    return Checked(client)
