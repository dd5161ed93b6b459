"""Which cell of a line has wrong quotes; the parser does not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubspot_facade.bulk.sources.dialects import Dialect


def bad_cell(text: str, dialect: Dialect) -> int | None:
    """The place of the first cell whose quote is not closed, or closed within it, or comes after a space.

    None if there is none, or if the file has characters that escape quotes.
    """
    if dialect.quote is None or dialect.escape is not None:
        return None
    quote, end = re.escape(dialect.quote), rf"(?={re.escape(dialect.delimiter)}|[\r\n]|\Z)"
    quoted = re.compile(rf"{quote}(?:[^{quote}]|{quote}{quote})*+{quote}{end}")
    plain = re.compile(rf"(?! +{quote})(?!{quote})[^{re.escape(dialect.delimiter)}\r\n]*")
    place = position = 0
    while True:
        found = quoted.match(text, position) or plain.match(text, position)
        if found is None:
            return place
        position = found.end()
        if text[position : position + 1] != dialect.delimiter:
            return None
        position += 1
        place += 1
