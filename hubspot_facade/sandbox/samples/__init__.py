"""The sample portal: what the sample payloads of the named operations refer to, with the ids that they call it by."""

from .loader import load

__all__ = ["load"]
