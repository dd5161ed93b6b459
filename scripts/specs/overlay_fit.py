"""Whether corrections still fit upstream: what they correct may be gone there, or may have changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.specs.errors import SpecsError
from scripts.specs.overlay import ABSENT, Applied, Correction
from scripts.specs.refused import Refused

MOST = 4
"""The number of places that a message names."""


@dataclass(frozen=True)
class Trial:
    """A correction applied to one document."""

    correction: str
    edition: str
    key: str
    applied: Applied

    @property
    def document(self) -> str:
        """``crm/lists in v3``."""
        return f"{self.key} in {self.edition}"


def check_fit(
    corrections: Sequence[Correction], trials: Sequence[Trial], refused: Refused | None = None
) -> dict[str, list[str]]:
    """Correction → a sentence for each thing that a person should look at; what fits has none.

    A correction whose places are gone, or are what it would make of them, does no harm, and is to be deleted.
    One that mends nothing and whose places hold another thing by now, or that mends more places than it knows of, is
    added to `refused`; without that, it raises a :class:`SpecsError`.
    """
    notes: dict[str, list[str]] = {}
    for each in corrections:
        try:
            notes[each.name] = list(_notes(each, [trial for trial in trials if trial.correction == each.name]))
        except SpecsError as error:
            if refused is None:
                raise
            refused.add(str(error))
    return {name: found for name, found in notes.items() if found}


def _notes(correction: Correction, trials: list[Trial]) -> Iterator[str]:
    touched = sum(each.applied.touched for each in trials)
    unlike = [each for each in trials if each.applied.unlike]
    fits = correction.expects(touched)
    if unlike and not fits:
        raise SpecsError(_looks_different(correction, unlike[0], touched))
    if correction.matches is not None and touched > correction.matches:
        raise SpecsError(
            f"overlay {correction.name}: {_pointer(correction)} fits {touched} places, not {correction.matches}: "
            f"{_listed([f'{each.applied.touched} of {each.document}' for each in trials if each.applied.touched])}; "
            f"look at them, then correct 'matches'"
        )
    for each in unlike:
        pointer, holds = each.applied.other[0]
        yield f"{each.document} is not corrected: {pointer} holds {shown(holds)} by now"
    if fits:
        return
    idle = [each for each in trials if not each.applied.touched]
    mended = [(pointer, each.document) for each in idle for pointer in each.applied.mended]
    left = f"{touched} of {correction.matches} places are left" if touched else "nothing is left to mend"
    if mended:
        pointers = list(dict.fromkeys(pointer for pointer, _ in mended))
        places = [f"{one} of {_listed([document for each, document in mended if each == one])}" for one in pointers]
        yield f"{left}: {_listed(places)} {'is' if len(mended) == 1 else 'are'} as the entry says; {_advice(touched)}"
    else:
        where = _listed([each.document for each in idle]) or _wanted(correction)
        yield f"{left}: {_pointer(correction)} is gone from {where}; {_advice(touched)}"


def _advice(touched: int) -> str:
    return f"set 'matches' to {touched}" if touched else "delete the entry"


def _looks_different(correction: Correction, trial: Trial, touched: int) -> str:
    pointer, holds = trial.applied.other[0]
    was = "no value" if correction.was is ABSENT else shown(correction.was)
    expected, file = correction.matches or "some", correction.name.partition("#")[0]
    return (
        f"overlay {correction.name} mends {touched} places, not the {expected} that it expects: {pointer} of "
        f"{trial.document} holds {shown(holds)}, neither {was}, which the entry mends, nor what it makes of it. "
        f"Look at the document, then correct 'was' in specs/overlays/{file} or delete the entry"
    )


def _wanted(correction: Correction) -> str:
    return f"{', '.join(correction.documents)} in {', '.join(correction.editions) or 'every edition'}"


def _pointer(correction: Correction) -> str:
    return "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in correction.at)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")


def shown(value: Any) -> str:
    """A value as JSON, cut where it is long."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:200]} …"
