"""Web addresses that come from outside, taken apart without a fall."""

from urllib.parse import SplitResult, urlsplit


def split(url: str) -> SplitResult | None:
    """The parts of a web address; None for what is none, such as `http://[::1` or a port of 99999."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if whole and url.isprintable() and " " not in url else None
