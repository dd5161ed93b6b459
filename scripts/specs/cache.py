"""Documents that were normalised before, by the hash of everything that normalising depends on."""

from __future__ import annotations

import functools
import pickle
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from scripts.cache import CACHE as ALL
from scripts.cache import Cache, digest, digest_of_files
from scripts.specs.collection import Document
from scripts.specs.normalise import Tally, encode, normalise
from scripts.specs.overlay import ABSENT, Correction

CACHE = ALL / "documents"
_SCRIPTS = Path(__file__).parents[1]
_CODE = [_SCRIPTS / "specs", _SCRIPTS / "codegen", _SCRIPTS / "versions.py"]
LIMIT = 2000
"""Documents that are kept: some seven commits' worth."""


def normalised(
    document: Document, *, edition: str, key: str, corrections: list[Correction], tally: Tally, cache: Path | None
) -> bytes:
    """The bytes of `document` as they are committed; `tally` grows.

    Without a cache every document is normalised. Raises :class:`SpecsError` as `normalise` does.
    """
    meant = [correction for correction in corrections if correction.applies(edition, key)]
    store = Cache(cache, LIMIT) if cache else None
    name = _key(document, edition, key, meant)
    kept = store.read(name) if store else None
    if kept is not None:
        data, own = pickle.loads(kept)  # noqa: S301  # whole, and written below
    else:
        own = Tally()
        data = encode(normalise(document, edition=edition, key=key, corrections=meant, tally=own))
        if store:
            store.write(name, pickle.dumps((data, own)))
    add(tally, own)
    return bytes(data)


def add(tally: Tally, more: Tally) -> None:
    """Add what was counted of one document to what was counted of all."""
    for each in fields(tally):
        total: Any = getattr(tally, each.name)
        found: Any = getattr(more, each.name)
        total.extend(found) if isinstance(total, list) else total.update(found)


def _key(document: Document, edition: str, key: str, corrections: list[Correction]) -> str:
    applied = repr(corrections).replace(repr(ABSENT), "absent")  # an object, whose repr is another in each process
    return digest("\0".join([_code(), document.path, document.sha256, edition, key, applied]).encode())


@functools.cache
def _code() -> str:
    """These scripts, and those of the generator that normalising calls."""
    return f"{sys.version} {digest_of_files(_CODE)}"
