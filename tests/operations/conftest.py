"""The sample portal, put back before each test, and a client of either colour on it in each edition.

Only the asynchronous client asks it over a connection: what goes over one is the same for both, and half of the time.
"""

from __future__ import annotations

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.serving.inside import Inside
from tests.facade.either import either


class SamplePortal:
    """A running sandbox with the sample portal; `begin` makes it what it was."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._store = sandbox.portal.store
        self._start = self._store.connection.serialize()
        self.http = httpx.Client(transport=Inside(sandbox.application))
        self._kept: bytes = self._start
        self._written = 0

    def begin(self) -> None:
        """The portal as the samples make it."""
        self._put(self._start)
        self.keep()

    def keep(self) -> None:
        """Remember the portal as it is now, for `back` and `wrote`, and forget the requests so far."""
        self.sandbox.application.log.clear()
        self._kept = self._store.connection.serialize()
        self._written = self._store.connection.total_changes

    def back(self) -> None:
        """The portal as it was kept."""
        self._put(self._kept)

    def _put(self, content: bytes) -> None:
        with self._store.lock:
            self._store.connection.deserialize(content)
            self._store.forget()

    @property
    def requests(self):
        """The requests since `keep`."""
        return list(self.sandbox.application.log.entries)

    @property
    def wrote(self) -> bool:
        """Whether any row was written since `keep`."""
        return self._store.connection.total_changes != self._written

    def shown(self, path: str):
        """What a GET shows, without the operations; nothing where there is nothing. `shelf …` looks behind the API."""
        if path.startswith("shelf "):
            shelf = self.sandbox.portal.shelf(path.removeprefix("shelf "))
            return list(shelf.all().values())
        headers = {"authorization": f"Bearer {self.sandbox.token}"}
        answer = self.http.get(f"{self.sandbox.url}{path}", headers=headers)
        assert answer.status_code in (200, 400, 404), answer.text  # 400: no such object type
        return answer.json() if answer.status_code == 200 else None

    def close(self) -> None:
        """No further look."""
        self.http.close()


@pytest.fixture(scope="session")
def sample_portal():
    with Sandbox(samples=True) as sandbox:
        portal = SamplePortal(sandbox)
        yield portal
        portal.close()


@pytest.fixture
def portal(sample_portal):
    """The sample portal at its beginning."""
    sample_portal.begin()
    return sample_portal


@pytest.fixture(scope="session")
def clients(sample_portal):
    """What gives the client of a colour and an edition."""
    made = {}

    def client(kind, version):
        sandbox = sample_portal.sandbox
        options = {"base_url": sandbox.url, "access_token": sandbox.token, "api_version": version}
        if kind == "sync":  # each time anew: a test of forks spoils clients with an http_client of the caller's
            return either(kind, **options, http_client=sample_portal.http)[0]
        if version not in made:
            made[version] = either(kind, **options)
        return made[version][0]

    yield client
    for _, close in made.values():
        close()


@pytest.fixture
def hs(clients, portal, colour, edition):
    return clients(colour, edition)
