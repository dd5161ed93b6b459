"""A clock that does not wait, for tests of the transport."""

import pytest

from tests.facade.fakes import FakeClock


@pytest.fixture
def fake_clock() -> FakeClock:
    return FakeClock()
