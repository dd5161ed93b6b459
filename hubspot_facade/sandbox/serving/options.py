"""What a sandbox may be started with, beside its settings, and signatures that are made of these options.

Each option stands here or in `Settings`, once, with its type and default. `Sandbox` and `create_app` take their
parameters from there, which type checkers, editors and `inspect.signature` see as if they were written out.
"""

import inspect
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from hubspot_facade.sandbox.state.instants import Clock
from hubspot_facade.sandbox.state.settings import Settings

LOOPBACK = "127.0.0.1"
_P = ParamSpec("_P")
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]*")  # as clients take them (RFC 6750); an empty one is none
_Options = TypeVar("_Options")
_Self = TypeVar("_Self")
_Result = TypeVar("_Result")


@dataclass(frozen=True, kw_only=True)
class AppOptions(Settings):
    """What the application of a sandbox is made with. ValueError for a value that is not accepted.

    `db` is a file that survives restarts, or `:memory:`; `token` is the one to accept, a new one by default; `clock`
    gives seconds since the epoch; `seed` repeats ids and tokens; `samples` begins with the records that the sample
    payloads of the named operations refer to.
    """

    db: str | Path = field(default=":memory:", kw_only=False)
    token: str | None = None
    clock: Clock = time.time
    seed: int | None = None
    samples: bool = False

    def __post_init__(self) -> None:
        Settings.__post_init__(self)
        token: Any = self.token
        if token is not None and (not isinstance(token, str) or not _TOKEN.fullmatch(token)):
            raise ValueError("token must be text without spaces, of letters, digits and - . _ ~ + / =")

    @property
    def settings(self) -> Settings:
        """The settings alone."""
        return Settings(**{one.name: getattr(self, one.name) for one in fields(Settings)})


@dataclass(frozen=True, kw_only=True)
class ServerOptions(AppOptions):
    """What the server of a sandbox is started with.

    `port` 0 takes a free one; `host` is loopback by default; `hosts` are further names by which its pages may be
    opened; `faults` is a TOML file of faults, see `hubspot_facade.sandbox.faults`.
    """

    db: str | Path = field(default=":memory:", kw_only=True)
    port: int = 0
    host: str = LOOPBACK
    hosts: Iterable[str] = ()
    faults: str | Path | None = None


def takes(options: Callable[_P, _Options]) -> Callable[[Callable[[_Options], _Result]], Callable[_P, _Result]]:
    """Have a function that is written for an object of options take each option as a parameter."""

    def decorate(function: Callable[[_Options], _Result]) -> Callable[_P, _Result]:
        @wraps(function)
        def called(*args: _P.args, **kwargs: _P.kwargs) -> _Result:
            return function(options(*args, **kwargs))

        _show(called, options)
        return called

    return decorate


def method_takes(
    options: Callable[_P, _Options],
) -> Callable[[Callable[[_Self, _Options], _Result]], Callable[Concatenate[_Self, _P], _Result]]:
    """The same for a method."""

    def decorate(
        method: Callable[[_Self, _Options], _Result],
    ) -> Callable[Concatenate[_Self, _P], _Result]:
        @wraps(method)
        def called(self: _Self, /, *args: _P.args, **kwargs: _P.kwargs) -> _Result:
            return method(self, options(*args, **kwargs))

        _show(called, options, inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY))
        return called

    return decorate


def _show(called: Any, options: Callable[..., Any], *first: inspect.Parameter) -> None:
    """Give a function the signature of the options, and what it returns."""
    written = inspect.signature(called)
    parameters = [*first, *inspect.signature(options).parameters.values()]
    called.__signature__ = written.replace(parameters=parameters)
