"""The lock."""

from pathlib import Path

import pytest

from scripts.specs.errors import SpecsError
from scripts.specs.lock import generator, read_lock


def test_the_generators_version_is_the_one_that_is_pinned(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('dev = ["openapi-python-client==0.29.1"]\n')
    assert generator(file) == "openapi-python-client==0.29.1"
    file.write_text('dev = ["openapi-python-client>=0.29"]\n')
    with pytest.raises(SpecsError, match=r"pyproject\.toml: openapi-python-client is not pinned"):
        generator(file)


def test_no_lock_is_an_empty_one_and_a_broken_one_is_named(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "lock.json") == {}
    (tmp_path / "lock.json").write_text("{")
    with pytest.raises(SpecsError, match=r"lock\.json: not JSON"):
        read_lock(tmp_path / "lock.json")
