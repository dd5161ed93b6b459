"""Options that part of a program can set differently from its client: `with_options`."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from hubspot_facade.transport.checks import count
from hubspot_facade.transport.headers import checked_headers
from hubspot_facade.transport.policy import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hubspot_facade.config import Configuration

T = TypeVar("T")


class Options(TypedDict, total=False):
    """The options of `with_options`; those left out are unchanged."""

    timeout: float | None
    deadline: float | None
    retries: int | RetryPolicy
    headers: Mapping[str, str]
    answer_limit: int | None


def changed(configuration: Configuration, options: Options) -> Configuration:
    """The configuration with these options. ConfigurationError for a bad value, TypeError for an unknown name."""
    for name in options:
        if name not in Options.__annotations__:
            raise TypeError(f"with_options() takes {', '.join(Options.__annotations__)}, not {name!r}")
    given: dict[str, Any] = {**options}
    if "headers" in options:
        given["headers"] = {**configuration.headers, **checked_headers(options["headers"])}
    if "retries" in options and not isinstance(retries := options["retries"], RetryPolicy):
        count("retries", retries, least=0)
        given["retries"] = replace(configuration.retries, retries=retries)
    return replace(configuration, **given)


def uncached(original: T) -> T:
    """A copy of a client or resource without the values of its cached properties, which refer to the original."""
    made = type(original)
    shallow = object.__new__(made)
    cached = {name for base in made.__mro__ for name, value in vars(base).items() if isinstance(value, cached_property)}
    shallow.__dict__.update({name: value for name, value in vars(original).copy().items() if name not in cached})
    return shallow
