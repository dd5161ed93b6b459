"""A sandbox for the tests of tables."""

import pytest

from hubspot_facade.sandbox import Sandbox


@pytest.fixture(scope="session")
def running():
    with Sandbox() as sandbox:
        yield sandbox
