"""Options that part of a program can set differently from its client: `with_options`."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar

from hubspot_facade.transport.checks import count
from hubspot_facade.transport.headers import checked_headers
from hubspot_facade.transport.policy import RetryPolicy
from hubspot_facade.wire.argument_types import Called

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


class LoadOptions(TypedDict, total=False):
    """The options of every `bulk_*` method; docs/bulk.md explains them.

    `duplicates` says what becomes of rows with the key of an earlier one: "last" sends all in their order, "first"
    leaves later ones out, "refuse" makes them failures. `concurrency` is the number of requests at a time. `journal`
    is the path of a file by which the load goes on after it was killed. `outcomes` is called with the `RowOutcome` of
    each row, `in_order` in the order of the rows. `failed` is the path of a CSV or JSON Lines file for the rows that
    are not done. `unchanged` reads records first and does not send what they have already. `progress` is called with a
    `Progress` after each chunk. `check` is called with each `Row` and gives the one to send, or one with an error.
    `raise_errors` raises LoadError if any row is not done.
    """

    duplicates: Literal["last", "first", "refuse"] | None
    concurrency: int | None
    journal: str | Path | None
    outcomes: Called | None
    in_order: bool | None
    failed: str | Path | None
    unchanged: bool | None
    progress: Called | None
    check: Called | None
    raise_errors: bool | None


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
