"""What `hubspot-sdk` sends for each case, as JSON on standard output; run in an environment that has it."""

from __future__ import annotations

import collections.abc
import contextlib
import typing
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import typing_extensions
from hubspot_sdk import HubSpot

from scripts.peers import hubspot_sdk_calls as every
from scripts.peers.wire.case import Call, File
from scripts.peers.wire.recording import MARKS, TOKEN, record


def check(hint: Any, given: Any, place: str) -> None:
    """TypeError where a mapping has a key that the client's type lacks; the client itself would send it as it is."""
    origin, of = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Annotated, typing.Required, typing.NotRequired):
        check(of[0], given, place)
    elif typing_extensions.is_typeddict(hint) and isinstance(given, dict):
        known = typing.get_type_hints(hint, include_extras=True)
        if unknown := given.keys() - known.keys():
            raise TypeError(f"{place} has no {', '.join(sorted(unknown))}")
        for name, value in given.items():
            check(known[name], value, f"{place}.{name}")
    elif isinstance(given, list) and isinstance(origin, type) and issubclass(origin, collections.abc.Iterable) and of:
        for each in given:
            check(of[0], each, f"{place}[]")
    elif origin is typing.Union or "UnionType" in str(type(hint)):
        fitting = [one for one in of if typing_extensions.is_typeddict(one) or typing.get_origin(one) is not None]
        if len(fitting) == 1:
            check(fitting[0], given, place)


def perform(client: HubSpot, call: Call) -> None:
    """Make the call."""
    method = attrgetter(call.method)(client)
    try:
        hints = typing.get_type_hints(method, include_extras=True)
    except NameError:  # hints that the client cannot resolve itself
        hints = {}
    for name, value in call.kwargs.items():
        if name in hints:
            check(hints[name], value, f"{call.method} {name}")
    files = {
        name: (value.name, value.content.encode()) for name, value in call.kwargs.items() if isinstance(value, File)
    }
    method(*call.args, **call.kwargs | files)


def tour(client: HubSpot) -> Iterator[str]:
    """Call every method once; the name of each when it has been called."""
    every.PLAIN.update(zip((str, int), MARKS, strict=True))
    for name, method in every.methods(client, "client"):
        # hints that it cannot resolve, arguments of which it wants one set or another, answers that it cannot read
        with contextlib.suppress(Exception):
            every.outcome(method)
        yield name.removeprefix("client.")


if __name__ == "__main__":
    record("hubspot-sdk", lambda url: HubSpot(base_url=url, access_token=TOKEN, max_retries=0), perform, tour)
