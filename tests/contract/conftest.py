"""One runner and one set of tapes for all cassettes of a process."""

from collections.abc import Iterator

import pytest

from scripts.record.outcome import Runner
from scripts.record.scrub import HOST, Scrubber
from scripts.record.tape import Recorder


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    with Runner(HOST, "pat-na1-not-a-token") as runner:
        yield runner


@pytest.fixture(scope="session")
def tapes() -> Recorder:
    return Recorder(Scrubber())
