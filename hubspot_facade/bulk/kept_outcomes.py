"""Outcomes as rows of a journal, with the values of rows that are not done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.kept_errors import error_of_text
from hubspot_facade.bulk.outcomes import RowOutcome
from hubspot_facade.wire.json_kinds import describe

if TYPE_CHECKING:
    from collections.abc import Sequence


def outcome_of_row(row: Sequence[Any]) -> RowOutcome:
    """The outcome that these columns of the journal are."""
    number, status, line, key, record_id, change, error, kept = row
    given, original = (None, None) if kept is None else json.loads(kept)
    return RowOutcome(
        *(number, status, line, key, record_id, change),
        error=None if error is None else error_of_text(error),
        given=given,
        original=original,
    )


def text_of_values(values: list[Any]) -> str:
    """The values of a row that is not done, as far as JSON has them."""
    try:
        return json.dumps(values, default=str)
    except (TypeError, ValueError, RecursionError):  # keys that are no text, or what contains itself
        return json.dumps([describe(each) for each in values])
