"""A pytest plugin: a separate HubSpot account for every test, on this machine.

Fixtures: `hubspot_sandbox` (an empty sandbox), `hubspot` and `async_hubspot` (clients of it), `hubspot_environment`
(the variables by which programs find it), `hubspot_webhooks` (a receiver of webhooks). The mark `hubspot_sandbox`
configures one test, the ini options all tests.
One server runs for the session, or for each worker of pytest-xdist; it starts with the first test that needs it.

Loading this costs other tests nothing: the fixtures import everything else. See docs/testing.md.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from hubspot_facade import AsyncHubSpot, HubSpot
    from hubspot_facade.sandbox import Sandbox
    from hubspot_facade.sandbox.serving.requestlog import Logged
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.webhooks.local import LocalReceiver

MARK = "hubspot_sandbox"
SHOWN = 30
"""The number of latest requests that the report of a failed test lists."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, all of them ini options: `-o hubspot_sandbox_tier=free` sets one for a run."""
    parser.addini("hubspot_sandbox_tier", "rate limits to enforce: free, pro, enterprise or oauth; none by default")
    parser.addini("hubspot_sandbox_scopes", "check scopes, and developer API keys", type="bool", default=False)
    parser.addini("hubspot_sandbox_index_lag", "how far search lags behind: 5s, 500ms", default="0")
    parser.addini("hubspot_sandbox_samples", "begin with the sample portal", type="bool", default=False)
    parser.addini("hubspot_sandbox_faults", "TOML file of faults, relative to the root directory")
    parser.addini("hubspot_sandbox_seed", "seed of ids, tokens and chance; 0 by default", default="0")
    parser.addini("hubspot_sandbox_environment", "set HUBSPOT_BASE_URL for every test", type="bool", default=False)
    parser.addini("hubspot_api_version", "edition of the clients, such as v3", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark."""
    config.addinivalue_line(
        "markers",
        f"{MARK}(*, samples, tier, scopes, any_token, index_lag, retry_after, …): the HubSpot sandbox of this test",
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Make the report of a failed test list its requests to the sandbox."""
    outcome = yield
    report: pytest.TestReport = outcome.get_result()
    funcargs: dict[str, Any] = getattr(item, "funcargs", None) or {}
    sandbox: Sandbox | None = funcargs.get("hubspot_sandbox")
    if report.when == "call" and report.failed and sandbox is not None:
        lines = [_line(one) for one in sandbox.requests[-SHOWN:]]
        report.sections.append(("HubSpot sandbox requests", "\n".join(lines) or "none"))


@pytest.fixture(scope="session")
def hubspot_server(pytestconfig: pytest.Config) -> Iterator[Sandbox]:
    """The server that all tests share. Tests use `hubspot_sandbox`, which empties it."""
    try:
        from hubspot_facade.sandbox import Sandbox
        from hubspot_facade.sandbox.state.instants import duration
    except ImportError as missing:
        pytest.fail(str(missing), pytrace=False)
    faults = pytestconfig.getini("hubspot_sandbox_faults")
    try:
        sandbox = Sandbox(
            tier=pytestconfig.getini("hubspot_sandbox_tier") or None,
            scopes=pytestconfig.getini("hubspot_sandbox_scopes"),
            index_lag=duration(pytestconfig.getini("hubspot_sandbox_index_lag")),
            seed=int(pytestconfig.getini("hubspot_sandbox_seed")),
            faults=pytestconfig.rootpath / faults if faults else None,
        )
    except (OSError, ValueError) as wrong:
        pytest.fail(f"the ini options of the HubSpot sandbox are wrong: {wrong}", pytrace=False)
    with sandbox:
        yield sandbox


@pytest.fixture
def hubspot_sandbox(hubspot_server: Sandbox, request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """An empty HubSpot account: `url`, `token`, `fail(…)`, `requests`, `new_token(…)`, `advance(seconds)`, …"""
    application = hubspot_server.application
    usual = application.settings
    mark = request.node.get_closest_marker(MARK)
    changes: dict[str, Any] = dict(mark.kwargs) if mark is not None else {}
    samples = changes.pop("samples", request.config.getini("hubspot_sandbox_samples"))
    application.portals.forget()
    hubspot_server.reset()
    try:
        if changes:
            hubspot_server.configure(**changes)
    except (TypeError, ValueError) as wrong:
        pytest.fail(f"the mark {MARK} is wrong: {wrong}", pytrace=False)
    if samples:
        hubspot_server.load_samples()
    with pytest.MonkeyPatch.context() as patch:
        if request.config.getini("hubspot_sandbox_environment"):
            _set_environment(patch, hubspot_server)
        yield hubspot_server
    if changes:
        hubspot_server.configure(**asdict(usual))


@pytest.fixture
def hubspot_environment(hubspot_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox, with HUBSPOT_BASE_URL and HUBSPOT_ACCESS_TOKEN set to it for this test."""
    _set_environment(monkeypatch, hubspot_sandbox)
    return hubspot_sandbox


@pytest.fixture
def hubspot(hubspot_sandbox: Sandbox, pytestconfig: pytest.Config) -> Iterator[HubSpot]:
    """A client of the sandbox. Instead of waiting, for example before a retry, it advances the sandbox's clock."""
    from hubspot_facade import HubSpot

    version = pytestconfig.getini("hubspot_api_version") or None
    with HubSpot(
        hubspot_sandbox.token, base_url=hubspot_sandbox.url, api_version=version, clock=_clock(hubspot_sandbox)
    ) as client:
        yield client


@pytest.fixture
def async_hubspot(hubspot_sandbox: Sandbox, pytestconfig: pytest.Config) -> AsyncHubSpot:
    """The same for async tests, in any framework: `async with async_hubspot as hubspot:` closes its connections."""
    from hubspot_facade import AsyncHubSpot

    version = pytestconfig.getini("hubspot_api_version") or None
    return AsyncHubSpot(
        hubspot_sandbox.token, base_url=hubspot_sandbox.url, api_version=version, clock=_clock(hubspot_sandbox)
    )


@pytest.fixture
def hubspot_webhooks(hubspot_sandbox: Sandbox) -> Iterator[LocalReceiver]:
    """Receives webhooks: `hubspot_sandbox.subscribe(hubspot_webhooks.url, "contact.creation")`, later `wait()`."""
    from hubspot_facade.webhooks.local import LocalReceiver

    with LocalReceiver(hubspot_sandbox.client_secret) as receiver:
        yield receiver


def _line(one: Logged) -> str:
    """A request as a line of the report."""
    query, fault = f"?{one.query}" if one.query else "", f" (fault {one.fault})" if one.fault else ""
    return f"{one.method} {one.path}{query} -> {one.status}{fault}"


def _set_environment(patch: pytest.MonkeyPatch, sandbox: Sandbox) -> None:
    patch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    patch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
    patch.setenv("HUBSPOT_CLIENT_SECRET", sandbox.client_secret)
    patch.setenv(
        "HUBSPOT_ALLOW_HTTP", "1"
    )  # for programs that reach this machine by another name, for example from a container


def _clock(sandbox: Sandbox) -> Clock:
    """The sandbox's clock for a client that does not wait."""
    from hubspot_facade.transport.clock import Clock

    async def sleep_async(seconds: float) -> None:
        import anyio.lowlevel

        sandbox.advance(seconds)
        await anyio.lowlevel.checkpoint()

    now = sandbox.portal.clock
    return Clock(monotonic=now, wall=now, sleep=sandbox.advance, sleep_async=sleep_async)
