"""Where journals of tests are: in memory where there is such a place, since the disk is not what is tested."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_SHARED = Path("/dev/shm")  # noqa: S108 # of Linux
MEMORY = _SHARED if _SHARED.is_dir() else None


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)
