"""The one error of this package."""

from __future__ import annotations


class SpecsError(Exception):
    """What went wrong, in one sentence that names the document, ref or file; nothing was published."""
