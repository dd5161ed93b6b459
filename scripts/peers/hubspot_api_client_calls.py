"""Every method of `hubspot-api-client` once, with made-up arguments; arguments: URL of the sandbox, token.

No call may end in a server error, in an unexplained 404 or 405 (a page), or in an answer that the client cannot read.
"""

import datetime
import importlib
import inspect
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hubspot import HubSpot

DEPTH = 6
PLAIN: dict[str, Any] = {
    "str": "1",
    "int": 1,
    "float": 1.0,
    "bool": False,
    "object": {},
    "datetime": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    "date": datetime.date(2026, 1, 1),
    "file": __file__,
    "bytearray": __file__,
}


def made_up(type_: str, models: Any, depth: int = 0) -> Any:
    """A value of a type that the client names: what it requires, and no more."""
    if type_ in PLAIN:
        return PLAIN[type_]
    inner = re.fullmatch(r"list\[(.*)\]", type_)
    if inner:
        return [made_up(inner.group(1), models, depth + 1)] if depth < DEPTH else []
    model = getattr(models, type_, None)
    if model is None or depth > DEPTH:
        return {}
    given: dict[str, Any] = {}
    for name, of in model.openapi_types.items():
        setter = inspect.getsource(getattr(model, name).fset)
        if f"{name} is None" not in setter:
            continue
        allowed = re.search(r"allowed_values = \[(.*?)\]", setter)
        if allowed:
            chosen = allowed.group(1).split(",")[0].strip().strip("\"'")
            given[name] = [chosen] if of.startswith("list") else chosen
        else:
            given[name] = made_up(of, models, depth + 1)
    return model(**given)


def calls(api: Any) -> dict[str, Any]:
    """The methods of an API."""
    names = [name for name in dir(type(api)) if not name.startswith("_") and not name.endswith("_with_http_info")]
    return {name: getattr(api, name) for name in names if inspect.ismethod(getattr(api, name))}


def apis(place: Any, path: str) -> list[tuple[str, Any]]:
    """Every API below a place of the client."""
    found: list[tuple[str, Any]] = []
    for name in dir(type(place)):
        if name.startswith("_") or not isinstance(getattr(type(place), name), property):
            continue
        below = getattr(place, name)
        if name.endswith("_api"):
            found.append((f"{path}.{name}", below))
        elif "discovery" in type(below).__module__:
            found += apis(below, f"{path}.{name}")
    return found


def problem_of(call: Any, arguments: dict[str, Any], refusal: Any, counts: Counter[str]) -> str | None:
    """What is wrong with the outcome of a call; None when nothing is."""
    try:
        call(**arguments)
    except refusal as error:
        counts[str(error.status)] += 1
        body = str(error.body or "")
        wrong = error.status >= 500 or (error.status in (404, 405) and "<html" in body)
        return f"{error.status} {body[:80]!r}" if wrong else None
    except Exception as error:
        # whatever the client raises over an answer is the finding
        return f"{type(error).__name__}: {error}"
    counts["2xx"] += 1
    return None


def every_call(client: HubSpot) -> Iterator[tuple[str, Any, dict[str, Any], Any]]:
    """Every method by its path, with made-up arguments and the class of its refusals."""
    for path, api in apis(client, "client"):
        package = type(api).__module__.rsplit(".api.", 1)[0]
        models = importlib.import_module(f"{package}.models")
        refusal = importlib.import_module(f"{package}.exceptions").ApiException
        for name, call in calls(api).items():
            types = dict(re.findall(r":type (\w+): (.+)", call.__doc__ or "")) | {
                parameter: type_ for type_, parameter in re.findall(r":param (\S+) (\w+):", call.__doc__ or "")
            }
            wanted = [one for one in inspect.signature(call).parameters if one != "kwargs"]
            arguments = {one: made_up(types.get(one, "str").strip(), models) for one in wanted}
            yield f"{path}.{name}", call, arguments, refusal


def tour(client: HubSpot) -> tuple[Counter[str], list[str]]:
    """How the calls ended, and what is wrong."""
    counts: Counter[str] = Counter()
    problems: list[str] = []
    for name, call, arguments, refusal in every_call(client):
        problem = problem_of(call, arguments, refusal, counts)
        if problem is not None:
            problems.append(f"{name}: {problem}")
    return counts, problems


if __name__ == "__main__":
    client = HubSpot(access_token=sys.argv[2], api_key="developer-key", host=sys.argv[1])
    counts, problems = tour(client)
    shown = ", ".join(f"{count} x {name}" for name, count in sorted(counts.items()))
    print(f"hubspot-api-client: {counts.total()} methods called, all answers read: {shown}")
    sys.exit("\n".join(problems) or None)
