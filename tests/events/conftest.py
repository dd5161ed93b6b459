"""A sandbox, and a client of either colour on it in each edition."""

from tests.crm.conftest import colour, edition, hs, paths, running, sandbox  # noqa: F401 # fixtures, taken by name
