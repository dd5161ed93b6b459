"""The one error of this package."""

from __future__ import annotations


class SpecsError(Exception):
    """What went wrong, in one sentence that names the document, ref or file; nothing was published."""


NOTHING_CHANGED = "specs: nothing was changed. "
"""What the command says before the error; `make renew` reads on from there."""
NOT_ALL_RENEWED = "specs: not everything was renewed. "
"""What it says when the documents that cannot be used were left as they are."""
