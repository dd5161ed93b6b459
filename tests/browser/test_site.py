"""The site of `make docs-site`, read without a network: no other host is asked, and the search finds."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SITE = Path(__file__).parents[2] / ".site/html"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *arguments):
        """Nothing."""


@pytest.fixture
def address():
    assert (SITE / "index.html").exists(), "make docs-site builds it"
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=SITE)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.browser
def test_the_search_finds_an_operation_without_asking_another_host(address, visitor):  # the visitor leaves first
    visitor.goto(f"{address}/index.html")
    visitor.keyboard.press("/")
    visitor.keyboard.type("upsert contacts")
    found = visitor.locator('a[href*="operations.html"]').filter(has_text="Batch").first
    found.wait_for()
    found.click()
    visitor.wait_for_url("**/operations.html**")
