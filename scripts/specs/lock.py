"""``specs/lock.json``: what the committed documents were made of."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from scripts.specs.errors import SpecsError
from scripts.specs.layout import ROOT
from scripts.specs.manifest import Manifest
from scripts.specs.normalise import Tally
from scripts.specs.pull import DEFAULT_SOURCE, Checkout
from scripts.specs.selection import Selection


def lock(
    checkout: Checkout,
    manifest: Manifest,
    selection: Selection,
    tallies: dict[str, Tally],
    unfit: dict[str, list[str]],
) -> dict[str, Any]:
    """The content of the lock. The source is always the public one: a mirror has the same commits.

    `unfit` says which corrections no longer fit, and how.
    """
    return {
        "source": DEFAULT_SOURCE,
        "commit": checkout.commit,
        "date": checkout.date,
        "generator": generator(),
        "documents": {
            edition: {
                key: {"path": document.path, "rollout": document.rollout, "sha256": document.sha256}
                for key, document in chosen.items()
            }
            for edition, chosen in selection.chosen.items()
        },
        "authored": {edition.name: sorted(edition.authored) for edition in manifest.editions},
        "left_out": selection.left_out,
        "missing": selection.missing,
        "mended": {edition: _counts(tally.passes) for edition, tally in tallies.items()},
        "overlays": {edition: _counts(tally.overlays) for edition, tally in tallies.items()},
        **({"unfit_overlays": unfit} if unfit else {}),
    }


def _counts(counter: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counter.items() if count}


def generator(pyproject: Path = ROOT / "pyproject.toml") -> str:
    """The generator that the project pins, as ``name==version``."""
    match = re.search(r"openapi-python-client==([\w.]+)", pyproject.read_text(encoding="utf-8"))
    if match is None:
        raise SpecsError(f"{pyproject.name}: openapi-python-client is not pinned")
    return match.group()


def read_lock(path: Path) -> dict[str, Any]:
    """The committed lock; empty when there is none."""
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise SpecsError(f"{path.name}: not JSON: {error}") from None
    return content if isinstance(content, dict) else {}
