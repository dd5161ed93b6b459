"""One runner and one player for all cassettes of a process."""

from collections.abc import Iterator

import pytest

from scripts.record.outcome import Runner
from scripts.record.scrub import HOST, Scrubber
from scripts.record.tape import Player, Recorder

TOKEN = "pat-na1-not-a-token"


@pytest.fixture(scope="session")
def player() -> Player:
    return Recorder(Scrubber()).player()


@pytest.fixture(scope="session")
def played(player: Player) -> Iterator[Runner]:
    """What a runner is answered by the player."""
    with Runner(HOST, TOKEN, transport=player, async_transport=player) as runner:
        yield runner


@pytest.fixture
def runner() -> Iterator[Runner]:
    """A runner over httpx's own transports, which vcrpy replaces."""
    with Runner(HOST, TOKEN) as runner:
        yield runner


@pytest.fixture(scope="session")
def tapes() -> Recorder:
    return Recorder(Scrubber())
