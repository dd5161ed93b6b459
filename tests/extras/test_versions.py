"""Every extra can be installed beside the others."""

from importlib import metadata

import pytest

from hubspot_facade.extras import load

EXTRAS = [
    ("dask", "distributed"),
    ("dlt", "dlt"),
    ("duckdb", "duckdb"),
    ("opentelemetry", "opentelemetry.trace"),
    ("pandas", "pandas"),
    ("parquet", "pyarrow.parquet"),
    ("redis", "redis"),
    ("speed", "orjson"),
]


@pytest.mark.parametrize(("extra", "module"), EXTRAS)
def test_an_extra_brings_its_package(extra, module):
    assert extra in metadata.metadata("hubspot-facade").get_all("Provides-Extra")
    assert load(module, extra).__name__ == module
