"""The library that sends: httpx, or httpx2, its successor with the same names. Nothing else of ours imports either.

Their classes are no subclasses of each other's, exceptions included, so a client of one is used with the names of the
same one. Only the one that is used is imported.
"""

from __future__ import annotations

import ssl
from functools import cache
from importlib import import_module
from typing import Any

from hubspot_facade.transport.intake import GarbledAnswerError
from hubspot_facade.transport.secrets import hush

_CORES = {"httpx": "httpcore", "httpx2": "httpcore2"}


class Library:
    """One of the libraries: its names as `http`, those of the library below it as `core`."""

    def __init__(self, name: str) -> None:
        self.http: Any = import_module(name)  # whether it is installed was checked with the configuration
        http, core = self.http, _CORES[self.http.__name__]  # another one's in a program that aliases httpx
        self.core: Any = import_module(core)
        hush(http.__name__, core)
        self.unsent: tuple[type[Exception], ...] = (
            http.ConnectError,
            http.ConnectTimeout,
            http.PoolTimeout,
            http.ProxyError,
            http.UnsupportedProtocol,
        )
        """When these are raised, the request was not sent."""
        self.broken: tuple[type[Exception], ...] = (http.HTTPError, GarbledAnswerError, ssl.SSLError)
        """What says that no answer came. When awaited, an alert that ends TLS is not an error of the library's."""

    def explained(self, error: Exception, message: str) -> Exception:
        """An error of the same kind that says this and refers to nothing.

        The library's own contains the request with its token, and its causes may quote headers.
        """
        known = isinstance(error, GarbledAnswerError) or _package(type(error)) in _CORES
        explained: Exception = (type(error) if known else self.http.TransportError)(message)
        return explained

    def stays_inside(self, client: Any) -> bool:
        """Whether a client uses no network, so that nobody in between can read what it sends."""
        inside = (self.http.MockTransport, self.http.ASGITransport, self.http.WSGITransport)
        return all(
            isinstance(each, inside) for each in (client._transport, *client._mounts.values()) if each is not None
        )


@cache
def library(name: str) -> Library:
    """A library by its name, imported."""
    return Library(name)


def library_of(client: object, name: str = "httpx") -> Library:
    """The library of a client of the caller's; without one, the library with this name."""
    for kind in type(client).__mro__:
        if _package(kind) in _CORES:
            return library(_package(kind))
    return library(name)


def _package(kind: type) -> str:
    return kind.__module__.partition(".")[0]
