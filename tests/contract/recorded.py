"""The cassettes in the repository, read once."""

from functools import lru_cache
from pathlib import Path

from hubspot_facade.catalogue.operations import Catalogue, editions
from scripts.record.cassette import FOLDER, Cassette, path_of, read

PATHS = [path_of(entry, edition) for entry in Catalogue() for edition in editions()]


def title(path: Path) -> str:
    """How a test names a cassette."""
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@lru_cache(maxsize=4096)
def cassette(path: Path) -> Cassette:
    return read(path)
