"""One upstream document → the facts that ``specs/`` keeps of it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from scripts.codegen.gates import ADVICE, refusals
from scripts.codegen.references import write_out
from scripts.specs.collection import Document
from scripts.specs.errors import SpecsError
from scripts.specs.facts import facts
from scripts.specs.mend import mend, order, server_paths
from scripts.specs.overlay import Correction
from scripts.specs.overlay_fit import Trial
from scripts.specs.shapes import misshapen
from scripts.specs.targets import name_targets
from scripts.specs.verify import verify


@dataclass
class Tally:
    """What normalising did, summed over documents."""

    passes: Counter[str] = field(default_factory=Counter)
    """Pass → places."""
    overlays: Counter[str] = field(default_factory=Counter)
    """Correction → places."""
    trials: list[Trial] = field(default_factory=list)
    """What each correction found in each document that it is meant for."""
    unknown: Counter[str] = field(default_factory=Counter)
    """``kind.key`` → places of keys that nobody has judged to be fact or prose; they were dropped."""


def normalise(
    document: Document, *, edition: str, key: str, corrections: list[Correction], tally: Tally
) -> dict[str, Any]:
    """The normalised content of `document`, whose key in `edition` is `key`; `tally` grows.

    Raises :class:`SpecsError` naming the document when what comes out could not be generated from.
    """
    noted: Counter[str] = Counter()
    try:
        content = facts(document.content, title=key.replace("/", "."), tally=noted)
        noted["name_targets"] = name_targets(content)
        noted["write_out"] = write_out(content)
        noted["server_paths"] = server_paths(content)
        for correction in corrections:
            if correction.applies(edition, key):
                applied = correction.apply(content)
                tally.overlays[correction.name] += applied.touched
                tally.trials.append(Trial(correction.name, edition, key, applied))
        for refusal in chain(misshapen(content), refusals(content)):  # the latter of what is well shaped
            raise SpecsError(f"{document.path}: {refusal}\n{ADVICE}\n\n{refusal.overlay(key, edition)}\n")
        tally.passes.update(mend(content))
        order(content)
        verify(content, name=document.path, key=key, edition=edition)
    except RecursionError:
        raise SpecsError(f"{document.path}: nested too deep") from None
    except (AttributeError, KeyError, TypeError) as error:
        raise SpecsError(f"{document.path}: not shaped as OpenAPI 3.0: {type(error).__name__}: {error}") from error
    for name, count in noted.items():
        if name.startswith("unknown: "):
            tally.unknown[name.removeprefix("unknown: ")] += count
        else:
            tally.passes[name] += count
    return content


def encode(content: Any) -> bytes:
    """`content` as the bytes that are committed: sorted keys, one space of indent, a closing newline."""
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
