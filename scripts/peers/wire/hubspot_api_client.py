"""What `hubspot-api-client` sends for each case, as JSON on standard output; run in an environment that has it."""

from __future__ import annotations

import importlib
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from hubspot import HubSpot

from scripts.peers import hubspot_api_client_calls as every
from scripts.peers.wire.case import Call, File
from scripts.peers.wire.recording import MARKS, TOKEN, record

_TYPES = re.compile(r":(?:param (?P<type>\S+) (?P<name>\w+):|type (?P<typed>\w+): (?P<of>.+))")


def model(type_: str, given: Any, models: Any) -> Any:
    """The client's own model of what is given as a mapping, so that names and required fields are its."""
    if isinstance(given, File):
        path = Path(tempfile.mkdtemp()) / given.name
        path.write_text(given.content, encoding="utf-8")
        return str(path)
    inner = re.fullmatch(r"list\[(.*)\]", type_)
    if inner:
        return [model(inner.group(1), each, models) for each in given]
    made = getattr(models, type_, None)
    if made is None or not isinstance(given, dict):
        return given
    types = made.openapi_types
    if unknown := given.keys() - types.keys():
        raise TypeError(f"{type_} has no {', '.join(sorted(unknown))}")
    return made(**{name: model(types[name], value, models) for name, value in given.items()})


def perform(client: HubSpot, call: Call) -> None:
    """Make the call."""
    method = attrgetter(call.method)(client)
    package = type(method.__self__).__module__.rsplit(".api.", 1)[0]
    models = importlib.import_module(f"{package}.models")
    found = _TYPES.finditer(method.__doc__ or "")
    types = {each["name"] or each["typed"]: (each["type"] or each["of"]).strip() for each in found}
    names = method.__code__.co_varnames[1 : method.__code__.co_argcount]
    arguments = dict(zip(names, call.args, strict=False)) | call.kwargs
    method(**{name: model(types[name], value, models) for name, value in arguments.items()})


def tour(client: HubSpot) -> Iterator[str]:
    """Call every method once; the name of each when it has been called."""
    every.PLAIN.update(zip(("str", "int"), MARKS, strict=True))
    for name, call, arguments, refusal in every.every_call(client):
        every.problem_of(call, arguments, refusal, Counter())
        yield name.removeprefix("client.")


if __name__ == "__main__":
    record(
        "hubspot-api-client",
        lambda url: HubSpot(access_token=TOKEN, api_key="developer-key", host=url),
        perform,
        tour,
    )
