"""Why no connection could be made, where that can be said more clearly than the HTTP library does."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = "nothing answers there: is `hubspot-facade sandbox` running?"
# What OpenSSL's versions say of bytes that are not TLS.
_PLAIN = frozenset(("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"))


def is_refused(error: BaseException) -> bool:
    """Whether nothing listens there: each address that was tried refused the connection."""
    if isinstance(error, BaseExceptionGroup):
        return all(map(is_refused, cast("BaseExceptionGroup[BaseException]", error).exceptions))
    cause = error.__cause__ or error.__context__
    return isinstance(error, ConnectionRefusedError) or (cause is not None and is_refused(cause))


def is_untrusted(error: BaseException) -> bool:
    """Whether the certificate of the server was refused."""
    return any(isinstance(each, ssl.SSLCertVerificationError) for each in _causes(error))


def is_plain(error: BaseException) -> bool:
    """Whether what answers there does not speak TLS."""
    return any(isinstance(each, ssl.SSLError) and each.reason in _PLAIN for each in _causes(error))


def speaks_http(url: str, *, local: bool) -> str:
    """A sentence for `is_plain`; a server that is not `local` may be reached by a proxy."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    proxy = "" if local else ", or a proxy on the way does, whose URL begins with http:// then"
    return f"the server at {host} speaks http, not https{proxy}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    each: BaseException | None = error
    while each is not None:
        yield each
        each = each.__cause__ or each.__context__
