"""A real browser on a sandbox with samples; `make test-browser` runs these tests, `make test` leaves them out."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubspot_facade.sandbox import Sandbox

PICTURES = Path(__file__).parents[2] / ".browser"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (  # it asks nobody on the network for anything
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LEFT = "net::ERR_ABORTED"  # a request under way when its page is left or closed; the server cannot cause it


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright  # installed by `make test-browser` alone

    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.exit(f"Chromium is needed: none of {', '.join(BROWSERS)} is there; CHROMIUM may name another", 1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(samples=True) as running:
        yield running


@pytest.fixture
def visitor(chromium, sandbox, request):
    """Pages of a context as the test's parameter `context` has it; whatever goes wrong in them fails the test."""
    context = chromium.new_context(base_url=sandbox.url, **getattr(request, "param", {}))
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
    page.on(
        "requestfailed",
        lambda asked: asked.failure == LEFT or wrong.append(f"failed: {asked.url} {asked.failure}"),
    )
    page.on(
        "request", lambda asked: asked.url.startswith("http://127.0.0.1:") or wrong.append(f"elsewhere: {asked.url}")
    )
    yield page
    context.close()
    assert wrong == []
